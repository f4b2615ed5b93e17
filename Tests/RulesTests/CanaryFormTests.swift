import Foundation
import Testing

/// Secrets that their own form shows, whatever their name, in every carrier: no output shows a part of one.
@Suite struct CanaryFormTests {
    private static let word = CanaryTests.word
    private static let encoded = Data("payadm:\(word)".utf8).base64EncodedString()

    /// A text around a secret, and the secret.
    static let forms: [(text: String, secret: String)] =
        [
            "Cookie: JSESSIONID=§", "Cookie: a=b; tok=§; Path=/", "Set-Cookie: JSESSIONID=§; Secure",
            #"Authorization: Digest username="payadm", response="§""#, "Authorization: Negotiate §abcd",
            "Authorization: §12", "Authorization: AWS4-HMAC-SHA256 Credential=AK/x, Signature=§",
            "Authorization: ApiKey §", "Proxy-Authorization: Bearer §", "X-Api-Key: §", "X-Auth-Token: §",
            "https%3A%2F%2Fpayadm%3A§%40host%2Fx", "https%3a%2f%2fpayadm%3a§%40host",
            "https%253A%252F%252Fpayadm%253A§%2540host", "https://payadm:§@host.example.com/x",
            "https:%2F%2Fpayadm:§@h",
            "https://h/login?user=a&password=§", "https%3A%2F%2Fh%2Flogin%3Fuser%3Da%26password%3D§",
            "payadm:§@host.example.com", "https://payadm:§",
        ].map { ($0, word) } + ["Authorization: Basic §", "Proxy-Authorization: Basic §"].map { ($0, encoded) }

    /// The carriers, with `§` for the text, `"` for one whose quotes it doubles, `\` for JSON.
    static let carriers: [(name: String, text: String)] = [
        ("FEJJCNFG", "SERV_PORT=6715\nNOTE=§\nLOOPBACK_ONLY=OFF\n"),
        ("FEJJCNFG", "SERV_PORT=6715\n# §\nLOOPBACK_ONLY=OFF\n"),
        ("FEJJCNFG", "SERV_PORT=6715 §\nLOOPBACK_ONLY=OFF\n"),
        ("list.properties", "jes.host=localhost\nmq.note=§\njes.monitor.port=6715\n"),
        ("list.properties", "jes.host=localhost\n# §\njes.monitor.port=6715\n"),
        ("list.yml", "- name: jes.host\n  value: h\n- name: mq.note\n  value: '§'\n"),
        ("list.yml", "- name: jes.host\n  value: h\n- name: mq.note\n  value: |\n    a\n    §\n"),
        ("list.yml", "- name: jes.host\n  value: h\n# §\n"),
        (
            "app.json",
            #"{"name": "app", "environments": [{"name": "E", "properties": [{"name": "mq.note", "value": "\§", "#
                + #""secure": false}, {"name": "jes.host", "value": "localhost"}]}]}"#
        ),
        ("set.sh", "udclient setEnvironmentProperty -environment T -name jes.host -value h\ncurl -H '§' https://h/x\n"),
        ("set.sh", "udclient setEnvironmentProperty -environment T -name jes.host -value h\n# §\n"),
        ("deck.md", "# Deck\n\n§\n\n```\nSETROPTS LIST FOO\n```\n"),
        ("deck.txt", "SETROPTS LIST FOO\n/* § */ RDEFINE PTKTDATA FEKAPPL FOO\n"),
        ("deck.txt", "SETROPTS LIST\nRDEFINE FACILITY A DATA('§') FOO\n"),
        ("deck.sh", "tsocmd \"SETROPTS LIST\"\ncurl -H '§' https://h\ntsocmd \"RDEFINE PTKTDATA FEKAPPL FOO\"\n"),
        ("deck.jcl", "//J JOB (A),'X'\n//* §\n//R EXEC PGM=IKJEFT01\n//SYSTSIN DD *\n SETROPTS LIST FOO\n/*\n"),
        (
            "deck.jcl",
            "//J JOB (A),'X'\n//R EXEC PGM=IKJEFT01\n//SYSTSIN DD *\n SETROPTS LIST FOO\n/*\n//U EXEC PGM=BPXBATCH\n"
                + "//STDPARM DD *\nsh curl -H '§' https://h\n/*\n"
        ),
        ("deck.rexx", "/* REXX */\n/* § */\n\"SETROPTS LIST FOO\"\n"),
        ("deck.rexx", "/* REXX */\nx = \"\"§\"\n\"RDEFINE FACILITY A DATA('\"x\"') FOO\"\n"),
        ("log.txt", "CNZ4106I 10.15.30 DISPLAY ACTIVITY 123\n JMON NOT FOUND\n §\n"),
    ]

    @Test(arguments: carriers.indices)
    func `no part of a secret is shown`(_ carrier: Int) throws {
        let (name, around) = Self.carriers[carrier]
        for (form, secret) in Self.forms {
            let text = form.replacing("§", with: secret)
            let whole = around.replacing("\"§", with: text.replacing("\"", with: "\"\""))
                .replacing("\\§", with: text.replacing("\"", with: "\\\"")).replacing("§", with: text)
            let reading = try TestRun.reading([(name, Array(whole.utf8))], options: [])
            for (what, output) in SecretsTests.sources(reading) + (try SecretsTests.outputs(reading, isBrief: true)) {
                let shown = CanaryTests.parts(of: secret, in: output)
                #expect(shown.isEmpty, "\(form): \(what) shows \(shown)")
            }
        }
    }
}
