import Diagnostics
import Languages
import Secrets

/// The properties with which a request starts a process. They outweigh everything else
/// (docs/reference/urbancode.md#53-order-of-precedence-highest-first), but only when this request starts it.
extension PropertyResolver {
    /// What makes a value undecided that requests may replace; `nil` if none gives another one.
    mutating func replaced(_ reference: PropertyReference, _ context: PropertyContext, by found: Found) -> Found? {
        guard reference.scope == nil || reference.scope == "process" else { return nil }
        let home = context.environment?.document ?? context.document
        let request = index.startingProperties(reference.name).first { number, property in
            let (scope, application) = (property.scope, documents[home].applicationName)
            guard scope.environment.map({ $0 == context.environment?.name || $0.contains("$") }) ?? true else {
                return false
            }
            guard scope.application.map({ $0 == application ?? $0 }) ?? true else { return false }
            switch found {
            case .property(let value, _), .passed(let value, _, _):
                return ShadowedProperties.differ(value, property.value)
            case .nothing: return true
            case .undecided: return false
            }
        }
        guard let (number, property) = request else { return nil }
        let origin = index.origin(property, in: number)
        if case .property(_, let shown) = found { note(PropertyContradiction(one: shown, other: origin)) }
        return .undecided(
            needs: "say which \(reference.name) the process is started with: \(documents[number].file.path) gives one",
            origin)
    }
}
