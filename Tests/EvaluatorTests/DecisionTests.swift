import Contract
import Diagnostics
import Foundation
import Testing

@testable import Evaluator
@testable import RACF

/// Whether AGNTUSR may generate a PassTicket for USER1 at FEKAPPL after a deck, and the condition that decides it.
@Suite struct DecisionTests {
    static let options = "SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)\nSETROPTS GENERIC(PTKTDATA)\n"
    static let key = "RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYLABEL(PTK.KEY))\n"
    static let profile = "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)\n"
    static let permit = "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)\n"
    static let refresh = "SETROPTS RACLIST(PTKTDATA) REFRESH\n"

    static func decide(_ deck: String, _ assume: [String] = ["fresh"]) throws -> AccessReport.Decision {
        let file = SourceFile(path: "deck.txt", bytes: Array(deck.utf8))
        let evaluation = Evaluation(
            decks: [Deck.parse(file).model], assumptions: try Assumptions(parsing: assume))
        return evaluation.decide(caller: "AGNTUSR", application: "FEKAPPL", target: "USER1")
    }

    struct Case: Sendable, CustomStringConvertible {
        var name: String
        var deck: String
        var verdict: Verdict
        /// The first condition that does not hold.
        var obstacle: String?
        var assume = ["fresh"]
        var description: String { name }
    }

