import Diagnostics
import Testing

@Suite struct SecretTests {
    private static func key(_ text: String) -> Secret { Secret(.key, text.utf8) }

    @Test func `a secret has no text representation`() {
        let secret = Self.key("0123456789ABCDEF")
        var dumped = ""
        dump(secret, to: &dumped)
        dump(secret.parityClearedKey, to: &dumped)
        for text in [
            "\(secret)", String(reflecting: secret), String(describing: [secret]), dumped,
            String(describing: secret.parityClearedKey), String(reflecting: Located(secret, at: SourceRange(0, 1))),
        ] {
            #expect(!text.contains("0123") && !text.contains("4567"))
        }
    }

    @Test(arguments: [
        ("0123456789ABCDEF", "0022446688AACCEE", true), ("0123456789abcdef", "0123456789ABCDEF", true),
        ("FEFEFEFEFEFEFEFE", "FFFFFFFFFFFFFFFF", true), ("0123456789ABCDEF", "0323456789ABCDEF", false),
    ])
    func `keys that differ only in parity are the same key`(_ left: String, _ right: String, _ same: Bool) {
        #expect((Self.key(left).parityClearedKey == Self.key(right).parityClearedKey) == same)
    }

    @Test(arguments: ["key16", "", "0123456789ABCDE", "0123456789ABCDEFF", "0123456789ABCDEG"])
    func `only 16 hexadecimal digits are a key`(_ text: String) {
        #expect(Self.key(text).parityClearedKey == nil)
    }

    @Test func `a secret can be compared without case`() {
        #expect(Self.key("Ibmuser").equals(ignoringCase: "IBMUSER"))
        #expect(!Self.key("IBMUSER1").equals(ignoringCase: "IBMUSER"))
    }
}
