import Foundation
import Testing

/// No output of the program contains a secret of its inputs.
@Suite struct SecretOutputTests {
    private static let secrets = ["Zq7Tuesday", "5D2C8A4EF1B36907", "gr8Secret9", "crypt_v1{AAAAbbbbCCCC}"]

    /// Command lines for inputs in `in`, which write to standard output, standard error and `out`.
    static let lines: [String] =
        [
            "check in", "check in -q --color always", "check in -v --strict-evidence", "check in --select RF,UC,JM",
            "access in --agent-user AGNTUSR --target-user USER1 --explain --assume fresh", "access in --format json",
            "diff in/deck.txt --format json", "diff in/export.json --to in/list.properties",
            "diff in/list.properties --to in/export.json",
            "diff in --to in/member --format json", "diff in/member --to in --format markdown",
            "dump in", "suppressions in", "suppressions in --format json",
            "baseline write in --baseline out/known.json --allow-critical-suppressions",
            "explain RF330", "explain Zq7", "rules --format json",
            "check in --config in/export.json", "check in --baseline in/export.json", "report convert in/export.json",
            "check in --max-size 300", "check in --max-size 200 -v", "dump in --max-size 120",
            "check in --report json=/dev/full --report sarif=no/such/folder", "check in > /dev/full",
            "simulate in", "simulate in --format json", "simulate in/deck.txt --assume fresh",
            "fix in --diff", "fix in --diff --unsafe", "check in --fix", "check in --statistics", "init in --print",
            "deck in --agent-user AGNTUSR --target-user USER1 --undo",
            "lsp < lsp.in", "member fej PASS_PHRASE=Zq7Tuesday --export in/export.json > /dev/null",
        ].map { "jmoncheck \($0)" }
        + [
            "text", "concise", "json", "junit", "sarif", "github", "gitlab", "azure", "checkstyle", "rdjson",
            "markdown", "html",
        ].flatMap {
            [
                "jmoncheck check in --format \($0) --junit-layout finding --report \($0)=out/report",
                "jmoncheck check in --format json > out/stored.json; jmoncheck report convert out/stored.json --format \($0)",
            ]
        }
        + ["csv", "dot", "mermaid", "opengraph"].map { "jmoncheck access in --assume fresh --format \($0)" }
        + ["text", "jcl", "rexx", "ansible"].map {
            "jmoncheck deck in --agent-user AGNTUSR --target-user USER1 --style \($0)"
        }
        + [
            "job-monitor", "job-monitor-proc", "console", "racf", "racf-listing", "urbancode-properties",
            "urbancode-export", "urbancode-plugin",
        ].map { "for verb in 'check -v' dump access; do jmoncheck $verb in --as \($0); done" }
        + ["ibm-1047", "ibm-037", "iso-8859-1", "utf-8"].map {
            "for verb in 'check -v' dump; do jmoncheck $verb in --encoding \($0); done"
        }
        + ["member", "deck.txt", "export.json", "list.properties", "set.sh"].map {
            "for size in 20 40 60 80 100 120; do head -c $size in/\($0) | jmoncheck - -v --stdin-filename \($0); done"
        }

    private static func folder() throws -> Program {
        let program = try Program()
        try program.write("in/member", "SERV_PORT=6715\nLOOPBACK_ONLY=OFF\nDB_PASSWORD=Zq7Tuesday\n")
        try program.write(
            "in/deck.txt",
            """
            RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYMASKED(5D2C8A4EF1B36907)) UACC(NOEN)
            ALTUSER USER1 PASSWORD(Zq7Tuesday) NOEXPIRED /* jmoncheck:ignore[RF360] reason="is Zq7Tuesday" */
            ADDUSER USER2 PASWORD(gr8Secret9) SETROPTS LIST
            """)
        try program.write(
            "in/export.json",
            """
            {"name": "app", "environments": [{"name": "E", "properties": [
            {"name": "jes.password", "value": "gr8Secret9", "secure": false},
            {"name": "jes.user.password", "value": "crypt_v1{AAAAbbbbCCCC}", "secure": true},,
            {"name": "url", "value": "https://deploy:Zq7Tuesday@mq:9443/x"}]}]}
            """)
        try program.write("in/list.properties", "jes.host=localhost\njes.password=gr8Secret9\napi.token=Zq7Tuesday\n")
        try program.write(
            "in/set.sh",
            "udclient -password Zq7Tuesday setEnvironmentProperty -application PAY -environment TEST -name x.password "
                + "-value gr8Secret9\n")
        try program.write("out/.keep", "")
        try program.write("lsp.in", try editorSession(program))
        return program
    }

