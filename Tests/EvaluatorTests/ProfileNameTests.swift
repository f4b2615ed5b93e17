import Testing

@testable import Evaluator

/// Generic names of general resources: the names that they cover, and which of two RACF uses.
@Suite struct ProfileNameTests {
    @Test(arguments: [
        // the worked table for a generation
        ("IRRPTAUTH.FEKAPPL.USER%", "IRRPTAUTH.FEKAPPL.USER1", true),
        ("IRRPTAUTH.FEKAPPL.USER*", "IRRPTAUTH.FEKAPPL.USER1", true),
        ("IRRPTAUTH.FEKAPPL.*", "IRRPTAUTH.FEKAPPL.USER1", true),
        ("IRRPTAUTH.FEKAPPL.**", "IRRPTAUTH.FEKAPPL.USER1", true),
        ("IRRPTAUTH.FEKAPPL*", "IRRPTAUTH.FEKAPPL.USER1", true),
        ("IRRPTAUTH.FEKAPPL*", "IRRPTAUTH.FEKAPPL2.X", true),
        ("IRRPTAUTH.*", "IRRPTAUTH.FEKAPPL.USER1", true),
        ("IRRPTAUTH.**", "IRRPTAUTH.FEKAPPL.USER1", true),
        ("IRRPTAUTH.*.USER1", "IRRPTAUTH.FEKAPPL.USER1", true),
        ("IRRPTAUTH.**.USER1", "IRRPTAUTH.FEKAPPL.USER1", true),
        ("**", "IRRPTAUTH.FEKAPPL.USER1", true), ("*", "IRRPTAUTH.FEKAPPL.USER1", true),
        ("**.USER1", "IRRPTAUTH.FEKAPPL.USER1", true), ("*.FEKAPPL.USER1", "IRRPTAUTH.FEKAPPL.USER1", true),
        ("IRRPTAUTH.FEK*.USER1", "IRRPTAUTH.FEKAPPL.USER1", true),
        ("IRRPTAUTH.FEKAPP%.USER1", "IRRPTAUTH.FEKAPPL.USER1", true),
        ("FEKAPPL.*", "IRRPTAUTH.FEKAPPL.USER1", false),
        ("IRRPTAUTH.FEKAPPL.USER%", "IRRPTAUTH.FEKAPPL.USER", false),
        ("IRRPTAUTH.FEKAPPL.USER%", "IRRPTAUTH.FEKAPPL.USER12", false),
        ("IRRPTAUTH.FEKAPPL.USER%", "IRRPTAUTH.FEKAPPL.USER.", false),
        ("IRRPTAUTH.*.USER1", "IRRPTAUTH.A.B.USER1", false),
        ("IRRPTAUTH.**.USER1", "IRRPTAUTH.USER1", true),
        ("IRRPTAUTH.**.USER1", "IRRPTAUTH.A.B.USER1", true),
        ("IRRPTAUTH.**.USER1", "IRRPTAUTH.A.B.USER2", false),
        // one or more, zero or more
        ("COPY.PAPER.*", "COPY.PAPER", false), ("COPY.PAPER.*", "COPY.PAPER.A", true),
        ("COPY.PAPER.*", "COPY.PAPER.A.B", true), ("COPY.PAPER.**", "COPY.PAPER", true),
        ("COPY.PAPER.**", "COPY.PAPER.A.B", true), ("COPY.PAPER*", "COPY.PAPER", true),
        ("COPY.PAPER*", "COPY.PAPER.TEST", true), ("COPY.PAPER*", "COPY.PAPERS", true),
        ("COPY.PAPER*", "COPY.PAPE", false), ("COPY.PAP*.X", "COPY.PAPER.X", true),
        ("COPY.PAP*.X", "COPY.PAPER.Y.X", false), ("COPY.PAP*.X", "COPY.PAP.X", true),
        ("COPY.%APER", "COPY.PAPER", true), ("COPY.%APER", "COPY.APER", false),
        ("A.**.B", "A.B", true), ("A.**.B", "A.X.B", true), ("A.**.B", "A.X.Y.B", true), ("A.**.B", "A.B.X", false),
        ("A.*.**", "A.B", true), ("A.*.**", "A", false), ("%.B", "A.B", true), ("%.B", "..B", false),
        // malformed names cover nothing
        ("A*B", "AXB", false), ("ABC.DE**", "ABC.DEF", false), ("A.**.B.**", "A.B", false), ("A.***", "A.B", false),
    ])
    func `a generic name covers`(_ name: String, _ resource: String, _ covers: Bool) {
        #expect(ProfileName(name).covers(resource) == Truth(covers))
    }

    @Test(arguments: [
        ("COPY.&X", "COPY.PAPER", Truth.unknown), ("PRINT.&X", "COPY.PAPER", .no),
        ("IRRPTAUTH.FEKAPPL.&RACUID", "IRRPTAUTH.FEKAPPL.USER1", .unknown),
    ])
    func `a RACF variable decides`(_ name: String, _ resource: String, _ covers: Truth) {
        #expect(ProfileName(name).covers(resource) == covers)
    }

    /// IBM's sample table, in its order for names that cover one resource.
    @Test(arguments: [
        ("COPY.PAPER.%", "COPY.PAPER.*"), ("COPY.PAPER.*", "COPY.PAPER.**"), ("COPY.PAPER.**", "COPY.PAPER%"),
        ("COPY.PAPER%", "COPY.PAPER*"), ("COPY.PAPER*", "COPY.PAPE%"), ("COPY.PAPE%", "COPY.PAP*"),
        ("COPY.PAP*", "COPY.&X"), ("COPY.&X", "COPY.%APER"), ("COPY.WEB.*", "COPY.*"),
        ("IRRPTAUTH.FEKAPPL.*", "IRRPTAUTH.*"), ("IRRPTAUTH.*.USER1", "IRRPTAUTH.*"), ("IRRPTAUTH.*", "IRRPTAUTH.**"),
        ("IRRPTAUTH.FEKAPPL.USER%", "IRRPTAUTH.FEKAPPL.USER*"), ("IRRPTAUTH.FEKAPPL.USER*", "IRRPTAUTH.FEKAPPL.*"),
        ("IRRPTAUTH.FEKAPPL.*", "IRRPTAUTH.FEKAPPL*"), ("IRRPTAUTH.FEKAPPL.*", "IRRPTAUTH.*.USER1"), ("A.B", "*"),
        ("*", "**"),
    ])
    func `the more specific name wins`(_ winner: String, _ loser: String) {
        #expect(ProfileName.moreSpecific(ProfileName(winner), ProfileName(loser)) == .first)
        #expect(ProfileName.moreSpecific(ProfileName(loser), ProfileName(winner)) == .second)
    }

    @Test(arguments: [("A.**.B", "A.*"), ("A.**.B.C", "A.**.C"), ("A.*", "A.*")])
    func `an order that no table defines is ambiguous`(_ left: String, _ right: String) {
        #expect(ProfileName.moreSpecific(ProfileName(left), ProfileName(right)) == .ambiguous)
    }
}
