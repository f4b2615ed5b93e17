import Diagnostics

/// Refuses a stored report whose parts contradict each other: somebody changed it, or it is not from this program.
struct StoredAgreement {
    let root: StoredValue

    private typealias Failure = StoredReport.Failure

    /// - Parameters:
    ///   - status: the exit status that the report states.
    ///   - threshold: the threshold that the report states.
    func check(_ outcome: Outcome, status: Int?, threshold: FailOn?) throws(StoredReport.Failure) {
        try checkSummary(outcome)
        try checkFindings(outcome)
        guard let status else { return }
        var own = outcome
        own.failOn = threshold ?? .error
        // Status 4 says that another report could not be written, which has nothing to do with this one.
        guard status == Int(own.exitStatus.rawValue) || status == Int(ExitStatus.failure.rawValue) else {
            throw root.failure(
                "it states exit status \(status), but what it holds gives \(own.exitStatus.rawValue)")
        }
    }

    private func checkSummary(_ outcome: Outcome) throws(StoredReport.Failure) {
        guard let summary = root.optional("summary") else { return }
        let tally = Tally(outcome)
        var counts: [(StaticString, Int)] = [
            ("unknown", tally.count(.undecided)), ("suppressed", tally.accepted),
        ]
        // Reports of version 0.1 counted consequences as errors and infos as failed checks.
        if summary.optional("consequences") != nil {
            counts += [
                ("errors", tally.errors), ("warnings", tally.warnings), ("infos", tally.infos),
                ("consequences", tally.consequences), ("checks", tally.checks), ("passed", tally.count(.passed)),
                ("failed", tally.count(.failed)), ("consequenceChecks", tally.count(.consequence)),
                ("acceptedChecks", tally.count(.accepted)),
            ]
        }
        for (key, count) in counts {
            guard let stated = try summary.optional(key)?.number(), stated != count else { continue }
            throw summary.failure("its summary states \(stated) \(key), but it holds \(count)")
        }
    }

    /// A check with an error or a warning has not passed.
    private func checkFindings(_ outcome: Outcome) throws(StoredReport.Failure) {
        let passed = Set(
            outcome.checks.filter { $0.result == .passed }.map { RuleSubjectKey(rule: $0.rule, subject: $0.subject) })
        for finding in outcome.findings where finding.severity > .info {
            let contradicted = finding.subjects.first { subject in
                passed.contains(RuleSubjectKey(rule: finding.rule, subject: subject))
            }
            guard let contradicted else { continue }
            throw root.failure("\(finding.rule) passes on \(contradicted), and reports a finding about it")
        }
    }
}
