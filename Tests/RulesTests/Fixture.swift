import Diagnostics
import Foundation
import Synchronization
import Testing

@testable import Checking

/// An input, or a folder of inputs that belong together, with a file of the expected findings.
///
/// `Tests/Fixtures/<RULE>/<case>.<ext>` has `<case>.<ext>.expected`, and where useful `.dump` with the parsed model and
/// `.links` with the chains of its steps. `<case>.options` has the options of the command line, one on each line.
struct Fixture: Sendable, CustomStringConvertible {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures")

    /// Below `root`.
    let path: String

    var url: URL { Self.root.appending(path: path) }
    var rule: String { String(path.prefix { $0 != "/" }) }
    var description: String { path }

    var isFolder: Bool {
        (try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
    }

    /// The file of the expected findings.
    var expected: URL { url.appendingPathExtension("expected") }

    /// The extensions of files that accompany inputs.
    static let endings = [".expected", ".options", ".dump", ".links"]

    /// `JMONCHECK_FIXTURES=JM15,PF405` selects fixtures, in order to test every prefix and mutation of new ones
    /// quickly.
    private static let wanted =
        ProcessInfo.processInfo.environment["JMONCHECK_FIXTURES"]?.split(separator: ",")
        ?? []

    /// The selected fixtures, or all.
    static let all = everything.filter { fixture in wanted.isEmpty || wanted.contains { fixture.rule.hasPrefix($0) } }

    static let everything: [Fixture] = children(of: root).flatMap { rule in
        children(of: root.appending(path: rule))
            .filter { name in !endings.contains { name.hasSuffix($0) } }
            .map { Fixture(path: "\(rule)/\($0)") }
    }

    static func of(_ rule: String) -> [Fixture] { all.filter { $0.rule == rule } }

    static func children(of folder: URL) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
            .filter { !$0.hasPrefix(".") }.sorted()
    }

    /// The files, by their names below the fixture's own folder.
    func files() throws -> [(name: String, bytes: [UInt8])] {
        guard isFolder else { return [(url.lastPathComponent, [UInt8](try Data(contentsOf: url)))] }
        return try Self.children(of: url).map { name in
            (name, [UInt8](try Data(contentsOf: url.appending(path: name))))
        }
    }

    func options() throws -> [String] {
        let stem = isFolder ? url : url.deletingPathExtension()
        let file = stem.appendingPathExtension("options")
        guard FileManager.default.fileExists(atPath: file.path) else { return [] }
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").flatMap {
            $0.split(separator: " ", maxSplits: 1).map(String.init)
        }
    }

    /// Compares a text with a file, or writes the file; an empty text has no file.
    static func expect(_ text: String, in file: URL) throws {
        let isKept = FileManager.default.fileExists(atPath: file.path)
        if ProcessInfo.processInfo.environment["JMONCHECK_UPDATE"] != nil {
            if !text.isEmpty {
                try text.write(to: file, atomically: true, encoding: .utf8)
            } else if isKept {
                try FileManager.default.removeItem(at: file)
            }
            return
        }
        #expect(try (isKept ? String(contentsOf: file, encoding: .utf8) : "") == text, "\(file.lastPathComponent)")
    }

    /// Compares a text with the file next to the input, or writes the file.
    func expect(_ text: String, in ending: String) throws {
        try Self.expect(text, in: url.appendingPathExtension(ending))
    }

    private static let runs = Mutex<[String: TestRun]>([:])

    /// The rules run once for all tests of their findings.
    func run() throws -> TestRun {
        if let known = Self.runs.withLock({ $0[path] }) { return known }
        let run = try TestRun(try files(), options: try options(), own: try ownFiles())
        Self.runs.withLock { $0[path] = run }
        return run
    }

    /// The same with inputs that cannot be read, behind those of the fixture.
    func run(failed: [Source]) throws -> TestRun {
        try TestRun(try files(), options: try options(), own: try ownFiles(), failed: failed)
    }

    /// The hidden files of a folder: its configuration and its baseline.
    func ownFiles() throws -> [String: [UInt8]] {
        guard isFolder else { return [:] }
        let names = try FileManager.default.contentsOfDirectory(atPath: url.path).filter { $0.hasPrefix(".") }
        return try Dictionary(
            uniqueKeysWithValues: names.map { ($0, [UInt8](try Data(contentsOf: url.appending(path: $0)))) })
    }
}