    /// What an editor says that opens each file and asks everything about each of its lines.
    private static func editorSession(_ program: Program) throws -> String {
        var messages = [
            #""method":"initialize","id":0,"params":{"capabilities":{}}"#, #""method":"initialized","params":{}"#,
        ]
        let folder = program.folder.appending(path: "in")
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            let quoted = String(decoding: try JSONEncoder().encode([text]), as: UTF8.self).dropFirst().dropLast()
            let document = #""textDocument":{"uri":"file:///in/\#(name)""#
            messages.append(
                #""method":"textDocument/didOpen","params":{\#(document),"languageId":"x","version":1,"text":\#(quoted)}}"#
            )
            for line in text.split(separator: "\n").indices.enumerated().map(\.offset) {
                let place = #"{"line":\#(line),"character":30}"#
                for method in [
                    "hover", "completion", "definition", "references", "documentSymbol", "foldingRange", "inlayHint",
                    "codeLens", "codeAction", "diagnostic",
                ] {
                    messages.append(
                        #""id":1,"method":"textDocument/\#(method)","params":{\#(document)},"position":\#(place),"#
                            + #""range":{"start":\#(place),"end":\#(place)},"context":{"diagnostics":[]}}"#)
                }
            }
        }
        messages += [#""id":2,"method":"shutdown""#, #""method":"exit""#]
        return messages.map { #"{"jsonrpc":"2.0",\#($0)}"# }
            .map { "Content-Length: \($0.utf8.count)\r\n\r\n\($0)" }.joined()
    }

    @Test(arguments: lines)
    func `no output file holds a secret`(_ line: String) throws {
        let program = try Self.folder()
        let result = try program.shell(line)
        let out = program.folder.appending(path: "out")
        let files = try FileManager.default.contentsOfDirectory(atPath: out.path).map {
            String(decoding: try Data(contentsOf: out.appending(path: $0)), as: UTF8.self)
        }
        let written = ([result.output, result.errors] + files).joined(separator: "\n").lowercased()
        // A graph without grants is short.
        #expect(written.utf8.count > 10 || line.contains("/dev/full"))
        for secret in Self.secrets {
            let forms = [
                secret, String(secret.reversed()), Data(secret.utf8).base64EncodedString(),
                secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "", String(secret.prefix(8)),
            ]
            for form in forms { #expect(!written.contains(form.lowercased()), "\(form)") }
        }
    }

    /// Of the commands that read inputs none is forgotten.
    @Test func `every command is tried`() throws {
        let help = try Program().shell("jmoncheck --help").output
        let list = help.split(separator: "SUBCOMMANDS:").last ?? ""
        let commands = list.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
        // The first two read nothing but their own arguments.
        let apart: Set = ["completions", "probe", "See"]
        for command in Set(commands).subtracting(apart) {
            #expect(Self.lines.contains { $0.contains("jmoncheck \(command)") }, "\(command)")
        }
        #expect(commands.count > 12)
    }

    /// A digest or a hash over a secret would let a reader find a short one by trying.
    @Test(arguments: ["json", "html", "sarif", "gitlab", "junit"])
    func `two files that differ in a secret give the same report`(_ format: String) throws {
        let program = try Program()
        for (folder, secret) in [("one", "TUESDAY7"), ("two", "FRIDAY99")] {
            try program.write(
                "\(folder)/deck.txt", "ADDUSER U1 PASSWORD(\(secret)) DFLTGRP(G)\nPERMIT X ID(A) ACCESS(UPDTE)\n")
            try program.write("\(folder)/FEJJCNFG", "SERV_PORT=6715\nPASS_PHRASE=\(secret)\n")
            try program.write("\(folder)/set.sh", "udclient setSystemProperty -name jes.password -value \(secret)\n")
        }
        let reports = try ["one", "two"].map { folder in
            try program.shell("cd \(folder) && jmoncheck check . --format \(format)").output
        }
        #expect(!reports[0].isEmpty && reports[0] == reports[1])
    }
}
