import Diagnostics
import Reading
import Subjects

extension Checker {
    /// Refuses a baseline of another project.
    func expectOwnBaseline(of reading: ReadInputs) throws(Baseline.Failure) {
        guard let baseline = options.suppression.baseline else { return }
        let paths = Set(reading.inputs.map(\.path))
        let isGone = options.suppression.isGone
        try baseline.check(project: options.configuration.project) { paths.contains($0) || !isGone($0) }
    }

    /// Marks findings that are suppressed or in the baseline, so that they do not count.
    func suppress(_ progress: inout Progress) {
        let (configuration, context) = (options.configuration, options.suppression)
        guard
            !configuration.suppressions.isEmpty || context.baseline != nil
                || progress.workspace.inputs.contains(where: { !$0.suppressions.isEmpty })
        else { return }
        let scope = RuleScope(progress.checks, in: progress.workspace, selected: selects)
        var suppressor = Suppressor(progress.workspace, configuration, context, values: givenValues)
        progress.changeFindings { suppressor.apply(to: &$0) }
        progress.workspace.suppressions = suppressor.lists(scope)
        progress.suppressions = progress.workspace.suppressions.flatMap(\.entries)
        guard let baseline = context.baseline, let file = progress.workspace.ownFiles.baseline else { return }
        var state: BaselineState?
        var note: String?
        progress.changeFindings { findings in
            (state, note) = baseline.apply(to: &findings, as: file.id, context, scope)
        }
        progress.workspace.baseline = state
        progress.notes += note.map { [$0] } ?? []
    }
}
