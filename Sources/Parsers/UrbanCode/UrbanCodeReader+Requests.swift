import Diagnostics
import Trees

/// Reads requests that set properties or start processes, and the actions of the automation framework (UCADF), which
/// are requests in YAML.
extension UrbanCodeReader {
    /// Reads `action: UcdSetEnvironmentProperties`, with the properties in a list or a map.
    mutating func action(_ object: UrbanCodeObject) {
        if object.has(.name) || object.has(.property), object.has(.value) { return listed(object) }
        let environment = text(.environment, of: object)
        let component = text(.component, of: object)?.value
        if let environment { name(environment) }
        let scope: UrbanCodeDocument.Scope =
            switch (environment?.value, component) {
            case (let environment?, let component?):
                .init(level: .componentEnvironment, environment: environment, owner: component)
            case (let environment?, nil): .init(level: .environment, environment: environment)
            case (nil, let component?): .init(level: .component, owner: component)
            case (nil, nil):
                object.has(.resource)
                    ? .init(level: .resource, owner: text(.resource, of: object)?.value)
                    : .init(level: object.has(.application) ? .application : .system)
            }
        var context = Context()
        context.scope = scope
        guard let properties = object[.properties] else { return members(object, context) }
        if json.kind(properties) == .object {
            map(properties, scope)
        } else {
            each(properties) { $0.property($1, scope, isDefinition: false, isRequest: true) }
        }
        members(object, context, except: .properties)
    }

    /// Reads the properties of a request that starts a process: `{"applicationProcess": "Deploy", "properties":
    /// {"jes.user": "x"}}`.
    mutating func processRequest(_ object: UrbanCodeObject, _ properties: Int) {
        let scope = UrbanCodeDocument.Scope(level: .process, owner: text(.applicationProcess, of: object)?.value)
        if json.kind(properties) == .object {
            map(properties, scope)
        } else {
            each(properties) { $0.property($1, scope, isDefinition: false, isRequest: true) }
        }
        members(object, Context(), except: .properties)
    }
}
