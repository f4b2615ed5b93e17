import Diagnostics
import Reading
import Rules
import Subjects

/// The state of a check between two stages.
struct Progress {
    /// `FileID.index` of an input is its index here.
    let inputs: [ReadInputs.Input]
    var workspace: Workspace
    private(set) var findings: SortedFindings
    /// In the order of rules, then of subjects.
    var checks: [Check] = []
    /// The checks of which the configuration ignores a finding.
    private(set) var ignored: Set<RuleSubjectKey> = []
    /// The numbers of findings that were not kept.
    private(set) var left: [FindingGroup: Int] = [:]
    var suppressions: [SuppressionEntry] = []
    /// Notes for the user about the run.
    var notes: [String]
    /// The number of threads that is worthwhile.
    let threads: Int
    /// What earlier checks found out about the same exports; `nil` if nothing is kept between checks.
    let exports: ExportCache?

    init(_ reading: ReadInputs, _ options: Checker.Options, selects: (RuleID) -> Bool) {
        let configuration = options.configuration
        var preflight = options.preflight
        preflight.judgesExports = RuleCatalog.infos.contains { info in
            (info.area == .urbancode || info.area == .preflight) && selects(info.id)
        }
        let parsed = reading.judged
        inputs =
            reading.inputs + configuration.emptyLists() + configuration.missingEnvironments(in: parsed)
            + configuration.unusedLists(in: parsed)
        notes = reading.notes
        let ownFiles = OwnFiles(
            behind: inputs.count, configuration: configuration.holdsPlaces ? configuration.file : nil,
            baseline: options.suppression.baseline?.file)
        let exports = options.cache?.exports(parsed)
        self.exports = exports
        workspace = Workspace(
            inputs: parsed,
            setUps: SetUp.planned(
                parsed, preflight, plans: configuration.setUps,
                kept: { exports?.resolution(of: $0, $1) ?? Lazy($1) }),
            undecodable: inputs.enumerated().compactMap { index, input in
                guard case .failed(let path, let reason, isUndecodable: true) = input else { return nil }
                return InputText(undecodable: path, file: FileID(index), reason: reason)
            }, strictEvidence: options.strictEvidence, ownFiles: ownFiles, today: options.suppression.today)
        findings = SortedFindings(paths: inputs.map(\.path) + ownFiles.all.map(\.path))
        threads = workspace.isLarge ? options.threads : 1
    }

    /// Adds the results of some rules.
    mutating func take(_ judged: Judged) {
        findings.insert(judged.findings)
        ignored.formUnion(judged.ignored)
        left.merge(judged.left, uniquingKeysWith: +)
        // Not appended, which would copy them.
        guard !checks.isEmpty else {
            checks = judged.checks
            return
        }
        let isAfter = checks.last.map { last in judged.checks.allSatisfy { $0.rule > last.rule } } ?? true
        checks += judged.checks
        guard !isAfter else { return }
        checks = checks.enumerated().sorted { ($0.element.rule, $0.offset) < ($1.element.rule, $1.offset) }
            .map(\.element)
    }

    mutating func changeFindings(_ change: (inout [Finding]) -> Void) { findings.change(change) }
}

/// The results of some rules on a workspace.
struct Judged {
    var findings: [Finding] = []
    /// In the order of rules, then of subjects.
    var checks: [Check] = []
    /// The checks of which the configuration ignores a finding.
    var ignored: Set<RuleSubjectKey> = []
    /// The numbers of findings that were not kept.
    var left: [FindingGroup: Int] = [:]
}

/// The findings of a rule that have the same severity in the same input.
struct FindingGroup: Hashable {
    var rule: RuleID
    var file: FileID
    var severity: Severity
}
