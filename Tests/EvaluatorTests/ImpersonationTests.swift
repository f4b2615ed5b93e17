import Diagnostics
import Testing

@testable import Evaluator

/// AGNTUSR may run processes as DEPLOY1 with READ to BPX.SRV.DEPLOY1 in class SURROGAT
/// (docs/reference/urbancode.md#6-which-identity-runs-the-step).
@Suite struct ImpersonationTests {
    private typealias Condition = AccessReport.Condition

    private static let options = "SETROPTS CLASSACT(SURROGAT) RACLIST(SURROGAT)\nSETROPTS GENERIC(SURROGAT)\n"
    private static let refresh = "SETROPTS RACLIST(SURROGAT) REFRESH\n"

    private static func define(_ name: String, _ access: String? = nil) -> String {
        "RDEFINE SURROGAT \(name) UACC(NONE)\n"
            + (access.map { "PERMIT \(name) CLASS(SURROGAT) ID(AGNTUSR) ACCESS(\($0))\n" } ?? "")
    }

    private static func impersonate(_ deck: String, _ assume: [String]) throws -> Condition {
        try NamedRow.evaluate(deck, assume).impersonation(of: "DEPLOY1", by: "AGNTUSR")
    }

    private static let cases: [(String, String, Condition.State, String)] = [
        ("READ is enough", define("BPX.SRV.DEPLOY1", "READ"), .holds, "user AGNTUSR"),
        ("no entry", define("BPX.SRV.DEPLOY1"), .fails, "AGNTUSR"),
        ("no profile", "", .fails, "no profile"),
        ("a generic profile", define("BPX.SRV.*", "READ"), .holds, "user AGNTUSR"),
        (
            "the more specific one decides", define("BPX.SRV.*", "READ") + define("BPX.SRV.DEPLOY*"), .fails, "DEPLOY*"
        ),
        (
            "of two whose order is not documented only one gives it",
            define("BPX.**.DEPLOY1", "READ") + define("BPX.**.SRV.DEPLOY1"), .unknown, ""
        ),
        (
            "of two whose order is not documented only the other gives it",
            define("BPX.**.DEPLOY1") + define("BPX.**.SRV.DEPLOY1", "READ"), .unknown, ""
        ),
        (
            "of two whose order is not documented both give it",
            define("BPX.**.DEPLOY1", "READ") + define("BPX.**.SRV.DEPLOY1", "READ"), .holds, "user AGNTUSR"
        ),
    ]

    @Test(arguments: cases)
    func `the class decides`(_ name: String, _ deck: String, _ state: AccessReport.Condition.State, _ says: String)
        throws
    {
        let condition = try Self.impersonate(Self.options + deck + Self.refresh, ["fresh"])
        #expect(condition.state == state && (says.isEmpty || condition.message.contains(says)), "\(condition.message)")
    }

    @Test func `a profile that the inputs do not show may come before a generic one`() throws {
        let deck = Self.options + Self.define("BPX.SRV.*", "READ") + Self.refresh
        let condition = try Self.impersonate(deck, ["SURROGAT=active,raclist,generic"])
        #expect(condition.state == .unknown)
        #expect(condition.message.contains("more specific than BPX.SRV.* exists"), "\(condition.message)")
        let complete = try Self.impersonate(deck, ["SURROGAT=active,raclist,generic,complete"])
        #expect(complete.state == .holds, "\(complete.message)")
    }
}
