import Diagnostics
import Reading
import Rules
import Subjects

/// Tells whether the silence of a rule in a run means that nothing is wrong.
struct RuleScope {
    private let selected: (RuleID) -> Bool
    /// The inputs that were read to their end.
    private let paths: Set<String>
    private let names: [FileID: String]
    private let unknown: [RuleID: [Check]]
    /// The rules that passed or failed somewhere.
    private let decided: Set<RuleID>
    private let areas: [RuleID: RuleArea]

    init(_ checks: [Check], in workspace: Workspace, selected: @escaping (RuleID) -> Bool) {
        self.selected = selected
        let incomplete = RuleCatalog.rules { $0.completeness != .untouched }
        paths = Set(
            workspace.inputs.filter { input in !input.problems.contains { incomplete.contains($0.code) } }
                .map(\.file.path))
        names = Dictionary(
            workspace.inputs.map { ($0.file.id, $0.file.path) }, uniquingKeysWith: { first, _ in first })
        var unknown: [RuleID: [Check]] = [:]
        var decided = Set<RuleID>()
        for check in checks {
            switch check.result {
            case .unknown: unknown[check.rule, default: []].append(check)
            case .passed, .failed: decided.insert(check.rule)
            case .notApplicable: continue
            }
        }
        self.unknown = unknown
        self.decided = decided
        areas = Dictionary(RuleCatalog.infos.map { ($0.id, $0.area) }, uniquingKeysWith: { first, _ in first })
    }

    /// Whether the absence of findings means that nothing is wrong: the rule ran, the input was read, and nothing is
    /// unknown. A rule across files has to have judged something.
    func isDecided(_ rule: RuleID, in path: String) -> Bool {
        guard let area = areas[rule] else { return true }
        guard selected(rule), paths.contains(path), area != .preflight || decided.contains(rule) else { return false }
        return !(unknown[rule] ?? []).contains { check in
            check.file.flatMap { names[$0] }.map { $0 == path } ?? true
        }
    }
}
