import Contract
import Diagnostics
import Reporters
import Testing

@testable import Checking

/// A JSON report contains all facts of the run, so converting it later gives the same report as the run itself.
@Suite struct StoredReportTests {
    @Test(arguments: Fixture.all.filter { ["PF", "SU", "IN"].contains($0.rule.prefix(2)) || $0.rule == "RF302" })
    func `a stored report makes every other report`(_ fixture: Fixture) throws {
        let outcome = try fixture.run(failed: [Self.missing]).outcome
        let stored = try Self.read(String(decoding: JSONReporter().report(outcome).bytes, as: UTF8.self))
        for format in ReportFormat.allCases {
            let (now, later) = (format.reporter.report(outcome).bytes, format.reporter.report(stored).bytes)
            #expect(now == later, "\(format.rawValue)")
        }
        let (now, later) = (outcome.findings.map(\.fix?.title), stored.findings.map(\.fix?.title))
        #expect(now == later)
        let checked = zip(outcome.checks, stored.checks).allSatisfy { check, read in
            check.file.map { outcome.files[$0.index].path } == read.file.map { stored.files[$0.index].path }
        }
        #expect(checked && outcome.checks.count == stored.checks.count)
    }

    /// If all findings of a baseline exist, no finding names the baseline file.
    @Test func `own files that only checks name are found again`() throws {
        let member = (name: "FEJJCNFG", bytes: Array("SERV_PORT=6715\nLOOPBACK_ONLY=OFF\nLIMIT_VIEW=USERID\n".utf8))
        let baseline = Baseline(try TestRun([member]).outcome, project: nil, allowsCritical: false)
        let outcome = try TestRun([member], own: [".jmoncheck-baseline.json": baseline.written.bytes]).outcome
        #expect(outcome.findings.filter { !$0.isKnown }.isEmpty)
        let stored = try Self.read(String(decoding: JSONReporter().report(outcome).bytes, as: UTF8.self))
        let paths = stored.checks.map { check in check.file.map { stored.files[$0.index].path } }
        #expect(paths == outcome.checks.map { check in check.file.map { outcome.files[$0.index].path } })
        #expect(paths.contains(".jmoncheck-baseline.json"))
    }

    @Test(arguments: [
        (#""line": 2147483647"#, nil),
        (#""line": 2147483648"#, "expected a whole number"),
        (#""line": -1"#, "expected a whole number"),
        (#""line": 1.5"#, "expected a whole number"),
        (#""line": "1""#, "expected a whole number"),
    ])
    func `a place is a whole number in its range`(_ line: String, _ message: String?) throws {
        let text = """
            {"version": 1, "tool": {"name": "jmoncheck", "version": "0"},
             "inputs": [{"path": "FEJJCNFG", "encoding": "utf-8", "record": "text", "setup": "default"}],
             "checks": [],
             "findings": [{
               "code": "JM101", "severity": "error", "confidence": "high", "message": "x",
               "path": "FEJJCNFG", "column": 1, "endLine": 2147483647, "endColumn": 2,
               \(line), "related": []}]}
            """
        guard let message else {
            #expect(try Self.read(text).findings.count == 1)
            return
        }
        let failure = #expect(throws: StoredReport.Failure.self) { try Self.read(text) }
        #expect(failure?.description.hasSuffix("is damaged: \(message)") == true)
    }

    private static let missing = Source(path: "missing.txt", failure: "does not exist")

    private static func read(_ text: String) throws -> Outcome {
        try StoredReport.read(SourceFile(path: "stored.json", bytes: Array(text.utf8)))
    }

    // MARK: What else is written and read

    @Test func `a baseline names the inputs that were read`() throws {
        let member = ("FEJJCNFG", Array("SERV_PORT=6715\nLOOPBACK_ONLY=ON\n".utf8))
        let outcome = try TestRun([member], failed: [Self.missing]).outcome
        let baseline = Baseline(outcome, project: nil, allowsCritical: false)
        #expect(baseline.inputs == ["FEJJCNFG"])
        let updated = Baseline(project: nil, inputs: ["BUZJCNFG"], entries: [], file: SourceFile(path: "", bytes: []))
            .updated(by: outcome, adding: true, allowsCritical: false)
        #expect(updated.inputs == ["BUZJCNFG", "FEJJCNFG"])
    }

    /// Text that people write about findings may quote a secret of the inputs, up to the last byte of the file.
    @Test(arguments: ["Tuesday7", "Tuesday7\n", "Tuesday7 "])
    func `the configuration is shown without the secrets of the inputs`(_ end: String) throws {
        let text = "suppressions:\n  - code: JM101\n    path: FEJJCNFG\n    reason: \(end)"
        let outcome = try TestRun(
            [("x.properties", Array("jes.user=USER1\njes.password=Tuesday7\n".utf8))],
            own: [".jmoncheck.yml": Array(text.utf8)]
        ).outcome
        let own = try #require(outcome.ownFiles.first)
        let start = text.utf8.count - end.utf8.count
        let excerpt = try #require(own.source.excerpt(SourceRange(start, start + 8)))
        #expect(excerpt.text.description.trimmed() == "reason: ••••")
    }
}
