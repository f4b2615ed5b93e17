import Diagnostics
import Languages

/// The resolution of a reference that no input defines.
extension PropertyResolver {
    mutating func undefined(
        _ reference: PropertyReference, _ context: PropertyContext, _ path: [Resolution.Origin]
    ) -> Resolution {
        if let text = builtIn(reference, context) { return Resolution(.text(text), path) }
        if isAtRunTime(reference, context) {
            return Resolution(.unknown(needs: "run the process: \(reference.text) is known only then"), path)
        }
        let level = reference.scope.flatMap(UrbanCodeDocument.Scope.Level.init(rawValue:))
        let isGiven = level.map { levels[context.levels].given.contains($0) } ?? false
        if let (list, property) = index.unplacedProperty(reference.name) {
            return Resolution(.unknown(needs: Self.place(documents[list], property)), path)
        }
        // Exports show environments, sometimes resources, but neither agents nor the system.
        let isInEnvironment = context.environment != nil && context.kind != .generic
        let isSought = isGiven || isInEnvironment && (level == nil || level == .environment)
        guard isSought, !reference.isLegacy else {
            return Resolution(
                .unknown(needs: Self.needed(level, context)), path, absent: reference.isLegacy ? nil : reference)
        }
        if reference.isLenient { return Resolution(.text(""), path, absent: isGiven ? nil : reference) }
        // Whether case distinguishes names is undocumented.
        let isCertain = isGiven && index.otherCase(of: reference.name) == nil
        return Resolution(.undefined(reference, isCertain: isCertain), path)
    }

    static func place(_ list: UrbanCodeDocument, _ property: UrbanCodeDocument.Property) -> String {
        let level = list.form == .script ? property.scope : list.givenLevel
        return level.map { "give the resources, which show what runs on \($0.owner ?? ""): \(list.file.path)" }
            ?? "say in .jmoncheck.yml which level \(list.file.path) belongs to (level:)"
    }

    /// The input that would show a property of a level, or of any level.
    static func needed(_ level: UrbanCodeDocument.Scope.Level?, _ context: PropertyContext) -> String {
        switch level {
        case .component?: "give the export of the component"
        case .application?: "give the export of the application"
        case .version?, .resource?, .agent?, .system?, .process?:
            "give the properties of the \(level?.rawValue ?? "")"
        case .environment?, .componentEnvironment?:
            "give the environments, in an export of the application or as property lists"
        case nil where context.kind == .generic && !context.isPlaced: needed(.resource, context)
        case nil where context.environment == nil && context.kind != .generic: needed(.environment, context)
        case nil: "give the properties of the agent"
        }
    }

    private func builtIn(_ reference: PropertyReference, _ context: PropertyContext) -> String? {
        guard reference.scope == nil else { return nil }
        return switch reference.name {
        case "component.name": context.component
        case "environment.name": context.kind == .generic ? nil : context.environment?.name
        default: nil
        }
    }

    private static let builtInWords: Set<String> = [
        "agent", "application", "component", "environment", "inventory", "process", "request", "resource", "server",
        "snapshot", "system", "user", "version",
    ]

    /// The properties that the server and the agent give every resource.
    private static let ofEveryResource: Set<String> = ["work.dir", "name", "path", "id", "description"]

    /// Outputs of earlier steps and values that the server sets when the process runs.
    private func isAtRunTime(_ reference: PropertyReference, _ context: PropertyContext) -> Bool {
        guard reference.scope != nil else {
            let word = reference.name.prefix { $0 != "." }
            return word.count < reference.name.count && Self.builtInWords.contains(String(word))
        }
        guard reference.name != "allProperties" else { return true }
        if reference.scope == "resource", Self.ofEveryResource.contains(reference.name) { return true }
        return !reference.namesLevel
    }
}