    static let cases: [Case] = [
        Case(name: "all of it", deck: options + key + profile + permit + refresh, verdict: .granted),
        Case(
            name: "G1 RVARY", deck: options + key + profile + permit + refresh + "RVARY INACTIVE\n", verdict: .refused,
            obstacle: "G1"),
        Case(
            name: "G2 no CLASSACT", deck: "SETROPTS RACLIST(PTKTDATA)\n" + key + profile + permit + refresh,
            verdict: .refused, obstacle: "G2"),
        Case(
            name: "G2 switched off",
            deck: options + key + profile + permit + refresh + "SETROPTS NOCLASSACT(PTKTDATA)\n", verdict: .refused,
            obstacle: "G2"),
        Case(
            name: "G3 no RACLIST", deck: "SETROPTS CLASSACT(PTKTDATA)\n" + key + profile + permit, verdict: .refused,
            obstacle: "G3"),
        Case(
            name: "G3 refresh does not RACLIST",
            deck: "SETROPTS CLASSACT(PTKTDATA)\n" + key + profile + permit + refresh, verdict: .refused, obstacle: "G3"),
        Case(name: "G4 no key profile", deck: options + profile + permit + refresh, verdict: .refused, obstacle: "G4"),
        Case(
            name: "G4 no key", deck: options + "RDEFINE PTKTDATA FEKAPPL\n" + profile + permit + refresh,
            verdict: .refused, obstacle: "G4"),
        Case(
            name: "G4 generic key profile",
            deck: options + "RDEFINE PTKTDATA FEK* SSIGNON(KEYLABEL(A))\n" + profile + permit + refresh,
            verdict: .refused, obstacle: "G4"),
        Case(
            name: "G4 qualified key profile",
            deck: options + "RDEFINE PTKTDATA FEKAPPL.USER1 SSIGNON(KEYLABEL(A))\n" + profile + permit + refresh,
            verdict: .refused, obstacle: "G4"),
        Case(
            name: "G4 key removed",
            deck: options + key + profile + permit + "RALTER PTKTDATA FEKAPPL NOSSIGNON\n" + refresh, verdict: .refused,
            obstacle: "G4"),
        Case(
            name: "G4 enhanced key",
            deck: options + "RDEFINE PTKTDATA FEKAPPL SSIGNON(EPTKEYLABEL(A) TYPE(UPPER))\n" + profile + permit
                + refresh, verdict: .granted),
        Case(
            name: "G4 key by RALTER",
            deck: options + "RDEFINE PTKTDATA FEKAPPL\nRALTER PTKTDATA FEKAPPL SSIGNON(KEYLABEL(A))\n" + profile
                + permit + refresh, verdict: .granted),
        Case(
            name: "G4 ENCRYPTKEY makes no key",
            deck: options + "RDEFINE PTKTDATA FEKAPPL\nRALTER PTKTDATA FEKAPPL SSIGNON(ENCRYPTKEY)\n" + profile
                + permit + refresh, verdict: .refused, obstacle: "G4"),
        Case(
            name: "G4 ENCRYPTKEY keeps the key",
            deck: options + "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYMASKED(0F1E2D3C4B5A6978))\n"
                + "RALTER PTKTDATA FEKAPPL SSIGNON(ENCRYPTKEY)\n" + profile + permit + refresh, verdict: .granted),
        Case(
            name: "G4 malformed key",
            deck: options + "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYMASKED(12))\n" + profile + permit + refresh,
            verdict: .refused, obstacle: "G4"),
        Case(name: "G5 no profile is a refusal", deck: options + key + refresh, verdict: .refused, obstacle: "G5"),
        Case(
            name: "G5 another target",
            deck: options + key
                + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER2\nPERMIT IRRPTAUTH.FEKAPPL.USER2 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)\n"
                + refresh, verdict: .refused, obstacle: "G5"),
        Case(
            name: "G5 deleted",
            deck: options + key + profile + permit + "RDELETE PTKTDATA IRRPTAUTH.FEKAPPL.USER1\n" + refresh,
            verdict: .refused, obstacle: "G5"),
        Case(
            name: "G6 READ",
            deck: options + key + profile + "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR)\n" + refresh,
            verdict: .refused, obstacle: "G6"),
        Case(
            name: "G6 permit to the resource name",
            deck: options + key + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.*\n" + permit + refresh, verdict: .refused,
            obstacle: "G6"),
        Case(
            name: "G6 class omitted",
            deck: options + key + profile + "PERMIT IRRPTAUTH.FEKAPPL.USER1 ID(AGNTUSR) ACCESS(UPDATE)\n" + refresh,
            verdict: .refused, obstacle: "G6"),
        Case(
            name: "G6 deleted entry",
            deck: options + key + profile + permit
                + "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) DELETE\n" + refresh, verdict: .refused,
            obstacle: "G6"),
        Case(
            name: "G6 reset",
            deck: options + key + profile + permit + "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) RESET\n" + refresh,
            verdict: .refused, obstacle: "G6"),
        Case(
            name: "G6 ALTER",
            deck: options + key + profile
                + "PE IRRPTAUTH.FEKAPPL.USER1 CL(PTKTDATA) ID(X AGNTUSR) AC(A)\n".replacingOccurrences(
                    of: " AC(A)", with: " ACC(A)") + refresh, verdict: .granted),
        Case(
            name: "G6 masked by a more specific profile",
            deck: options + key
                + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.*\nPERMIT IRRPTAUTH.FEKAPPL.* CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)\n"
                + profile + refresh, verdict: .refused, obstacle: "G6"),
        Case(
            name: "G6 UACC", deck: options + key + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(UPDATE)\n" + refresh,
            verdict: .granted),
        Case(
            name: "G6 an entry outweighs UACC",
            deck: options + key
                + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(UPDATE)\nPERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(NONE)\n"
                + refresh, verdict: .refused, obstacle: "G6"),
        Case(
            name: "G6 ID(*)",
            deck: options + key + profile + "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(*) ACCESS(UPDATE)\n"
                + refresh, verdict: .granted),
        Case(
            name: "G6 RESTRICTED",
            deck: options + key + profile
                + "ALTUSER AGNTUSR RESTRICTED\nPERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(*) ACCESS(UPDATE)\n"
                + refresh, verdict: .refused, obstacle: "G6"),
        Case(
            name: "G6 UACC beside ID(*) is not documented",
            deck: options + key
                + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(UPDATE)\nPERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(*) ACCESS(READ)\n"
                + refresh, verdict: .unknown, obstacle: "G6"),
        Case(
            name: "G6 group",
            deck: options + "SETROPTS GRPLIST\nADDGROUP UCD\nCONNECT AGNTUSR GROUP(UCD)\n" + key + profile
                + "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(UCD) ACCESS(UPDATE)\n" + refresh, verdict: .granted
        ),
        Case(
            name: "G6 user entry before group",
            deck: options + "SETROPTS GRPLIST\nADDGROUP UCD\nCONNECT AGNTUSR GROUP(UCD)\n" + key + profile
                + "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(UCD) ACCESS(UPDATE)\nPERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(READ)\n"
                + refresh, verdict: .refused, obstacle: "G6"),
        Case(
            name: "G6 revoked connection",
            deck: options + "SETROPTS GRPLIST\nADDGROUP UCD\nCONNECT AGNTUSR GROUP(UCD) REVOKE\n" + key + profile
                + "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(UCD) ACCESS(UPDATE)\n" + refresh,
            verdict: .refused, obstacle: "G6"),
        Case(
            name: "G6 WARNING", deck: options + key + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 WARNING\n" + refresh,
            verdict: .granted),
        Case(
            name: "G6 conditional entry",
            deck: options + "SETROPTS CLASSACT(SERVAUTH)\n" + key + profile
                + "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE) WHEN(SERVAUTH(X))\n"
                + refresh, verdict: .unknown, obstacle: "G6"),
        Case(
            name: "G6 conditional entry of an inactive class",
            deck: "SETROPTS NOCLASSACT(SERVAUTH)\n" + options + key + profile
                + "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE) WHEN(SERVAUTH(X))\n"
                + refresh, verdict: .refused, obstacle: "G6"),
        Case(name: "G7 no refresh", deck: options + key + profile + permit, verdict: .refused, obstacle: "G7"),
        Case(
            name: "G7 GENERIC REFRESH is no substitute",
            deck: options + key + profile + permit + "SETROPTS GENERIC(PTKTDATA) REFRESH\n", verdict: .refused,
            obstacle: "G7"),
        Case(name: "G7 first RACLIST loads", deck: key + profile + permit + options, verdict: .granted),
        Case(
            name: "G7 permit after refresh", deck: options + key + profile + refresh + permit, verdict: .refused,
            obstacle: "G7"),
        Case(
            name: "G7 a delete counts after the refresh",
            deck: options + key + profile + permit + refresh + "RDELETE PTKTDATA IRRPTAUTH.FEKAPPL.USER1\n",
            verdict: .granted),
        Case(
            name: "G8 generics after the definition",
            deck: "SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)\n" + key
                + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.*\nPERMIT IRRPTAUTH.FEKAPPL.* CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)\nSETROPTS GENERIC(PTKTDATA)\n"
                + refresh, verdict: .refused, obstacle: "G5"),
        Case(
            name: "G8 GENCMD defines, GENERIC uses",
            deck: "SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA) GENCMD(PTKTDATA)\n" + key
                + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.*\nPERMIT IRRPTAUTH.FEKAPPL.* CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)\nSETROPTS GENERIC(PTKTDATA)\n"
                + refresh, verdict: .granted),
        Case(
            name: "G8 NOGENERIC keeps them unused",
            deck: options + key
                + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.*\nPERMIT IRRPTAUTH.FEKAPPL.* CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)\nSETROPTS NOGENERIC(PTKTDATA)\n"
                + refresh, verdict: .refused, obstacle: "G5"),
        Case(
            name: "a second RDEFINE changes nothing",
            deck: options + key + profile + permit + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)\n" + refresh,
            verdict: .granted),
        Case(
            name: "two commands on a line do nothing",
            deck: "SETROPTS GENERIC(PTKTDATA) SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)\n" + key + profile + permit
                + refresh, verdict: .refused, obstacle: "G2"),
        Case(
            name: "half a command runs alone",
            deck: options + "RDEFINE PTKTDATA FEKAPPL UACC(NONE)\n  SSIGNON(KEYLABEL(A))\n" + profile + permit
                + refresh, verdict: .refused, obstacle: "G4"),
        Case(
            name: "FROM copies the list",
            deck: options + key + profile + permit
                + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER2\n".replacingOccurrences(of: "USER2", with: "OTHER")
                + refresh, verdict: .granted),
        Case(
            name: "FROM leaves an entry as it is",
            deck: options + key + profile + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.OTHER UACC(NONE)\n"
                + "PERMIT IRRPTAUTH.FEKAPPL.OTHER CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)\n"
                + "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(READ)\n"
                + "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) FROM(IRRPTAUTH.FEKAPPL.OTHER) FCLASS(PTKTDATA)\n"
                + refresh, verdict: .refused, obstacle: "G6"),
        Case(
            name: "FROM adds an entry",
            deck: options + key + profile + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.OTHER UACC(NONE)\n"
                + "PERMIT IRRPTAUTH.FEKAPPL.OTHER CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)\n"
                + "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) FROM(IRRPTAUTH.FEKAPPL.OTHER) FCLASS(PTKTDATA)\n"
                + refresh, verdict: .granted),
        Case(
            name: "RDEFINE may fail without its model",
            deck: options + key + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 FROM(IRRPTAUTH.FEKAPPL.OTHER) UACC(NONE)\n"
                + permit + refresh, verdict: .unknown, obstacle: "G5"),
        Case(
            name: "what UACC a model gives is not known",
            deck: options + key + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.OTHER UACC(UPDATE)\n"
                + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 FROM(IRRPTAUTH.FEKAPPL.OTHER)\n" + refresh,
            verdict: .unknown, obstacle: "G6"),
        Case(
            name: "UACC of the command wins over the model",
            deck: options + key + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.OTHER UACC(UPDATE)\n"
                + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 FROM(IRRPTAUTH.FEKAPPL.OTHER) UACC(NONE)\n" + refresh,
            verdict: .refused, obstacle: "G6"),
        Case(
            name: "a model gives its list",
            deck: options + key + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.OTHER\n"
                + "PERMIT IRRPTAUTH.FEKAPPL.OTHER CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)\n"
                + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 FROM(IRRPTAUTH.FEKAPPL.OTHER)\n" + refresh,
            verdict: .granted),
        Case(
            name: "RDELETE without a name takes none from the next command",
            deck: options + key + profile + permit + "RDELETE PTKTDATA\n"
                + "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(OPS) ACCESS(READ)\n" + refresh,
            verdict: .granted),
        Case(
            name: "RALTER without a name takes none from the next command",
            deck: options + key + profile + permit + "RALTER PTKTDATA UACC(NONE)\n"
                + "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(OPS) ACCESS(READ)\n" + refresh,
            verdict: .granted),
        Case(
            name: "an order of generics that is not documented: only one grants",
            deck: options + key + NamedRow.generic("IRRPTAUTH.**.USER1")
                + "RDEFINE PTKTDATA IRRPTAUTH.**.FEKAPPL.USER1 UACC(NONE)\n" + refresh, verdict: .unknown,
            obstacle: "G5"),
        Case(
            name: "an order of generics that is not documented: both grant",
            deck: options + key + NamedRow.generic("IRRPTAUTH.**.USER1")
                + NamedRow.generic("IRRPTAUTH.**.FEKAPPL.USER1") + refresh, verdict: .granted),
        Case(
            name: "the more specific of two generics refuses",
            deck: options + key + NamedRow.generic("IRRPTAUTH.FEKAPPL.*")
                + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.US* UACC(NONE)\n" + refresh, verdict: .refused, obstacle: "G6"),
        Case(
            name: "the more specific of two generics grants",
            deck: options + key + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.* UACC(NONE)\n"
                + NamedRow.generic("IRRPTAUTH.FEKAPPL.US*") + refresh, verdict: .granted),
        Case(
            name: "G8 with generics off PERMIT means a discrete profile",
            deck: options + key + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.* UACC(NONE)\n"
                + "SETROPTS NOGENERIC(PTKTDATA) NOGENCMD(PTKTDATA)\n"
                + "PERMIT IRRPTAUTH.FEKAPPL.* CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)\n"
                + "SETROPTS GENERIC(PTKTDATA)\n" + refresh, verdict: .refused, obstacle: "G6"),
        Case(
            name: "a REFRESH of PTKTVAL may refresh PTKTDATA, which stands beside it",
            deck: options + key + profile + permit + "SETROPTS RACLIST(PTKTVAL) REFRESH\n", verdict: .unknown,
            obstacle: "G7"),
        Case(
            name: "RACLIST of PTKTVAL may be one of PTKTDATA",
            deck: "SETROPTS CLASSACT(PTKTDATA)\n" + key + profile + permit + "SETROPTS RACLIST(PTKTVAL)\n",
            verdict: .unknown, obstacle: "G3"),
        // the deck alone does not prove it
        Case(
            name: "nothing assumed", deck: key + profile + permit + refresh, verdict: .unknown, obstacle: "G2",
            assume: ["unknown"]),
        Case(
            name: "facts given", deck: key + profile + permit + refresh, verdict: .granted,
            assume: ["PTKTDATA=active,raclist"]),
        Case(
            name: "generic needs a complete class",
            deck: options + key
                + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.*\nPERMIT IRRPTAUTH.FEKAPPL.* CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)\n"
                + refresh, verdict: .unknown, obstacle: "G5", assume: ["unknown"]),
        Case(
            name: "complete class",
            deck: options + key
                + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.*\nPERMIT IRRPTAUTH.FEKAPPL.* CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)\n"
                + refresh, verdict: .granted, assume: ["PTKTDATA=complete"]),
        Case(
            name: "PERMIT to a profile from before", deck: options + permit + refresh, verdict: .unknown,
            obstacle: "G4", assume: ["unknown"]),
        Case(
            name: "RACLIST may not be the first",
            deck: key + profile + permit + "SETROPTS CLASSACT(PTKTDATA)\nSETROPTS RACLIST(PTKTDATA)\n",
            verdict: .unknown, obstacle: "G7", assume: ["unknown"]),
        Case(
            name: "a placeholder makes unknown",
            deck: options + "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYMASKED(key16))\n" + profile + permit + refresh,
            verdict: .unknown, obstacle: "G4"),
    ]

    @Test(arguments: cases)
    func `the deck decides`(_ row: Case) throws {
        let decision = try Self.decide(row.deck, row.assume)
        #expect(
            decision.generate == row.verdict, "\(decision.conditions.map { "\($0.id) \($0.state): \($0.message)" })")
        #expect(decision.generationObstacle?.id == row.obstacle)
    }

    @Test(arguments: [
        ("ALTUSER USER1 REVOKE\n", "E3", Verdict.refused), ("DELUSER USER1\n", "E3", .refused),
        ("ADDUSER USER1 NOPASSWORD\n", "E4", .refused), ("", "E2", .unknown),
    ])
    func `the logon is decided separately`(_ commands: String, _ obstacle: String, _ verdict: Verdict) throws {
        let decision = try Self.decide(Self.options + Self.key + Self.profile + Self.permit + Self.refresh + commands)
        #expect(decision.generate == .granted && decision.logon == verdict)
        let links = decision.conditions.filter { $0.id.hasPrefix("E") }
        #expect((links.first { $0.state == .fails } ?? links.first { $0.state == .unknown })?.id == obstacle)
    }

    @Test func `a deck that only removes rights never grants`() throws {
        let takings = [
            "RDELETE PTKTDATA IRRPTAUTH.FEKAPPL.USER1\n", "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) RESET\n",
            "SETROPTS NOCLASSACT(PTKTDATA)\n", "SETROPTS NORACLIST(PTKTDATA)\n", "RALTER PTKTDATA FEKAPPL NOSSIGNON\n",
            "DELUSER AGNTUSR\n", Self.refresh,
        ]
        for row in Self.cases where row.verdict == .refused && row.obstacle != "G7" {
            for taking in takings where !(taking == Self.refresh && row.deck.contains("RDELETE")) {
                #expect(try Self.decide(row.deck + taking, row.assume).generate != .granted, "\(row.name): \(taking)")
            }
        }
    }
}
