import Foundation
import Testing

/// Runs `scripts/citations`, as `make lint` does, on a small project and on this one. The script skips this file, whose
/// citations are wrong on purpose.
@Suite struct CitationTests {
    private static let document = """
        # Notes

        ## 1. First part

        See [the first part](#1-first-part), `Sources/Code.swift`, `Sources/<Area>/`, [more](more.md#a-mark) and
        [a page elsewhere](https://example.com/none.md#none). <a id="a-place"></a>

        ```
        [no link](none.md)
        ```
        """

    private static func check(_ files: [String: String]) throws -> Program.Result {
        let program = try Program()
        let sound = [
            "docs/notes.md": document, "docs/more.md": "# A mark\n",
            "Sources/Code.swift": "/// Follows docs/notes.md#1-first-part and docs/notes.md#a-place.\n",
        ]
        for (name, text) in sound.merging(files, uniquingKeysWith: { $1 }) { try program.write(name, text) }
        return try program.shell("'\(Program.root.appending(path: "scripts/citations").path)' .")
    }

    @Test func `valid citations pass`() throws {
        let result = try Self.check(["README.md": "[Notes](docs/notes.md#1-first-part), `README.md`, `docs/notes.md`"])
        #expect(result.status == 0)
        #expect(result.errors == "")
    }

    @Test(arguments: [
        ("Sources/Rule.swift", "/// docs/other.md", "docs/other.md does not exist"),
        ("Sources/Rule.swift", "/// docs/notes.md#2", "docs/notes.md has no heading with the anchor '#2'"),
        ("Tests/RuleTests.swift", "/// (notes.md 1)", "notes.md is cited without its path: docs/notes.md"),
        ("README.md", "[Rules](rules/RF302.md)", "rules/RF302.md does not exist"),
        ("README.md", "`Sources/Gone.swift`", "Sources/Gone.swift does not exist"),
        ("docs/more.md", "[x](notes.md#none)", "docs/notes.md has no heading with the anchor '#none'"),
        ("docs/more.md", "# A\n# A\n[x](#a)", "docs/more.md has no heading with the anchor '#a'"),
        ("docs/more.md", "[x](../README.md)", "../README.md leads out of docs/"),
    ])
    func `a dead citation fails`(_ file: String, _ text: String, _ fault: String) throws {
        let result = try Self.check([file: text].merging(["README.md": "# Project"]) { given, _ in given })
        #expect(result.status == 1)
        #expect(result.errors.contains("\(file):") && result.errors.contains(": \(fault)"), "\(result.errors)")
    }

    @Test func `every citation of this project leads to an existing heading`() throws {
        let result = try Program().shell("'\(Program.root.appending(path: "scripts/citations").path)'")
        #expect(result.status == 0, "\(result.errors)")
    }

    @Test func `the walk through the code names a file in each of ten steps`() throws {
        let page = try String(contentsOf: Program.root.appending(path: "docs/architecture.md"), encoding: .utf8)
        let walk = try #require(page.components(separatedBy: "## From `jmoncheck check x` to a finding").last)
        let steps = walk.split(separator: "\n").filter { $0.firstMatch(of: #/^\d+\. /#) != nil }
        #expect((5...10).contains(steps.count))
        for step in steps {
            let file = try #require(step.firstMatch(of: #/`(Sources/[^`]+\.swift)`/#), "\(step)").1
            #expect(FileManager.default.fileExists(atPath: Program.root.appending(path: String(file)).path), "\(file)")
        }
    }
}
