import Diagnostics
import Foundation
import Reporters
import Testing

@testable import Checking
@testable import Parsers

/// What is understood of every deck among the examples and fixtures stands in `Tests/Dumps`, a command or problem a
/// line; so does what is understood of other inputs, of some of each kind.
@Suite struct DumpTests {
    private static let folder = Fixture.root.deletingLastPathComponent().appending(path: "Dumps")
    private static let examples = folder.deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "examples")

    @Test(arguments: Fixture.all.filter { $0.rule != "carriers" })
    func `the decks of a fixture are read as before`(_ fixture: Fixture) throws {
        for input in try fixture.run().inputs {
            try Self.expect(input, matches: Self.path(input, fixture))
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

    @Test(arguments: others)
    func `the other inputs of whole set-ups are read as before`(_ fixture: Fixture) throws {
        for input in try fixture.run().inputs {
            if case .deck = input.document { continue }
            var lines: [String] = []
            for (key, value) in input.document.model.dumped().sorted(by: { $0.key < $1.key }) {
                if case .array(let elements) = value {
                    lines += elements.map { "\(key) \(Self.text($0))" }
                } else {
                    lines.append("\(key) \(Self.text(value))")
                }
            }
            try Self.expect(lines, in: Self.path(input, fixture))
        }
    }

    /// Every kind of input in each of its forms.
    private static let others = Fixture.all.filter {
        ["clean", "JM150", "PF405"].contains($0.rule) || $0.path == "PF401/listed"
    }

    private static func path(_ input: ParsedInput, _ fixture: Fixture) -> String {
        "\(fixture.path)\(fixture.path.hasSuffix(input.file.path) ? "" : "/" + input.file.path)"
    }

    private static func text(_ value: JSONValue) -> String {
        String(decoding: value.encoded(isPretty: false), as: UTF8.self).trimmingCharacters(in: .newlines)
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
        try expect(commands.map(text) + problems, in: path)
    }

    private static func expect(_ lines: [String], in path: String) throws {
        try Fixture.expect(lines.map { $0 + "\n" }.joined(), in: folder.appending(path: path + ".dump"))
    }
}
