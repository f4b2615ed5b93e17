import Contract
import Diagnostics
import Reading
import Rules
import Secrets
import Subjects

extension Checker {
    /// The chain of every connecting step.
    func steps(_ progress: Progress) -> [PreflightStep] {
        PreflightChain(progress, selects: selects).steps(in: progress.workspace)
    }

    /// Makes everything that a report may show.
    ///
    /// - Parameter withSteps: whether that includes the chains of steps.
    func conclude(_ progress: Progress, withSteps: Bool = true) -> Outcome {
        let workspace = progress.workspace
        var outcome = Outcome(
            version: version, inputs: progress.inputs.described(workspace.setUps),
            findings: progress.findings.all, checks: progress.checks,
            steps: withSteps ? steps(progress) : [], rules: RuleCatalog.infos, failOn: options.failOn,
            strictEvidence: options.strictEvidence, notes: progress.notes,
            isEmpty: progress.inputs.isEmpty && !options.allowEmpty)
        outcome.allowsUndecided = options.allowUndecided
        outcome.influence = options.configuration.influence(given: options.given)
        outcome.notes += protectionNotes
        let ownFiles = workspace.ownFiles
        let secrets =
            ownFiles.all.isEmpty
            ? nil : SecretTexts(workspace.inputs, and: workspace.givenSecrets(givenValues) + quotedSecrets)
        outcome.ownFiles = ownFiles.all.map {
            Self.described($0, secrets, isByHand: $0.id == ownFiles.configuration?.id)
        }
        outcome.hasBaseline = ownFiles.baseline != nil
        outcome.suppressions = progress.suppressions
        if options.keepsRecord { outcome.access = workspace.accessRecord }
        outcome.settleCauses()
        return outcome
    }

    /// The protected rules that somebody wanted to leave out.
    private var protectionNotes: [String] {
        let configuration = options.configuration
        let kept = RuleCatalog.infos.filter { info in
            let id = info.id
            guard !mayLeaveOut(id) else { return false }
            let setting = configuration.rules[id]
            return !options.selection.contains(id) && options.selection.selected(id)
                || setting.map { $0.severity.map { $0 < info.severity } ?? true } ?? false
                || configuration.ignores.contains { $0.rules.contains(id) }
        }
        guard !kept.isEmpty else { return [] }
        let ids = Set(kept.map(\.id))
        let names = RuleCatalog.list { ids.contains($0.id) }.joined(separator: ", ")
        return [
            "Protected rules are neither left out nor lowered without --allow-critical-suppressions: \(names)."
        ]
    }

    /// What the configuration writes after the name of a user.
    private var quotedSecrets: [String] {
        options.configuration.suppressions.flatMap { [$0.reason, $0.owner ?? ""] }.flatMap { text in
            let bytes = Array(text.utf8)
            return ProseSecrets.findWithPairs(in: bytes).map { String(decoding: bytes[$0.bounds], as: UTF8.self) }
        }
    }

    /// Describes a file of our own, which may quote a secret of the inputs.
    private static func described(_ file: SourceFile, _ secrets: SecretTexts?, isByHand: Bool) -> Outcome.Input {
        var hidden = secrets?.ranges(in: file.bytes, 0..<file.bytes.count) ?? []
        if isByHand { hidden += ProseSecrets.find(in: file.bytes) }
        return Outcome.Input(
            path: file.path, kind: nil, reason: "", encoding: file.encoding, record: file.record,
            setUp: Workspace.defaultName, source: ReportSource(file, secrets: hidden))
    }
}

extension ReadInputs {
    /// The inputs as reports show them.
    func described(_ setUps: [SetUp] = []) -> [Outcome.Input] { inputs.described(setUps) }
}

extension [ReadInputs.Input] {
    /// The inputs as reports show them, each with the first set-up that it belongs to.
    fileprivate func described(_ setUps: [SetUp]) -> [Outcome.Input] {
        let names = Dictionary(
            setUps.flatMap { setUp in setUp.inputs.map { ($0.file.id.index, setUp.name) } },
            uniquingKeysWith: { first, _ in first })
        return enumerated().map { $1.described(setUp: names[$0]) }
    }
}

extension ReadInputs.Input {
    func described(setUp: String? = nil) -> Outcome.Input {
        let setUp = setUp ?? Workspace.defaultName
        switch self {
        case .parsed(let input):
            var described = Outcome.Input(
                path: input.file.path, kind: input.kind.rawValue, reason: input.reason,
                encoding: input.file.encoding, record: input.file.record, setUp: setUp,
                source: ReportSource(input.file, secrets: input.secrets), failure: input.vacancy)
            // A short secret could be found by trying: the report shows the rest of the file.
            if input.secrets.isEmpty { described.digest = input.file.digest?.value }
            return described
        case .failed(let path, let reason, _):
            return Outcome.Input(
                path: path, kind: nil, reason: "", encoding: "", record: .text, setUp: setUp,
                source: ReportSource(SourceFile(path: path, bytes: []), secrets: []), failure: reason)
        }
    }
}
