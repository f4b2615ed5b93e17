import Contract
public import Diagnostics
import Evaluator
public import Reading
import Rules
public import Subjects

/// A whole check: from parsed inputs to everything that a report may show.
public struct Run: Sendable {
    /// An input, parsed or with the reason why not.
    public enum Input: Sendable {
        case parsed(ParsedInput)
        /// An input that is missing, unreadable or not recognised, with one sentence; or one that is not text, which is
        /// IN003.
        case failed(path: String, reason: String, isUndecodable: Bool = false)
    }

    public struct Options: Sendable {
        public var preflight = PreflightOptions()
        public var configuration = Configuration()
        public var selection = Selection.all
        public var failOn = FailOn.error
        public var strictEvidence = false
        public var allowEmpty = false
        public var suppression = SuppressionContext()
        /// The number of threads; the outcome is the same for any number.
        public var threads = 1
        /// How many findings of an input are kept.
        public var maxFindings = FindingLimit.standard

        public init() {}
    }

    /// - Parameter inputs: `FileID.index` of a parsed input is its index here.
    public static func check(
        _ inputs: [Input], notes: [String] = [], options: Options = Options(), version: String
    ) -> Outcome {
        let configuration = options.configuration
        let parsed = configuration.placed(parsedInputs(inputs))
        let inputs = inputs + configuration.missingEnvironments(in: parsed)
        let ownFiles = OwnFiles(
            behind: inputs.count, configuration: configuration.suppressions.isEmpty ? nil : configuration.file,
            baseline: options.suppression.baseline?.file)
        let workspace = Workspace(
            inputs: parsed, setUps: SetUp.sorted(parsed, options.preflight, plans: configuration.setUps),
            strictEvidence: options.strictEvidence, ownFiles: ownFiles)
        var report = Engine(
            selection: options.selection, configuration: configuration, suppression: options.suppression,
            threads: options.threads, maxFindings: options.maxFindings
        ).check(workspace)
        addUndecodable(inputs, ownFiles, to: &report)
        let setUps = Dictionary(
            workspace.setUps.flatMap { setUp in setUp.inputs.map { ($0.file.id.index, setUp.name) } },
            uniquingKeysWith: { first, _ in first })
        var outcome = Outcome(
            version: version, inputs: inputs.enumerated().map { describe($1, setUp: setUps[$0]) },
            findings: report.findings, checks: report.checks,
            steps: report.steps,
            rules: RuleCatalog.infos, failOn: options.failOn, strictEvidence: options.strictEvidence,
            notes: notes + report.notes, isEmpty: inputs.isEmpty && !options.allowEmpty)
        let secrets = ownFiles.all.isEmpty ? nil : SecretTexts(parsed)
        outcome.ownFiles = ownFiles.all.map { describe($0, secrets) }
        outcome.hasBaseline = ownFiles.baseline != nil
        outcome.suppressions = report.suppressions
        return outcome
    }

    /// Decides who may generate PassTickets for whom: every agent user for every target user, and all grants.
    public static func access(
        _ inputs: [Input], options: PreflightOptions, configuration: Configuration = Configuration()
    ) -> AccessReport {
        let setUps = SetUp.sorted(
            configuration.placed(parsedInputs(inputs)), options, plans: configuration.setUps)
        let reports = setUps.map { setUp in
            setUp.evaluation.accessReport(
                callers: setUp.options.agentUsers, applications: setUp.options.applications,
                targets: setUp.options.targetUsers)
        }
        return AccessReport(
            inputs: inputs.map { describe($0) }, decisions: reports.flatMap(\.decisions),
            grants: reports.flatMap(\.grants))
    }

    /// Adds findings for inputs that are not text and therefore have no model that a rule could judge.
    private static func addUndecodable(
        _ inputs: [Input], _ ownFiles: OwnFiles, to report: inout Engine.Report
    ) {
        var isAdded = false
        for (index, input) in inputs.enumerated() {
            guard case .failed(let path, let reason, true) = input else { continue }
            let info = RuleCatalog.info("IN003")
            var sink = FindingSink(info: info, subject: path, file: FileID(index))
            sink.report(reason)
            report.findings += sink.findings.map { finding in
                var finding = finding
                finding.fingerprint = Fingerprints.hash(info.id, path, "", 1)
                return finding
            }
            report.checks.append(Check(rule: info.id, subject: path, file: sink.file, result: sink.result))
            isAdded = true
        }
        guard isAdded else { return }
        report.findings = Engine.sorted(report.findings, paths: inputs.map(\.path) + ownFiles.all.map(\.path))
        report.checks = Engine.inOrder(report.checks)
    }

    static func parsedInputs(_ inputs: [Input]) -> [ParsedInput] {
        inputs.compactMap { if case .parsed(let input) = $0 { input } else { nil } }
    }

    /// Describes a file of our own, which may quote a secret of the inputs because it is written by hand.
    private static func describe(_ file: SourceFile, _ secrets: SecretTexts?) -> Outcome.Input {
        let hidden = secrets?.ranges(in: file.bytes, 0..<file.bytes.count) ?? []
        return Outcome.Input(
            path: file.path, kind: nil, reason: "", encoding: file.encoding, record: file.record,
            setUp: Workspace.defaultName, source: ReportSource(file, secrets: hidden))
    }

    static func describe(_ input: Input, setUp: String? = nil) -> Outcome.Input {
        let setUp = setUp ?? Workspace.defaultName
        return switch input {
        case .parsed(let input):
            Outcome.Input(
                path: input.file.path, kind: input.kind.rawValue, reason: input.reason,
                encoding: input.file.encoding, record: input.file.record, setUp: setUp,
                source: ReportSource(input.file, secrets: input.secrets))
        case .failed(let path, let reason, _):
            Outcome.Input(
                path: path, kind: nil, reason: "", encoding: "", record: .text, setUp: setUp,
                source: ReportSource(SourceFile(path: path, bytes: []), secrets: []), failure: reason)
        }
    }
}

extension Run.Input {
    public var path: String {
        switch self {
        case .parsed(let input): input.file.path
        case .failed(let path, _, _): path
        }
    }
}
