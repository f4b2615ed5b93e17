import Contract
import Diagnostics
import Testing

@testable import RACF

/// The output of RLIST for a profile.
@Suite struct RACFListingTests {
    private static let start = """
        CLASS      NAME
        -----      ----
        PTKTDATA   IRRPTAUTH.FEKAPPL.USER1

        LEVEL  OWNER      UNIVERSAL ACCESS  YOUR ACCESS  WARNING
        -----  --------   ----------------  -----------  -------
         00    ESWIFT          READ               NONE    YES

        USER      ACCESS   ACCESS COUNT
        ----      ------   ------ -----
        AGNTUSR   UPDATE      000012

        """

    private static func profile(_ text: String) throws -> RACFListing.Profile {
        let file = SourceFile(path: "rlist.txt", bytes: Array((start + text).utf8))
        return try #require(RACFListing.parse(file).model.profiles.first)
    }

    /// A word and an access level below another heading are not an entry.
    @Test(arguments: [
        "INSTALLATION DATA", "AUDITING", "NOTIFY", "SECLEVEL", "CATEGORIES", "SECLABEL", "RESOURCES IN GROUP",
        "NO ENTRIES IN CONDITIONAL ACCESS LIST", "READY", "APPLICATION DATA", "SSIGNON INFORMATION",
    ])
    func `a list ends with the next heading`(_ heading: String) throws {
        let profile = try Self.profile("\(heading)\n-----------------\nOPS       UPDATE      000000\n")
        #expect(profile.entries?.map(\.id.value) == ["AGNTUSR"] && profile.conditionalEntries.isEmpty)
        #expect(profile.uacc?.value == .read && profile.isWarning?.value == true)
    }

    @Test(arguments: [
        "app.base.url=http://a\napp.base.path=/opt\napp.base.owner=team\n",
        "{\"profile\":{\"base:image\":\"a\"}}", "USER=me NAME=x\n", "INFORMATION FOR GROUP\n", "SEARCH CLASS(USER)\n",
    ])
    func `what only resembles a listing is none`(_ text: String) {
        #expect(RACFListing.recognise(SourceFile(path: "x", bytes: Array(text.utf8))) == nil)
    }

    @Test(arguments: [
        ("The PTKTDATA class is active.", true), ("The PTKTDATA class is not active.", false),
        ("Class PTKTDATA is inactive.", false), ("The PTKTDATA class has active profiles.", nil),
        ("The APPL class is not active.", nil), ("PTKTDATA is not active.", nil),
    ])
    func `a health check says whether the class is active`(_ message: String, _ isActive: Bool?) {
        let text = """
            CHECK(IBMRACF,RACF_PTKTDATA_CLASS)
            S Profile Name                              Key Label
            - ----------------------------------------  -----------------------------
              FEKAPPL                                   FEK.PTKT.KEY

            IRRH339I \(message)

            """
        let states = RACFListing.parse(SourceFile(path: "check.txt", bytes: Array(text.utf8))).model.classStates
        #expect(states.map(\.isActive.value) == (isActive.map { [$0] } ?? []))
    }

    @Test(arguments: ["RES", "MY_RES", "r$#@.1"])
    func `a stem may have any name`(_ stem: String) throws {
        let text = """
            \(stem).CLASS = PTKTDATA
            \(stem).PROFILE = FEKAPPL
            \(stem).GENERIC = FALSE
            \(stem).BASE.UACC.1 = NONE
            \(stem).SSIGNON.KEYLABEL.1 = FEK.PTKT.KEY

            """
        let profile = try #require(
            RACFListing.parse(SourceFile(path: "stem.txt", bytes: Array(text.utf8))).model.profiles.first)
        #expect(profile.name.value == "FEKAPPL" && profile.uacc?.value.name == "NONE")
    }

    /// Privileged started tasks are as good as trusted ones.
    @Test(arguments: [
        ("TRUSTED.1 = TRUE", true), ("TRUSTED.1 = FALSE\nPRIVLEGE.1 = TRUE", true),
        ("TRUSTED.1 = FALSE\nPRIVLEGE.1 = FALSE", false), ("TRUSTED.1 = FALSE", nil),
    ])
    func `an extract shows whether a started task is trusted`(_ flags: String, _ isTrusted: Bool?) throws {
        let lines = ["USER.1 = STCJMON"] + flags.split(separator: "\n").map(String.init)
        let text =
            "RES.CLASS = STARTED\nRES.PROFILE = JMON.*\nRES.GENERIC = TRUE\nRES.BASE.UACC.1 = NONE\nRES.BASE.CREATDAT.1 = 01/02/26\n"
            + lines.map { "RES.STDATA.\($0)\n" }.joined()
        let profile = try #require(
            RACFListing.parse(SourceFile(path: "stem.txt", bytes: Array(text.utf8))).model.profiles.first)
        #expect(profile.task?.user.value == "STCJMON" && profile.task?.isTrusted == isTrusted)
    }

    @Test func `the conditional access list is separate from the standard one`() throws {
        let profile = try Self.profile(
            """
            ID        ACCESS   ACCESS COUNT   CLASS    ENTITY NAME
            --------  ------   ------------   -------- -----------
            OPS       UPDATE      000000      TERMINAL L0001
            NO ENTRIES IN CONDITIONAL ACCESS LIST
            DEV       ALTER       000000      TERMINAL L0001

            """)
        #expect(profile.entries?.map(\.id.value) == ["AGNTUSR"])
        #expect(profile.conditionalEntries.map(\.id.value) == ["OPS"])
        #expect(profile.conditionalEntries.first?.condition == "TERMINAL")
    }
}
