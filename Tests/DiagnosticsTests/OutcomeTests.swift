import Diagnostics
import Testing

@Suite struct OutcomeTests {
    private static func outcome(
        _ findings: [(RuleID, Severity)] = [], unknown: Bool = false, failure: String? = nil, failOn: FailOn = .error,
        strict: Bool = false, isEmpty: Bool = false
    ) -> Outcome {
        let file = SourceFile(path: "x", bytes: [])
        return Outcome(
            version: "0",
            inputs: [
                Outcome.Input(
                    path: "x", kind: "racf", reason: "", encoding: "utf-8", record: .text, setUp: "default",
                    source: ReportSource(file, secrets: []), failure: failure)
            ],
            findings: findings.map {
                Finding(rule: $0.0, severity: $0.1, message: "m", place: Place(FileID(0)), subjects: ["x"])
            },
            checks: unknown ? [Check(rule: "JM101", subject: "x", file: nil, result: .unknown(needs: "y"))] : [],
            rules: rules, failOn: failOn, strictEvidence: strict, notes: [], isEmpty: isEmpty)
    }

    /// Findings of these say of the run what they say.
    private static let rules = [
        rule("IN001", .lostUnlessFailing), rule("IN003", .lost), rule("IN006", .lost), rule("JM101", .untouched),
    ]

    private static func rule(_ id: RuleID, _ completeness: RuleInfo.Completeness) -> RuleInfo {
        RuleInfo(
            id: id, area: .input, name: "n", title: "t", severity: .error, rationale: "r", remedy: "r", bad: "b",
            good: "g", source: "s", completeness: completeness)
    }

    @Test func `the exit status reflects the findings and whether everything was checked`() {
        #expect(Self.outcome().exitStatus == .clean)
        #expect(Self.outcome([("JM101", .error)]).exitStatus == .findings)
        #expect(Self.outcome([("JM110", .warning)]).exitStatus == .clean)
        #expect(Self.outcome([("JM110", .warning)], failOn: .warning).exitStatus == .findings)
        #expect(Self.outcome([("JM130", .info)], failOn: .info).exitStatus == .findings)
        #expect(Self.outcome([("JM101", .error)], failOn: .never).exitStatus == .clean)
        #expect(Self.outcome(failure: "no such file").exitStatus == .incomplete)
        #expect(Self.outcome([("JM101", .error)], failure: "no such file").exitStatus == .incomplete)
        #expect(Self.outcome(isEmpty: true).exitStatus == .incomplete)
        #expect(Self.outcome(unknown: true).exitStatus == .clean)
        #expect(Self.outcome(unknown: true, strict: true).exitStatus == .findings)
        #expect(Self.outcome(unknown: true, failOn: .never, strict: true).exitStatus == .clean)
    }

    @Test func `a syntax error cannot be suppressed`() {
        #expect(Self.outcome([("IN001", .error)]).exitStatus == .findings)
        #expect(Self.outcome([("IN001", .error)], failOn: .never).exitStatus == .incomplete)
        #expect(Self.outcome([("IN003", .error)]).exitStatus == .incomplete)
        #expect(Self.outcome([("IN006", .warning)]).exitStatus == .incomplete)
    }
}
