import Diagnostics
import RACF
import Reading
import Rules
import Subjects

/// Applies rules to a workspace.
struct Engine: Sendable {
    struct Report: Sendable {
        /// Sorted by path bytes, offset, rule, message; without duplicates.
        var findings: [Finding] = []
        /// In the order of rules, then of subjects.
        var checks: [Check] = []
        /// Every connecting step with its chain of links.
        var steps: [PreflightStep] = []
        /// Every suppression of the inputs and the configuration, with its state.
        var suppressions: [SuppressionEntry] = []
        /// Notes for the user about the run.
        var notes: [String] = []
    }

    /// The result of a rule on some subjects.
    private struct Judgement {
        var rule: RuleID
        var findings: [Finding]
        /// In the order of subjects.
        var checks: [Check]
    }

    private let selection: Selection
    private let configuration: Configuration
    private let suppression: SuppressionContext
    private let threads: Int
    private let limit: FindingLimit

    /// - Parameters:
    ///   - configuration: severities and paths of rules; the rules that it switches off do not run.
    ///   - maxFindings: how many findings of an input are kept.
    init(
        selection: Selection = .all, configuration: Configuration = Configuration(),
        suppression: SuppressionContext = SuppressionContext(), threads: Int = 1,
        maxFindings: Int = FindingLimit.standard
    ) {
        self.selection = selection
        self.configuration = configuration
        self.suppression = suppression
        self.threads = threads
        limit = FindingLimit(count: maxFindings)
    }

    func check(_ workspace: Workspace) -> Report {
        var report = Report()
        var workspace = workspace
        let threads = workspace.isLarge ? threads : 1
        let judgesSteps = PreflightChain.rules.contains(where: selects)
        let types = rules(of: .inputs)
        var judged = judge(types, workspace, threads: threads)
        workspace.openChecks = types.flatMap { judged[$0.info.id] ?? [] }.flatMap { part in
            part.checks.filter { if case .unknown = $0.result { true } else { false } }
        }
        for type in rules(of: .checks) { judged[type.info.id] = [run(type, on: workspace)] }
        report.checks.reserveCapacity(judged.values.joined().reduce(0) { $0 + $1.checks.count })
        for info in RuleCatalog.infos {
            for part in judged[info.id] ?? [] {
                report.findings += part.findings
                report.checks += part.checks
            }
        }
        Self.lowerInDocumentation(&report.findings, workspace)
        apply(configuration, to: &report, workspace)
        report.findings = Self.sorted(report.findings, in: workspace)
        if selects(FindingLimit.rule) { limit.apply(to: &report, workspace) }
        let fingerprints = Fingerprints(workspace)
        fingerprints.mark(&report.findings, threads: threads)
        suppress(&report, &workspace)
        var judgement = Report()
        if !workspace.suppressions.isEmpty || workspace.baseline != nil {
            for type in rules(of: .suppressions) {
                let judged = run(type, on: workspace)
                judgement.findings += judged.findings
                judgement.checks += judged.checks
            }
        }
        if !judgement.checks.isEmpty {
            apply(configuration, to: &judgement, workspace)
            judgement.findings = Self.sorted(judgement.findings, in: workspace)
            fingerprints.mark(&judgement.findings, threads: threads)
            report.checks += judgement.checks
            report.findings = Self.sorted(report.findings + judgement.findings, in: workspace)
        }
        if !judgement.checks.isEmpty { report.checks = Self.inOrder(report.checks) }
        if judgesSteps { report.steps = PreflightChain(report, threads: threads).steps(in: workspace) }
        return report
    }

    private func rules(of phase: RulePhase) -> [any Rule.Type] {
        RuleCatalog.sorted.filter { selects($0.info.id) && $0.phase == phase }
    }

    /// The results of the rules on inputs and set-ups, for each rule in the order of its subjects.
    ///
    /// A thread applies all rules to one piece of the workspace after the other, because threads that work on the same
    /// inputs wait for each other's reference counts. Only work that would keep one thread busy while the others are
    /// idle is divided by rule.
    private func judge(_ types: [any Rule.Type], _ workspace: Workspace, threads: Int) -> [RuleID: [Judgement]] {
        let pieces = workspace.pieces(threads > 1 ? threads * 8 : 1)
        let share = workspace.size / (threads * 4)
        let jobs = pieces.indices.flatMap { piece -> [(piece: Int, types: Range<Int>)] in
            pieces[piece].size > share
                ? types.indices.map { (piece, $0..<($0 + 1)) } : [(piece, types.indices)]
        }
        let judged = Parallel.map(jobs, threads: threads) { job in
            types[job.types].map { run($0, on: pieces[job.piece]) }
        }
        var byRule: [RuleID: [Judgement]] = [:]
        for part in judged.joined() { byRule[part.rule, default: []].append(part) }
        return byRule
    }

    /// Marks findings that are suppressed or in the baseline, so that they do not count.
    private func suppress(_ report: inout Report, _ workspace: inout Workspace) {
        guard
            !configuration.suppressions.isEmpty || suppression.baseline != nil
                || workspace.inputs.contains(where: { !$0.suppressions.isEmpty })
        else { return }
        let scope = RuleScope(report.checks, in: workspace, selected: selects)
        var suppressor = Suppressor(workspace, configuration, suppression)
        suppressor.apply(to: &report.findings)
        workspace.suppressions = suppressor.lists(scope)
        report.suppressions = workspace.suppressions.flatMap(\.entries)
        guard let baseline = suppression.baseline, let file = workspace.ownFiles.baseline else { return }
        let (state, note) = baseline.apply(to: &report.findings, as: file.id, suppression, scope)
        workspace.baseline = state
        report.notes += note.map { [$0] } ?? []
    }

