import Diagnostics
import Rules
import Subjects

extension Checker {
    /// The result of a rule on some subjects.
    struct Judgement {
        var rule: RuleID
        var findings: [Finding]
        /// In the order of subjects.
        var checks: [Check]
        var tally: FindingTally?
    }

    /// Applies the rules of some phases to the workspace; those of a phase may look at what the phase before left open.
    func judge(_ phases: [RulePhase], in progress: inout Progress) -> Judged {
        let mostAlike = mostAlike(in: progress.workspace)
        var byRule: [RuleID: [Judgement]] = [:]
        for phase in phases where isAsked(phase, in: progress) {
            let types = RuleCatalog.sorted.filter { selects($0.info.id) && $0.phase == phase }
            let known = phase == .inputs ? knownJudgements(in: progress, mostAlike) : [:]
            let open = types.filter { known[$0.info.id] == nil }
            byRule.merge(judge(open, progress.workspace, mostAlike, threads: progress.threads)) { $0 + $1 }
            byRule.merge(known) { $0 + $1 }
            if phase == .inputs { keep(byRule, of: types, in: progress, mostAlike) }
            guard phase == .inputs else { continue }
            progress.workspace.earlierChecks = types.flatMap { byRule[$0.info.id] ?? [] }.map(\.checks)
        }
        progress.workspace.earlierChecks = []
        var judged = Judged()
        for info in RuleCatalog.infos {
            var tally: FindingTally?
            var parts = byRule.removeValue(forKey: info.id) ?? []
            for index in parts.indices {
                // Taken away, so that there are never two copies of all findings.
                let found = parts[index].findings
                parts[index].findings = []
                if judged.findings.isEmpty { judged.findings = found } else { judged.findings += found }
                let counted = parts[index].tally
                if tally == nil { tally = counted } else if let counted { tally?.merge(counted) }
            }
            byRule[info.id] = parts
            for (group, count) in tally?.left ?? [:] {
                judged.left[FindingGroup(rule: info.id, file: group.file, severity: group.severity)] = count
            }
        }
        judged.checks = Self.moveChecks(from: &byRule)
        return judged
    }

    /// The checks in the order of rules, taken out of the judgements from the end: copies of half a million would take
    /// longer than some rules, and twice the memory.
    private static func moveChecks(from byRule: inout [RuleID: [Judgement]]) -> [Check] {
        var checks: [Check] = []
        checks.reserveCapacity(byRule.values.joined().reduce(0) { $0 + $1.checks.count })
        for info in RuleCatalog.infos.reversed() {
            var parts = byRule.removeValue(forKey: info.id) ?? []
            while var part = parts.popLast() {
                while let check = part.checks.popLast() { checks.append(check) }
            }
        }
        checks.reverse()
        return checks
    }

    /// The results of rules about exports, as earlier checks of the same exports have them.
    private func knownJudgements(in progress: Progress, _ mostAlike: Int) -> [RuleID: [Judgement]] {
        progress.exports?.judgements(under: conditions(in: progress, mostAlike)) ?? [:]
    }

    private func keep(
        _ byRule: [RuleID: [Judgement]], of types: [any Rule.Type], in progress: Progress, _ mostAlike: Int
    ) {
        guard let exports = progress.exports else { return }
        let kept = Set(types.filter { $0.isOfExports }.map { $0.info.id })
        exports.keep(byRule.filter { kept.contains($0.key) }, under: conditions(in: progress, mostAlike))
    }

    private func conditions(in progress: Progress, _ mostAlike: Int) -> ExportCache.Conditions {
        ExportCache.Conditions(mostAlike: mostAlike, prefixes: progress.workspace.setUps.map(\.prefix))
    }

    private func isAsked(_ phase: RulePhase, in progress: Progress) -> Bool {
        phase != .suppressions || !progress.workspace.suppressions.isEmpty || progress.workspace.baseline != nil
    }

    /// Whether the findings of a rule may be left out, or count for less. Those of protected rules may not.
    func mayLeaveOut(_ rule: RuleID) -> Bool {
        rule.acceptance != .guarded || options.suppression.allowsCritical
    }

    /// A rule that the command line names runs even if the configuration switches it off, and a protected rule runs
    /// even if it is ignored or not selected: a status of 0 must not hide that it was not judged.
    func selects(_ rule: RuleID) -> Bool {
        if !mayLeaveOut(rule) { return true }
        guard let setting = options.configuration.rules[rule], setting.severity == nil else {
            return options.selection.contains(rule)
        }
        return options.selection.names(rule)
    }

    /// The results of rules, for each rule in the order of its subjects.
    ///
    /// A thread applies all rules to one piece of the workspace after the other, because threads that work on the same
    /// inputs wait for each other's reference counts. Only work that would keep one thread busy while the others are
    /// idle is divided by rule.
    private func judge(
        _ types: [any Rule.Type], _ workspace: Workspace, _ mostAlike: Int, threads: Int
    ) -> [RuleID: [Judgement]] {
        let isDivisible = types.first?.phase == .inputs && threads > 1
        let pieces = isDivisible ? workspace.pieces(threads * 8) : [workspace]
        let share = workspace.size / (threads * 4)
        let jobs = pieces.indices.flatMap { piece -> [(piece: Int, types: Range<Int>)] in
            isDivisible && pieces[piece].size > share
                ? types.indices.map { (piece, $0..<($0 + 1)) } : [(piece, types.indices)]
        }
        let judged = Parallel.map(jobs, threads: threads) { job in
            types[job.types].map { run($0, on: pieces[job.piece], mostAlike) }
        }
        var byRule: [RuleID: [Judgement]] = [:]
        for part in judged.joined() { byRule[part.rule, default: []].append(part) }
        return byRule
    }

    /// Whether the rule decides links of steps, which need every finding.
    private func isLink(_ rule: RuleID, in workspace: Workspace) -> Bool {
        PreflightChain.rules.contains(rule) && workspace.setUps.contains { !$0.passTicketUses.isEmpty }
    }

    private func run<R: Rule>(_ type: R.Type, on workspace: Workspace, _ mostAlike: Int) -> Judgement {
        let rule = R()
        let info = R.info
        // Without the rule that reports it, nothing is left out.
        let most = selects(FindingLimit.rule) ? options.maxFindings + 1 : .max
        let keepsAll = mostAlike == .max || isLink(info.id, in: workspace)
        var tally = keepsAll ? nil : FindingTally(limit: mostAlike)
        let subjects = R.Subject.all(in: workspace)
        var findings: [Finding] = []
        var checks: [Check] = []
        checks.reserveCapacity(subjects.count)
        for subject in subjects {
            var sink = FindingSink(info: info, subject: subject.subjectName, file: subject.subjectFile, limit: most)
            swap(&sink.tally, &tally)
            rule.check(subject, &sink)
            swap(&sink.tally, &tally)
            if subject.leavesNothingOpen { sink.leaveNothingOpen() }
            if findings.isEmpty { findings = sink.findings } else { findings += sink.findings }
            checks.append(
                Check(
                    rule: info.id, subject: sink.subject, file: sink.file, result: sink.result,
                    evidence: sink.evidence))
        }
        return Judgement(rule: info.id, findings: findings, checks: checks, tally: tally)
    }
}

extension Rule {
    fileprivate static var phase: RulePhase { Subject.phase }
    fileprivate static var isOfExports: Bool { Subject.isOfExports }
}
