/// Everything about a run that a report may show.
public struct Outcome: Sendable {
    /// An input of the run.
    public struct Input: Sendable {
        public var path: String
        /// The kind as in `--as`; `nil` if the input was not read or not recognised.
        public var kind: String?
        /// The reason why it was recognised as this kind.
        public var reason: String
        public var encoding: String
        public var record: RecordForm
        public var setUp: String
        public var source: ReportSource
        /// Why the run is incomplete because of this input: one sentence, no full stop.
        public var failure: String?

        public init(
            path: String, kind: String?, reason: String, encoding: String, record: RecordForm, setUp: String,
            source: ReportSource, failure: String? = nil
        ) {
            self.path = path
            self.kind = kind
            self.reason = reason
            self.encoding = encoding
            self.record = record
            self.setUp = setUp
            self.source = source
            self.failure = failure
        }
    }

    public var version: String
    /// `FileID.index` is the index in this list.
    public var inputs: [Input]
    /// The files of jmoncheck's own that findings may be about, numbered after the inputs: the configuration, the
    /// baseline.
    public var ownFiles: [Input] = []
    /// Sorted by path bytes, offset, rule, message; without duplicates.
    public var findings: [Finding]
    /// In the order of subjects, then of rules.
    public var checks: [Check]
    /// Every step that logs on to the Job Monitor, in every environment, with its chain.
    public var steps: [PreflightStep]
    /// Whether a rule that judges such steps ran.
    public var judgesSteps = true
    public var rules: [RuleInfo]
    public var failOn: FailOn
    public var strictEvidence: Bool
    /// Notes about the run, for standard error and `-v`: files that were skipped, nothing to check.
    public var notes: [String]
    /// Whether nothing was checked, without `--allow-empty`.
    public var isEmpty: Bool
    /// Every suppression of the inputs and the configuration, with its state.
    public var suppressions: [SuppressionEntry] = []
    /// Whether a baseline distinguished known findings from new ones.
    public var hasBaseline = false

    public init(
        version: String, inputs: [Input], findings: [Finding], checks: [Check],
        steps: [PreflightStep] = [], rules: [RuleInfo], failOn: FailOn, strictEvidence: Bool, notes: [String],
        isEmpty: Bool
    ) {
        self.version = version
        self.inputs = inputs
        self.findings = findings
        self.checks = checks
        self.steps = steps
        self.rules = rules
        self.failOn = failOn
        self.strictEvidence = strictEvidence
        self.notes = notes
        self.isEmpty = isEmpty
    }

    public func info(_ rule: RuleID) -> RuleInfo? { rules.first { $0.id == rule } }

    /// All files that a `FileID` may number.
    public var files: [Input] { inputs + ownFiles }

    /// The findings that count.
    public var activeFindings: [Finding] { findings.filter { $0.suppression == nil } }

    public var suppressedFindings: [Finding] { findings.filter { $0.suppression != nil } }

    /// The number of findings of a severity that count.
    public func count(_ severity: Severity) -> Int {
        findings.count { $0.severity == severity && $0.suppression == nil }
    }

    public var unknownChecks: [Check] {
        checks.filter { if case .unknown = $0.result { true } else { false } }
    }

    /// Whether this finding makes the run fail.
    public func fails(_ finding: Finding) -> Bool { finding.suppression == nil && failOn.covers(finding.severity) }

    /// Whether the run did not see everything that it was asked to check.
    ///
    public var isIncomplete: Bool {
        if isEmpty || inputs.contains(where: { $0.failure != nil }) { return true }
        let incomplete = Set(
            rules.filter { $0.completeness == .lost || $0.completeness == .lostUnlessFailing && failOn == .never }
                .map(\.id))
        return findings.contains { $0.suppression == nil && incomplete.contains($0.rule) }
    }

    /// The number of exports, if no step of theirs logs on to the Job Monitor.
    public var exportsWithoutSteps: Int {
        judgesSteps && steps.isEmpty ? inputs.count { $0.kind == "urbancode-export" } : 0
    }

    public var exitStatus: ExitStatus {
        if isIncomplete { return .incomplete }
        if findings.contains(where: fails) { return .findings }
        if strictEvidence, failOn != .never, !unknownChecks.isEmpty { return .findings }
        return .clean
    }
}

/// The lowest severity that makes a run fail.
public enum FailOn: String, Sendable, CaseIterable {
    case error, warning, info, never

    public func covers(_ severity: Severity) -> Bool {
        switch self {
        case .error: severity >= .error
        case .warning: severity >= .warning
        case .info: true
        case .never: false
        }
    }
}

/// The contract with callers of the program. The greater status wins, except that wrong use beats incomplete.
public enum ExitStatus: Int32, Sendable {
    /// Everything asked for was checked; nothing at or above the threshold.
    case clean = 0
    /// Everything was checked; at least one finding at or above the threshold.
    case findings = 1
    /// Wrong use: option, value, rule code.
    case usage = 2
    /// An input was missing, unreadable or not recognised, or nothing was checked.
    case incomplete = 3
    /// Internal failure, or a report that could not be written.
    case failure = 4
}
