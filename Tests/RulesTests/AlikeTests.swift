import Diagnostics
import Reporters
import Testing

@testable import Checking

/// Findings that are counted and not listed are in every sum, and change neither the status nor what a check says.
@Suite struct AlikeTests {
    private static let members = "SERV_PORT=6715\nLOOPBACK_ONLY=OFF\nLIMIT_VIEW=USERID\nTZ=UTC\n"

    private static func run(
        _ texts: [String], limit: Int? = nil, own: [String: [UInt8]] = [:]
    ) throws -> Outcome {
        let files = texts.enumerated().map { (name: "a\($0)/FEJJCNFG", bytes: Array($1.utf8)) }
        return try TestRun(files, options: limit.map { ["--max-alike", "\($0)"] } ?? [], own: own).outcome
    }

    private static func unknown(_ count: Int) -> String {
        members + (0..<count).map { "XQ\($0)=1\n" }.joined()
    }

    @Test(arguments: [(1, 40), (10, 40), (39, 40), (40, 40), (41, 40), (3, 1)])
    func `sums and the status are those of all findings`(_ limit: Int, _ count: Int) throws {
        let texts = [Self.unknown(count), Self.unknown(5)]
        let (all, some) = (try Self.run(texts), try Self.run(texts, limit: limit))
        for severity in Severity.allCases { #expect(some.count(severity) == all.count(severity)) }
        #expect(some.exitStatus == all.exitStatus)
        #expect(some.checks == all.checks)
        #expect(some.findings.number == all.findings.count)
        let left = max(0, count - limit) + max(0, 5 - limit)
        #expect(all.findings.count - some.findings.count == left)
    }

    @Test func `the last finding that is listed says how many more there are`() throws {
        let outcome = try Self.run([Self.unknown(40)], limit: 10)
        let found = outcome.findings.filter { $0.message.contains("XQ") }
        #expect(found.count == 10)
        #expect(found.last?.more == 30)
        #expect(found.last?.message.hasSuffix("; 30 more of JM121 in this input are counted, but not listed") == true)
        #expect(found.dropLast().allSatisfy { $0.more == 0 })
    }

    @Test func `the configuration changes the severity of all`() throws {
        let own = [".jmoncheck.yml": Array("rules:\n  JM121: error\n".utf8)]
        let outcome = try Self.run([Self.unknown(40)], limit: 10, own: own)
        #expect(outcome.count(.error) == 40)
    }

    @Test func `the configuration ignores all`() throws {
        let own = [".jmoncheck.yml": Array("ignore: [{paths: '**', rules: [JM121]}]\n".utf8)]
        let outcome = try Self.run([Self.unknown(40)], limit: 10, own: own)
        #expect(outcome.findings.allSatisfy { $0.rule != "JM121" && $0.more == 0 })
    }

    @Test func `all are listed where some may be accepted`() throws {
        let text = Self.members + "# jmoncheck: ignore JM121 -- known\n" + (0..<40).map { "XQ\($0)=1\n" }.joined()
        let outcome = try Self.run([text], limit: 10)
        #expect(outcome.findings.count { $0.rule == "JM121" } == 40)
        #expect(outcome.findings.allSatisfy { $0.more == 0 })
    }

    @Test func `a report that is read again has the same sums`() throws {
        let outcome = try Self.run([Self.unknown(40)], limit: 10)
        let stored = try StoredReport.read(
            SourceFile(path: "r.json", bytes: JSONReporter().report(outcome).bytes))
        for severity in Severity.allCases { #expect(stored.count(severity) == outcome.count(severity)) }
    }
}
