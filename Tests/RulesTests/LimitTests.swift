import Diagnostics
import Testing

@testable import Checking
@testable import Trees
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
