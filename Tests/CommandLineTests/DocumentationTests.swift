import Foundation
import Testing

/// The documentation: its commands print what it shows, its links lead somewhere, and the examples of pipelines are valid.
@Suite struct DocumentationTests {
    static let pages: [String] = {
        let folder = Program.root.appending(path: "docs")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let pages = (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "md" }
        return ["README.md"] + pages.map { "docs" + $0.path.dropFirst(folder.path.count) }.sorted()
    }()

    /// Commands and their outputs are in blocks marked `console`; a block without an output is only run.
    @Test(arguments: pages)
    func `the commands of a page print what it shows`(_ page: String) throws {
        let text = try String(contentsOf: Program.root.appending(path: page), encoding: .utf8)
        let blocks = text.components(separatedBy: "```console\n").dropFirst()
            .compactMap { $0.components(separatedBy: "\n```").first }
        guard !blocks.isEmpty else { return }
        let program = try Program()
        try program.copy("examples")
        // The folder of a site has the export, the member, a listing and an unload of its RACF database; that of systems
        // has a configuration with two set-ups.
        for (scenario, name) in [("whole-site", "site"), ("two-set-ups", "systems")] {
            let inputs = "Tests/Scenarios/\(scenario)/inputs"
            try program.copy(inputs)
            try FileManager.default.moveItem(
                at: program.folder.appending(path: inputs), to: program.folder.appending(path: name))
        }
        for block in blocks {
            for part in ("\n" + block).components(separatedBy: "\n$ ").dropFirst() {
                let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
                // The pages are set for 80 columns; without COLUMNS, what is not a terminal has no width.
                let result = try program.shell("export COLUMNS=80; \(lines[0])")
                #expect(result.status <= 1, "\(lines[0]): \(result.errors)")
                guard lines.count == 2 else { continue }
                Self.expect(result.output + result.errors, matches: String(lines[1]), of: "\(page): \(lines[0])")
            }
        }
    }

    @Test func `README and the guides show commands`() throws {
        for page in ["README.md", "docs/guides/gate.md", "docs/guides/audit.md", "docs/guides/desk.md"] {
            let text = try String(contentsOf: Program.root.appending(path: page), encoding: .utf8)
            #expect(text.contains("```console\n$ "), "\(page)")
        }
    }

    /// A line `…` represents omitted lines.
    private static func expect(_ output: String, matches shown: String, of command: String) {
        var rest = output[...]
        for piece in "\n\(shown)\n".components(separatedBy: "\n…\n") {
            let wanted = piece.trimmingCharacters(in: .newlines)
            guard !wanted.isEmpty else { continue }
            guard let range = rest.range(of: wanted) else {
                Issue.record("\(command) does not print\n\(wanted)\nbut\n\(output)")
                return
            }
            rest = rest[range.upperBound...]
        }
    }

    // MARK: With programs from PyPI

    private static let tools = Program.root.appending(path: ".build/tools/bin").path
    static var hasTools: Bool { FileManager.default.isExecutableFile(atPath: "\(tools)/mkdocs") }

    @Test(.enabled(if: hasTools, "run 'make tools' first"))
    func `the site has no link that leads nowhere and loads nothing from elsewhere`() throws {
        let program = try Program()
        let result = try program.shell(
            """
            '\(Self.tools)/python' '\(Program.root.path)/scripts/docs' "$PWD/site" 2>&1 &&
            ! grep -rlE '<(script|link|img)[^>]*(src|href)="?https?:' site --include='*.html'
            """)
        #expect(result.status == 0, "\(result.output)")
    }

    @Test(
        .enabled(if: hasTools, "run 'make tools' first"),
        arguments: [
            "actionlint github-workflow.yml",
            "check-jsonschema --builtin-schema vendor.github-workflows github-workflow.yml",
            "check-jsonschema --builtin-schema vendor.gitlab-ci gitlab-ci.yml",
            "check-jsonschema --regex-variant python --builtin-schema vendor.azure-pipelines azure-pipelines.yml",
            "yamllint -s -d '{extends: relaxed, rules: {line-length: disable}}' .",
        ])
    func `the examples of pipelines are valid`(_ command: String) throws {
        let result = try Program().shell("cd '\(Program.root.path)/docs/cookbook' && '\(Self.tools)'/\(command) 2>&1")
        #expect(result.status == 0, "\(result.output)")
    }

    @Test(.enabled(if: hasTools, "run 'make tools' first"))
    func `the pictures show what the program prints`() throws {
        let program = try Program()
        let result = try program.shell(
            """
            '\(Self.tools)/python' '\(Program.root.path)/scripts/pictures' "$JMONCHECK" new 2>&1 &&
            diff -r -x '*.png' -x editor.svg new '\(Program.root.path)/docs/pictures' > /dev/null && echo current
            """)
        #expect(result.output == "current\n", "run 'make pictures': \(result.output)")
    }
}
