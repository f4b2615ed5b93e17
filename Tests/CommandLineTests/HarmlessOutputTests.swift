import Foundation
import Testing

/// No output can harm a terminal or contain commands to a build server, whatever the names and contents of inputs,
/// set-ups, folders and arguments.
@Suite struct HarmlessOutputTests {
    /// Names that files, YAML, JSON and comments can have.
    private static let names = [
        "esc\u{1B}[31mred\u{202E}txt.exe\u{9B}2J\u{061C}\u{200F}\u{FEFF}",
        "line\n::error::x\r::add-mask::x\u{2028}::debug::x", "::error::x", " ::notice::x",
        "##vso[task.setvariable variable=x]y", "##[section]x##teamcity[buildStop]",
    ]

    private static let formats = [
        "text", "concise", "json", "junit", "sarif", "github", "gitlab", "azure", "checkstyle", "rdjson", "markdown",
        "html",
    ]

    /// Command lines in a folder with such inputs; `$name` is one of the names.
    static let lines: [String] =
        formats.flatMap { format in
            [
                "jmoncheck check --format \(format)", "jmoncheck check --format \(format) \"in/$name\" \"none/$name\"",
                "jmoncheck check --format json > out.json; jmoncheck report convert out.json --format \(format)",
                "jmoncheck check --format \(format) --report json=\"none/$name\"",
            ]
        } + ["text", "json"].map { "jmoncheck access in \"$name\" --agent-user A --explain --format \($0)" }
        + ["text", "markdown", "json"].flatMap {
            [
                "jmoncheck diff in --to in/list.properties --format \($0)",
                "jmoncheck diff in/list.properties --to \"in/$name\" \"none/$name\" --format \($0)",
            ]
        } + ["dot", "mermaid", "opengraph"].map { "jmoncheck access --format \($0)" }
        + [
            "jmoncheck access --write-expected", "jmoncheck check --set-up \"$name\"",
            "jmoncheck diff --set-up \"$name.\"",
        ]
        + ["text", "json"].map { "jmoncheck suppressions in \"$name\" --format \($0)" }
        + ["-v", "-q", "--junit-layout finding --format junit"].map { "jmoncheck check \($0)" }
        + [
            "jmoncheck dump in \"$name\"", "jmoncheck baseline write \"in/$name\" --baseline /dev/stdout",
            "jmoncheck baseline write --baseline \"$name.json\"; jmoncheck check --baseline \"$name.json\"",
            "jmoncheck rules --config \"$name.yml\"", "jmoncheck check --config \"$name.bad\"",
            "jmoncheck \"$name\"", "jmoncheck \"--$name\"", "jmoncheck check --format \"$name\" in",
            "jmoncheck check --as \"$name\"", "jmoncheck explain \"$name\"", "jmoncheck report convert \"$name\"",
            "jmoncheck report convert hostile.json", "jmoncheck check --select \"$name\"",
            "jmoncheck check --assume \"$name\"", "jmoncheck check --encoding \"$name\"", "jmoncheck --help \"$name\"",
            "cat \"in/$name/FEJJCNFG\" | jmoncheck - --stdin-filename \"$name\"",
        ]

    private static func quoted(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case "\u{20}"..<"\u{7F}": "\(scalar)"
            case _: String(format: "\\u%04x", scalar.value)
            }
        }
        return "\"" + scalars.joined() + "\""
    }

    private static func folder(_ name: String) throws -> Program {
        let program = try Program()
        let line = name.replacing("\n", with: " ").replacing("\r", with: " ")
        try program.write(
            "in/\(name)/FEJJCNFG", "SERV_PORT=\(line)\nLOOPBACK_ONLY=ON\n\(line)=x\nTZ=\(line)\nLIMIT_VIEW=\(line)\n")
        try program.write(
            "in/\(name)/deck.txt",
            """
            RDEFINE PTKTDATA FEKAPPL APPLDATA('\(line)') OWNER(\(line)) /* jmoncheck:ignore[RF321] reason="\(line)" */
            PERMIT IRRPTAUTH.FEKAPPL.* CLASS(PTKTDATA) ID(A) ACCESS(UPDATE)
            \(line) SETROPTS

            """)
        for file in ["app.json", "deck.txt", "rlist.txt", "setropts.txt"] {
            let text = try String(
                contentsOf: Program.root.appending(path: "Tests/Fixtures/PF401/listed/\(file)"), encoding: .utf8)
            // Component, step and environment.
            try program.write(
                "in/\(file)",
                ["PAY-CICS", "Submit", "TEST"].reduce(text) { $0.replacing("\"\($1)\"", with: quoted(name + $1)) })
        }
        try program.write("in/list.properties", "jes.host=localhost\njes.user=\(line)\njes.port=\(line)\n")
        try program.write("in/\(name).empty", "")
        try program.write("hostile.json", "{\"tool\": {\"name\": \"jmoncheck\"}, \(quoted(name)): 1")
        for file in [".jmoncheck.yml", "\(name).yml"] {
            try program.write(
                file,
                """
                set-ups:
                  \(quoted(name)):
                    members: ["in/**/FEJJCNFG"]
                    decks: ["in/**/*.txt", \(quoted("none/\(name)/*"))]
                    exports: ["in/*.json", "in/*.properties"]
                    agent-users: [AGNTUSR]
                  other:
                    exports: ["in/app.json"]
                rules: {JM102: warning}
                suppressions: [{code: JM101, path: "in/**", reason: \(quoted(name))}]
                """)
        }
        try program.write("\(name).bad", "rules: {\(quoted(name)): \(quoted(name))}\n")
        return program
    }

    /// The defect of a line, if it has one.
    private static func harm(_ line: Substring) -> String? {
        for scalar in line.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: return "U+\(String(scalar.value, radix: 16))"
            case _: continue
            }
        }
        let text = line.drop(while: \.isWhitespace)
        if ["::error::", "::warning::", "::notice::", "::add-mask::"].contains(where: text.hasPrefix) { return "::" }
        let marks = line.dropFirst(line.hasPrefix("##vso[task.logissue type=") ? 2 : 0)
        return ["##vso[", "##[", "##teamcity["].first(where: marks.contains)
    }

    @Test(arguments: lines)
    func `no output contains harmful characters`(_ line: String) throws {
        for name in Self.names {
            let program = try Self.folder(name)
            try program.write("name", name + ".")
            let result = try program.shell("name=$(cat name); name=${name%.}; \(line)")
            #expect((0...3).contains(result.status) || line.contains("--report"), "\(result.errors)")
            #expect(result.output.utf8.count + result.errors.utf8.count > 10)
            for line in [result.output, result.errors].joined(separator: "\n").split(separator: "\n") {
                let harm = Self.harm(line)
                #expect(harm == nil, "\(harm ?? "") in \(line.debugDescription)")
            }
        }
    }
}
