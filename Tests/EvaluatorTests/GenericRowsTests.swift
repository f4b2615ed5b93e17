import Diagnostics
import Testing

@testable import Evaluator

/// Generic profiles and refresh: a test for each row of docs/reference/racf.md#6-generic-profiles-and-refresh.
@Suite struct GenericRowsTests {
    private typealias Row = NamedRow

    /// A rule for names, with examples.
    struct Rule: Sendable, CustomTestStringConvertible {
        var name: String
        var covers: [(String, String)]
        var misses: [(String, String)]
        var testDescription: String { name }
    }

    static let rules = [
        Rule(
            name: "%: any one character, not a dot", covers: [("A.%", "A.B"), ("A.B%", "A.BC"), ("%.B", "A.B")],
            misses: [("A.%", "A."), ("A%B", "A.B"), ("A.%", "A.BC"), ("A.B%", "A.B")]),
        Rule(
            name: "* as first or middle qualifier: exactly one qualifier",
            covers: [("*.B", "A.B"), ("A.*.C", "A.B.C")],
            misses: [("*.B", "A.A.B"), ("A.*.C", "A.C"), ("A.*.C", "A.B.B.C")]),
        Rule(
            name: "* as last qualifier: one or more qualifiers to the end",
            covers: [("A.B.*", "A.B.C"), ("A.B.*", "A.B.C.D")], misses: [("A.B.*", "A.B"), ("A.B.*", "A.BC")]),
        Rule(
            name: "* appended at the end of the name: zero or more characters to the end, across dots",
            covers: [("A.B*", "A.B"), ("A.B*", "A.BC"), ("A.B*", "A.B.C"), ("COPY.PAPER*", "COPY.PAPER.TEST")],
            misses: [("A.B*", "A.C"), ("A.B*", "A")]),
        Rule(
            name: "* appended in a middle qualifier: to the end of that qualifier",
            covers: [("A*.B", "A.B"), ("A*.B", "AXX.B")], misses: [("A*.B", "A.X.B"), ("A*.B", "B.B")]),
        Rule(
            name: "** as a qualifier: zero or more qualifiers",
            covers: [("A.**", "A"), ("A.**", "A.B.C"), ("A.**.C", "A.C"), ("A.**.C", "A.B.B.C"), ("**.C", "C")],
            misses: [("A.**", "AB"), ("A.**.C", "A.B"), ("**.C", "AC")]),
        Rule(name: "** alone: every name in the class", covers: [("**", "A"), ("**", "A.B.C")], misses: []),
        Rule(name: "* alone: everything", covers: [("*", "A"), ("*", "A.B.C")], misses: []),
        Rule(
            name: "* or ** in any other place: malformed", covers: [],
            misses: [("A*B", "AXB"), ("ABC.DE**", "ABC.DEF"), ("**.A.**", "B.A.B"), ("A.*B", "A.XB")]),
    ]

    @Test("patterns of general resources match", arguments: rules)
    func matches(_ rule: Rule) {
        for (name, resource) in rule.covers {
            #expect(ProfileName(name).covers(resource) == .yes, "\(name) \(resource)")
        }
        for (name, resource) in rule.misses {
            #expect(ProfileName(name).covers(resource) == .no, "\(name) \(resource)")
        }
    }

    static let variable =
        "SETROPTS CLASSACT(RACFVARS) RACLIST(RACFVARS)\nRDEFINE RACFVARS &TGT ADDMEM(USER1 USER2)\n"
        + "SETROPTS RACLIST(RACFVARS) REFRESH\n"

