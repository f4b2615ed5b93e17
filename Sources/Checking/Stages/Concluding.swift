import Contract
import Diagnostics
import Reading
import Rules
import Subjects

extension Checker {
    /// Makes everything that a report may show, including the chain of every connecting step.
    func conclude(_ progress: Progress) -> Outcome {
        let workspace = progress.workspace
        let setUps = Dictionary(
            workspace.setUps.flatMap { setUp in setUp.inputs.map { ($0.file.id.index, setUp.name) } },
            uniquingKeysWith: { first, _ in first })
        let judgesSteps = PreflightChain.rules.contains(where: selects)
        var outcome = Outcome(
            version: version, inputs: progress.inputs.enumerated().map { $1.described(setUp: setUps[$0]) },
            findings: progress.findings.all, checks: progress.checks,
            steps: judgesSteps ? PreflightChain(progress).steps(in: workspace) : [],
            rules: RuleCatalog.infos, failOn: options.failOn, strictEvidence: options.strictEvidence,
            notes: progress.notes, isEmpty: progress.inputs.isEmpty && !options.allowEmpty)
        let ownFiles = workspace.ownFiles
        let secrets = ownFiles.all.isEmpty ? nil : SecretTexts(workspace.inputs)
        outcome.judgesSteps = judgesSteps
        outcome.ownFiles = ownFiles.all.map { Self.described($0, secrets) }
        outcome.hasBaseline = ownFiles.baseline != nil
        outcome.suppressions = progress.suppressions
        return outcome
    }

    /// Describes a file of our own, which may quote a secret of the inputs because it is written by hand.
    private static func described(_ file: SourceFile, _ secrets: SecretTexts?) -> Outcome.Input {
        let hidden = secrets?.ranges(in: file.bytes, 0..<file.bytes.count) ?? []
        return Outcome.Input(
            path: file.path, kind: nil, reason: "", encoding: file.encoding, record: file.record,
            setUp: Workspace.defaultName, source: ReportSource(file, secrets: hidden))
    }
}

extension ReadInputs.Input {
    /// The input as reports show it.
    func described(setUp: String? = nil) -> Outcome.Input {
        let setUp = setUp ?? Workspace.defaultName
        return switch self {
        case .parsed(let input):
            Outcome.Input(
                path: input.file.path, kind: input.kind.rawValue, reason: input.reason,
                encoding: input.file.encoding, record: input.file.record, setUp: setUp,
                source: ReportSource(input.file, secrets: input.secrets), failure: input.vacancy)
        case .failed(let path, let reason, _):
            Outcome.Input(
                path: path, kind: nil, reason: "", encoding: "", record: .text, setUp: setUp,
                source: ReportSource(SourceFile(path: path, bytes: []), secrets: []), failure: reason)
        }
    }
}
