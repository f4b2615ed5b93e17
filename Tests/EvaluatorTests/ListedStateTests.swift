import Contract
import Diagnostics
import Foundation
import Testing

@testable import Evaluator
@testable import RACF

/// Decisions from listings and extracts, in every form in which they are captured.
@Suite struct ListedStateTests {
    static func listing(_ text: String, _ number: Int = 1) -> RACFListing {
        RACFListing.parse(SourceFile(id: FileID(number), path: "listing\(number).txt", bytes: Array(text.utf8))).model
    }

    static func fixture(_ name: String) throws -> String {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: tests.appending(path: "Fixtures/listings/\(name)"), encoding: .utf8)
    }

    static func decide(
        _ texts: [String], caller: String = "AGNTUSR", target: String = "USER1", assume: [String] = []
    ) throws -> AccessReport.Decision {
        let listings = texts.enumerated().map { listing($0.element, $0.offset + 1) }
        return try Evaluation(decks: [], listings: listings, assumptions: Assumptions(parsing: assume))
            .decide(caller: caller, application: "FEKAPPL", target: target)
    }

    /// The forms that show options, profiles and users.
    static let whole = [
        ["irrxutil.txt"], ["racseq.txt"], ["sear.json"], ["irrsmo00.xml"],
        ["rlist-class.txt", "listuser.txt", "irrxutil.txt"],
    ]

    @Test(arguments: whole)
    func `a form that shows everything decides`(_ names: [String]) throws {
        let texts = try names.map(Self.fixture)
        let decision = try Self.decide(texts, assume: ["PTKTDATA=complete"])
        #expect(decision.generate == .granted, "\(decision.conditions)")
        #expect(decision.via == "group DEPLOYGR")
        for id in ["G2", "G3", "G4", "G5", "G6", "E4"] {
            #expect(decision.conditions.first { $0.id == id }?.state == .holds, "\(id)")
        }
        // AGNTUSR is PROTECTED, and USER1 is in another group than the one on the list.
        let reverse = try Self.decide(texts, caller: "USER1", target: "AGNTUSR", assume: ["PTKTDATA=complete"])
        // These variables do not show whether the profile is in WARNING mode, in which it refuses nobody.
        #expect(reverse.generate == (names == ["irrxutil.txt"] ? .unknown : .refused))
        #expect(reverse.conditions.first { $0.id == "E4" }?.state == .fails)
    }

    /// Every line of these that is cut off may have changed the answer, so no answer may become certain by it.
    @Test(arguments: whole.filter { $0.count == 1 })
    func `a form that is cut anywhere never refuses what the whole one grants`(_ names: [String]) throws {
        let lines = try Self.fixture(names[0]).split(separator: "\n", omittingEmptySubsequences: false)
        for count in 1..<lines.count {
            let text = lines[..<count].joined(separator: "\n")
            let decision = try Self.decide([text])
            #expect(decision.generate != .refused, "after \(count) lines: \(decision.conditions)")
            #expect(decision.logon != .refused, "after \(count) lines: \(decision.conditions)")
        }
    }

    @Test func `a user in a group that is listed whole has its access and nobody else has`() throws {
        let texts = try ["rlist-class.txt", "listgrp.txt", "irrxutil.txt"].map(Self.fixture)
        #expect(try Self.decide(texts).generate == .granted)
        #expect(try Self.decide(texts, caller: "OPSUSR").generate == .refused, "its connection is revoked")
        let cut = try ["rlist-class.txt", "listgrp-cut.txt"].map(Self.fixture)
        #expect(try Self.decide(cut, caller: "ANOTHER", assume: ["PTKTDATA=active,raclist"]).generate == .unknown)
    }

    @Test func `a whole class proves absence and a part of it does not`() throws {
        let text = try Self.fixture("rlist-class.txt")
        let options = ["PTKTDATA=active,raclist,generic", "grplist"]
        func other(_ text: String) throws -> Verdict {
            try Evaluation(decks: [], listings: [Self.listing(text)], assumptions: Assumptions(parsing: options))
                .decide(caller: "AGNTUSR", application: "OTHAPPL", target: "USER1").generate
        }
        #expect(try other(text) == .refused)
        for (from, to) in [
            ("PTKTDATA *", "PTKTDATA FEKAPPL"), ("ALL SSIGNON", "NOGENERIC"), ("READY\nEND\n", ""),
            ("NO SSIGNON INFORMATION\n\nREADY", "ICH13002I NOT AUTHORIZED TO LIST X\nREADY"),
            ("RLIST PTKTDATA * ALL SSIGNON\n", ""),
        ] {
            let changed = text.replacingOccurrences(of: from, with: to)
            #expect(changed != text)
            #expect(try other(changed) == .unknown, "\(from)")
        }
    }

    /// A listing of a whole class with generic profiles in this order, each with one entry.
    private static func wholeClass(_ profiles: [(name: String, entry: String)]) -> String {
        let blocks = profiles.map { profile in
            """
            CLASS      NAME
            -----      ----
            PTKTDATA   \(profile.name)\(profile.name.contains("*") || profile.name.contains("&") ? " (G)" : "")
            LEVEL  OWNER      UNIVERSAL ACCESS  YOUR ACCESS  WARNING
            -----  --------   ----------------  -----------  -------
             00    SECADM          NONE               NONE    NO
            USER      ACCESS
            ----      ------
            \(profile.entry)
               ID     ACCESS  CLASS                ENTITY NAME
            -------- ------- -------- ---------------------------------------
            NO ENTRIES IN CONDITIONAL ACCESS LIST

            """
        }
        return "READY\nRLIST PTKTDATA * ALL\n" + blocks.joined() + "READY\nEND\n"
    }

    private static func access(_ texts: [String], target: String = "USER1") throws -> Verdict {
        let key = "KEYMASKED DATA NOT DISPLAYABLE"
        let profile = "CLASS      NAME\n-----      ----\nPTKTDATA   FEKAPPL\nSSIGNON INFORMATION\n-------\n\(key)\n"
        return try decide(
            [profile.replacingOccurrences(of: "CLASS      NAME", with: "RLIST PTKTDATA FEKAPPL\nCLASS      NAME")]
                + texts, target: target,
            assume: ["PTKTDATA=active,raclist,generic,complete", "RACFVARS=active,raclist", "grplist"]
        ).generate
    }

    /// `A.B*` is more specific than `A.*`, but RACF lists generic profiles in the order in which it looks at them.
    @Test func `the order of generic profiles in a listing of the whole class counts`() throws {
        let (wide, narrow) = (("IRRPTAUTH.FEKAPPL.*", "AGNTUSR   UPDATE"), ("IRRPTAUTH.FEKAPPL.U*", "AGNTUSR   NONE"))
        #expect(try Self.access([Self.wholeClass([wide, narrow])]) == .granted)
        #expect(try Self.access([Self.wholeClass([narrow, wide])]) == .refused)
        let parts = [wide, narrow].map {
            Self.wholeClass([$0]).replacingOccurrences(of: "RLIST PTKTDATA * ALL\n", with: "")
        }
        #expect(try Self.access([parts.joined()]) == .refused)
    }

    /// What RLIST shows of a variable, and whether AGNTUSR may generate a PassTicket for USER1.
    @Test(
        arguments: [
            ("RESOURCES IN GROUP\n--------- -- -----\nUSER1\nUSER2\n\nAUDITING\n", Verdict.granted),
            ("RESOURCES IN GROUP\n--------- -- -----\nUSER2\n\nAUDITING\n", .refused),
            ("RESOURCES IN GROUP\n--------- -- -----\nUSER2\n", .unknown),
            ("RESOURCES IN GROUP\n--------- -- -----\nUSER2 AND OTHERS\n\nAUDITING\n", .unknown), ("", .unknown),
        ])
    func `the members of a variable count if all of them are shown`(_ members: String, _ verdict: Verdict) throws {
        let variable = "CLASS      NAME\n-----      ----\nRACFVARS   &TARGETS\n\n\(members)"
        let profiles = Self.wholeClass([("IRRPTAUTH.FEKAPPL.&TARGETS", "AGNTUSR   UPDATE")])
        #expect(try Self.access([profiles, variable]) == verdict)
    }

    @Test func `what follows a heading that comes again belongs to a profile without a title`() throws {
        let (one, other) = (
            ("IRRPTAUTH.FEKAPPL.USER1", "AGNTUSR   NONE"), ("IRRPTAUTH.FEKAPPL.USER2", "AGNTUSR   UPDATE")
        )
        let text = Self.wholeClass([one, other])
        #expect(try Self.access([text]) == .refused)
        #expect(try Self.access([text], target: "USER2") == .granted)
        let title = "CLASS      NAME\n-----      ----\nPTKTDATA   IRRPTAUTH.FEKAPPL.USER2\n"
        #expect(try Self.access([text.replacingOccurrences(of: title, with: "")]) == .refused)
        #expect(try Self.access([text.replacingOccurrences(of: title, with: "")], target: "USER2") != .granted)
    }

    /// A line of a connection, what is there instead, whether all connections of AGNTUSR are known, and whether the one
    /// to DEPLOYGR is revoked.
    @Test(
        arguments: [
            ("", "", true, false), ("  GROUP=OLDGROUP  AUTH=USE\n", "", false, nil),
            ("  GROUP=OLDGROUP  AUTH=USE\n", "...\n", false, nil),
            ("=REVOKED\n    REVOKE", "=REVO\n    REVOKE", true, false),
            ("    CONNECTS=    00\n", "    SOMETHING ELSE\n", false, false),
        ] as [(String, String, Bool, Bool?)])
    func `connections with gaps prove nothing`(
        _ line: String, _ instead: String, _ isWhole: Bool, _ isRevoked: Bool?
    ) throws {
        let connection = """
              GROUP=OLDGROUP  AUTH=USE
                CONNECTS=    00
                CONNECT ATTRIBUTES=REVOKED
                REVOKE DATE=NONE   RESUME DATE=NONE

            """
        var text = try Self.fixture("listuser.txt")
        let place = try #require(text.range(of: "SECURITY-LEVEL"))
        text.replaceSubrange(
            place.lowerBound..<place.lowerBound,
            with: line.isEmpty ? connection : connection.replacingOccurrences(of: line, with: instead))
        let user = try #require(Self.listing(text).users.first)
        #expect(user.hasAllConnections == isWhole)
        #expect(user.connections.first?.isRevoked == isRevoked)
        if instead.contains("REVO") { #expect(user.connections.last?.isRevoked == nil) }
    }

    /// What LISTUSER says of USER1, the day, and the states of E3 and E4.
    static let logons: [(String, String, String?, String, String)] = [
        ("ATTRIBUTES=NONE", "NONE", nil, "holds", "holds"),
        ("ATTRIBUTES=REVOKED", "NONE", nil, "fails", "holds"),
        ("ATTRIBUTES=REVOKED CONTAINED", "NONE", nil, "fails", "holds"),
        ("ATTRIBUTES=SPECIAL\n ATTRIBUTES=PROTECTED", "NONE", nil, "holds", "fails"),
        ("ATTRIBUTES=NONE", "26.100", nil, "unknown", "holds"),
        ("ATTRIBUTES=NONE", "26.100", "2026-06-30", "fails", "holds"),
        ("ATTRIBUTES=NONE", "26.100", "2026-01-01", "holds", "holds"),
        ("ATTRIBUTES=****", "NONE", nil, "unknown", "unknown"),
        ("ATTRIBUTES=NONE", "SOMEDAY", "2026-06-30", "unknown", "holds"),
    ]

    @Test(arguments: logons)
    func `attributes and dates decide whether a user may log on`(
        _ attributes: String, _ revoke: String, _ day: String?, _ userState: String, _ protection: String
    ) throws {
        let text = try Self.fixture("listuser.txt").replacingOccurrences(
            of: "ATTRIBUTES=NONE\n REVOKE DATE=NONE", with: "\(attributes)\n REVOKE DATE=\(revoke)"
        ).replacingOccurrences(of: "CONNECT ATTRIBUTES=REVOKED", with: "CONNECT ATTRIBUTES=NONE")
        var assumptions = try Assumptions(parsing: ["APPL=noactive"])
        assumptions.date = day.flatMap { CalendarDate($0) }
        let decision = Evaluation(decks: [], listings: [Self.listing(text)], assumptions: assumptions)
            .decide(caller: "AGNTUSR", application: "FEKAPPL", target: "USER1")
        #expect(decision.conditions.first { $0.id == "E3" }?.state.rawValue == userState)
        #expect(decision.conditions.first { $0.id == "E4" }?.state.rawValue == protection)
    }

    @Test func `a user that RACF cannot find does not exist`() throws {
        let decision = try Self.decide([Self.fixture("listuser.txt")], target: "NOBODY")
        #expect(decision.conditions.first { $0.id == "E3" }?.message == "NOBODY does not exist")
    }

    @Test func `text of the site is not read as facts`() throws {
        let user = try #require(Self.listing(Self.fixture("listuser.txt")).users.first)
        #expect(user.isRevoked?.value == false && user.connections.map(\.id.value) == ["DEPLOYGR"])
        let profile = try #require(Self.listing(Self.fixture("rlist-class.txt")).profiles.first)
        #expect(profile.legacyKey?.value == .label)
    }

    @Test func `the last of several reports counts`() throws {
        let one = try Self.fixture("listuser.txt")
        let other = one.replacingOccurrences(
            of: "ATTRIBUTES=NONE\n REVOKE DATE", with: "ATTRIBUTES=REVOKED\n REVOKE DATE")
        #expect(Self.listing(one + other).users.map { $0.isRevoked?.value } == [false, true])
        #expect(Self.listing(other + one).users.map { $0.isRevoked?.value } == [false, false])
    }

    @Test func `two listings that differ leave it open`() throws {
        let one = try Self.fixture("rlist-class.txt")
        let other = one.replacingOccurrences(of: "DEPLOYGR  UPDATE", with: "DEPLOYGR  READ  ")
        let users = try Self.fixture("listuser.txt")
        let options = try Self.fixture("irrxutil.txt").split(separator: "RES.CLASS = PTKTDATA")[0]
        #expect(try Self.decide([one, users, String(options)]).generate == .granted)
        #expect(try Self.decide([one, other, users, String(options)]).generate == .unknown)
        let listings = [Self.listing(one, 1), Self.listing(other, 2)]
        let evaluation = Evaluation(decks: [], listings: listings, assumptions: .unknown)
        #expect(
            evaluation.disagreements.map(\.message) == [
                "the access of DEPLOYGR of IRRPTAUTH.FEKAPPL.* is another one in the other listing"
            ])
    }
}
