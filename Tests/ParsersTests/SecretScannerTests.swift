import Diagnostics
import Testing

@testable import Secrets

/// The search of any text for secrets, which complements the parsers.
@Suite struct SecretScannerTests {
    /// Texts with the secret between `‹` and `›`.
    static let samples = [
        "password=‹Tuesday7›", "password='‹Tues day7›'", "\"passwd\": \"‹Tuesday7›\"", "passphrase=‹Tuesday7›",
        "pass=‹Tuesday7›", "phrase=‹Tuesday7›", "pwd=‹Tuesday7›", "secret=‹Tuesday7›", "token=‹Tuesday7›",
        "apikey=‹Tuesday7›", "KEYMASKED(‹0F1E2D3C4B5A6978›)", "keyencrypted(‹0F1E2D3C4B5A6978›)",
        "‹crypt_v1{AES/CBC/PKCS5Padding|a|b|c}›", "‹pbe{abcdef}›", "‹ghp_0123456789abcdefghij›",
        "‹gho_0123456789abcdefghij›", "‹glpat-0123456789abcdefghij›", "‹xoxb-0123456789abcdefghij›",
        "‹xoxp-0123456789abcdefghij›", "‹AKIA0123456789ABCDEFGHIJ›", "‹eyJhbGciOi0123456789abcdef›",
        "https://‹user:Tuesday7›@host", "https:\\/\\/‹user:Tuesday7›@host",
        "-----BEGIN PRIVATE KEY-----‹MIIEvQIBADANBg›-",
    ]

    @Test(arguments: samples)
    func `a secret is found in every position`(_ sample: String) throws {
        let parts = sample.split(omittingEmptySubsequences: false) { $0 == "‹" || $0 == "›" }.map { Array($0.utf8) }
        for before in 0...20 {
            for after in [0, 1, 2, 3, 9] {
                let start = before + parts[0].count
                let text =
                    [UInt8](repeating: UInt8(ascii: " "), count: before) + parts[0] + parts[1] + parts[2]
                    + [UInt8](repeating: UInt8(ascii: " "), count: after)
                let found = SecretScanner.secrets(in: text)
                #expect(found == [SourceRange(start, start + parts[1].count)], "\(before) before, \(after) after")
            }
        }
    }

    @Test(arguments: [
        "udclient", "authorization", "-u x", "-user x", "a->b", "login x password y", "--password x", "UDCLIENT",
    ])
    func `places that require a closer look are marked`(_ text: String) {
        for before in 0...9 {
            let bytes = Array((String(repeating: " ", count: before) + text + " ").utf8)
            #expect(SecretScanner.scan(bytes).touches(SourceRange(before, bytes.count)), "\(before) before")
        }
    }

    @Test(arguments: ["password=‹Tuesday7›", "password: \"‹Tuesday7›\"  "])
    func `the value on a line that no parser could read is found`(_ line: String) {
        let start = line.utf8.count - line.drop { $0 != "‹" }.utf8.count
        let file = SourceFile(path: "x", bytes: Array(line.filter { $0 != "‹" && $0 != "›" }.utf8))
        #expect(SecretLines.secrets(in: file, from: 0) == [SourceRange(start, start + "Tuesday7".utf8.count)])
    }

    @Test func `a password in JCL has the line it is on`() {
        let found = JCLSecrets.find(in: "//A JOB\n//*\n//B JOB (1),X,PASSWORD=TUESDAY7\n")
        #expect(found.map(\.line) == [3])
    }

    /// `QUOTE` alone is a command of ftp that lacks its words.
    @Test(arguments: ["QUOTE", "QUOTE SITE LRECL=80", "LITERAL", "BINARY"])
    func `the answer to the prompt of ftp is found before any command`(_ command: String) {
        let input = "host.example\nUSER1\nTuesday7\n\(command)\nQUIT\n/*\n"
        let found = JCLSecrets.find(in: "//A JOB\n//S EXEC PGM=FTP\n//INPUT DD *\n" + input)
        #expect(found.map(\.line) == [6])
        let other = JCLSecrets.find(in: "//A JOB\n//S EXEC PGM=FTP\n//INPUT DD *\nhost.example\n\(command)\nQUIT\n/*\n")
        #expect(other.isEmpty)
    }

    @Test func `other text is left alone`() {
        let text = "the password is in the safe; tokens and keys, pass it on: https://host/path -- secretary"
        #expect(SecretScanner.secrets(in: Array(text.utf8)).isEmpty)
    }
}
