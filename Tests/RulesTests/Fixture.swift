import Diagnostics
import Foundation
import Testing

@testable import Checking
@testable import Parsers

/// An input, or a folder of inputs that belong together, with the expected findings beside it.
///
/// `Tests/Fixtures/<RULE>/<case>.<ext>` has `<case>.<ext>.expected`; options of the command line stand in
/// `<case>.options`, one a line.
struct Fixture: Sendable, CustomStringConvertible {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures")

    /// Below `root`.
    let path: String

    var url: URL { Self.root.appending(path: path) }
    var rule: String { String(path.prefix { $0 != "/" }) }
    var description: String { path }

    private var isFolder: Bool {
        (try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
    }

    /// Where the expected findings stand.
    var expected: URL { url.appendingPathExtension("expected") }

    /// With `JMONCHECK_FIXTURES=JM15,PF405` only those, to try every prefix and mutation of new ones quickly.
    private static let wanted = ProcessInfo.processInfo.environment["JMONCHECK_FIXTURES"]?.split(separator: ",")

    private static let folders = children(of: root).filter { folder in
        wanted?.contains { folder.hasPrefix($0) } ?? true
    }

    static let all: [Fixture] = folders.flatMap { rule in
        children(of: root.appending(path: rule))
            .filter { name in ![".expected", ".options", ".dump"].contains { name.hasSuffix($0) } }
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

    /// Compares with what is kept in a file, or writes it; nothing has no file.
    static func expect(_ text: String, in file: URL) throws {
        if ProcessInfo.processInfo.environment["JMONCHECK_UPDATE"] != nil, !text.isEmpty {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let isKept = FileManager.default.fileExists(atPath: file.path)
        #expect(try (isKept ? String(contentsOf: file, encoding: .utf8) : "") == text)
    }

    func run() throws -> TestRun { try TestRun(try files(), options: try options(), own: try ownFiles()) }

    /// The hidden files of a folder: its configuration and its baseline.
    func ownFiles() throws -> [String: [UInt8]] {
        guard isFolder else { return [:] }
        let names = try FileManager.default.contentsOfDirectory(atPath: url.path).filter { $0.hasPrefix(".") }
        return try Dictionary(
            uniqueKeysWithValues: names.map { ($0, [UInt8](try Data(contentsOf: url.appending(path: $0)))) })
    }
}
