import Diagnostics
import Trees

/// Reads components, environments and their sheets.
extension UrbanCodeReader {
    mutating func component(_ object: UrbanCodeObject, _ context: Context) {
        var inner = context
        let name = text(.name, of: object)?.value ?? context.component ?? ""
        inner.component = name
        inner.scope = .init(level: .component, owner: name)
        if knownComponents.insert(name).inserted { document.components.append(name) }
        if object.has(.propSheetGroup) || object.has(.componentTemplate) || object.has(.envPropDefs) {
            document.describedComponents.insert(name)
        }
        if let template = object[.componentTemplate], json.kind(template) == .object {
            document.templates[name] = text(.name, of: self.object(template))?.value
        }
        members(object, inner)
    }

    /// The declarations of a template apply to every component made from it; here to the component that contains it.
    mutating func template(_ index: Int, _ context: Context) {
        guard json.kind(index) == .object else { return }
        let object = object(index)
        guard context.component == nil else { return members(object, context) }
        component(object, context)
    }

    mutating func environment(_ object: UrbanCodeObject, _ context: Context) {
        var inner = context
        let name = text(.name, of: object) ?? Located("", at: json.range(object.index))
        document.environments.append(name)
        inner.home = name.range
        inner.environment = name.value
        inner.scope = .init(level: .environment, environment: name.value)
        members(object, inner)
    }

    mutating func componentSheet(_ object: UrbanCodeObject, _ context: Context) {
        var inner = context
        inner.scope = .init(
            level: .componentEnvironment, environment: context.environment,
            owner: text(.componentName, of: object)?.value ?? "")
        members(object, inner)
    }

    /// The name of the environment in a request; `nil` for a variable.
    mutating func name(_ environment: Located<String>) {
        guard !environment.value.contains("$") else { return }
        if knownEnvironments.insert(environment.value).inserted { document.environments.append(environment) }
    }
}
