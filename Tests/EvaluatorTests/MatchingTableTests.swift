import Testing

@testable import Evaluator

/// Generic names against resources, row by row: the worked table for a generation, IBM's sample names, and each rule
/// for `%`, `*`, `**` and RACF variables at every place of a name.
@Suite struct MatchingTableTests {
    static let user = "IRRPTAUTH.FEKAPPL.USER1"

    @Test(arguments: [
        "IRRPTAUTH.FEKAPPL.USER1", "IRRPTAUTH.FEKAPPL.USER%", "IRRPTAUTH.FEKAPPL.USER*", "IRRPTAUTH.FEKAPPL.*",
        "IRRPTAUTH.FEKAPPL.**", "IRRPTAUTH.FEKAPPL*", "IRRPTAUTH.*", "IRRPTAUTH.*.USER1", "IRRPTAUTH.**.USER1", "**",
        "*", "IRRPTAUTH.**", "IRRPTAUTH*", "IRR*", "I*", "*.FEKAPPL.USER1", "**.USER1", "**.FEKAPPL.USER1", "*.*.USER1",
        "*.**", "IRRPTAUTH.FEK*.USER1", "IRRPTAUTH.FEKAPP%.USER1", "IRRPTAUTH.%EKAPPL.USER1",
        "IRRPTAUTH.%%%%%%%.USER1", "IRRPTAUTH.FEKAPPL.%%%%%", "IRRPTAUTH.FEKAPPL.U%*", "IRRPTAUTH.F%K*.USER1",
        "IRRPTAUTH.FEKAPPL*.USER1", "IRRPTAUTH.*.USER*", "IRRPTAUTH.*.**", "IRRPTAUTH.**.*", "%RRPTAUTH.FEKAPPL.USER1",
        "IRRPTAUTH.FEKAPPL.USER1*", "IRRPTAUTH.FEKAPPL.USER1.**", "IRRPTAUTH.FEKAPPL.**.USER1",
    ])
    func `the profile name covers the resource of the worked table`(_ name: String) {
        #expect(ProfileName(name).covers(Self.user) == .yes)
    }

    @Test(arguments: [
        "IRRPTAUTH.FEKAPPL", "FEKAPPL.*", "IRRPTAUTH.FEKAPPL.USER%%", "IRRPTAUTH.FEKAPPL.USER1%",
        "IRRPTAUTH.FEKAPPL.USER1.*", "IRRPTAUTH.FEKAPPL.USER2*", "IRRPTAUTH.FEKAPPL%USER1", "IRRPTAUTH.%.USER1",
        "IRRPTAUTH.*.USER2", "IRRPTAUTH.*.*.USER1", "IRRPTAUTH.**.USER2", "*.USER1", "%.**", "IRRPTAUTH.FEKAPPL2*",
        "IRRPTAUTH.FEKAPPL2.*", "IRRPTAUTH.EKAPPL*", "**.FEKAPPL", "IRRPTAUTHX.**", "IRRPTAUTH.FEK.USER1",
        "irrptauth.**",
    ])
    func `the profile name does not cover the resource`(_ name: String) {
        #expect(ProfileName(name).covers(Self.user) == .no)
    }

    @Test(arguments: [
        ("COPY.WEB.*", "COPY.WEB.FINAL", true), ("COPY.WEB.*", "COPY.WEB", false),
        ("COPY.PAPER.%", "COPY.PAPER.X", true),
        ("COPY.PAPER.%", "COPY.PAPER.XY", false), ("COPY.PAPER.*", "COPY.PAPER.TEST", true),
        ("COPY.PAPER.**", "COPY.PAPER", true), ("COPY.PAPER.**", "COPY.PAPERS", false),
        ("COPY.PAPER%", "COPY.PAPER1", true), ("COPY.PAPER%", "COPY.PAPER", false),
        ("COPY.PAPER%", "COPY.PAPER.", false), ("COPY.PAPER*", "COPY.PAPER", true),
        ("COPY.PAPER*", "COPY.PAPER.TEST", true), ("COPY.PAPE%", "COPY.PAPER", true),
        ("COPY.PAPE%", "COPY.PAPER.TEST", false), ("COPY.PAP*", "COPY.PAPER.TEST", true),
        ("COPY.PRINT.*", "COPY.PRINT.A.B.C", true), ("COPY.%APER", "COPY.PAPER", true),
        ("COPY.%APER", "COPY.TAPER", true), ("COPY.%APER", "COPY.PAPER.TEST", false), ("*", "A", true),
        ("*", "A.B", true),
        ("**", "A.B.C", true), ("*.A", "B.A", true), ("*.A", "A", false), ("*.A", "B.C.A", false), ("**.A", "A", true),
        ("**.A", "B.C.A", true), ("**.A", "B.C.AA", false), ("A.**.B", "A.B", true), ("A.**.B", "A.X.Y.B", true),
        ("A.**.B", "A.XB", false), ("A.**.B", "AB", false), ("A.*.B", "A..B", true), ("A.*.B", "A.B", false),
        ("A*.B", "A.B", true), ("A*.B", "AXY.B", true), ("A*.B", "A.X.B", false), ("A.B*", "A.B", true),
        ("A.B*", "A.B.C", true), ("A.B*", "A.C", false), ("A.*", "A", false), ("A.*", "A.B.C.D", true),
        ("A.**", "A", true), ("A.**", "AB", false), ("%", "A", true), ("%", "AB", false), ("%", "", false),
        ("%%.A", "AB.A", true), ("%%.A", "A.A", false), ("%*", "A", true), ("%*", "", false), ("A%*.B", "AX.B", true),
        ("A%*.B", "A.B", false),
    ])
    func `a name and a resource`(_ name: String, _ resource: String, _ covers: Bool) {
        #expect(ProfileName(name).covers(resource) == Truth(covers))
    }

    @Test(arguments: [
        "A*B", "A*B.C", "ABC.DE**", "**.**", "A.**.B.**", "A.***", "***", "A.*%", "A.*X.B", "A**.B", "*A", "**A",
    ])
    func `a malformed name covers nothing`(_ name: String) {
        #expect(!ProfileName(name).isWellFormed)
        for resource in ["AXB", "ABC.DEF", "A.B", "A.X.B", "A", "XA"] {
            #expect(ProfileName(name).covers(resource) == .no)
        }
    }

    @Test(arguments: [
        ("COPY.&Y", "COPY.WEB.FINAL", Truth.yes), ("COPY.&Y", "COPY.WEB", .no), ("COPY.&X", "COPY.PAPER", .yes),
        ("COPY.&X.*", "COPY.PAPER.A", .yes), ("&X.&X", "PAPER.DISK", .yes), ("&X.&X", "PAPER.TAPE", .no),
        ("COPY.&NONE", "COPY.PAPER", .unknown), ("PRINT.&NONE", "COPY.PAPER", .no), ("COPY.&NONE.A", "COPY.X.B", .no),
        ("COPY.&X%", "COPY.PAPER1", .yes), ("COPY.&X*", "COPY.DISK.A", .yes),
    ])
    func `a RACF variable matches its members`(_ name: String, _ resource: String, _ covers: Truth) {
        let members: [String: Set<[UInt8]>] = [
            "&X": [Array("PAPER".utf8), Array("DISK".utf8)], "&Y": [Array("WEB.FINAL".utf8)],
        ]
        #expect(ProfileName(name).covers(resource) { members[String(decoding: $0, as: UTF8.self)] } == covers)
    }
}
