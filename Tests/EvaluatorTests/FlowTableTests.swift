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

    static let rows: [(name: String, verdict: Verdict)] = [
        ("condition-and.sh", .unknown),
        ("condition-case.sh", .unknown),
        ("condition-cond.jcl", .unknown),
        ("condition-else.clist", .granted),
        ("condition-else.rexx", .granted),
        ("condition-else.sh", .granted),
        ("condition-false.rexx", .refused),
        ("condition-false.yml", .refused),
        ("condition-if.jcl", .unknown),
        ("condition-known.sh", .granted),
        ("condition-restart.jcl", .unknown),
        ("condition-scan.jcl", .refused),
        ("condition-select.rexx", .unknown),
        ("condition.txt.j2", .unknown),
        ("conditional-if.clist", .unknown),
        ("conditional-if.rexx", .unknown),
        ("conditional-if.sh", .unknown),
        ("conditional-when.yml", .unknown),
        ("connect-variable.sh", .unknown),
        ("constant-document.sh", .granted),
        ("constant-open.jcl", .unknown),
        ("constant-override.jcl", .granted),
        ("constant.clist", .granted),
        ("constant.rexx", .granted),
        ("constant.sh", .granted),
        ("constant.txt.j2", .granted),
        ("constant.yml", .granted),
        ("deluser-variable.sh", .unknown),
        ("id-too-long.txt", .refused),
        ("ikjeft1b-stops.jcl", .unknown),
        ("logoff.jcl", .refused),
        ("loop-list.rexx", .granted),
        ("loop-list.sh", .granted),
        ("loop-list.yml", .granted),
        ("loop-open.clist", .unknown),
        ("loop-open.rexx", .unknown),
        ("loop-open.sh", .unknown),
        ("loop-open.yml", .unknown),
        ("nogrplist-connect.txt", .unknown),
        ("percent-not-dot.txt", .refused),
        ("permit-delete-variable.sh", .unknown),
        ("permit-list.txt", .refused),
        ("rescue.yml", .unknown),
        ("routine-uncalled.rexx", .unknown),
        ("routine-uncalled.sh", .refused),
        ("routine.rexx", .granted),
        ("routine.sh", .granted),
        ("stop-01.jcl", .granted),
        ("stop-1a.jcl", .refused),
        ("stop-condition.rexx", .unknown),
        ("stop-end.jcl", .unknown),
        ("stop-failure.rexx", .granted),
        ("stop-failure.sh", .granted),
        ("stop-unknown-1b.jcl", .unknown),
        ("stop.clist", .refused),
        ("stop.rexx", .refused),
        ("stop.sh", .refused),
        ("stop.txt", .refused),
        ("symbols-not-substituted.jcl", .refused),
        ("symbols-resolvable.jcl", .granted),
        ("systsin-concat-dataset.jcl", .unknown),
        ("table-contradicts-own-entry.txt", .refused),
        ("table-contradicts-when.txt", .unknown),
        ("table-racuid-can.txt", .refused),
        ("unknown-class-granted.txt", .refused),
        ("unread-command.sh", .unknown),
        ("unread-exec.jcl", .unknown),
        ("unread-include.jcl", .unknown),
        ("unread-interpret.rexx", .unknown),
        ("unread.clist", .unknown),
        ("unread.rexx", .unknown),
        ("unread.sh", .unknown),
        ("unread.txt", .unknown),
        ("unread.yml", .unknown),
    ]

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
