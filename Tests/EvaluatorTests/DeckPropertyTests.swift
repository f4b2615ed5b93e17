import Contract
import Diagnostics
import Testing

@testable import Evaluator
@testable import RACF

/// For every order of commands, each grant has a reason in the trace, and removing rights grants nothing.
@Suite struct DeckPropertyTests {
    private static let commands = [
        "SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)", "SETROPTS GENERIC(PTKTDATA)",
        "SETROPTS RACLIST(PTKTDATA) REFRESH", "RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYLABEL(PTK.KEY))",
        "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)", "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.* UACC(NONE)",
        "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)",
        "PERMIT IRRPTAUTH.FEKAPPL.* CLASS(PTKTDATA) ID(UCD) ACCESS(UPDATE)", "SETROPTS GRPLIST",
        "CONNECT AGNTUSR GROUP(UCD)", "RALTER PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(READ)",
        "SETROPTS RACLIST(PTKTDATA) REFRESH",
    ]
    private static let takings = [
        "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) DELETE",
        "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) RESET", "SETROPTS NOCLASSACT(PTKTDATA)",
        "SETROPTS NORACLIST(PTKTDATA)", "RALTER PTKTDATA FEKAPPL NOSSIGNON", "RDELETE PTKTDATA FEKAPPL",
        "REMOVE AGNTUSR GROUP(UCD)", "DELUSER AGNTUSR", "ALTUSER AGNTUSR RESTRICTED",
    ]

    private static func decide(_ commands: [String], _ assume: [String]) throws -> AccessReport.Decision {
        let text = commands.map { $0 + "\n" }.joined()
        let deck = Deck.parse(SourceFile(path: "deck.txt", bytes: Array(text.utf8))).model
        return Evaluation(decks: [deck], assumptions: try Assumptions(parsing: assume))
            .decide(caller: "AGNTUSR", application: "FEKAPPL", target: "USER1")
    }

    @Test(arguments: ["fresh", "unknown"])
    func `every order is evaluated, and a grant has a reason and no failed condition`(_ assume: String) throws {
        var random = SplitNumbers(state: 42)
        for _ in 0..<300 {
            let deck = Self.commands.shuffled(using: &random).prefix(Int.random(in: 0...12, using: &random))
            let decision = try Self.decide(Array(deck), [assume])
            guard decision.generate == .granted else { continue }
            #expect(decision.via != nil && decision.profile != nil)
            for condition in decision.conditions where condition.id.hasPrefix("G") {
                #expect(condition.state == .holds)
            }
        }
    }

    @Test(arguments: ["fresh", "unknown"])
    func `a deck that only removes rights never turns a refusal into a grant`(_ assume: String) throws {
        var random = SplitNumbers(state: 7)
        for _ in 0..<200 {
            let deck = Array(Self.commands.shuffled(using: &random).prefix(10))
            guard try Self.decide(deck, [assume]).generate == .refused else { continue }
            let taken = Self.takings.shuffled(using: &random).prefix(3)
            #expect(try Self.decide(deck + taken, [assume]).generate != .granted, "\(deck + taken)")
        }
    }
}
