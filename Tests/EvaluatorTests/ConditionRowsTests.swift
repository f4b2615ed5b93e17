import Diagnostics
import Testing

@testable import Evaluator

/// The conditions of a generation and of the logon: a test for each row of
/// docs/reference/racf.md#0-the-answer-in-one-page and docs/reference/racf.md#57-target-user-restrictions.
@Suite struct ConditionRowsTests {
    private typealias Row = NamedRow

    static let generation = [
        NamedRow(name: "all of G1 to G8 hold", deck: Row.all),
        NamedRow(
            name: "G1: RACF is active (no RVARY INACTIVE outstanding)", deck: Row.all + "RVARY INACTIVE\n",
            generate: .refused, obstacle: "G1"),
        NamedRow(name: "G1: RVARY ACTIVE ends it", deck: Row.all + "RVARY INACTIVE\nRVARY ACTIVE\n"),
        NamedRow(
            name: "G2: class PTKTDATA is active", deck: Row.all + "SETROPTS NOCLASSACT(PTKTDATA)\n",
            generate: .refused, obstacle: "G2"),
        NamedRow(
            name: "G2: CLASSACT(*) is not allowed",
            deck: "SETROPTS CLASSACT(*)\nSETROPTS RACLIST(PTKTDATA)\n" + Row.key + Row.profile + Row.permit
                + Row.refresh,
            generate: .refused, obstacle: "G2"),
        NamedRow(
            name: "G2: NOCLASSACT(*) is", deck: Row.all + "SETROPTS NOCLASSACT(*)\n", generate: .refused,
            obstacle: "G2"),
        NamedRow(
            name: "G3: class PTKTDATA is RACLISTed", deck: Row.all + "SETROPTS NORACLIST(PTKTDATA)\n",
            generate: .refused, obstacle: "G3"),
        NamedRow(
            name: "G4: a discrete profile named exactly FEKAPPL exists",
            deck: Row.options + "RDEFINE PTKTDATA FEKAPPL2 SSIGNON(KEYLABEL(A))\n" + Row.profile + Row.permit
                + Row.refresh, generate: .refused, obstacle: "G4"),
        NamedRow(
            name: "G4: and holds a key in its SSIGNON segment",
            deck: Row.options + "RDEFINE PTKTDATA FEKAPPL UACC(NONE)\n" + Row.profile + Row.permit + Row.refresh,
            generate: .refused, obstacle: "G4"),
        NamedRow(
            name: "G4: a generic profile is ignored for this purpose",
            deck: Row.options + "RDEFINE PTKTDATA FEKAPP* SSIGNON(KEYLABEL(A))\n" + Row.profile + Row.permit
                + Row.refresh, generate: .refused, obstacle: "G4"),
        NamedRow(
            name: "G5: some profile covers IRRPTAUTH.FEKAPPL.USER1; not defined is no authority",
            deck: Row.options + Row.key + Row.refresh, generate: .refused, obstacle: "G5"),
        NamedRow(
            name: "G5: discrete or generic",
            deck: Row.options + Row.key + Row.generic("IRRPTAUTH.FEKAPPL.*") + Row.refresh),
        NamedRow(
            name: "G6: the access to the single most specific covering profile is UPDATE or higher",
            deck: Row.options + Row.key + Row.generic("IRRPTAUTH.FEKAPPL.*") + Row.profile + Row.refresh,
            generate: .refused, obstacle: "G6"),
        NamedRow(
            name: "G6: READ lets evaluate only",
            deck: Row.all + "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(READ)\n" + Row.refresh,
            generate: .refused, obstacle: "G6"),
        NamedRow(
            name: "G7: G4 to G6 are true of the in-storage copy",
            deck: Row.options + Row.key + Row.profile + Row.permit, generate: .refused, obstacle: "G7"),
        NamedRow(
            name: "G7: or the first RACLIST ran after the last change",
            deck: Row.key + Row.profile + Row.permit + Row.options),
        NamedRow(
            name: "G8: generics were enabled for the class before the RDEFINE",
            deck: "SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)\n" + Row.key + Row.generic("IRRPTAUTH.FEKAPPL.*")
                + "SETROPTS GENERIC(PTKTDATA)\n" + Row.refresh, generate: .refused, obstacle: "G5"),
    ]

    @Test("AGNTUSR can generate a ticket for USER1 at FEKAPPL", arguments: generation)
    func generates(_ row: NamedRow) throws { try row.check() }

