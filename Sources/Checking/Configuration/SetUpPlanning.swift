import Diagnostics
import Reading
import Subjects

extension SetUp {
    /// The set-ups of a configuration. Without any, all inputs form one; inputs that no set-up names form another.
    static func planned(
        _ inputs: [ParsedInput], _ options: PreflightOptions, plans: [Configuration.SetUpPlan],
        kept: Resolutions = { Lazy($1) }
    ) -> [SetUp] {
        guard !plans.isEmpty else { return unplanned(inputs, options, kept) }
        let paths = SortedPaths(inputs.map { Array($0.file.path.utf8) })
        var isTaken = inputs.map { _ in false }
        let chosen = plans.map { plan in (plan: plan, inputs: plan.select(paths)) }.filter { !$0.inputs.isEmpty }
        for index in chosen.flatMap(\.inputs) { isTaken[index] = true }
        let others = inputs.indices.filter { !isTaken[$0] }.map { inputs[$0] }
        let isRest = !others.isEmpty || chosen.isEmpty
        let isOneOfSeveral = chosen.count + (isRest ? 1 : 0) > 1
        let planned = chosen.map { plan, chosen in
            SetUp(
                name: plan.name, isConfigured: true, isOneOfSeveral: isOneOfSeveral,
                inputs: chosen.map { inputs[$0] }, options: plan.options(options),
                environments: plan.environments?.map(\.name), expected: plan.access, kept: kept)
        }
        return isRest ? planned + unplanned(others, options, kept, isOneOfSeveral: isOneOfSeveral) : planned
    }

    /// Inputs that no configuration puts together form one set-up. If all are documents, each is judged by itself,
    /// because two manuals may define the same thing.
    private static func unplanned(
        _ inputs: [ParsedInput], _ options: PreflightOptions, _ kept: Resolutions, isOneOfSeveral: Bool = false
    ) -> [SetUp] {
        guard inputs.count > 1, inputs.allSatisfy(\.isDocumentation) else {
            return [
                SetUp(
                    name: Workspace.defaultName, isOneOfSeveral: isOneOfSeveral, inputs: inputs, options: options,
                    kept: kept)
            ]
        }
        return inputs.map {
            SetUp(name: $0.file.path, isOneOfSeveral: isOneOfSeveral, inputs: [$0], options: options, kept: kept)
        }
    }
}
