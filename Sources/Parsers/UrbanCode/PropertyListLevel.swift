import Diagnostics

extension UrbanCodeDocument {
    /// The list with its properties at a level; properties with a level of their own keep it.
    public func placed(at level: Scope) -> UrbanCodeDocument {
        guard isPropertyList else { return self }
        var placed = self
        let own = listScope
        for index in placed.properties.indices where placed.properties[index].scope == own {
            placed.properties[index].scope = level
        }
        placed.environments.removeAll { $0.value == own.environment && $0.range == SourceRange(0, 0) }
        if let environment = level.environment, !placed.environments.contains(where: { $0.value == environment }) {
            placed.environments.append(Located(environment, at: SourceRange(0, 0)))
        }
        placed.isPlaced = true
        return placed
    }
}
