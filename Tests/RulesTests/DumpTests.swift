import Diagnostics
import Foundation
import Reporters
import Testing

@testable import Parsers
@testable import Rules

/// What is understood of every deck among the examples and fixtures stands in `Tests/Dumps`, a command or problem a
/// line.
@Suite struct DumpTests {
    private static let folder = Fixture.root.deletingLastPathComponent().appending(path: "Dumps")
    private static let examples = folder.deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "examples")

    @Test(arguments: Fixture.all.filter { $0.rule != "carriers" })
    func `the decks of a fixture are read as before`(_ fixture: Fixture) throws {
        for input in try fixture.run().inputs {
            try Self.expect(
                input, matches: "\(fixture.path)\(fixture.path.hasSuffix(input.file.path) ? "" : "/" + input.file.path)"
            )
        }
    }

    @Test(arguments: Fixture.children(of: Self.examples).filter { $0 != "README.md" })
    func `the decks of an example are read as before`(_ example: String) throws {
        let folder = Self.examples.appending(path: example)
        let files = try Fixture.children(of: folder).map { name in
            (name, [UInt8](try Data(contentsOf: folder.appending(path: name))))
        }
        for input in try TestRun(files).inputs {
            try Self.expect(input, matches: "examples/\(example)/\(input.file.path)")
        }
    }

    private static func expect(_ input: ParsedInput, matches path: String) throws {
        guard case .deck(let deck) = input.document, case .array(let commands)? = deck.dumped()["commands"] else {
            return
        }
        let source = ReportSource(input.file, secrets: input.secrets)
        let problems = deck.dumpedProblems.map { problem in
            let place = source.position(problem.range.start)
            return "\(problem.code) \(place.line):\(place.column)"
        }
        let shown = commands.map { String(decoding: $0.encoded(isPretty: false), as: UTF8.self) } + problems
        let text = shown.map { $0.trimmingCharacters(in: .newlines) + "\n" }.joined()
        let file = folder.appending(path: path + ".dump")
        let isUpdate = ProcessInfo.processInfo.environment["JMONCHECK_UPDATE"] != nil
        if isUpdate {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }
}
