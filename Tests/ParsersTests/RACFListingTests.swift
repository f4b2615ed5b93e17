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
