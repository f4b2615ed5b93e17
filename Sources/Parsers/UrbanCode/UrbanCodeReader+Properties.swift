import Diagnostics
import Languages
import Secrets
import Trees

/// Reads properties, their definitions, and texts that refer to properties.
extension UrbanCodeReader {
    /// Reads an element of a property list, or the body of a request that sets or defines a property (the body contains
    /// its scope).
    mutating func listed(_ object: UrbanCodeObject) {
        let isDefinition = object.has(.default) && !object.has(.value)
        let environment = text(.environment, of: object)
        let component = text(.component, of: object)?.value
        if let environment { name(environment) }
        let application = application(of: object)
        let scope: UrbanCodeDocument.Scope
        if component != nil, environment != nil || isDefinition {
            scope = .init(
                level: .componentEnvironment, environment: environment?.value, owner: component,
                application: environment == nil ? nil : application)
        } else if let environment {
            scope = .init(level: .environment, environment: environment.value, application: application)
        } else if component != nil {
            scope = .init(level: .component, owner: component)
        } else if object.has(.resource) {
            scope = .init(level: .resource, owner: text(.resource, of: object)?.value)
        } else if object.has(.application) {
            scope = .init(level: .application, application: application)
        } else {
            document.becomePropertyList()
            scope = document.listScope
        }
        let isRequest = environment != nil || component != nil || object.has(.application) || object.has(.resource)
        if isRequest { document.holdsRequests = true }
        property(object, scope, isDefinition: isDefinition, isRequest: isRequest)
    }

    /// Reads `propDefs` of processes, of environment and application templates, and of components.
    func scopeOfDefinitions(_ context: Context) -> UrbanCodeDocument.Scope {
        if let process = context.process { return document.processes[process].scope }
        if context.component == nil, let scope = context.scope, scope.level != .component { return scope }
        return .init(level: .component, owner: context.component)
    }

    mutating func definitions(_ array: Int, _ scope: UrbanCodeDocument.Scope) {
        each(array) { $0.property($1, scope, isDefinition: true) }
    }

    /// - Parameter isRequest: whether it is the body of a request, which a script may fill.
    mutating func property(
        _ object: UrbanCodeObject, _ scope: UrbanCodeDocument.Scope, isDefinition: Bool, isRequest: Bool = false
    ) {
        guard let name = string(.name, of: object) ?? string(.property, of: object) else {
            return members(object, Context())
        }
        noteDuplicates(in: object.index)
        let valueIndex = object[.value] ?? (isDefinition ? object[.default] : nil)
        let type = string(.type, of: object).map { PropertyType(rawValue: json.string($0).uppercased()) ?? .other }
        let flag = boolean(.secure, of: object) ?? boolean(.isSecure, of: object)
        var isSecure = flag ?? type.map { $0 != .other }
        if type == .secure { isSecure = true }
        var (value, range) = read(valueIndex, isSecret: isSecure == true || tree.isSecret(name))
        if let valueIndex, !json.isScalar(valueIndex), isSecure == true || tree.isSecret(name) { hide(valueIndex) }
        if isRequest, case .text(let text) = value, Self.isShellVariable(text.source) { value = .external(text.source) }
        switch value {
        case .masked, .ciphertext: isSecure = isSecure ?? true
        case .missing, .blank, .text, .external, .literal: break
        }
        document.properties.append(
            .init(
                scope: scope, name: json.located(name), value: value, valueRange: range, isSecure: isSecure,
                isDefinition: isDefinition))
        for (key, other) in json.members(object.index) where other != valueIndex {
            // The definition may have a password for fetching a list of choices: `httpPassword`.
            if tree.isSecret(key) {
                credential(key, other)
            } else if isSecure == true || tree.isSecret(name) {
                repeated(key, other)
            }
        }
    }

    /// Hides every text of a list or an object in the place of a secret.
    private mutating func hide(_ value: Int) {
        for index in value..<Int(nodes[value].next) where nodes[index].kind == .string {
            secrets.append(json.contentRange(index))
        }
    }

    /// The value of a secure property counts the last time that it occurs, and is a secret each time.
    private mutating func repeated(_ key: Int, _ value: Int) {
        let number = nodes[key].text
        let word = number == TextTable.none ? UrbanCodeWord(json.string(key)) : words[Int(number)]
        if word == .value || word == .default { _ = read(value, isSecret: true) }
    }

    /// `$PORT` or `${PORT}`.
    private static func isShellVariable(_ text: String) -> Bool {
        guard text.hasPrefix("$") else { return false }
        let name = text.hasPrefix("${") && text.hasSuffix("}") ? text.dropFirst(2).dropLast() : text.dropFirst()
        return !name.isEmpty && name.utf8.allSatisfy(\.isNameByte)
    }

    /// Reads an object that maps names to values.
    mutating func map(_ index: Int, _ scope: UrbanCodeDocument.Scope) {
        noteDuplicates(in: index)
        for (key, value) in json.members(index) {
            let name = json.located(key)
            let (value, range) = read(value, isSecret: tree.isSecret(key))
            document.properties.append(
                .init(scope: scope, name: name, value: value, valueRange: range, isSecure: nil, isDefinition: false))
        }
    }

    /// Reads a value of any JSON type as text; the place of a secret is recorded.
    mutating func read(_ index: Int?, isSecret: Bool) -> (PropertyValue, SourceRange?) {
        guard let index, json.isScalar(index) else { return (.missing, nil) }
        let range = json.contentRange(index)
        let value = PropertyValue(json.string(index), isSecret: isSecret)
        if value.isSecret { secrets.append(range) }
        return (value, range)
    }

    /// Records a text with references.
    mutating func text(_ index: Int, _ key: Int, _ context: Context) {
        let value = ReferenceText(json.string(index))
        guard !value.isPlain else { return }
        document.texts.append(
            .init(
                value: value, range: json.contentRange(index), process: context.process, step: context.step,
                key: json.string(key)))
    }

    /// Records a value with a name that indicates a secret and that is neither a property nor a field.
    mutating func credential(_ key: Int, _ value: Int) {
        let (secret, range) = read(value, isSecret: true)
        guard let range, secret.isSecret else { return }
        document.credentials.append(.init(key: json.located(key), value: secret, range: range))
    }
}
