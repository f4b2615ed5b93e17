import Contract
import Diagnostics
import Testing

@testable import Checking
@testable import RACF
@testable import Reading
@testable import Trees
@testable import UrbanCode
@testable import XML
@testable import YAML

/// A value at a limit gives no finding, and a value past it the finding from docs/limits.md.
@Suite struct LimitTests {
    struct Row: Sendable, CustomStringConvertible {
        var name: String
        var limit: Int
        var code: RuleID
        var says: String
        var file: String
        var options: [String] = []
        /// An input of a given size.
        var text: @Sendable (Int) -> String

        var description: String { name }
    }

    private static func times(_ count: Int, _ text: String) -> String { String(repeating: text, count: count) }

    static let rows: [Row] = [
        Row(
            name: "nesting of JSON", limit: JSONDocument.depthLimit, code: "IN001", says: "deeper than 512",
            file: "x.json", options: ["--as", "urbancode-export"]
        ) { times($0, "[") + times($0, "]") },
        Row(
            name: "nesting of YAML", limit: YAMLReader.depthLimit, code: "IN001", says: "deeper than 512",
            file: "x.yml", options: ["--as", "urbancode-export"]
        ) { times($0, "[") + times($0, "]") },
        Row(
            name: "aliases of YAML", limit: YAMLReader.aliasLimit, code: "IN001", says: "more than 100000 values",
            file: "x.yml", options: ["--as", "urbancode-export"]
        ) {
            "a: &a [\(times(99, "x,"))]\nb: [\(times($0 / 100, "*a,"))\(times($0 % 100, "*b,"))]\n"
                .replacing("\nb:", with: "\nc: &b x\nb:")
        },
        Row(
            name: "nesting of XML", limit: XMLReader.depthLimit, code: "IN001", says: "deeper than 256",
            file: "plugin.xml",
            options: ["--as", "urbancode-plugin"]
        ) { "<plugin xmlns='PluginXMLSchema'>" + times($0 - 1, "<a>") + times($0 - 1, "</a>") + "</plugin>" },
        Row(
            name: "attributes of XML", limit: XMLReader.attributeLimit, code: "IN001", says: "more than 10000",
            file: "plugin.xml", options: ["--as", "urbancode-plugin"]
        ) { count in "<plugin xmlns='PluginXMLSchema'" + (1..<count).map { " a\($0)=''" }.joined() + "/>" },
        Row(
            name: "size", limit: 40, code: "IN006", says: "first 40 bytes", file: "FEJJCNFG",
            options: ["--max-size", "40"]
        ) { "SERV_PORT=6715\nLOOPBACK_ONLY=OFF\n# ".padded(to: $0) },
        Row(
            name: "size of a member", limit: SourceFile.mostBytes, code: "IN006", says: "first 1048576 bytes",
            file: "FEJJCNFG"
        ) { "SERV_PORT=6715\nLOOPBACK_ONLY=OFF\n# ".padded(to: $0) },
        Row(
            name: "lines of a list", limit: SourceFile.mostLines, code: "IN006", says: "first 300000 lines",
            file: "x.properties", options: ["--as", "urbancode-properties"]
        ) { "jes.host=a" + times($0 - 1, "\n") + "#" },
        Row(
            name: "lines of a program", limit: DeckCarrier.mostLines, code: "IN006", says: "first 200000 lines",
            file: "x.rexx", options: ["--as", "racf"]
        ) { "/* REXX */" + times($0 - 1, "\n") + "'PE A'" },
        Row(
            name: "line of a program", limit: Int(DeckCarrier.longestLine), code: "IN006", says: "first 2 lines",
            file: "x.sh", options: ["--as", "racf"]
        ) { "#!/bin/sh\ntsocmd 'RLIST PTKTDATA *'\n" + "#".padded(to: $0) },
        Row(
            name: "command", limit: DeckReader.longestCommand, code: "IN006", says: "more than 65536 bytes",
            file: "x.txt", options: ["--as", "racf"]
        ) { "RDEFINE PTKTDATA FEKAPPL APPLDATA(".padded(to: $0 - 1) + ")" },
        Row(
            name: "continued command", limit: DeckReader.longestCommand, code: "IN006", says: "more than 65536 bytes",
            file: "x.txt", options: ["--as", "racf"]
        ) { "RDEFINE PTKTDATA FEKAPPL APPLDATA(+\n".padded(to: $0 - 1) + ")" },
        Row(
            name: "suppressions", limit: InlineSuppression.most, code: "IN006", says: "suppression 10001",
            file: "FEJJCNFG"
        ) { "SERV_PORT=6715\nLOOPBACK_ONLY=OFF\n" + times($0, "# jmoncheck: ignore[JM101] reason=\"x\"\n") },
        Row(
            name: "findings", limit: 30, code: "IN006", says: "first 30 findings", file: "FEJJCNFG",
            options: ["--max-findings", "30"]
        ) { count in
            "SERV_PORT=6715\nLOOPBACK_ONLY=OFF\nLIMIT_VIEW=USERID\nTZ=UTC\n"
                + (0..<count).map { "XQ\($0)=1\n" }.joined()
        },
        Row(
            name: "syntax problems", limit: 19, code: "IN001", says: "further ones are not reported", file: "x.json",
            options: ["--as", "urbancode-export"]
        ) { "[" + times($0, "?,") + "1]" },
    ]

    @Test(arguments: rows)
    func `a value past a limit is reported`(_ row: Row) throws {
        func findings(_ count: Int) throws -> [Finding] {
            try TestRun([(row.file, Array(row.text(count).utf8))], options: row.options).outcome.findings
                .filter { $0.rule == row.code && $0.message.contains(row.says) }
        }
        #expect(try findings(row.limit).isEmpty)
        #expect(try findings(row.limit + 1).count == 1)
    }

    @Test func `a list in one line is read up to the limit`() {
        let limit = UrbanCodeDocument.mostEntries
        let text = String(repeating: "jes.host=a,", count: limit) + "jes.user=b"
        let list = UrbanCodeDocument.parse(SourceFile(path: "list", bytes: Array(text.utf8)))
        #expect(list.model.properties.count == limit)
        #expect(list.problems.map(\.code) == ["IN006"])
    }

    /// A finding beyond the limit may be the one that the baseline does not contain.
    @Test func `no finding is left out of a report without a notice`() throws {
        let text = "SERV_PORT=6715\n" + (0..<40).map { "XQ\($0)=1\n" }.joined()
        let run = try TestRun(
            [("FEJJCNFG", Array(text.utf8))], options: ["--max-findings", "10"],
            own: [".jmoncheck.yml": Array("rules:\n  IN006: off\n".utf8)])
        #expect(run.outcome.findings.count { $0.message.contains("XQ") } == 40)
    }
}

extension String {
    fileprivate func padded(to count: Int) -> String { self + String(repeating: "-", count: count - utf8.count) }
}
