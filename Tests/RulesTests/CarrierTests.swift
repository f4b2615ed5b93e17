import Diagnostics
import Foundation
import Reporters
import Testing

@testable import Checking
@testable import Parsers

/// Every carrier of decks: each command at its line, and none that is not one.
@Suite struct CarrierTests {
    @Test(arguments: Fixture.of("carriers"))
    func `commands match the dump beside the input`(_ fixture: Fixture) throws {
        let run = try fixture.run()
        let input = try #require(run.inputs.first)
        guard case .deck(let deck) = input.document else { return #expect(Bool(false), "no deck") }
        let dump = Self.dump(deck)
        let expected = fixture.url.appendingPathExtension("dump")
        if ProcessInfo.processInfo.environment["JMONCHECK_UPDATE"] != nil {
            try dump.write(to: expected, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: expected, encoding: .utf8) == dump)
    }

    @Test(arguments: Fixture.of("carriers"))
    func `what a command shows stands in the file`(_ fixture: Fixture) throws {
        let run = try fixture.run()
        guard case .deck(let deck) = try #require(run.inputs.first).document else { return }
        for command in deck.commands {
            let written = deck.file.text(command.verbRange).uppercased()
            guard let verb = command.verb else { continue }
            #expect([verb.name, verb.alias].contains(written.filter { $0 != "#" }) || command.effect == .swallowed)
        }
    }

    /// Place, carrier and content of each command, and the defects.
    private static func dump(_ deck: Deck) -> String {
        guard case .array(let commands) = deck.dumped()["commands"] else { return "" }
        let shown = commands.map { String(decoding: $0.encoded(isPretty: false), as: UTF8.self) }
        let problems = deck.dumpedProblems.map { problem in
            let line = deck.file.lineIndex(at: Int(problem.range.start)) + 1
            return "\(line) \(problem.code) \(deck.file.text(problem.range).prefix(60))"
        }
        return (shown + problems).map { $0.trimmingCharacters(in: .newlines) + "\n" }.joined()
    }
}
