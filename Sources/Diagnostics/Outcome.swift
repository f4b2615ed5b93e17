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
        /// The SHA-256 digest of the bytes in the file, in hexadecimal digits; `nil` if it was not taken,
        /// or if the file holds a secret, which could be found by trying.
        public var digest: String?

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

    /// The name of the set-up that no configuration names.
    public static let defaultSetUp = "default"

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
    public var rules: [RuleInfo]
    public var failOn: FailOn
    public var strictEvidence: Bool
    /// Notes about the run, for standard error and `-v`: files that were skipped, nothing to check.
    public var notes: [String]
    /// Whether nothing was checked, without `--allow-empty`.
    public var isEmpty: Bool
    /// Every suppression of the inputs and the configuration, with its state.
    public var suppressions: [SuppressionEntry] = []
    /// What decided about the run beside its inputs.
    public var influence = Influence()
    /// Whether undecided verdicts do not make the run incomplete: `--allow-undecided`.
    public var allowsUndecided = false
    /// Whether a report could not be written. Then all reports of the run say so.
    public var isUnwritten = false
    /// Whether a baseline distinguished known findings from new ones.
    public var hasBaseline = false
    /// Who may generate PassTickets for whom, in every set-up, without the inputs and without pairs that were asked for;
    /// `nil` if nobody asked for it.
    public var access: AccessReport?

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

    /// The rule that names what the inputs lack. Its findings are infos about the checks that wait, not failed checks.
    public static let missingEvidence: RuleID = "PF406"

    /// The findings that nobody accepted, with those that follow from others.
    public var activeFindings: [Finding] { findings.filter { $0.suppression == nil } }

    /// The findings that count: nobody accepted them, and they have no other finding as their cause.
    public var countedFindings: [Finding] { findings.filter(\.isCounted) }

    public var suppressedFindings: [Finding] { findings.filter { $0.suppression != nil } }

    /// The number of findings of a severity that count, whether they are listed or not.
    public func count(_ severity: Severity) -> Int {
        findings.lazy.filter { $0.severity == severity && $0.isCounted }.number
    }

    public var unknownChecks: [Check] {
        checks.filter { if case .unknown = $0.result { true } else { false } }
    }

    /// Whether this finding makes the run fail by itself. Where a consequence would, its cause does.
    public func fails(_ finding: Finding) -> Bool { !finding.isConsequence && isRed(finding) }

    /// Whether this finding or its cause makes the run fail.
    public func isRed(_ finding: Finding) -> Bool {
        finding.suppression == nil && failOn.covers(finding.severity)
    }

    /// Whether the run did not read everything that it was asked to check.
    public var isIncomplete: Bool {
        if isEmpty || inputs.contains(where: { $0.failure != nil }) { return true }
        let incomplete = Set(
            rules.filter { $0.completeness == .lost || $0.completeness == .lostUnlessFailing && failOn == .never }
                .map(\.id))
        return findings.contains { $0.suppression == nil && incomplete.contains($0.rule) }
    }

    /// The rules whose findings say that a part of an input was not read.
    public var losses: Set<RuleID> { Set(rules.filter { $0.completeness != .untouched }.map(\.id)) }

    /// Whether a part of an input was not read, whatever the status of the run is: the findings of that part are unknown.
    public var isCut: Bool {
        isIncomplete || findings.contains { $0.suppression == nil && losses.contains($0.rule) }
    }

    /// The number of exports, if no step of theirs logs on to the Job Monitor.
    public var exportsWithoutSteps: Int {
        steps.allSatisfy(\.isPair) ? inputs.count { $0.kind == "urbancode-export" } : 0
    }

    /// The steps and pairs that fail the run, whatever severity the findings have.
    public var failingSteps: [PreflightStep] { failOn == .never ? [] : steps.filter(\.fails) }

    /// The steps and pairs of which the inputs, or the rules that ran, do not tell whether they hold.
    public var undecidedSteps: [PreflightStep] { steps.filter(\.isUndecided) }

    /// Whether missing evidence fails the run.
    public var failsWithoutEvidence: Bool {
        strictEvidence && failOn != .never && !(unknownChecks.isEmpty && undecidedSteps.isEmpty)
    }

    /// The status of the run: docs/exit-status.md. It is decided here and nowhere else.
    public var exitStatus: ExitStatus {
        if isUnwritten { return .failure }
        if isIncomplete { return .incomplete }
        let isFailing = findings.contains(where: fails) || failOn != .never && steps.contains(where: \.fails)
        if isFailing || failsWithoutEvidence { return .findings }
        if !allowsUndecided, steps.contains(where: \.isUndecided) { return .incomplete }
        return .clean
    }
}

extension Sequence<Finding> {
    /// The number of findings, with those that are not listed.
    public var number: Int { reduce(0) { $0 + 1 + $1.more } }
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

/// The contract with callers of the program. If several apply: 4, 2, 3 for an input, 1, 3 for a verdict, 0.
public enum ExitStatus: Int32, Sendable {
    /// Every input was read, every step and every pair asked for is decided and holds, and no finding reaches the
    /// threshold.
    case clean = 0
    /// At least one finding reaches the threshold, or a step or a pair asked for fails.
    case findings = 1
    /// Wrong use: option, value, rule code.
    case usage = 2
    /// An input was missing, unreadable, not recognised or without anything of its kind, nothing was checked, or a
    /// verdict is undecided.
    case incomplete = 3
    /// Internal failure, or a report that could not be written.
    case failure = 4
}
