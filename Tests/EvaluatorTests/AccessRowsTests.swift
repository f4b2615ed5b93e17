import Diagnostics
import Testing

@testable import Evaluator

/// The sequence of an access check: a test for each row of docs/reference/racf.md#72-sequence-for-a-ptktdata-resource.
@Suite struct AccessRowsTests {
    private typealias Row = NamedRow

    private static func permit(_ id: String, _ access: String, _ more: String = "") -> String {
        "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(\(id)) ACCESS(\(access))\(more)\n"
    }
    private static let base = NamedRow.options + NamedRow.key + NamedRow.profile
    private static let groups =
        "SETROPTS GRPLIST\nADDGROUP (UCD OPS)\nCONNECT AGNTUSR GROUP(UCD)\nCONNECT AGNTUSR GROUP(OPS)\n"
    private static let started = "SETROPTS CLASSACT(STARTED) RACLIST(STARTED)\n"
    private static let table =
        "SETROPTS GLOBAL(PTKTDATA)\n"
        + "RDEFINE GLOBAL PTKTDATA ADDMEM(IRRPTAUTH.FEKAPPL.USER1/UPDATE)\nSETROPTS GLOBAL(PTKTDATA) REFRESH\n"

    static let rows = [
        NamedRow(name: "1: SAF exits may decide, but no input shows one", deck: Row.all),
        NamedRow(
            name: "2: class inactive is treated as a refusal",
            deck: "SETROPTS RACLIST(PTKTDATA)\n" + Row.key + Row.profile + Row.permit + Row.refresh, generate: .refused,
            obstacle: "G2"),
        NamedRow(
            name: "3: caller TRUSTED (started task): granted",
            deck: started + "RDEFINE STARTED UCDAGNT.* STDATA(USER(AGNTUSR) GROUP(STC) TRUSTED(YES))\n" + base
                + Row.refresh,
            says: "TRUSTED"),
        NamedRow(
            name: "3: caller PRIVILEGED: granted",
            deck: started + "RDEFINE STARTED UCDAGNT.* STDATA(USER(AGNTUSR) PRIVILEGED(YES))\n" + base + Row.refresh,
            says: "TRUSTED"),
        NamedRow(
            name: "3: STDATA(USER) without TRUSTED gives nothing",
            deck: started + "RDEFINE STARTED UCDAGNT.* STDATA(USER(AGNTUSR) TRUSTED(NO))\n" + base + Row.refresh,
            generate: .refused, obstacle: "G6"),
        NamedRow(
            name: "3: TRUSTED is no profile: not defined stays refused",
            deck: started + "RDEFINE STARTED UCDAGNT.* STDATA(USER(AGNTUSR) TRUSTED(YES))\n" + Row.options + Row.key
                + Row.refresh, generate: .refused, obstacle: "G5"),
        NamedRow(name: "4: global access checking table", deck: table + base + Row.refresh, says: "GLOBAL"),
        NamedRow(
            name: "4: except for RESTRICTED users", deck: "ALTUSER AGNTUSR RESTRICTED\n" + table + base + Row.refresh,
            generate: .refused, obstacle: "G6"),
        NamedRow(
            name: "5: most specific profile found; none: refusal here", deck: Row.options + Row.key + Row.refresh,
            generate: .refused, obstacle: "G5"),
        NamedRow(
            name: "6: user ID in the standard access list", deck: base + permit("AGNTUSR", "UPDATE") + Row.refresh,
            says: "user AGNTUSR"),
        NamedRow(
            name: "6: that access is used, even if a group would give more",
            deck: groups + base + permit("UCD", "ALTER") + permit("AGNTUSR", "READ") + Row.refresh, generate: .refused,
            obstacle: "G6"),
        NamedRow(
            name: "6: or the entry is NONE",
            deck: groups + base + permit("UCD", "ALTER") + permit("AGNTUSR", "NONE")
                + Row.refresh, generate: .refused, obstacle: "G6"),
        NamedRow(
            name: "7: with GRPLIST all connect groups, highest access wins",
            deck: groups + base + permit("UCD", "READ") + permit("OPS", "CONTROL") + Row.refresh, says: "group OPS"),
        NamedRow(
            name: "7: without it only the current connect group",
            deck: "SETROPTS NOGRPLIST\nADDGROUP (UCD OPS)\nCONNECT AGNTUSR GROUP(UCD)\nCONNECT AGNTUSR GROUP(OPS)\n"
                + base
                + permit("UCD", "READ") + permit("OPS", "UPDATE") + Row.refresh, generate: .unknown, obstacle: "G6",
            says: "GRPLIST"),
        NamedRow(
            name: "7: a deleted group gives nothing",
            deck: groups + base + permit("OPS", "UPDATE") + Row.refresh + "REMOVE AGNTUSR GROUP(OPS)\nDELGROUP OPS\n",
            generate: .refused, obstacle: "G6"),
        NamedRow(
            name: "8: ID(*) if the user is RACF-defined",
            deck: "ALTUSER AGNTUSR NORESTRICTED\n" + base + permit("*", "UPDATE") + Row.refresh, says: "ID(*)"),
        NamedRow(
            name: "8: and not RESTRICTED",
            deck: "ALTUSER AGNTUSR RESTRICTED\n" + base + permit("*", "UPDATE") + Row.refresh,
            generate: .refused, obstacle: "G6", says: "RESTRICTED"),
        NamedRow(
            name: "9: UACC if not RESTRICTED",
            deck: "ALTUSER AGNTUSR NORESTRICTED\n" + Row.options + Row.key
                + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(UPDATE)\n" + Row.refresh, says: "UACC"),
        NamedRow(
            name: "9: RESTRICTED users get nothing from UACC",
            deck: "ALTUSER AGNTUSR RESTRICTED\n" + Row.options + Row.key
                + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(UPDATE)\n" + Row.refresh, generate: .refused,
            obstacle: "G6"),
        NamedRow(
            name: "9: an explicit entry overrides UACC, downwards as well",
            deck: Row.options + Row.key + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(UPDATE)\n"
                + permit("AGNTUSR", "NONE") + Row.refresh, generate: .refused, obstacle: "G6"),
        NamedRow(
            name: "10: conditional access list, while the class of its condition is active",
            deck: "SETROPTS CLASSACT(SERVAUTH)\n" + base + permit("AGNTUSR", "UPDATE", " WHEN(SERVAUTH(X))")
                + Row.refresh,
            generate: .unknown, obstacle: "G6", says: "condition"),
        NamedRow(
            name: "10: otherwise only the standard one",
            deck: "SETROPTS NOCLASSACT(TERMINAL)\n" + base + permit("AGNTUSR", "UPDATE", " WHEN(TERMINAL(X))")
                + Row.refresh, generate: .refused, obstacle: "G6"),
        NamedRow(
            name: "10: that a class is off is not shown by what a fresh system has",
            deck: base + permit("AGNTUSR", "UPDATE", " WHEN(TERMINAL(X))")
                + Row.refresh, generate: .unknown, obstacle: "G6", says: "condition"),
        NamedRow(
            name: "10: PERMIT refuses PROGRAM for this class (ICH06020I)",
            deck: "SETROPTS WHEN(PROGRAM)\n" + base + permit("AGNTUSR", "UPDATE", " WHEN(PROGRAM(X))") + Row.refresh,
            generate: .refused, obstacle: "G6"),
        NamedRow(
            name: "11: OPERATIONS: not for this class", deck: "ALTUSER AGNTUSR OPERATIONS\n" + base + Row.refresh,
            generate: .refused, obstacle: "G6"),
        NamedRow(
            name: "11: SPECIAL gives no resource access by itself",
            deck: "ALTUSER AGNTUSR SPECIAL\n" + base + Row.refresh,
            generate: .refused, obstacle: "G6"),
        NamedRow(
            name: "12: refused, but profile in WARNING mode: allowed and logged",
            deck: base + "RALTER PTKTDATA IRRPTAUTH.FEKAPPL.USER1 WARNING\n" + Row.refresh, says: "WARNING"),
        NamedRow(
            name: "contained users are refused everything",
            deck: base + permit("AGNTUSR", "UPDATE") + Row.refresh + "ALTUSER AGNTUSR CONTAIN\n", generate: .refused,
            obstacle: "G6", says: "contained"),
        NamedRow(
            name: "NOCONTAIN lets them in again",
            deck: base + permit("AGNTUSR", "UPDATE") + Row.refresh
                + "ALTUSER AGNTUSR CONTAIN\nALTUSER AGNTUSR NOCONTAIN RESUME\n"),
        NamedRow(
            name: "a revoked connection contributes nothing",
            deck: "SETROPTS GRPLIST\nADDGROUP UCD\nCONNECT AGNTUSR GROUP(UCD) REVOKE\n" + base + permit("UCD", "UPDATE")
                + Row.refresh, generate: .refused, obstacle: "G6"),
        NamedRow(
            name: "RESET(WHEN) leaves the standard access list",
            deck: base + permit("AGNTUSR", "UPDATE") + reset("WHEN") + Row.refresh, says: "user AGNTUSR"),
        NamedRow(
            name: "RESET(STANDARD) empties it",
            deck: base + permit("AGNTUSR", "UPDATE") + reset("STANDARD") + Row.refresh, generate: .refused,
            obstacle: "G6"),
        NamedRow(
            name: "RESET(STANDARD) leaves the conditional one",
            deck: "SETROPTS CLASSACT(SERVAUTH)\n" + base + permit("AGNTUSR", "UPDATE", " WHEN(SERVAUTH(X))")
                + reset("STANDARD") + Row.refresh, generate: .unknown, obstacle: "G6", says: "condition"),
        NamedRow(
            name: "RESET(WHEN) empties the conditional one",
            deck: "SETROPTS CLASSACT(SERVAUTH)\n" + base + permit("AGNTUSR", "UPDATE", " WHEN(SERVAUTH(X))")
                + reset("WHEN") + Row.refresh, generate: .refused, obstacle: "G6"),
        NamedRow(
            name: "a name that the deck leaves open may be AGNTUSR's",
            deck: base + permit("<agent>", "UPDATE") + Row.refresh, generate: .unknown, obstacle: "G6",
            says: "only partly known"),
        NamedRow(
            name: "a profile that the deck leaves open may be the one that is asked for",
            deck: base + "PERMIT <profile> CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)\n" + Row.refresh,
            generate: .unknown, obstacle: "G6", says: "only partly known"),
    ]

    private static func reset(_ list: String) -> String {
        "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) RESET(\(list))\n"
    }

    @Test("access to a PTKTDATA resource is decided in sequence", arguments: rows)
    func checks(_ row: NamedRow) throws { try row.check() }
}
