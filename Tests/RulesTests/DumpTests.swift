import Contract
import Diagnostics
import Foundation
import RACF
import Reporters
import Testing

@testable import Checking
@testable import Reading

/// The expected dump of every deck among the examples and fixtures is next to it, with one command or problem on each
/// line. Some inputs of every other kind also have an expected dump.
@Suite struct DumpTests {
    private static let tests = Fixture.root.deletingLastPathComponent()
    private static let examples = tests.deletingLastPathComponent().appending(path: "examples")

    @Test(arguments: Fixture.all)
    func `a fixture is read as before`(_ fixture: Fixture) throws {
        let isWhole =
            ["clean", "listings", "JM150", "PF405"].contains(fixture.rule) || fixture.path == "PF401/listed"
        let sections = try fixture.run().inputs.compactMap { input -> (path: String, lines: [String])? in
            let lines = try Self.lines(of: input, isWhole: isWhole)
            return lines.isEmpty ? nil : (input.file.path, lines)
        }
        try fixture.expect(Self.text(sections, isNamed: fixture.isFolder), in: "dump")
    }

    @Test(arguments: Fixture.children(of: examples).filter { $0 != "README.md" })
    func `the decks of an example are read as before`(_ example: String) throws {
        let folder = Self.examples.appending(path: example)
        let files = try Fixture.children(of: folder).map { name in
            (name, [UInt8](try Data(contentsOf: folder.appending(path: name))))
        }
        let sections = try TestRun(files).inputs.map {
            (path: $0.file.path, lines: try Self.lines(of: $0, isWhole: false))
        }
        try Fixture.expect(
            Self.text(sections.filter { !$0.lines.isEmpty }, isNamed: true),
            in: Self.tests.appending(path: "Examples/\(example).dump"))
    }

    /// - Parameter isNamed: whether each input is named above its lines.
    private static func text(_ sections: [(path: String, lines: [String])], isNamed: Bool) -> String {
        sections.map { section in
            ((isNamed ? ["== \(section.path)"] : []) + section.lines).map { $0 + "\n" }.joined()
        }.joined(separator: "\n")
    }

    /// - Parameter isWhole: whether inputs other than decks count.
    private static func lines(of input: ParsedInput, isWhole: Bool) throws -> [String] {
        if case .deck(let deck) = input.document {
            guard let commands = deck.dumped()["commands"]?.elements else { return [] }
            let source = ReportSource(input.file, secrets: input.secrets)
            let problems = deck.dumpedProblems.map { problem in
                let place = source.position(problem.range.start)
                let excerpt = deck.file.text(problem.range).prefix(60).split(separator: "\n").joined(separator: "⏎")
                return "\(problem.code) \(place.line):\(place.column) \(excerpt)"
            }
            return commands.map(Self.text) + problems
        }
        guard isWhole else { return [] }
        return input.document.model.dumped().sorted { $0.key < $1.key }.flatMap { key, value in
            if let elements = value.elements {
                elements.map { "\(key) \(text($0))" }
            } else {
                ["\(key) \(text(value))"]
            }
        }
    }

    private static func text(_ value: JSONValue) -> String {
        String(decoding: Report(lines: [value]).bytes, as: UTF8.self).trimmingCharacters(in: .newlines)
    }
}
