import Diagnostics
import RACF
import Reading
import Secrets
import Testing
import UrbanCode

@testable import Checking

/// Every carrier of decks: each command is found at its line, and no other text is.
@Suite struct CarrierTests {
    @Test(arguments: Fixture.of("carriers"))
    func `the text of a command is in the file`(_ fixture: Fixture) throws {
        guard case .deck(let deck) = try #require(try fixture.run().inputs.first).document else {
            return #expect(Bool(false), "no deck")
        }
        for command in deck.commands {
            let written = deck.file.text(command.verbRange).uppercased()
            guard let verb = command.verb else { continue }
            #expect(([verb.name] + verb.aliases).contains(written.filter { $0 != "#" }) || command.effect == .swallowed)
        }
    }
}
