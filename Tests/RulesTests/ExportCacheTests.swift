import Diagnostics
import Foundation
import Subjects
import Testing

@testable import Checking

/// Checks one after the other that keep what they found out about exports, as an editor's do.
@Suite struct ExportCacheTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../examples/correct").standardized

    /// Words to replace in an input, with what replaces them.
    private static let edits: [(path: String, old: String, new: String)] = [
        ("passticket.jcl", "PERMIT", "XERMIT"),
        ("payroll.json", "${p:jes.host}", "${p:jes.hos}"),
        ("payroll.json", "6715", "67150"),
        ("passticket.jcl", "UPDATE", "READ"),
        ("payroll.json", "${p:jes.hos}", "$(p:jes.hos)"),
        ("FEJJCNFG", "6715", "6716"),
        ("payroll.json", "jes.user", "jes.usr"),
        ("passticket.jcl", "//SYSTSIN  DD *\n", "//SYSTSIN  DD *\n  /* jmoncheck:ignore[RF350] reason=\"test\" */\n"),
    ]

    @Test(arguments: [1, Int.max])
    func `what is kept of exports is what a fresh check finds`(maxAlike: Int) throws {
        var options = Checker.Options()
        options.maxAlike = maxAlike
        options.preflight.agentUsers = ["AGNTUSR"]
        let fresh = Checker(options, version: "0")
        options.cache = InputCache()
        let keeping = Checker(options, version: "0")
        var texts = try Dictionary(
            uniqueKeysWithValues: ["FEJJCNFG", "passticket.jcl", "payroll.json"].map { name in
                (name, try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8))
            })
        var counts: Set<Int> = []
        // Each edit, another beside it, and back again.
        for edit in Self.edits + Self.edits.reversed().map({ ($0.path, $0.new, $0.old) }) {
            let text = try #require(texts[edit.path])
            #expect(text.contains(edit.old), "\(edit)")
            texts[edit.path] = text.replacing(edit.old, with: edit.new)
            let sources = texts.sorted { $0.key < $1.key }.map { path, text in
                var source = Source(path: path, bytes: Array(text.utf8))
                source.stamp = "\(text.hashValue)"
                return source
            }
            let (one, other) = (try fresh.inspect(sources), try keeping.inspect(sources))
            #expect(one.outcome.findings == other.outcome.findings, "\(edit)")
            #expect(one.outcome.checks == other.outcome.checks, "\(edit)")
            #expect(one.steps.map(\.verdict) == other.steps.map(\.verdict), "\(edit)")
            #expect(one.steps.flatMap(\.links).map(\.message) == other.steps.flatMap(\.links).map(\.message), "\(edit)")
            counts.insert(one.outcome.findings.count)
        }
        #expect(counts.count > 2)
    }
}