    @Test("each condition of 0.1 names the line of the deck that proves it")
    func evidence() throws {
        let decision = try NamedRow(name: "", deck: Row.all).decide()
        let lines = Dictionary(
            decision.conditions.compactMap { condition in
                condition.place?.range.map { (condition.id, Row.all.utf8.prefix(Int($0.start)).count { $0 == 10 } + 1) }
            }, uniquingKeysWith: { first, _ in first })
        #expect(lines["G2"] == 1 && lines["G3"] == 1)
        #expect(lines["G4"] == 3 && lines["G5"] == 4 && lines["G6"] == 5 && lines["G7"] == 6)
        #expect(
            decision.conditions.map(\.id) == ["G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8"] + (1...5).map { "E\($0)" }
        )
    }

    @Test(
        "G4: the command that gave the key is named, whichever kind of key it is",
        arguments: [
            ("RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYLABEL(A))\n", 1),
            ("RDEFINE PTKTDATA FEKAPPL\nRALTER PTKTDATA FEKAPPL SSIGNON(KEYLABEL(A))\n", 2),
            ("RDEFINE PTKTDATA FEKAPPL\nRALTER PTKTDATA FEKAPPL SSIGNON(EPTKEYLABEL(A))\n", 2),
            (
                "RDEFINE PTKTDATA FEKAPPL SSIGNON(EPTKEYLABEL(A))\nRALTER PTKTDATA FEKAPPL SSIGNON(KEYLABEL(A))\n", 2
            ),
            ("RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYLABEL(A))\nRALTER PTKTDATA FEKAPPL NOSSIGNON\n", 2),
            // It turns a masked key into an encrypted one, and does not change a label.
            (
                "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYMASKED(0F1E2D3C4B5A6978))\n"
                    + "RALTER PTKTDATA FEKAPPL SSIGNON(ENCRYPTKEY)\n", 2
            ),
            (
                "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYLABEL(A))\n"
                    + "RALTER PTKTDATA FEKAPPL SSIGNON(ENCRYPTKEY)\n", 1
            ),
        ])
    func keyPlace(_ commands: String, _ line: Int) throws {
        let place = try NamedRow(name: "", deck: commands + Row.options + Row.refresh).decide().conditions
            .first { $0.id == "G4" }?.place?.range
        let start = Int(try #require(place).start)
        #expect(commands.utf8.prefix(start).count { $0 == UInt8(ascii: "\n") } + 1 == line)
    }

    /// A state of the target, and the effect on the ticket.
    struct Target: Sendable, CustomTestStringConvertible {
        var name: String
        var commands: String
        /// The condition of the logon that fails.
        var obstacle: String?
        var caller = "AGNTUSR"
        var target = "USER1"
        var testDescription: String { name }
    }

    static let targets = [
        Target(name: "normal: yes, yes", commands: "ADDUSER USER1 PASSWORD(Tuesday7)\n"),
        Target(name: "revoked: yes, no", commands: "ALTUSER USER1 REVOKE\n", obstacle: "E3"),
        Target(name: "revoked and resumed: yes, yes", commands: "ALTUSER USER1 REVOKE\nALTUSER USER1 RESUME\n"),
        Target(name: "unknown to RACF: yes, no", commands: "DELUSER USER1\n", obstacle: "E3"),
        Target(name: "CONTAINED: yes, no: also revoked", commands: "ALTUSER USER1 CONTAIN\n", obstacle: "E3"),
        Target(name: "PROTECTED: yes, no", commands: "ALTUSER USER1 NOPASSWORD NOPHRASE\n", obstacle: "E4"),
        Target(
            name: "PROTECTED by ADDUSER without a password", commands: "ADDUSER USER1 DFLTGRP(UCD)\n", obstacle: "E4"),
        Target(
            name: "PROTECTED, Db2 server: IRRPTAUTH READ is no way in for other applications",
            commands: "ALTUSER USER1 NOPASSWORD NOPHRASE\n"
                + "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(USER1) ACCESS(READ)\n" + Row.refresh,
            obstacle: "E4"),
        Target(
            name: "z/OS agent's own ID protected: the agent can run",
            commands: "ALTUSER AGNTUSR NOPASSWORD NOPHRASE\n"),
        Target(
            name: "z/OS agent's own ID protected: no target of Submit Job",
            commands: "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.AGNTUSR\n"
                + "PERMIT IRRPTAUTH.FEKAPPL.AGNTUSR CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)\n" + Row.refresh
                + "ALTUSER AGNTUSR NOPASSWORD NOPHRASE\n", obstacle: "E4", target: "AGNTUSR"),
    ]

    @Test("a target user restricts generation and logon", arguments: targets)
    func logsOn(_ row: Target) throws {
        let decision = try NamedRow.evaluate(Row.all + row.commands)
            .decide(caller: row.caller, application: "FEKAPPL", target: row.target)
        #expect(decision.generate == .granted)
        let failed = decision.conditions.first { $0.id.hasPrefix("E") && $0.state == .fails }
        #expect(failed?.id == row.obstacle, "\(failed?.message ?? "")")
        #expect(decision.logon == (row.obstacle == nil ? .unknown : .refused), "the clocks stay unknown")
    }
}
