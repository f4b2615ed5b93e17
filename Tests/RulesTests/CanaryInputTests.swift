import Diagnostics
import Foundation
import Testing

@testable import Checking
@testable import Decoding

/// Secrets in every kind of input other than a deck, whole and damaged: no output of any verb shows a part of one.
@Suite struct CanaryInputTests {
    /// A file around a secret.
    struct Host: Sendable, CustomStringConvertible {
        var name: String
        var before: String
        var secret: String
        var after: String
        /// The other half of a pair, which is hidden with the secret.
        var user: String?
        /// Whether what precedes the secret is enough to know it, so that the file may end in it.
        var mayBeCut = true

        var description: String { "\(name): \(before.split(separator: "\n").last ?? "")" }
    }

    private static let word = CanaryTests.word

    private static func property(_ name: String, _ value: String, _ secret: String, _ after: String = "") -> Host {
        Host(
            name: "app.json",
            before: #"{"name": "app", "environments": [{"name": "E", "properties": ["#
                + #"{"name": "\#(name)", "value": "\#(value)"#,
            secret: secret, after: #"\#(after)", "secure": false}, {"name": "jes.host", "value": "localhost"}]}]}"#)
    }

    private static func paired(_ host: Host, _ user: String) -> Host {
        var host = host
        (host.user, host.mayBeCut) = (user, false)
        return host
    }

    private static let unload = """
        0100 SYS1                        SYS1     2020-01-01 SYS1     NONE            NO
        0200 USER1    2020-01-01 SYS1     NO  NO  NO  NO

        """

    static let hosts: [Host] = [
        Host(name: "FEJJCNFG", before: "SERV_PORT=6715\nDB_PASSWORD=", secret: word, after: "\nLOOPBACK_ONLY=OFF\n"),
        Host(name: "FEJJCNFG", before: "SERV_PORT=6715\n# password=", secret: word, after: "\nLOOPBACK_ONLY=OFF\n"),
        Host(name: "FEJJCNFG", before: "SERV_PORT=6715\nSERV_PORT=67 PW=", secret: word, after: "\nTZ=UTC\n"),
        Host(name: "FEJJCNFG", before: "SERV_PORT=6715\nDB_PASSWORD=\n", secret: word, after: "\nTZ=UTC\n"),
        Host(name: "FEJJCNFG", before: "SERV_PORT=6715\nDB_PASSWORD = \n  ", secret: word, after: "\nTZ=UTC\n"),
        Host(name: "FEJJCNFG", before: "SERV_PORT=6715\nDB_PASSWORD=\\\n", secret: word, after: "\nTZ=UTC\n"),
        Host(name: "FEJJCNFG", before: "SERV_PORT=6715\nDB_PASSWORD=ab\\\nX=", secret: word, after: "\nTZ=UTC\n"),
        Host(name: "FEJJCNFG", before: "SERV_PORT=6715\nDB_PASSWORD=ab+\n", secret: word, after: "\nTZ=UTC\n"),
        Host(name: "FEJJCNFG", before: "SERV_PORT=6715\nDB_PASSWORD\n", secret: word, after: "\nTZ=UTC\n"),
        Host(
            name: "FEJJCNFG", before: "SERV_PORT=6715\n# the password is ", secret: word, after: "\nTZ=UTC\n",
            mayBeCut: false),
        Host(
            name: "FEJJCNFG", before: "SERV_PORT=6715\nTZ=UTC pw: ", secret: word, after: "\nX=1\n", mayBeCut: false),
        paired(
            Host(
                name: "FEJJCNFG", before: "SERV_PORT=6715\nGATEWAY_HOST=https://payadm:", secret: word,
                after: "\nTZ=UTC\n"), "payadm"),
        property("jes.password", "", word),
        property("jes.pass", "", word),
        paired(property("jes.userid", "PAYADM/", word), "PAYADM"),
        paired(property("mq.url", "https://payadm:", word, "@mq:9443/x"), "payadm"),
        property("jes.note", "PASSWORD=", word),
        property("jes.key", "KEYMASKED(", CanaryTests.key, ")"),
        Host(
            name: "list.properties", before: "jes.host=localhost\njes.password=", secret: word,
            after: "\njes.monitor.port=6715\n"),
        Host(
            name: "list.properties", before: "jes.host=localhost\njes.password: ", secret: word,
            after: "\njes.monitor.port=6715\n"),
        paired(
            Host(
                name: "list.properties", before: "jes.host=localhost\njes.userid=PAYADM/", secret: word,
                after: "\njes.monitor.port=6715\n"), "PAYADM"),
        paired(
            Host(
                name: "list.properties", before: "jes.host=localhost\nmq.url=https://payadm:", secret: word,
                after: "@mq:9443/x\njes.monitor.port=6715\n"), "payadm"),
        Host(
            name: "set.sh",
            before: "udclient -weburl https://u setEnvironmentProperty -environment T -name jes.host -value h\n"
                + "udclient -password ", secret: word, after: " getApplications\n"),
        Host(
            name: "set.sh",
            before: "udclient setEnvironmentProperty -environment T -name jes.password -isSecure true -value ",
            secret: word, after: "\n"),
        paired(
            Host(
                name: "set.sh",
                before: "udclient setEnvironmentProperty -environment T -name jes.host -value h\ncurl -u payadm:",
                secret: word, after: " https://u/rest\n"), "payadm"),
        Host(
            name: "listing.txt",
            before: "CLASS      NAME\n-----      ----\nPTKTDATA   FEKAPPL\n\nSSIGNON INFORMATION\n\nKEYMASKED DATA : ",
            secret: CanaryTests.key, after: "\n"),
        Host(
            name: "log.txt",
            before: "CNZ4106I 10.15.30 DISPLAY ACTIVITY 123\n JMON NOT FOUND\n//J JOB (A),USER=U1,PASSWORD=",
            secret: word, after: "\n"),
        Host(name: "unload.txt", before: unload + "0200 USER2    PASSWORD=", secret: word, after: "\n"),
        Host(
            name: "ftp.jcl",
            before: "//F JOB (A),'X'\n//S EXEC PGM=FTP\n//INPUT DD *\nhost.example.com\npayadm\n", secret: word,
            after: "\nget 'A.B' c\nquit\n/*\n", mayBeCut: false),
        Host(
            name: "ftp.jcl",
            before: "//F JOB (A),'X'\n//S EXEC PGM=FTP,PARM='(EXIT'\n//SYSIN DD *\nhost.example.com\npayadm ",
            secret: word,
            after: "\nget 'A.B' c\nquit\n/*\n", mayBeCut: false),
        Host(
            name: "ftp.jcl",
            before: "//F JOB (A),'X'\n//S EXEC PGM=FTP,PARM='ftp.example.com (EXIT'\n//INPUT DD *\npayadm ",
            secret: word,
            after: "\nget 'A.B' c\nquit\n/*\n", mayBeCut: false),
        paired(
            Host(
                name: "set.sh",
                before: "udclient setEnvironmentProperty -environment T -name jes.host -value h\nsqlplus -s payadm/",
                secret: word, after: "@orcl\n"), "payadm"),
        Host(
            name: "set.sh",
            before: "udclient setEnvironmentProperty -environment T -name jes.host -value h\nmongo -u admin -p ",
            secret: word, after: "\n"),
        property("jes.note", "redis-cli -a ", word),
        property("jes.note", "curl -kuadmin:", word, " https://mq:9443/x"),
        Host(
            name: "deck.j2", before: "SETROPTS LIST\nALTUSER USER1 PASSWORD({{ pw | default('", secret: word,
            after: "') | quote }}) FOO\n", mayBeCut: false),
        Host(
            name: "deck.j2", before: "SETROPTS LIST\nALTUSER USER1 PASSWORD({{ x | default('", secret: word,
            after: "') }}) FOO\n", mayBeCut: false),
        Host(
            name: "deck.sh", before: "tsocmd \"SETROPTS LIST\"\ntsocmd \"ALTUSER USER1 PASSWORD(${X:-", secret: word,
            after: "}) FOO\"\n", mayBeCut: false),
        Host(
            name: "deck.rexx", before: "/* REXX */\nif a then x = 'Ab12Cd34'\nelse x = '", secret: word,
            after: "'\n\"SETROPTS LIST\"\n\"ALTUSER USER1 PASSWORD(\"x\") FOO\"\n", mayBeCut: false),
        Host(
            name: "flow.xml",
            before: "<?xml version=\"1.0\"?><workflow><workflowInfo/><variable name=\"racfpw\"><string><default>",
            secret: word,
            after: "</default></string></variable><step name=\"a\"><template><inlineTemplate>SETROPTS LIST\n"
                + "ALTUSER U PASSWORD(${instance-racfpw}) FOO\n</inlineTemplate></template></step></workflow>",
            mayBeCut: false),
        Host(
            name: "JMON.jcl",
            before: "//JMON PROC PRM=\n//JMON EXEC PGM=FEJJMON\n//ENVIRON DD DSN=A.B(FEJJCNFG)\n// SET PASSWORD=",
            secret: word, after: "\n"),
    ]

    /// What follows `"name":"jes.password"` in damaged JSON; `§` is the secret.
    @Test(arguments: [
        #" "value":"§""#, #","value":/* y */"§""#, #","value":"x" /* § */"#, #","value":"ab" + "§""#,
        #","value":"ab" "§""#, #","value":["§""#, #","value":""§"""#, #","value":"ab"§""#, #","value":\u{A0}"§""#,
        #","value":"Ab\n§""#, #","value" "§""#, #",“value”:“§”"#, #","value"=>"§""#, #","value":§"#,
    ])
    func `no part of a secret in damaged JSON is shown`(_ rest: String) throws {
        let rest = rest.replacing(#"\n"#, with: "\n").replacing(#"\u{A0}"#, with: "\u{A0}")
            .replacing("§", with: Self.word)
        let text =
            #"{"name":"A","environments":[{"name":"T","propSheet":{"properties":[{"name":"jes.password""# + rest
            + "}]}}]}"
        let reading = try TestRun.reading([("a.json", Self.bytes(text))], options: ["--as", "urbancode-export"])
        for (name, output) in try SecretsTests.outputs(reading, isBrief: true) {
            #expect(CanaryTests.parts(of: Self.word, in: output).isEmpty, "\(name)")
        }
    }

    @Test(arguments: [
        ("a.properties", "urbancode-properties", "jes.host=http://user:§"),
        ("a.txt", "racf", "SETROPTS LIST\nRDEFINE PTKTDATA F SSIGNON(KEYMASKD(§"),
        ("a.yml", "urbancode-properties", "[{name: jes.password, value: §}, {name: jes.host, value: h}]\n"),
        ("a.yml", "urbancode-properties", "- name: jes.host\n  value: h\n- name: jes.password\n  value:\n\t§\n"),
        ("FEJJCNFG", "job-monitor", "SERV_PORT=6715\nDB_PASSWRD=§\nTZ=UTC\n"),
    ])
    func `no part of a secret in a damaged file is shown`(_ name: String, _ kind: String, _ text: String) throws {
        let secret = kind == "racf" ? "9F3A7C21D4" : Self.word
        let reading = try TestRun.reading(
            [(name, Self.bytes(text.replacing("§", with: secret)))], options: ["--as", kind])
        for (name, output) in try SecretsTests.outputs(reading, isBrief: true) {
            #expect(CanaryTests.parts(of: secret, in: output).isEmpty, "\(name)")
        }
    }

    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// The file as it is, and damaged.
    private static func variants(_ host: Host) -> [(what: String, bytes: [UInt8], options: [String])] {
        let whole = host.before + host.secret + host.after
        var all: [(String, [UInt8], [String])] = [
            ("whole", bytes(whole), []), ("with carriage returns", bytes(whole.replacing("\n", with: "\r\n")), []),
        ]
        let form = EncodingRoundTripTests.Form(page: .ibm1047, lineEnd: [0x15], length: nil)
        if let encoded = form.bytes(whole) { all.append(("EBCDIC", encoded, [])) }
        let step = CanaryTests.isProof ? 1 : 3
        if host.mayBeCut {
            all.append(("without what follows", bytes(host.before + host.secret), []))
            for count in stride(from: 4, to: host.secret.utf8.count, by: step) {
                all.append(("cut after \(count)", bytes(host.before + host.secret.prefix(count)), []))
            }
        }
        for kind in ["urbancode-export", "urbancode-properties", "racf", "job-monitor", "racf-listing", "console"] {
            all.append(("as \(kind)", bytes(whole), ["--as", kind]))
        }
        if host.name.hasSuffix(".json") {
            all.append(("with a comma too many", bytes(whole.replacing("[{", with: "[,{")), []))
            all.append(("with a bracket too few", bytes(String(whole.dropLast(2))), []))
            all.append(("in one array", bytes("[" + whole + "]"), []))
        }
        return all
    }

    /// A value from outside that fills an operand with a secret.
    @Test(arguments: [
        (
            "deck.j2",
            "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYMASKED({{ k }})) FOO\nRDEFINE FACILITY A DATA('{{ k }}') FOO\n"
        ),
        ("deck.j2", "ALTUSER USER1 PASSWORD({{ k }}) FOO\n"),
        ("deck.sh", "tsocmd \"SETROPTS LIST\"\ntsocmd \"ALTUSER USER1 PASSWORD($k) FOO\"\n"),
        (
            "deck.jcl",
            "//J JOB\n//R EXEC PGM=IKJEFT01\n//SYSTSIN DD *,SYMBOLS=JCLONLY\n ALTUSER U PASSWORD(&K) FOO\n/*\n"
        ),
    ])
    func `no part of a value from outside is shown`(_ name: String, _ text: String) throws {
        for secret in [CanaryTests.word, CanaryTests.key] {
            let options = ["--set", "k=\(secret)", "--set", "K=\(secret)"]
            let reading = try TestRun.reading([(name, Self.bytes(text))], options: options)
            for (name, output) in try SecretsTests.outputs(reading) {
                #expect(CanaryTests.parts(of: secret, in: output).isEmpty, "\(name)")
            }
        }
    }

    @Test(arguments: hosts)
    func `no part of a secret is shown`(_ host: Host) throws {
        for (what, bytes, options) in Self.variants(host) {
            let reading = try TestRun.reading([(host.name, bytes)], options: options)
            for (name, output) in try SecretsTests.outputs(reading, isBrief: !CanaryTests.isProof) {
                let shown = CanaryTests.parts(of: host.secret, in: output)
                #expect(shown.isEmpty, "\(what): \(name) shows \(shown)")
                if let user = host.user, !what.hasPrefix("cut") {
                    let text = String(decoding: output, as: UTF8.self).lowercased()
                    #expect(!text.contains(user.lowercased()), "\(what): \(name) shows the user \(user)")
                }
            }
        }
    }
}
