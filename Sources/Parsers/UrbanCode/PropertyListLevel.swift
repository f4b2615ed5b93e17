import Diagnostics

extension UrbanCodeDocument {
    /// The list with its properties at a level; properties with a level of their own keep it.
    public func placed(at level: Scope) -> UrbanCodeDocument {
        guard isPropertyList else { return self }
        var placed = self
        placed.move(to: level)
        placed.givenLevel = level
        return placed
    }

    private mutating func move(to level: Scope) {
        let own = sheetScope ?? listScope
        for index in properties.indices where properties[index].scope == own { properties[index].scope = level }
        let named = listScope.environment
        environments.removeAll { $0.value == named && $0.range == SourceRange(0, 0) }
        if let environment = level.environment, !environments.contains(where: { $0.value == environment }) {
            environments.append(Located(environment, at: SourceRange(0, 0)))
        }
    }

    /// Moves the properties of a sheet to the level that its path names, such as `agents/0f4e/propSheet.1`. The path
    /// has only the ID of the owner, so the file is expected to have its name.
    mutating func placeSheet(at path: String) {
        let scope: Scope
        switch path.split(separator: "/").first {
        case "agents": scope = Scope(level: .agent, owner: nameOfFile)
        case "resources": scope = Scope(level: .resource, owner: nameOfFile)
        case "components": scope = Scope(level: .component, owner: nameOfFile)
        case "applications": scope = Scope(level: .application)
        default: return
        }
        move(to: scope)
        sheetScope = scope
    }
}

/// An environment, component, resource or agent that the level of a list names, and that no export has.
public struct UnknownOwner: Sendable {
    /// `environment`, `component`, `resource` or `agent`.
    public let kind: String
    public let name: String
    /// Those that the exports have.
    public let known: Set<String>
}

extension UrbanCodeDocument {
    /// The owner of the level that the user gave for the list; `nil` if an export has it, or if no export shows owners.
    public func unknownOwner(among exports: [UrbanCodeDocument]) -> UnknownOwner? {
        if holdsRequests, !isPropertyList { return unknownEnvironment(among: exports) }
        guard isPropertyList, let level = givenLevel else { return nil }
        func missing(_ kind: String, _ name: String?, _ known: [String]) -> UnknownOwner? {
            guard let name, !known.isEmpty, !known.contains(name) else { return nil }
            return UnknownOwner(kind: kind, name: name, known: Set(known))
        }
        let exports = exports.filter { !$0.isPropertyList }
        let environment = missing("environment", level.environment, exports.flatMap { $0.environments.map(\.value) })
        switch level.level {
        case .environment: return environment
        case .component, .componentEnvironment:
            return environment ?? missing("component", level.owner, exports.flatMap(\.components))
        case .resource: return missing("resource", level.owner, exports.flatMap { $0.resources.map(\.path) })
        case .agent: return missing("agent", level.owner, exports.flatMap { $0.resources.compactMap(\.agent) })
        case .process, .version, .application, .system: return nil
        }
    }

    /// The first environment that a request names and that no export has. One for another application says nothing about
    /// those that are checked.
    private func unknownEnvironment(among exports: [UrbanCodeDocument]) -> UnknownOwner? {
        let exports = exports.filter { $0.isApplication }
        for scope in properties.lazy.map(\.scope) {
            guard let environment = scope.environment, !environment.contains("$"), !environment.contains("{{") else {
                continue
            }
            let known = exports.filter { scope.application == nil || $0.applicationName == scope.application }
                .flatMap { $0.environments.map(\.value) }
            if !known.isEmpty, !known.contains(environment) {
                return UnknownOwner(kind: "environment", name: environment, known: Set(known))
            }
        }
        return nil
    }

    /// Whether the file has the owner of a scope.
    func has(_ scope: Scope) -> Bool {
        switch scope.level {
        case .agent: resources.contains { $0.agent == scope.owner }
        case .resource: resources.contains { $0.path == scope.owner }
        case .component: components.contains { $0 == scope.owner }
        case .application: isApplication
        case .process, .version, .environment, .componentEnvironment, .system: false
        }
    }
}
