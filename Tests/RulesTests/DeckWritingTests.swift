import Diagnostics
import Evaluator
import Foundation
import JobMonitor
import Subjects
import Testing

@testable import Checking
@testable import Reading
@testable import Writing

/// The decks, members and proposals that are written, checked together with what they were written for.
@Suite struct DeckWritingTests {
    private typealias Files = [(name: String, bytes: [UInt8])]

    /// A scenario that is one set-up, with its options.
    private struct Case: Sendable, CustomStringConvertible {
        var name: String
        var description: String { name }
    }

    private static let root = Fixture.root.deletingLastPathComponent().appending(path: "Scenarios")

    private static let scenarios: [Case] = Fixture.children(of: root).sorted()
        .filter { name in
            let inputs = root.appending(path: "\(name)/inputs")
            return FileManager.default.fileExists(atPath: inputs.path)
                && !FileManager.default.fileExists(atPath: inputs.appending(path: ".jmoncheck.yml").path)
        }
        .map(Case.init)

    private static func files(_ scenario: Case) throws -> Files {
        let folder = root.appending(path: "\(scenario.name)/inputs")
        let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let urls = (found?.compactMap { $0 as? URL } ?? []).filter { url in
            !url.lastPathComponent.hasPrefix(".") && !url.hasDirectoryPath
        }
        return try urls.map { (String($0.path.dropFirst(folder.path.count + 1)), [UInt8](try Data(contentsOf: $0))) }
            .sorted { $0.0 < $1.0 }
    }

    /// The users of the scenario, or some that stand in for them.
    private static func options(_ scenario: Case) throws -> [String] {
        let words = try String(contentsOf: root.appending(path: "\(scenario.name)/options"), encoding: .utf8)
            .split(whereSeparator: \.isWhitespace).map(String.init)
        var options: [String] = []
        for (index, word) in words.enumerated() where ["--assume", "--agent-user"].contains(word) {
            options += [word, words[index + 1]]
        }
        return options.contains("--agent-user") ? options : options + ["--agent-user", "AGNTUSR"]
    }

    private static func plan(
        _ run: TestRun, label: String? = "PTK.KEY", isGeneric: Bool = false
    ) throws -> DeckPlan? {
        let setUps = run.checker.setUps(in: run.reading)
        let setUp = try #require(setUps.first)
        return try? DeckPlanner(setUp, keyLabel: label, isGeneric: isGeneric).plan()
    }

    @Test(arguments: scenarios, DeckStyle.allCases)
    private func `what is missing is what the set-up needs`(_ scenario: Case, _ style: DeckStyle) throws {
        let files = try Self.files(scenario)
        let options = try Self.options(scenario)
        // Where other profiles may exist, a generic one decides nothing for certain.
        for isGeneric in options.contains("fresh") ? [false, true] : [false] {
            for label in ["PTK.NEW.KEY", nil, "A" + String(repeating: ".LABEL", count: 10) + ".AB"] {
                let before = try TestRun(files, options: options)
                guard let plan = try Self.plan(before, label: label, isGeneric: isGeneric), !plan.commands.isEmpty
                else { continue }
                let lines = DeckWriter(style).lines(plan)
                #expect(lines.allSatisfy { $0.unicodeScalars.count <= 72 && !$0.contains("\n") }, "\(lines)")
                let name =
                    "zzz."
                    + ["jcl": "jcl", "rexx": "rexx", "ansible": "yml", "workflow": "xml"][
                        style.rawValue, default: "txt"]
                let text = lines.map { $0 + "\n" }.joined()
                let after = try TestRun(files + [(name, Array(text.utf8))], options: options)
                let outcome = after.outcome
                let written = outcome.findings.filter { outcome.files[$0.place.file.index].path == name }
                #expect(
                    written.allSatisfy { $0.severity == .info || isGeneric && $0.rule.code == "RF352" },
                    "\(written.map { "\($0.rule) \($0.message)" })\n\(text)")
                for setUp in after.checker.setUps(in: after.reading) {
                    for use in setUp.passTicketUses where use.usesPassTicket {
                        #expect(use.decision?.generate == .granted, "\(use.subjectName)\n\(text)")
                    }
                }
                #expect(try Self.plan(after, label: label, isGeneric: isGeneric)?.commands.isEmpty == true, "\(text)")
            }
        }
    }

    @Test(arguments: scenarios)
    private func `undo takes back what was written`(_ scenario: Case) throws {
        let files = try Self.files(scenario)
        let options = try Self.options(scenario)
        let before = try TestRun(files, options: options)
        guard let plan = try Self.plan(before), plan.commands.contains(where: { $0.words[0] == "RDEFINE" }) else {
            return
        }
        func text(_ plan: DeckPlan, isUndo: Bool) -> [UInt8] {
            Array(DeckWriter(.text).lines(plan, isUndo: isUndo).map { $0 + "\n" }.joined().utf8)
        }
        let both = files + [("zzy.txt", text(plan, isUndo: false)), ("zzz.txt", text(plan.undoing, isUndo: true))]
        let after = try TestRun(both, options: options)
        let setUp = try #require(after.checker.setUps(in: after.reading).first)
        for command in plan.commands where command.words.prefix(2) == ["RDEFINE", "PTKTDATA"] {
            #expect(setUp.evaluation.isDefined(command.words[2], in: "PTKTDATA") == .no)
        }
    }

    @Test func `no style writes anything but the label of a key`() throws {
        let run = try TestRun(
            [("deck.txt", Array("SETROPTS CLASSACT(PTKTDATA)\n".utf8))],
            options: ["--agent-user", "AGNTUSR", "--target-user", "USER1"])
        let plan = try #require(try Self.plan(run, label: nil))
        for style in DeckStyle.allCases {
            let text = DeckWriter(style).lines(plan).joined(separator: "\n")
            #expect(!text.contains("KEYMASKED") && text.contains("KEYLABEL("))
            #expect(text.contains("ICSF"))
        }
    }

    // MARK: Members

    @Test(arguments: [JobMonitorConfig.Product.explorer, .agent, .ewm])
    func `a member is free of findings`(_ product: JobMonitorConfig.Product) throws {
        let writer = try MemberWriter(product, settings: ["TZ=CET-1CEST", "SERV_PORT=6800"])
        let text = writer.lines.map { $0 + "\n" }.joined()
        let run = try TestRun([(name: "\(product.rawValue)JCNFG", bytes: Array(text.utf8))])
        #expect(run.outcome.findings.allSatisfy { $0.severity == .info }, "\(run.transcript)")
        #expect(run.inputs.count == 1 && writer.lines.allSatisfy { $0.utf8.count <= 72 })
        #expect(text.contains("\nSERV_PORT=6800\n") && text.contains("\nLOOPBACK_ONLY=OFF\n"))
    }

    @Test(arguments: [
        "SERV_PORT", "SERV_PROT=1", "SERV_PORT=0", "SERV_PORT=70000", "LIMIT_VIEW=ALL", "TZ=a b", "TZ=", "=1",
        "APPLID=123456789", "TZ=\u{1B}[2J",
    ])
    func `a directive that no member takes is refused`(_ setting: String) {
        #expect(throws: MemberWriter.BadDirective.self) { try MemberWriter(.agent, settings: [setting]) }
    }

    @Test func `a directive is given once`() {
        #expect(throws: MemberWriter.BadDirective.self) {
            try MemberWriter(.agent, settings: ["SERV_PORT=6715", "SERV_PORT=6716"])
        }
    }
}
