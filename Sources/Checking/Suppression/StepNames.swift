import Diagnostics
import Rules
import Subjects
import UrbanCode

/// The steps of a workspace by their names, for suppressions: nothing accepts the broken link of a step that was not
/// there when it was written.
struct StepNames {
    private let setUps: [SetUp]

    init(_ workspace: Workspace) { setUps = workspace.setUps }

    /// The steps for which a suppression also accepts the broken link. An entry of the configuration has to name them in
    /// full by its subjects, because a pattern also matches steps that are added later, and a comment has to stand at the
    /// step itself.
    func accepted(_ finding: Finding, by entry: Configuration.Suppression?) -> Set<String> {
        guard PreflightChain.rules.contains(finding.rule) else { return [] }
        var names: Set<String> = []
        for use in setUps.flatMap(\.passTicketUses) {
            let subjects = [use.subjectName] + (use.step.map { [$0.name] } ?? [])
            let isNamed =
                if let entry {
                    subjects.contains { subject in entry.subjects.contains { $0.text == subject } }
                } else { use.holds(finding.place) }
            if isNamed { names.formUnion(subjects) }
        }
        return names
    }
}

extension PassTicketUse {
    /// Whether a place is within its step.
    fileprivate func holds(_ place: Place) -> Bool {
        guard let step, let range = place.range, step.file == place.file else { return false }
        return step.step.range.start <= range.start && range.end <= step.step.range.end
    }
}
