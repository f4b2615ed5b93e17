import Diagnostics
import Reading
import Testing

@testable import Checking

/// Secrets that no neighbouring text reveals are hidden too.
@Suite struct HiddenTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        /// A secret is between `‹` and `›`.
        var files: [(name: String, text: String)]
        var options: [String] = []
        var testDescription: String { name }
    }

    private static let step = """
        {"name": "PAY", "type": "ZOS", "processes": [{"name": "Deploy", "rootActivity": {"children": [
          {"type": "plugin", "name": "Submit", "pluginName": "zOS Utility", "commandName": "Submit Job",
           "properties": {"userid": "USER1", "password": "${p:site.word}"}}]}}]}
        """

    static let rows = [
        Row(
            name: "a property that a password field of another input refers to",
            files: [
                ("component.json", step),
                ("list.json", #"[{"name": "site.word", "value": "‹Tuesday7›", "secure": false}]"#),
            ]),
        Row(
            name: "whichever of the two comes first",
            files: [
                ("list.json", #"[{"name": "site.word", "value": "‹Tuesday7›", "secure": false}]"#),
                ("component.json", step),
            ]),
        Row(
            name: "a deck that somebody takes for a console log",
            files: [("a.txt", "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYMASKED(‹0F1E2D3C4B5A6978›))\n")],
            options: ["--as", "console"]),
        Row(
            name: "properties that somebody takes for a deck",
            files: [("a.properties", "jes.user=USER1\njes.password=‹Tuesday7›\n")], options: ["--as", "racf"]),
        Row(
            name: "a secure property that somebody takes for a console log",
            files: [("a.json", #"[{"name": "site.word", "value": "‹Tuesday7›", "secure": true}]"#)],
            options: ["--as", "console"]),
        Row(
            name: "a tag that the end of the file cuts",
            files: [
                (
                    "plugin.xml",
                    "<plugin xmlns='http://www.urbancode.com/PluginXMLSchema_v1'><header/><step-type name='Submit Job'>"
                        + "<properties><property name='site' default-value='‹Tues›"
                )
            ]),
        Row(
            name: "a string that the end of the file cuts",
            files: [
                (
                    "app.json",
                    #"{"name": "PAY", "properties": [{"name": "jes.port"}, {"name": "site.word", "value": "‹Tues›"#
                )
            ]),
    ]

    @Test(arguments: rows)
    func `a secret is hidden`(_ row: Row) throws {
        let files = row.files.map { (name: $0.name, bytes: Array($0.text.filter { !"‹›".contains($0) }.utf8)) }
        let inputs = try TestRun.reading(files, options: row.options).parsed
        try #require(inputs.count == row.files.count, "not recognised")
        for (input, file) in zip(inputs, row.files) {
            let parts = file.text.split(omittingEmptySubsequences: false) { "‹›".contains($0) }
            guard parts.count == 3 else { continue }
            let start = parts[0].utf8.count
            let secret = start..<(start + parts[1].utf8.count)
            let isHidden = secret.allSatisfy { offset in input.secrets.contains { $0.bounds.contains(offset) } }
            #expect(isHidden)
        }
    }

    /// Other text of the same inputs remains readable.
    @Test func `a value that is not a secret is shown`() throws {
        let text = #"[{"name": "site.word", "value": "Tuesday7", "secure": false}]"#
        let inputs = try TestRun.reading([("list.json", Array(text.utf8))]).parsed
        #expect(inputs.count == 1 && inputs.allSatisfy(\.secrets.isEmpty))
    }
}
