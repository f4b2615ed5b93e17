import Diagnostics
import RACF
import Rules
import Subjects

extension Checker {
    /// Lowers findings in documents, then applies the severities and the ignored paths of the configuration. A check
    /// without remaining findings is not applicable.
    func configure(_ judged: Judged, in progress: Progress) -> Judged {
        var judged = judged
        Self.lowerInDocumentation(&judged.findings, progress.workspace)
        let configuration = options.configuration
        guard !configuration.rules.isEmpty || !configuration.ignores.isEmpty else { return judged }
        let paths = progress.findings.paths.map { Array($0.utf8) }
        var ignored = Set<RuleSubjectKey>()
        var isLeft = Set<RuleSubjectKey>()
        judged.findings = judged.findings.compactMap { finding in
            let path = paths[finding.place.file.index]
            let keys = finding.subjects.map { RuleSubjectKey(rule: finding.rule, subject: $0) }
            if isIgnored(finding.rule, path) {
                ignored.formUnion(keys)
                return nil
            }
            isLeft.formUnion(keys)
            var finding = finding
            finding.severity = severity(finding.severity, of: finding.rule)
            return finding
        }
        judged.left = left(judged.left, paths)
        for index in judged.checks.indices {
            let key = RuleSubjectKey(rule: judged.checks[index].rule, subject: judged.checks[index].subject)
            guard ignored.contains(key), !isLeft.contains(key) else { continue }
            judged.checks[index].result = .notApplicable("ignored by the configuration")
        }
        judged.ignored = ignored
        return judged
    }

    /// What the configuration does to findings that are only counted is what it does to the others of their group.
    private func left(_ left: [FindingGroup: Int], _ paths: [[UInt8]]) -> [FindingGroup: Int] {
        var configured: [FindingGroup: Int] = [:]
        for (group, count) in left where !isIgnored(group.rule, paths[group.file.index]) {
            var group = group
            group.severity = severity(group.severity, of: group.rule)
            configured[group, default: 0] += count
        }
        return configured
    }

    private func isIgnored(_ rule: RuleID, _ path: [UInt8]) -> Bool {
        mayLeaveOut(rule)
            && options.configuration.ignores.contains { ignore in
                ignore.rules.contains(rule) && ignore.paths.contains { $0.matches(path) }
            }
    }

    private func severity(_ own: Severity, of rule: RuleID) -> Severity {
        guard let severity = options.configuration.rules[rule]?.severity else { return own }
        return mayLeaveOut(rule) ? severity : max(severity, own)
    }

    /// Lowers findings in documents by one severity, because nobody runs what a document shows as it is.
    private static func lowerInDocumentation(_ findings: inout [Finding], _ workspace: Workspace) {
        let decks = Deck.all(in: workspace).filter { $0.regions.contains(where: \.isDocumentation) }
        guard !decks.isEmpty else { return }
        let lowered = RuleCatalog.rules(where: \.isLowerInDocumentation)
        for index in findings.indices where lowered.contains(findings[index].rule) {
            let place = findings[index].place
            guard let deck = decks.first(where: { $0.file.id == place.file }) else { continue }
            let isShown = place.range.map { deck.region(at: $0)?.isDocumentation ?? false } ?? deck.isDocumentation
            guard isShown else { continue }
            findings[index].severity = findings[index].severity.lowered
        }
    }
}
