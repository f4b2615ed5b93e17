import Diagnostics
import Foundation
import JobMonitor
import Messages
import RACF
import Reporters
import Testing

@testable import LanguageServer

@Suite struct HelpTests {
    @Test func `every command, level, class and directive has a text`() {
        for verb in Verb.allCases { #expect(HelpTable.verb(verb.name) != nil, "\(verb)") }
        for level in ["NONE", "EXECUTE", "READ", "UPDATE", "CONTROL", "ALTER"] {
            #expect(HelpTable.level(level) != nil)
        }
        for name in ResourceClassNames.supplied {
            #expect(HelpTable.resourceClass(name) != nil, "\(name)")
        }
        for directive in JobMonitorDirective.all {
            #expect(HelpTable.directive(directive.name) != nil, "\(directive.name)")
        }
    }

    @Test func `a message shows only what is known of it`() {
        for message in MessageTable.all {
            let text = Explanation.markdown(message)
            #expect(text.contains("Usual cause: ") == !message.cause.isEmpty)
            #expect(text.contains("What to do: ") == !message.remedy.isEmpty)
            #expect(text.contains("Rules that find the cause: ") == !message.rules.isEmpty)
        }
        #expect(MessageTable.all.contains { $0.cause.isEmpty } && MessageTable.all.contains { !$0.cause.isEmpty })
    }

    @Test func `every operand of every command shows its values`() {
        var missing: Set<String> = []
        for (verb, path, operand) in OperandCatalog.all {
            let names = [verb.name] + path.map(\.name)
            let text = HoverTexts.operand(operand, in: names)
            #expect(text.contains(operand.keyword.name) && text.contains("It takes"))
            if HelpTable.operand(operand.keyword.name, in: names) == nil {
                missing.insert(operand.keyword.name)
            }
        }
        // What is empty is not shown as an empty list.
        #expect(
            OperandCatalog.all.allSatisfy { verb, path, operand in
                let text = HoverTexts.operand(operand, in: [verb.name] + path.map(\.name))
                return text.contains(" Excludes ") == !operand.excluded.isEmpty
            })
        // Those of commands that do not concern log-ons show their form only.
        #expect(missing.count < 260, "\(missing.sorted())")
        #expect(
            missing.isDisjoint(with: [
                "SSIGNON", "APPLDATA", "KEYMASKED", "UACC", "ACCESS", "RACLIST", "REVOKE",
            ]))
    }
}

/// The grammars of editors are made of the tables; `JMONCHECK_UPDATE=1` writes them.
@Suite struct GrammarFileTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "editors/vscode/syntaxes")

    @Test(arguments: EditorGrammars.files.map(\.name))
    func `a grammar is that of the tables`(_ name: String) throws {
        let content = try #require(EditorGrammars.files.first { $0.name == name }).content
        let file = Self.folder.appending(path: name)
        if ProcessInfo.processInfo.environment["JMONCHECK_UPDATE"] != nil {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try Data(content.bytes).write(to: file)
        }
        #expect(try Data(contentsOf: file) == Data(content.bytes), "run Tests/update")
    }
}