    static let names =
        [
            ("IRRPTAUTH.FEKAPPL.USER1", true, "equal"), ("IRRPTAUTH.FEKAPPL.USER%", true, "one character"),
            ("IRRPTAUTH.FEKAPPL.USER*", true, "tail"), ("IRRPTAUTH.FEKAPPL.*", true, "one or more qualifiers"),
            ("IRRPTAUTH.FEKAPPL.**", true, "zero or more"), ("IRRPTAUTH.FEKAPPL*", true, "tail across the dot"),
            ("IRRPTAUTH.FEKAPPL", false, "resource has a third qualifier"), ("IRRPTAUTH.*", true, "one or more"),
            ("IRRPTAUTH.*.USER1", true, "one qualifier"), ("IRRPTAUTH.**.USER1", true, "zero or more in the middle"),
            ("**", true, "everything"), ("*", true, "everything"), ("FEKAPPL.*", false, "a key-type name"),
        ].map { name, covers, why in
            NamedRow(
                name: "\(name): \(covers ? "yes" : "no"), \(why)",
                deck: Row.options + Row.key + Row.generic(name) + Row.refresh, generate: covers ? .granted : .refused,
                obstacle: covers ? nil : "G5")
        } + [
            NamedRow(
                name: "IRRPTAUTH.FEKAPPL.&TGT: via RACFVARS",
                deck: variable + Row.options + Row.key + Row.generic("IRRPTAUTH.FEKAPPL.&TGT") + Row.refresh),
            NamedRow(
                name: "IRRPTAUTH.FEKAPPL.&TGT: not for another value",
                deck: variable + Row.options + Row.key + Row.generic("IRRPTAUTH.FEKAPPL.&TGT") + Row.refresh,
                target: "USER3", generate: .refused, obstacle: "G5"),
            NamedRow(
                name: "IRRPTAUTH.FEKAPPL.&RACUID: it does not mean the own user ID here",
                deck: Row.options + Row.key + Row.generic("IRRPTAUTH.FEKAPPL.&RACUID") + Row.refresh,
                target: "AGNTUSR", generate: .refused, obstacle: "G5"),
            NamedRow(
                name: "EGN concerns data sets only",
                deck: "SETROPTS NOEGN\n" + Row.options + Row.key + Row.generic("IRRPTAUTH.**") + Row.refresh),
        ]

    @Test("profile names cover IRRPTAUTH.FEKAPPL.USER1", arguments: names)
    func covers(_ row: NamedRow) throws { try row.check() }

    private static let active = "SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)\n"
    private static let pattern = NamedRow.generic("IRRPTAUTH.FEKAPPL.*")

    static let definitions = [
        NamedRow(
            name: "GENERIC on for the class, then RDEFINE: generic profile",
            deck: active + "SETROPTS GENERIC(PTKTDATA)\n" + Row.key + pattern + Row.refresh),
        NamedRow(
            name: "GENCMD on for the class, then RDEFINE: generic profile",
            deck: active + "SETROPTS GENCMD(PTKTDATA)\n" + Row.key + pattern + "SETROPTS GENERIC(PTKTDATA)\n"
                + Row.refresh),
        NamedRow(
            name: "neither on: a DISCRETE profile is created (ICH10321I)",
            deck: active + Row.key + pattern + Row.refresh,
            generate: .refused, obstacle: "G5"),
        NamedRow(
            name: "generics enabled afterwards: that discrete profile becomes unusable",
            deck: active + Row.key + pattern + "SETROPTS GENERIC(PTKTDATA)\n" + Row.refresh, generate: .refused,
            obstacle: "G5"),
        NamedRow(
            name: "how to recover: RDELETE NOGENERIC, then RDEFINE again with GENERIC on",
            deck: active + Row.key + pattern + "SETROPTS GENERIC(PTKTDATA)\n"
                + "RDELETE PTKTDATA IRRPTAUTH.FEKAPPL.* NOGENERIC\n" + pattern + Row.refresh),
        NamedRow(
            name: "defined again with GENERIC on, the generic one is what PERMIT means",
            deck: active + Row.key + "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.* UACC(NONE)\nSETROPTS GENERIC(PTKTDATA)\n"
                + pattern + Row.refresh),
        NamedRow(
            name: "generics enabled, then disabled again: they exist but are not used",
            deck: Row.options + Row.key + pattern + "SETROPTS NOGENERIC(PTKTDATA)\n" + Row.refresh,
            generate: .refused, obstacle: "G5"),
        NamedRow(
            name: "and are used when generics are enabled once more",
            deck: Row.options + Row.key + pattern + "SETROPTS NOGENERIC(PTKTDATA)\nSETROPTS GENERIC(PTKTDATA)\n"
                + Row.refresh),
        NamedRow(
            name: "GENERIC with REFRESH does not turn generics on",
            deck: active + "SETROPTS GENERIC(PTKTDATA) REFRESH\n" + Row.key + pattern + Row.refresh, generate: .refused,
            obstacle: "G5"),
    ]

