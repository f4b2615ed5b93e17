public import Diagnostics
package import Subjects

/// Findings that are accepted because they existed before: the file that `baseline write` makes.
public struct Baseline: Sendable {
    /// The reason why a file is not a baseline for this run: exit status 2.
    public struct Failure: Error, Equatable, CustomStringConvertible {
        public var path: String
        public var message: String

        public var description: String { "\(path): \(message)" }
    }

    public static let version = 1
    static let tool = "jmoncheck"

    /// The project that the configuration names, so that another project cannot use the baseline by mistake.
    public var project: String?
    /// The inputs that were checked when the baseline was written.
    public var inputs: [String]
    package var entries: [BaselineEntry]
    let file: SourceFile

    init(project: String?, inputs: [String], entries: [BaselineEntry], file: SourceFile) {
        self.project = project
        self.inputs = inputs
        self.entries = entries
        self.file = file
    }

    /// Makes a baseline of all findings of an outcome that count and may be accepted.
    public init(_ outcome: Outcome, project: String?, allowsCritical: Bool) {
        self.init(
            project: project, inputs: outcome.inputs.filter { $0.failure == nil }.map(\.path),
            entries: Self.entries(of: outcome) { finding in
                finding.suppression == nil && finding.rule.isAcceptable(allowsCritical: allowsCritical)
            }, file: SourceFile(path: "", bytes: []))
    }

    /// The baseline without entries that no longer match, and with new findings only if `adding` is true.
    public func updated(by outcome: Outcome, adding: Bool, allowsCritical: Bool) -> Baseline {
        var updated = self
        let stale = Set(outcome.findings.filter { $0.rule == "SU503" }.compactMap(\.place.range))
        updated.entries.removeAll { entry in entry.range.map(stale.contains) ?? false }
        guard adding else { return updated }
        updated.entries += Self.entries(of: outcome) { finding in
            finding.suppression == nil && !finding.isKnown && finding.rule.isAcceptable(allowsCritical: allowsCritical)
        }
        updated.inputs = Set(inputs + outcome.inputs.filter { $0.failure == nil }.map(\.path)).sorted {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
        return updated
    }

    private static func entries(of outcome: Outcome, where isWanted: (Finding) -> Bool) -> [BaselineEntry] {
        let files = outcome.files
        let failing = outcome.steps.filter { $0.verdict == .failed }
        var entries: [BaselineEntry] = []
        // A list that grows exists twice for a moment.
        entries.reserveCapacity(outcome.findings.count(where: isWanted))
        for finding in outcome.findings where isWanted(finding) {
            guard let fingerprint = finding.fingerprint else { continue }
            var entry = BaselineEntry(
                rule: finding.rule, path: files[finding.place.file.index].path, key: finding.key,
                message: finding.message, fingerprint: fingerprint)
            if PreflightChain.rules.contains(finding.rule) {
                entry.steps = failing.filter { step in step.links.contains { finding.breaks($0, of: step) } }
                    .map(\.subject)
            }
            entries.append(entry)
        }
        return entries
    }
}
