import Diagnostics
import Testing

@Suite struct SafeTextTests {
    @Test(arguments: [
        ("plain", "plain"), ("a\tb", "a b"), ("a\u{1B}[31m", "a\u{FFFD}[31m"), ("a\nb\r", "a\u{FFFD}b\u{FFFD}"),
        (
            "\u{202E}x\u{2066}\u{200F}\u{061C}\u{9B}\u{7F}\u{2028}\u{FEFF}",
            "\u{FFFD}x" + String(repeating: "\u{FFFD}", count: 7)
        ),
        ("Schlüssel 😀 ", "Schlüssel 😀 "),
        ("##vso[x]", "\u{FFFD}#vso[x]"), ("a ###VSO[x]", "a #\u{FFFD}#VSO[x]"), ("##[error]", "\u{FFFD}#[error]"),
        ("##teamcity[x]", "\u{FFFD}#teamcity[x]"), ("A##B #[x] ## [y] ##1[z]", "A##B #[x] ## [y] ##1[z]"),
        ("::error::x", "\u{FFFD}:error::x"), ("a ::add-mask::x", "a \u{FFFD}:add-mask::x"),
        ("\u{3000}::set-output name=x::y", "\u{3000}\u{FFFD}:set-output name=x::y"),
        ("a\n::error::x", "a\u{FFFD}::error::x"), ("A::error::x", "A::error::x"),
        ("::1", "::1"), ("at ::ffff:10.0.0.1", "at ::ffff:10.0.0.1"), ("::", "::"), (":: x", ":: x"),
    ])
    func `harmful characters are removed`(_ text: String, _ shown: String) {
        #expect(SafeText(text).description == shown)
        #expect("\(text)" as SafeText == SafeText(text))
        #expect(SafeText(text).unicodeScalars.count == text.unicodeScalars.count)
    }

    @Test func `the program's own text is kept, and clean text is not cleaned again`() {
        let name = "\u{1B}x"
        let safe: SafeText = "\u{1B}[1m\(name)\u{1B}[0m ::error::"
        #expect(safe.description == "\u{1B}[1m\u{FFFD}x\u{1B}[0m ::error::")
        #expect("<\(safe)>" as SafeText == "<" + safe + ">")
        #expect([safe, safe].joined(separator: "\n") == "\(safe)\n\(safe)")
        #expect(SafeText.lines(of: "a\n\u{1B}\n") == ["a", "\u{FFFD}", ""])
        #expect(SafeText("a%b").replacing { $0 == "%" ? "%25" : nil } == "a%25b")
    }

    @Test(arguments: [
        ("{\"a\": \"é … ••••\"}\n", "{\"a\": \"é … ••••\"}\n"),
        ("{\n\"\u{202E}\u{9B}\u{7F}\u{FEFF}\u{061C}\": \"x\"}", "{\n\"\\u202e\\u009b\\u007f\\ufeff\\u061c\": \"x\"}"),
        ("\"a ##vso[x]\\n##[y] ## ::error::\"", "\"a \\u0023#vso[x]\\n\\u0023#[y] ## ::error::\""),
        ("\"\u{2027}\u{202F}\u{2070}\u{A0}\u{D7}\"", "\"\u{2027}\u{202F}\u{2070}\u{A0}\u{D7}\""),
        ("\"\u{2028}\"", "\"\\u2028\""),
    ])
    func `JSON with escapes means the same`(_ document: String, _ written: String) {
        #expect(String(decoding: Report(json: { _ = $0(Array(document.utf8)) }).bytes, as: UTF8.self) == written)
    }
}
