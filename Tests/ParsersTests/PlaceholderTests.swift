import Contract
import Diagnostics
import Testing

@testable import Languages
@testable import RACF

/// Stand-ins for a password or a key, and texts that may be one.
@Suite struct PlaceholderTests {
    @Test(arguments: [
        "<password>", "<new password>", "[password]", "{password}", "{{ password }}", "{{password}}", "${PW}", "&PW",
        "&PW.", "xxxxxxxx", "XXXX", "********", "........", "'<phrase>'", "'{{ phrase }}'", "'${phrase}'", "\u{1A}",
        "\"\u{1A}\"", "'\u{1A}'",
    ])
    func `the value cannot be a password`(_ text: String) {
        for kind in [Secret.Kind.password, .phrase] { #expect(Placeholder.isOne(Array(text.utf8)[...], for: kind)) }
    }

    @Test(arguments: [
        "PASSWORD", "password", "PASS", "PASSWD", "PWD", "NEWPASS", "OLDPASS", "YOURS4EV", "YOURPASS", "'Your phrase'",
        "'PASSWORD'", "PHRASE", "'passphrase'", "AB<CD>1", "<AB", "AB>", "A{B}", "$PW", "&", "&&", "&A+B", "aaaaaaaa",
        "11111111", "'Red <green> and {blue} 77'", "'<a> or <b>'", "X", "XX", "PRE\u{1A}", "\u{1A}7", "@PW@", "%PW%",
    ])
    func `the value may be a password`(_ text: String) {
        for kind in [Secret.Kind.password, .phrase] { #expect(!Placeholder.isOne(Array(text.utf8)[...], for: kind)) }
    }

    @Test(arguments: [
        "key16", "KEY16", "<key>", "<16 hex digits>", "key-description", "password-key", "yourmaskvalue",
        "xxxxxxxxxxxxxxxx", "................", "XXXXXXXXXXXXXXXX", "{{ key }}", "${key}", "&KEY", "your-key",
        "@key16@",
        "16-hex-digits", "<>key", "hexkey", "session-key", "\u{1A}",
    ])
    func `the value cannot be a key`(_ text: String) {
        #expect(Placeholder.isOne(Array(text.utf8)[...], for: .key))
    }

    @Test(arguments: [
        "0123456789ABCDEF", "0000000000000000", "AAAAAAAAAAAAAAAA", "0123<45>", "PASSWORD", "SECRET", "TOPSECRET",
        "SECRETKEY99X", "MYKEY2026", "X'0123456789ABCDEF'", "12", "DEADBEEF\u{1A}", "MONKEY", "APPLICATION",
    ])
    func `the value may be meant as a key`(_ text: String) {
        #expect(!Placeholder.isOne(Array(text.utf8)[...], for: .key))
    }

    @Test(arguments: [
        "ADDUSER X1 PASSWORD(PASSWORD)", "ALTUSER X1 PASSWORD(NEWPASS)", "ALTUSER X1 PHRASE('YOUR PHRASE')",
        "ALTUSER X1 PASSWORD(YOURPW)", "PASSWORD PASSWORD(PASS OLDPASS)", "ALTUSER X1 PASWORD(PASS)",
        "RDEFINE PTKTDATA X1 SSIGNON(KEYMASKED(PASSWORD))", "ADDUSER X1 PASSPHRASE('PASS WORD')",
        "CONNECT X1 GROUP(B) PASSWORD(PASS)",
    ])
    func `words that may be a password are never shown`(_ command: String) throws {
        let deck = Deck.parse(SourceFile(path: "deck.txt", bytes: Array(command.utf8))).model
        let command = try #require(deck.commands.first)
        func values(_ operand: Deck.Operand) -> [String] {
            operand.values.map(\.text) + operand.operands.flatMap(values)
        }
        let shown = command.operands.flatMap(values)
        #expect(
            shown.contains(Secret.mask) && !shown.contains { $0.uppercased().contains("PASS") || $0.contains("YOUR") })
        #expect(!deck.defects.contains { if case .placeholder = $0.kind { true } else { false } })
    }
}
