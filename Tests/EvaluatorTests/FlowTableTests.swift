import Contract
import Diagnostics
import Foundation
import Testing

@testable import Evaluator
@testable import RACF

/// What AGNTUSR may do for USER1 after decks in every carrier: under conditions, in loops, with constants, with parts
/// that are not read, and where something ends the run.
@Suite struct FlowTableTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/decks")

    private static func evaluate(_ name: String, given: [String: String] = [:]) throws -> AccessReport.Decision {
        var file = SourceFile(path: name, bytes: [UInt8](try Data(contentsOf: folder.appending(path: name))))
        file.given = given
        return Evaluation(decks: [Deck.parse(file).model], assumptions: try Assumptions(parsing: ["fresh"]))
            .decide(caller: "AGNTUSR", application: "FEKAPPL", target: "USER1")
    }

    /// The rows that no carrier has.
    static let others: [(name: String, verdict: Verdict)] = [
        ("address-console.rexx", .refused),
        ("address-mvs.rexx", .refused),
        ("adduser-open-group.rexx", .unknown),
        ("agent-connection-perhaps.txt", .unknown),
        ("agent-connection-resumed.txt", .granted),
        ("agent-connection-revoked.txt", .refused),
        ("agent-deleted.txt", .refused),
        ("agent-in-group.txt", .granted),
        ("agent-protected.txt", .granted),
        ("agent-removed-somewhere.txt", .unknown),
        ("agent-renewed.txt", .granted),
        ("agent-resumed.txt", .granted),
        ("agent-revoked.txt", .unknown),
        ("agent-trusted-revoked.txt", .unknown),
        ("argument-only.sh", .refused),
        ("argument-unknown-program.sh", .unknown),
        ("builder.sh", .granted),
        ("class-of-others.txt", .unknown),
        ("class-of-profile.txt", .granted),
        ("connect-revoke-date.txt", .unknown),
        ("connect-revoke-perhaps.rexx", .unknown),
        ("connect-revoke-resume.txt", .unknown),
        ("connect-variable.sh", .unknown),
        ("contradicting-classes.txt", .granted),
        ("contradicting-operands.txt", .granted),
        ("contradicting-options.txt", .unknown),
        ("deluser-variable.sh", .unknown),
        ("id-too-long.txt", .refused),
        ("ikjeft1b-stops.jcl", .unknown),
        ("inserted-dataset.rexx", .granted),
        ("inserted-names.sh", .unknown),
        ("inserted-operands.sh", .unknown),
        ("members-of-none.jcl", .refused),
        ("monitor-1a.sh", .refused),
        ("monitor-1a.yml", .refused),
        ("monitor-other-name.sh", .refused),
        ("monitor-other-name.yml", .refused),
        ("monitor-other-program.sh", .refused),
        ("monitor-other-program.yml", .refused),
        ("monitor.yml", .granted),
        ("nogrplist-connect.txt", .unknown),
        ("numbered.clist", .granted),
        ("options-variable.sh", .unknown),
        ("play-handler.yml", .unknown),
        ("play-order.yml", .refused),
        ("ordinary-commands.sh", .granted),
        ("ordinary-tasks.yml", .granted),
        ("percent-not-dot.txt", .refused),
        ("permit-conditional-beside.txt", .granted),
        ("permit-delete-variable.sh", .unknown),
        ("permit-generic-off.txt", .refused),
        ("permit-generic-plain.txt", .unknown),
        ("permit-generic.txt", .granted),
        ("permit-list.txt", .refused),
        ("prefix-user.sh", .granted),
        ("procedure-override-blank.jcl", .granted),
        ("program.py", .granted),
        ("remote-script.sh", .granted),
        ("revoke-resume-target.txt", .granted),
        ("routine-choice.sh", .refused),
        ("routine-each.sh", .granted),
        ("routine-exposed.rexx", .granted),
        ("routine-hidden.rexx", .unknown),
        ("routine-pipe.sh", .granted),
        ("routine-replaces.sh", .refused),
        ("routine-shifted.sh", .granted),
        ("routine-uncalled.clist", .unknown),
        ("routine-uncalled.rexx", .unknown),
        ("routine-uncalled.sh", .refused),
        ("routine-uncalled.txt.j2", .refused),
        ("routine.rexx", .granted),
        ("routine.sh", .granted),
        ("shown-job-01.md", .granted),
        ("shown-job-list.md", .refused),
        ("shown-job-quoted.md", .refused),
        ("shown-job.html", .refused),
        ("shown-job.md", .refused),
        ("shown-job.txt", .refused),
        ("started-open-plain.rexx", .refused),
        ("started-open.rexx", .unknown),
        ("stdparm-lines.jcl", .unknown),
        ("stdparm.jcl", .granted),
        ("stored-deck.jcl", .granted),
        ("stored-job.jcl", .unknown),
        ("submitted-job.jcl", .granted),
        ("submitter-defines.jcl", .granted),
        ("submitter-other.jcl", .refused),
        ("submitter-removed.jcl", .refused),
        ("table-contradicts-own-entry.txt", .refused),
        ("table-contradicts-when.txt", .unknown),
        ("table-racuid-can.txt", .refused),
        ("unknown-class-granted.txt", .refused),
        ("written-added.sh", .unknown),
        ("written-copy.yml", .refused),
        ("written-job.sh", .granted),
        ("written-job.yml", .granted),
        ("written-mail.sh", .refused),
        ("written-only.sh", .refused),
        ("written-run.sh", .granted),
        ("written-script.sh", .granted),
    ]

    private static let page = folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docs/control-flow.md")

    /// The rows of docs/control-flow.md: `` `file` verdict ``.
    static let documented: [(name: String, verdict: Verdict)] = {
        let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
        return text.matches(of: /`([a-z0-9.-]+)`\s(granted|refused|unknown)/).compactMap { match in
            Verdict(rawValue: String(match.2)).map { (String(match.1), $0) }
        }
    }()

    static let rows = documented + others

    @Test func `the page has a cell for every carrier and every way`() throws {
        let page = try String(contentsOf: Self.page, encoding: .utf8)
        let lines = page.split(separator: "\n").filter { $0.hasPrefix("|") }
        #expect(lines.count >= 10)
        #expect(Self.documented.count >= 70)
        for line in lines {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            #expect(cells.count == 6 && cells.allSatisfy { !$0.isEmpty }, "\(line)")
        }
    }

    @Test func `every deck is in the table or has a reason not to be`() throws {
        let known = Set(Self.rows.map(\.name))
        let forms = ["condition", "loop", "constant", "unread", "stop", "limit"]
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { name in
            forms.contains { name.hasPrefix($0 + "-") || name.hasPrefix($0 + ".") }
                && ![".expected", ".options", ".dump", ".links"].contains { name.hasSuffix($0) }
        }
        // These are about findings, and a folder is for a whole set-up.
        let apart: Set = [
            "stop-errexit.sh", "stop-signal.rexx", "stop-sysrc.jcl", "stop-sysrc-passes.jcl", "stop-sysrc-program.jcl",
            "unread-irxjcl.jcl", "limit-cycle", "loop-list.clist", "condition-comment.md",
        ]
        #expect(Set(files).subtracting(known).subtracting(apart) == [])
    }

    @Test(arguments: rows)
    func `a deck is evaluated as it runs`(_ name: String, _ verdict: Verdict) throws {
        let decision = try Self.evaluate(name)
        let trace = decision.conditions.map { "\($0.id) \($0.state): \($0.message)" }
        #expect(decision.generate == verdict, "\(trace)")
    }

    @Test(arguments: [
        ("conditional-if.rexx", ["MODE": "GRANT"], Verdict.granted), ("conditional-if.rexx", ["MODE": "NO"], .refused),
        ("conditional-if.clist", ["MODE": "GRANT"], .granted), ("conditional-if.sh", ["1": "grant"], .granted),
        ("constant-open.jcl", ["AGENT": "AGNTUSR"], .granted), ("constant-open.jcl", ["AGENT": "OTHER"], .refused),
        ("loop-open.yml", ["agent": "X"], .unknown),
    ])
    func `a value from outside decides conditions`(
        _ name: String, _ given: [String: String], _ verdict: Verdict
    ) throws {
        #expect(try Self.evaluate(name, given: given).generate == verdict)
    }

    @Test func `the condition is named with its place`() throws {
        let decision = try Self.evaluate("conditional-if.rexx")
        let message = decision.generationObstacle?.message ?? ""
        #expect(message.contains("runs only under a condition (line 9)"), "\(message)")
    }

    @Test func `a member among the inputs is read in its place`() throws {
        let names = ["systsin-concat-dataset.jcl", "PART2"]
        let part = Array("PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)\n".utf8)
        let first = [UInt8](try Data(contentsOf: Self.folder.appending(path: names[0])))
        for order in [[0, 1], [1, 0]] {
            var files = [SourceFile(path: names[0], bytes: first), SourceFile(path: names[1], bytes: part)]
            for index in files.indices { files[index].id = FileID(index) }
            let decks = order.map { Deck.parse(files[$0]).model }
            let evaluation = Evaluation(decks: decks, assumptions: try Assumptions(parsing: ["fresh"]))
            #expect(
                evaluation.decide(caller: "AGNTUSR", application: "FEKAPPL", target: "USER1").generate == .granted)
            #expect(evaluation.unreadParts.isEmpty)
        }
    }

    @Test func `a value shows its origin`() throws {
        let name = "symbols-resolvable.jcl"
        let file = SourceFile(path: name, bytes: [UInt8](try Data(contentsOf: Self.folder.appending(path: name))))
        let deck = Deck.parse(file).model
        let permit = try #require(deck.commands.first { $0.verb == .permit })
        let found = deck.substitutions(in: permit.range).first { $0.name == "&AGENT" }
        let origin = try #require(found?.origin)
        #expect(found?.value == "AGNTUSR")
        #expect(file.lineIndex(at: Int(origin.start)) + 1 == 3)
    }
}
