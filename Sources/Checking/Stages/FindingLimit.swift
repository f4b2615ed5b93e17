public import Diagnostics
import RACF
import Reading
import Rules
import Subjects
import UrbanCode

/// Limits the findings of an input to the first ones: nobody reads a million, and each takes a kilobyte.
public enum FindingLimit {
    /// The limit without `--max-findings`.
    public static let standard = 100_000
    /// The limit without `--max-findings` where findings are accepted one by one: a baseline without all of them would
    /// not do.
    public static let accepting = 10_000_000
    /// The limit of those of one rule without `--max-alike`.
    public static let alike = 1_000

    /// The rule that reports that findings were left out.
    public static let rule: RuleID = "IN006"
}

extension Checker {
    /// Removes the findings beyond the limit, and reports that. Without the rule that reports it, nothing is removed.
    func limit(_ progress: inout Progress) {
        let count = options.maxFindings
        guard let info = RuleCatalog.info(FindingLimit.rule), selects(info.id), progress.findings.all.count > count
        else { return }
        var counts: [FileID: Int] = [:]
        var left: [Finding] = []
        progress.changeFindings { findings in
            findings.removeAll { finding in
                let number = counts[finding.place.file, default: 0] + 1
                counts[finding.place.file] = number
                if number == count + 1 { left.append(finding) }
                return number > count
            }
        }
        let message = "only the first \(count) findings of the input are reported (--max-findings)"
        note(left.map(\.place), message, info, &progress)
    }

    /// The number of findings of a rule and an input that are kept. It is not limited if somebody accepts findings one by
    /// one, or if the severity of each depends on its place.
    func mostAlike(in workspace: Workspace) -> Int {
        guard options.suppression.baseline == nil, options.configuration.suppressions.isEmpty else { return .max }
        let needsAll = workspace.inputs.contains { input in
            if !input.suppressions.isEmpty { return true }
            guard case .deck(let deck) = input.document else { return false }
            return deck.regions.contains(where: \.isDocumentation)
        }
        return needsAll ? .max : options.maxAlike
    }

    /// Says with the last finding of a group how many more there are.
    func countAlike(_ progress: inout Progress) {
        var left = progress.left
        guard !left.isEmpty else { return }
        progress.changeFindings { findings in
            for index in findings.indices.reversed() {
                let finding = findings[index]
                let group = FindingGroup(rule: finding.rule, file: finding.place.file, severity: finding.severity)
                guard let count = left.removeValue(forKey: group) else { continue }
                findings[index].more = count
                findings[index].message +=
                    "; \(count) more of \(finding.rule) in this input are counted, but not listed"
            }
        }
    }

    /// Reports exports of which not every step is judged in every environment, and processes of which not every
    /// starter counts.
    func limitSteps(_ progress: inout Progress) {
        guard let info = RuleCatalog.info(FindingLimit.rule), selects(info.id),
            PreflightChain.rules.contains(where: selects)
        else { return }
        let cut = Set(progress.workspace.setUps.flatMap(\.stepResolution.cut)).sorted()
        let message = "the steps run in more environments than are judged; those after the limit are not"
        note(cut.map { Place($0) }, message, info, &progress)
        for process in Set(progress.workspace.setUps.flatMap(\.stepResolution.crowded)) {
            note(
                [process.place],
                "process '\(process.name.squeezed)' is started in more than \(process.limit) ways: only the first "
                    + "\(process.limit) are judged", info, &progress)
        }
    }

    private func note(_ places: [Place], _ message: String, _ info: RuleInfo, _ progress: inout Progress) {
        guard !places.isEmpty else { return }
        let notes = places.flatMap { place in
            var sink = FindingSink(info: info, subject: progress.findings.paths[place.file.index], file: place.file)
            sink.report(message, at: place)
            return sink.findings
        }
        progress.take(Judged(findings: notes))
        let cut = Set(places.map(\.file))
        for index in progress.checks.indices where progress.checks[index].rule == info.id {
            if let file = progress.checks[index].file, cut.contains(file) { progress.checks[index].result = .failed }
        }
    }
}
