import Contract
import Diagnostics
import Testing

@testable import Evaluator
@testable import RACF

/// A row of a table about RACF, with what a deck has to lead to.
struct NamedRow: Sendable, CustomTestStringConvertible {
    /// What the row says.
    var name: String
    /// A command a line; those of a whole set-up come before it.
    var deck: String
    var caller = "AGNTUSR"
    var target = "USER1"
    var generate = Verdict.granted
    /// The first condition that does not hold.
    var obstacle: String?
    /// A part of what is said of it, or of how access was given.
    var says: String?

    var testDescription: String { name }

    static let options = "SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)\nSETROPTS GENERIC(PTKTDATA)\n"
    static let key = "RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYLABEL(PTK.KEY))\n"
    static let profile = "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)\n"
    static let permit = "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)\n"
    static let refresh = "SETROPTS RACLIST(PTKTDATA) REFRESH\n"
    static let all = options + key + profile + permit + refresh

    /// With the profile of a pattern that AGNTUSR has UPDATE to.
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