    @Test("a generic name may be defined", arguments: definitions)
    func defines(_ row: NamedRow) throws { try row.check() }

    @Test(
        "GENERIC(*) turns generics on in classes that allow them",
        arguments: [
            ("FACILITY", Truth.yes), ("PTKTDATA", .yes), ("RACFVARS", .no), ("GLOBAL", .no),
        ])
    func enables(_ className: String, _ generic: Truth) throws {
        let state = try Row.evaluate("RDEFINE \(className) X\nSETROPTS GENERIC(*)\n").state
        #expect(state[className].generic.value == generic)
        #expect(try Row.evaluate("SETROPTS GENERIC(*)\n").state[className].generic.value == generic)
    }

    private static let whole = NamedRow.all

    static let refreshes = [
        NamedRow(
            name: "RDEFINE, class RACLISTed: needs RACLIST REFRESH",
            deck: Row.options + Row.key + Row.refresh + Row.profile + Row.permit, generate: .refused, obstacle: "G7"),
        NamedRow(
            name: "PERMIT, class RACLISTed: needs RACLIST REFRESH",
            deck: Row.options + Row.key + Row.profile + Row.refresh + Row.permit, generate: .refused, obstacle: "G7"),
        NamedRow(
            name: "RALTER, class RACLISTed: the old UACC is what is checked",
            deck: Row.options + Row.key + Row.profile + Row.refresh
                + "RALTER PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(UPDATE)\n", generate: .refused, obstacle: "G7"),
        NamedRow(
            name: "RDELETE, class RACLISTed: storage still holds the profile",
            deck: whole + "RDELETE PTKTDATA IRRPTAUTH.FEKAPPL.USER1\n"),
        NamedRow(
            name: "RDELETE and refresh immediately: gone",
            deck: whole + "RDELETE PTKTDATA IRRPTAUTH.FEKAPPL.USER1\n" + Row.refresh, generate: .refused,
            obstacle: "G5"),
        NamedRow(
            name: "a refresh of another class does not cover it",
            deck: Row.options + Row.key + Row.profile + Row.permit + "SETROPTS RACLIST(FACILITY) REFRESH\n",
            generate: .refused, obstacle: "G7"),
        NamedRow(
            name: "GENERIC REFRESH is for a class that is active but not RACLISTed",
            deck: Row.options + Row.key + pattern + "SETROPTS GENERIC(PTKTDATA) REFRESH\n", generate: .refused,
            obstacle: "G7"),
        NamedRow(
            name: "change of SSIGNON: for PTKTDATA do it",
            deck: Row.options + "RDEFINE PTKTDATA FEKAPPL\n" + Row.profile + Row.permit + Row.refresh
                + "RALTER PTKTDATA FEKAPPL SSIGNON(KEYLABEL(A))\n", generate: .refused, obstacle: "G7"),
        NamedRow(
            name: "CLASSACT and RACLIST for the first time: loads current state",
            deck: Row.key + Row.profile + Row.permit + active),
        NamedRow(
            name: "SETROPTS GENERIC after RACLIST: generics defined later need the REFRESH",
            deck: active + Row.key + "SETROPTS GENERIC(PTKTDATA)\n" + pattern, generate: .refused, obstacle: "G7"),
        NamedRow(
            name: "the REFRESH covers the key profile as well",
            deck: active + Row.key + Row.profile + Row.permit + Row.refresh),
        NamedRow(
            name: "RACLIST REFRESH of a class that is not RACLISTed has no effect (ICH14070I)",
            deck: "SETROPTS CLASSACT(PTKTDATA)\n" + Row.key + Row.profile + Row.permit + Row.refresh,
            generate: .refused, obstacle: "G3"),
        NamedRow(
            name: "RACLIST of a class that is not active builds nothing",
            deck: "SETROPTS RACLIST(PTKTDATA)\n" + Row.key + Row.profile + Row.permit + "SETROPTS CLASSACT(PTKTDATA)\n",
            generate: .refused, obstacle: "G7"),
    ]

    @Test("changes need a refresh", arguments: refreshes)
    func refreshed(_ row: NamedRow) throws { try row.check() }
}
