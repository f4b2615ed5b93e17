import Diagnostics
import Languages

/// The references of a process to outputs of its steps and to the version that it runs for.
struct StepReferences {
    private let process: UrbanCodeDocument.Process

    init(_ process: UrbanCodeDocument.Process) { self.process = process }

    /// Scopes other than levels and steps, whose values the server sets when the process runs.
    private static let atRunTime: Set<String> = [
        "request", "process", "iteration", "inventory", "server", "snapshot", "user", "self",
    ]

    /// The defect of a reference in a step, and a name that may have been intended; `nil` if it is valid.
    ///
    /// - Parameter step: the index of the step; `nil` for a text outside steps.
    func defect(
        of reference: PropertyReference, in step: Int?
    ) -> (defect: DanglingReference.Defect, nearest: String?)? {
        if isOfVersion(reference) { return runsWithoutVersion ? (.noVersion, nil) : nil }
        guard let scope = reference.scope, !reference.namesLevel, !Self.atRunTime.contains(scope.lowercased()),
            !process.nodes.isEmpty
        else { return nil }
        let known = process.nodeNames
        guard let target = known[scope.lowercased()] else { return (.noStep, Self.meant(scope, known.values.sorted())) }
        guard let step else { return nil }
        let graph = process.graph
        let own = process.steps[step].name.value
        guard graph.isShown, !graph.runs(target, before: own) else { return nil }
        return (.laterStep, nil)
    }

    private func isOfVersion(_ reference: PropertyReference) -> Bool {
        reference.scope == "version" || reference.scope == nil && reference.name.hasPrefix("version.")
    }

    /// A generic process has no version either.
    private var runsWithoutVersion: Bool {
        process.kind == .generic || process.kind == .component && process.takesVersion == false
    }

    private static let levels: [String] = [
        "version", "resource", "agent", "environment", "component", "application", "system",
    ]

    /// The intended scope: `env/x` and `enviroment/x` mean a level, `Sumbit/JobId` a step.
    private static func meant(_ scope: String, _ steps: [String]) -> String? {
        let word = scope.lowercased()
        if let level = levels.first(where: { word.count >= 3 && $0.hasPrefix(word) }) { return level }
        return NearestName.find(scope, among: levels) ?? NearestName.find(scope, among: steps)
    }
}
