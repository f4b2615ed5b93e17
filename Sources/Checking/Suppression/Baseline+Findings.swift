import Diagnostics
import Subjects

extension Baseline {
    /// Marks the findings that are in the baseline.
    ///
    /// - Returns: the state for the rule, and a sentence if entries of protected rules do not count.
    func apply(
        to findings: inout [Finding], as file: FileID, _ context: SuppressionContext, _ scope: RuleScope
    ) -> (state: BaselineState, note: String?) {
        let numbers = Dictionary(
            entries.indices.lazy.map { (entries[$0].fingerprint, $0) }, uniquingKeysWith: { first, _ in first })
        var found = Set<Fingerprint>()
        var refused = 0
        for index in findings.indices {
            let finding = findings[index]
            guard let entry = finding.fingerprint.flatMap({ numbers[$0] }).map({ entries[$0] }),
                entry.rule == finding.rule
            else { continue }
            found.insert(entry.fingerprint)
            guard finding.rule.isAcceptable(allowsCritical: context.allowsCritical) else {
                refused += 1
                continue
            }
            findings[index].isKnown = true
            guard finding.suppression == nil else { continue }
            findings[index].suppression = Suppression(
                kind: .baseline, reason: "in the baseline", place: Place(file, entry.range))
            findings[index].suppression?.steps = Set(entry.steps)
        }
        let stale = entries.filter { entry in
            guard !found.contains(entry.fingerprint) else { return false }
            return context.isGone(entry.path) || scope.isDecided(entry.rule, in: entry.path)
        }
        let note: String? =
            refused == 0
            ? nil
            : "\(refused) known finding\(refused == 1 ? " is of a protected rule and counts" : "s are of protected rules and count"): "
                + "--allow-critical-suppressions was not given."
        return (BaselineState(path: self.file.path, file: file, stale: stale), note)
    }
}
