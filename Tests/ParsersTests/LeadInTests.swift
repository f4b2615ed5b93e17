import Testing

@testable import RACF

/// What may precede a command on its line, where the text is not a deck.
@Suite struct LeadInTests {
    private static let command = "SETROPTS RACLIST(PTKTDATA) REFRESH"

    @Test(arguments: [
        ("- ", false), ("12. ", false), ("3) ", false), ("* TSO ", false), ("=> - ", false), ("10.22.05 ", false),
        ("COMMAND ===> ", false), ("10.22.05 STC01234  #", true), ("10:22:05.33 #", true), ("- - - - ", false),
    ])
    func `marks precede a command`(_ mark: String, _ isOperator: Bool) throws {
        let bytes = Array((mark + Self.command).utf8)
        let found = try #require(LeadIn.command(bytes, 0..<bytes.count))
        let text = String(decoding: bytes[found.range], as: UTF8.self)
        #expect(text == (isOperator ? "#" : "") + Self.command && found.isOperator == isOperator)
    }

    /// The prefix of the RACF subsystem and the number of a job follow a time only.
    @Test(arguments: ["", "- #", "STC01234 ", "- JOB00012 ", "1234. ", "- - - - - ", "SYSTEM ===> ", "10.22 "])
    func `other words do not`(_ mark: String) {
        let bytes = Array((mark + Self.command).utf8)
        #expect(LeadIn.command(bytes, 0..<bytes.count) == nil)
    }
}
