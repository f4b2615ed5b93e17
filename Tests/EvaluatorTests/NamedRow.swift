import Contract
import Diagnostics
import Testing

@testable import Evaluator
@testable import RACF

/// A row of a table about RACF, with the expected result of a deck.
struct NamedRow: Sendable, CustomTestStringConvertible {
    /// The statement of the row.
    var name: String
    /// One command on each line, to be run after those of a whole set-up.
    var deck: String
    var caller = "AGNTUSR"
    var target = "USER1"
    var generate = Verdict.granted
    /// The first condition that does not hold.
    var obstacle: String?
    /// A part of its message, or of the grant of access.
    var says: String?

    var testDescription: String { name }

    static let options = "SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)\nSETROPTS GENERIC(PTKTDATA)\n"
    static let key = "RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYLABEL(PTK.KEY))\n"
    static let profile = "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)\n"
    static let permit = "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)\n"
    static let refresh = "SETROPTS RACLIST(PTKTDATA) REFRESH\n"
    static let all = options + key + profile + permit + refresh

    /// The commands include a generic profile to which AGNTUSR has UPDATE.
    static func generic(_ name: String) -> String {
        "RDEFINE PTKTDATA \(name) UACC(NONE)\nPERMIT \(name) CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)\n"
    }

    static func evaluate(_ deck: String, _ assume: [String] = ["fresh"]) throws -> Evaluation {
        let file = SourceFile(path: "deck.txt", bytes: Array(deck.utf8))
        return Evaluation(decks: [Deck.parse(file).model], assumptions: try Assumptions(parsing: assume))
    }

    func decide(_ assume: [String] = ["fresh"]) throws -> AccessReport.Decision {
        try Self.evaluate(deck, assume).decide(caller: caller, application: "FEKAPPL", target: target)
    }

    func check() throws {
        let decision = try decide()
        let trace = decision.conditions.map { "\($0.id) \($0.state): \($0.message)" }
        #expect(decision.generate == generate, "\(trace)")
        #expect(decision.generationObstacle?.id == obstacle, "\(trace)")
        guard let says else { return }
        let message = decision.generationObstacle?.message ?? decision.via ?? ""
        #expect(message.contains(says), "\(message)")
    }
}