    /// A rule that the command line names runs even if the configuration switches it off.
    private func selects(_ rule: RuleID) -> Bool {
        guard let setting = configuration.rules[rule], setting.severity == nil else { return selection.contains(rule) }
        return selection.names(rule)
    }

    /// Applies the severities and paths of the configuration. A check without remaining findings is not applicable.
    private func apply(_ configuration: Configuration, to report: inout Report, _ workspace: Workspace) {
        guard !configuration.rules.isEmpty || !configuration.ignores.isEmpty else { return }
        let paths = Dictionary(
            workspace.inputs.map { ($0.file.id, Array($0.file.path.utf8)) }, uniquingKeysWith: { first, _ in first })
        var isIgnored = Set<Key>()
        var isLeft = Set<Key>()
        report.findings = report.findings.compactMap { finding in
            let path = paths[finding.place.file] ?? []
            let keys = finding.subjects.map { Key(rule: finding.rule, subject: $0) }
            if configuration.ignores.contains(where: { ignore in
                ignore.rules.contains(finding.rule) && ignore.paths.contains { $0.matches(path) }
            }) {
                isIgnored.formUnion(keys)
                return nil
            }
            isLeft.formUnion(keys)
            var finding = finding
            if let severity = configuration.rules[finding.rule]?.severity { finding.severity = severity }
            return finding
        }
        for index in report.checks.indices {
            let key = Key(rule: report.checks[index].rule, subject: report.checks[index].subject)
            guard isIgnored.contains(key), !isLeft.contains(key) else { continue }
            report.checks[index].result = .notApplicable("ignored by the configuration")
        }
    }

    private struct Key: Hashable {
        var rule: RuleID
        var subject: String
    }

    /// Lowers findings in documents by one severity, because nobody runs what a document shows as it is.
    private static func lowerInDocumentation(_ findings: inout [Finding], _ workspace: Workspace) {
        let decks = Deck.all(in: workspace).filter { $0.regions.contains(where: \.isDocumentation) }
        guard !decks.isEmpty else { return }
        for index in findings.indices {
            let place = findings[index].place
            guard let deck = decks.first(where: { $0.file.id == place.file }) else { continue }
            let isShown = place.range.map { deck.region(at: $0)?.isDocumentation ?? false } ?? deck.isDocumentation
            guard isShown else { continue }
            findings[index].severity = findings[index].severity.lowered
        }
    }

    private func run<R: Rule>(_ type: R.Type, on workspace: Workspace) -> Judgement {
        let rule = R()
        let info = R.info
        // Without the rule that reports it, nothing is left out.
        let most = selects(FindingLimit.rule) ? limit.count + 1 : .max
        let subjects = R.Subject.all(in: workspace)
        var findings: [Finding] = []
        var checks: [Check] = []
        checks.reserveCapacity(subjects.count)
        for subject in subjects {
            var sink = FindingSink(info: info, subject: subject.subjectName, file: subject.subjectFile, limit: most)
            rule.check(subject, &sink)
            if subject.leavesNothingOpen { sink.leaveNothingOpen() }
            findings += sink.findings
            checks.append(
                Check(
                    rule: info.id, subject: sink.subject, file: sink.file, result: sink.result,
                    evidence: sink.evidence))
        }
        return Judgement(rule: info.id, findings: findings, checks: checks)
    }

    /// Sorts checks by rule and keeps the order of subjects.
    static func inOrder(_ checks: [Check]) -> [Check] {
        guard let last = checks.last, checks.contains(where: { $0.rule > last.rule }) else { return checks }
        return checks.enumerated().sorted { ($0.element.rule, $0.offset) < ($1.element.rule, $1.offset) }
            .map(\.element)
    }

    static func sorted(_ findings: [Finding], in workspace: Workspace) -> [Finding] {
        let files = workspace.inputs.map(\.file) + workspace.ownFiles.all
        let count = (files.map(\.id.index).max() ?? -1) + 1
        var paths = [String](repeating: "", count: count)
        for file in files { paths[file.id.index] = file.path }
        return sorted(findings, paths: paths)
    }

    /// Sorts findings and removes exact duplicates. This is the only place that does.
    ///
    /// - Parameter paths: the paths of the inputs, by their numbers.
    static func sorted(_ findings: [Finding], paths: [String]) -> [Finding] {
        let paths = paths.map { Array($0.utf8) }
        let sorted = findings.sorted { left, right in
            if left.place.file != right.place.file {
                let (a, b) = (paths[left.place.file.index], paths[right.place.file.index])
                if a != b { return a.lexicographicallyPrecedes(b) }
                return left.place.file < right.place.file
            }
            let (a, b) = (left.place.range?.start ?? 0, right.place.range?.start ?? 0)
            if a != b { return a < b }
            if left.rule != right.rule { return left.rule < right.rule }
            if left.message != right.message { return left.message < right.message }
            return left.subjects.lexicographicallyPrecedes(right.subjects)
        }
        var merged: [Finding] = []
        merged.reserveCapacity(sorted.count)
        for finding in sorted {
            if let last = merged.last, last.rule == finding.rule, last.place == finding.place,
                last.message == finding.message
            {
                if last.subjects.last != finding.subjects.last { merged[merged.count - 1].subjects += finding.subjects }
            } else {
                merged.append(finding)
            }
        }
        return merged
    }
}

extension Rule {
    fileprivate static var phase: RulePhase { Subject.phase }
}
