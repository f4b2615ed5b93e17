import Contract
import Diagnostics
import Testing

@testable import Evaluator
@testable import RACF

/// Every grant of a deck to generate PassTickets: who, for whom, and what prevents it.
@Suite struct GrantsTests {
    private typealias Row = NamedRow

    private static func rows(_ deck: String) throws -> [String] {
        try NamedRow.evaluate(deck).accessReport(callers: [], applications: [], targets: []).grants.map { grant in
            let except = grant.except.isEmpty ? "" : " except \(grant.except.joined(separator: " "))"
            return
                "\(grant.caller) (\(grant.callerKind.rawValue)): \(grant.targets)\(except) \(grant.generate.rawValue)"
        }
    }

    private static let base = Row.options + Row.key
    private static let all = "IRRPTAUTH.FEKAPPL.*"

    @Test(arguments: [
        ("one entry", Row.all, ["AGNTUSR (user): USER1 granted"]),
        ("no entry", base + Row.profile + Row.refresh, []),
        ("READ is not enough", base + Row.profile + permit("READ") + Row.refresh, []),
        (
            "what no REFRESH has put into storage waits", base + Row.refresh + Row.profile + Row.permit,
            ["AGNTUSR (user): USER1 refused"]
        ),
        ("everyone", base + Row.profile + permit("UPDATE", "*") + Row.refresh, ["* (everyone): USER1 granted"]),
        ("UACC", base + universal + Row.refresh, ["UACC (everyone): USER1 granted"]),
        (
            "WARNING", base + Row.profile + "RALTER PTKTDATA IRRPTAUTH.FEKAPPL.USER1 WARNING\n" + Row.refresh,
            ["WARNING (everyone): USER1 granted"]
        ),
        (
            "a more specific profile takes its target out",
            base + Row.generic(all) + Row.profile + Row.refresh, ["AGNTUSR (user): * except USER1 granted"]
        ),
        (
            "a deleted one does not",
            base + Row.generic(all) + Row.profile + "RDELETE PTKTDATA IRRPTAUTH.FEKAPPL.USER1\n" + Row.refresh,
            ["AGNTUSR (user): * granted"]
        ),
        (
            "a more specific pattern takes its targets out",
            base + Row.generic(all) + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.US* UACC(NONE)\n" + Row.refresh,
            ["AGNTUSR (user): * except US* granted"]
        ),
        (
            "a pattern of other targets does not",
            base + Row.generic("IRRPTAUTH.*.USER1") + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.A* UACC(NONE)\n"
                + Row.refresh, ["AGNTUSR (user): USER1 granted"]
        ),
        (
            "nor does one that is malformed",
            base + Row.generic(all) + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.U*S UACC(NONE)\n" + Row.refresh,
            ["AGNTUSR (user): * granted"]
        ),
        (
            "a malformed one gives nothing that could be taken out",
            base + Row.generic("IRRPTAUTH.FEKAPPL.*S") + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.A* UACC(NONE)\n"
                + Row.refresh, ["AGNTUSR (user): *S refused"]
        ),
        (
            "as long as storage holds it, it does",
            base + Row.generic(all) + Row.profile + Row.refresh + "RDELETE PTKTDATA IRRPTAUTH.FEKAPPL.USER1\n",
            ["AGNTUSR (user): * except USER1 granted"]
        ),
        (
            "a key that is deleted is no target",
            base + "RDEFINE PTKTDATA OTHER SSIGNON(KEYLABEL(A))\n" + Row.generic("**") + Row.refresh
                + "RDELETE PTKTDATA OTHER\n", ["AGNTUSR (user): * granted"]
        ),
        (
            "what is taken away stays until a REFRESH",
            Row.all + "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) DELETE\n",
            ["AGNTUSR (user): USER1 granted"]
        ),
        (
            "a started task that is TRUSTED passes every check",
            base + started + task("TRUSTED(YES)") + Row.refresh, ["AGNTUSR (user): * granted"]
        ),
        (
            "PRIVILEGED as well", base + started + task("PRIVILEGED(YES)") + Row.refresh,
            ["AGNTUSR (user): * granted"]
        ),
        ("without either it does not", base + started + task("TRUSTED(NO)") + Row.refresh, []),
        ("nor in a class that is not active", base + task("TRUSTED(YES)") + Row.refresh, ["AGNTUSR (user): * refused"]),
        (
            "nor when its profile is deleted",
            base + started + task("TRUSTED(YES)") + "RDELETE STARTED UCDAGNT.*\n" + Row.refresh, []
        ),
    ])
    func `grants are listed`(_ name: String, _ deck: String, _ grants: [String]) throws {
        let rows = try Self.rows("SETROPTS NOADDCREATOR\n" + deck)
        #expect(rows == grants)
    }

    @Test func `the user who submits the deck stays on the access list`() throws {
        let rows = try Self.rows(Self.base + Row.profile + Row.refresh)
        #expect(rows == ["submitter (creator): USER1 granted"])
    }

    /// Of more commands with incomplete names it is only kept that they may have changed any user.
    @Test(arguments: [(256, Verdict.granted), (257, .unknown)])
    func `changes of users with incomplete names are kept up to a limit`(_ count: Int, _ verdict: Verdict) throws {
        let deck = Self.base + Row.profile + Self.permit("UPDATE") + Row.refresh
        let changes = (1...count).map { "ALTUSER X\($0)$1 REVOKE\n" }
        let script = (deck.split(separator: "\n").map { "\($0)\n" } + changes).map { line in
            "tsocmd \"\(line.dropLast())\"\n"
        }
        let file = SourceFile(path: "x.sh", bytes: Array(("#!/bin/sh\n" + script.joined()).utf8))
        let decision = Evaluation(decks: [Deck.parse(file).model], assumptions: try Assumptions(parsing: ["fresh"]))
            .decide(caller: "AGNTUSR", application: "FEKAPPL", target: "USER1")
        #expect(decision.generate == verdict, "\(decision.conditions)")
    }

    private static let started = "SETROPTS CLASSACT(STARTED) RACLIST(STARTED)\nSETROPTS GENERIC(STARTED)\n"

    private static func task(_ attribute: String) -> String {
        "RDEFINE STARTED UCDAGNT.* STDATA(USER(AGNTUSR) \(attribute))\n"
    }

    private static let universal = "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(UPDATE)\n"

    private static func permit(_ access: String, _ id: String = "AGNTUSR") -> String {
        "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(\(id)) ACCESS(\(access))\n"
    }

    @Test func `classes that RACLIST merges list each other`() {
        #expect(GroupingClasses.partner(of: "SDSF") == "GSDSF" && GroupingClasses.partner(of: "GSDSF") == "SDSF")
        #expect(GroupingClasses.partner(of: "PTKTDATA") == nil)
    }
}
