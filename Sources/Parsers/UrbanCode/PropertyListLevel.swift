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

extension UrbanCodeDocument {
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
