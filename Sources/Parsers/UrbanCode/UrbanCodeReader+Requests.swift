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
        document.holdsRequests = true
        let application = application(of: object)
        let scope: UrbanCodeDocument.Scope =
            switch (environment?.value, component) {
            case (let environment?, let component?):
                .init(
                    level: .componentEnvironment, environment: environment, owner: component, application: application)
            case (let environment?, nil):
                .init(level: .environment, environment: environment, application: application)
            case (nil, let component?): .init(level: .component, owner: component)
            case (nil, nil):
                object.has(.resource)
                    ? .init(level: .resource, owner: text(.resource, of: object)?.value)
                    : object.has(.application)
                        ? .init(level: .application, application: application) : .init(level: .system)
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
        document.holdsRequests = true
        let scope = UrbanCodeDocument.Scope(
            level: .process, environment: text(.environment, of: object)?.value,
            owner: text(.applicationProcess, of: object)?.value, application: application(of: object))
        if json.kind(properties) == .object {
            map(properties, scope)
        } else {
            each(properties) { $0.property($1, scope, isDefinition: false, isRequest: true) }
        }
        members(object, Context(), except: .properties)
    }

    /// The application that a request names; `nil` for a variable.
    func application(of object: UrbanCodeObject) -> String? {
        text(.application, of: object).flatMap { $0.value.contains("$") ? nil : $0.value }
    }
}
