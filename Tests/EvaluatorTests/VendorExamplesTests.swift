import Diagnostics
import Testing

@testable import Evaluator

/// Examples 1 to 3 of the page "Deploying by using the Job Monitor" on a fresh system, with and without its step 1.
@Suite struct VendorExamplesTests {
    /// As printed: two commands on a line, and the target's profile without its PERMIT.
    static let step1 = """
        SETROPTS GENERIC(PTKTDATA) SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)
        RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)

        """
    /// The commands on separate lines.
    static let step1Mended = """
        SETROPTS GENERIC(PTKTDATA)
        SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)
        RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)

        """
    /// The command that is printed on one line.
    static let step2 = """
        RDEFINE PTKTDATA FEKAPPL UACC(NONE) - DATA('URBANCODE DEPLOY') - \
        APPLDATA('NO REPLAY PROTECTION - DO NOT CHANGE') - SSIGNON(KEYMASKED(0123456789ABCDEF))

        """
    static let step2Mended = """
        RDEFINE PTKTDATA FEKAPPL UACC(NONE) -
         DATA('URBANCODE DEPLOY') -
         APPLDATA('NO REPLAY PROTECTION - DO NOT CHANGE') -
         SSIGNON(KEYMASKED(0123456789ABCDEF))

        """

    static func example(_ target: String) -> String {
        """
        RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.\(target) UACC(NONE)
        PERMIT IRRPTAUTH.FEKAPPL.\(target) CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)
        SETROPTS RACLIST (PTKTDATA) REFRESH

        """
    }
    private static let (first, second, third) = (example("USER1"), example("*"), example("AGNTUSR"))
    private static let before = step1Mended + step2Mended

    static let rows = [
        NamedRow(name: "Example 1 alone: the class is not active", deck: first, generate: .refused, obstacle: "G2"),
        NamedRow(
            name: "Example 1 after step 2, without step 1", deck: step2Mended + first, generate: .refused,
            obstacle: "G2"),
        NamedRow(
            name: "Example 1 after step 1 as printed", deck: step1 + step2Mended + first, generate: .refused,
            obstacle: "G2"),
        NamedRow(
            name: "Example 1 after step 1 mended and step 2 as printed: no key profile",
            deck: step1Mended + step2 + first, generate: .refused, obstacle: "G4"),
        NamedRow(name: "Example 1 after steps 1 and 2 mended: its second RDEFINE does no harm", deck: before + first),
        NamedRow(
            name: "Example 1 is for USER1 only", deck: before + first, target: "USER2", generate: .refused,
            obstacle: "G5"),
        NamedRow(
            name: "Example 1 is for AGNTUSR only", deck: before + first, caller: "OTHER", generate: .refused,
            obstacle: "G6"),
        NamedRow(name: "Example 2 alone", deck: second, target: "ANYONE", generate: .refused, obstacle: "G2"),
        NamedRow(
            name: "Example 2 without step 1 on an active class: generics are off, a discrete profile (ICH10321I)",
            deck: "SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)\n" + step2Mended + second, target: "ANYONE",
            generate: .refused, obstacle: "G5"),
        NamedRow(
            name: "Example 2 after step 1 as printed", deck: step1 + step2Mended + second, target: "ANYONE",
            generate: .refused, obstacle: "G2"),
        NamedRow(name: "Example 2 after steps 1 and 2 mended: any user", deck: before + second, target: "ANYONE"),
        NamedRow(
            name: "Example 2 after steps 1 and 2 mended: not USER1, whose profile of step 1 hides the generic one",
            deck: before + second, generate: .refused, obstacle: "G6"),
        NamedRow(name: "Examples 1 and 2 together: USER1 too", deck: before + first + second),
        NamedRow(name: "Example 3 alone", deck: third, target: "AGNTUSR", generate: .refused, obstacle: "G2"),
        NamedRow(
            name: "Example 3 after step 1 as printed", deck: step1 + step2Mended + third, target: "AGNTUSR",
            generate: .refused, obstacle: "G2"),
        NamedRow(name: "Example 3 after steps 1 and 2 mended: for itself", deck: before + third, target: "AGNTUSR"),
        NamedRow(
            name: "Example 3 after steps 1 and 2 mended: not for USER1", deck: before + third, generate: .refused,
            obstacle: "G6"),
    ]

    @Test("the examples of the page on a fresh system", arguments: rows)
    func decides(_ row: NamedRow) throws { try row.check() }
}
