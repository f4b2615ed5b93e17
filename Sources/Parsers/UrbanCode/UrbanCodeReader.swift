import Diagnostics

/// Walks the JSON of an export and collects scopes, properties and processes. Objects of unknown kind are walked
/// too, because exports nest and grow.
struct UrbanCodeReader {
    var document: UrbanCodeDocument
    private(set) var secrets: [SourceRange] = []
    let json: JSONDocument

    /// What the objects around the current one say.
    struct Context {
        var environment: String?
        var component: String?
        var isGeneric = false
        /// The scope that a bare `properties` array belongs to.
        var scope: UrbanCodeDocument.Scope?
        /// Index in `document.processes`.
        var process: Int?
    }

    init(_ json: JSONDocument) {
        self.json = json
        document = UrbanCodeDocument(file: json.file, form: json.isYAML ? .yaml : .json)
    }

    mutating func read() {
        for root in json.roots {
            if json.kind(root) == .array {
                for element in json.elements(root) { top(element) }
            } else {
                top(root)
            }
        }
    }

    private mutating func top(_ index: Int) {
        guard json.kind(index) == .object else { return walk(index, Context()) }
        var context = Context()
        if has("rootActivity", index) || (has("process-name", index) && has("process", index)) {
            process(index, context)
        } else if has("environments", index) || has("applicationProcessList", index)
            || has("environmentTemplates", index)
        {
            document.isApplication = true
            context.scope = .init(level: .application)
            members(index, context)
        } else if has("propSheetGroup", index) || has("componentTemplate", index) || has("envPropDefs", index)
            || has("componentType", index)
        {
            component(index, context)
        } else if has("componentPropSheets", index) {
            environment(index, context)
        } else if has("roleProperties", index) || has("impersonationUser", index) {
            resource(index)
            members(index, context)
        } else if has("name", index)
            && (has("value", index) || has("secure", index) || has("isSecure", index) || has("default", index))
        {
            listed(index)
        } else if let list = json.value("properties", of: index), json.kind(list) == .array {
            document.becomePropertyList()
            context.scope = document.listScope
            members(index, context)
        } else {
            members(index, context)
        }
    }

    /// An element of a property list, or the body of a request that sets or defines one (its scope stands in it).
    private mutating func listed(_ index: Int) {
        let isDefinition = has("default", index) && !has("value", index)
        let environment = text("environment", of: index)
        let component = text("component", of: index)?.value
        if let environment, !document.environments.contains(where: { $0.value == environment.value }) {
            document.environments.append(environment)
        }
        let scope: UrbanCodeDocument.Scope
        if component != nil, environment != nil || isDefinition {
            scope = .init(level: .componentEnvironment, environment: environment?.value, owner: component)
        } else if let environment {
            scope = .init(level: .environment, environment: environment.value)
        } else if component != nil {
            scope = .init(level: .component, owner: component)
        } else if has("resource", index) {
            scope = .init(level: .resource)
        } else if has("application", index) {
            scope = .init(level: .application)
        } else {
            document.becomePropertyList()
            scope = document.listScope
        }
        property(index, scope, isDefinition: isDefinition)
    }

    // MARK: Walking

    private mutating func walk(_ index: Int, _ context: Context) {
        switch json.kind(index) {
        case .object:
            if json.value("rootActivity", of: index) != nil {
                process(index, context)
            } else {
                members(index, context)
            }
        case .array: for element in json.elements(index) { walk(element, context) }
        case .string, .number, .true, .false, .null, .broken: break
        }
    }

    mutating func members(_ index: Int, _ context: Context) {
        if readNode(index, context) {
            members(index, context, except: "properties")
        } else {
            for (key, value) in json.members(index) { member(json.string(key), value, context) }
        }
    }

    /// The rest of an object, one member of which is read already.
    mutating func members(_ index: Int, _ context: Context, except read: StaticString) {
        for (key, value) in json.members(index) where !json.isKey(key, read) {
            member(json.string(key), value, context)
        }
    }

    private mutating func member(_ key: String, _ value: Int, _ context: Context) {
        let owner = context.component
        switch key.lowercased() {
        case "components": each(value) { $0.component($1, context) }
        case "componenttemplate": template(value, context)
        case "environments", "environmenttemplates": each(value) { $0.environment($1, context) }
        case "componentpropsheets": each(value) { $0.componentSheet($1, context) }
        case "genericprocesses", "linkedprocesses":
            var inner = context
            inner.isGeneric = true
            each(value) { $0.process($1, inner) }
        case "processes", "applicationprocesslist": each(value) { $0.process($1, context) }
        case "envpropdefs": definitions(value, .init(level: .componentEnvironment, owner: owner))
        case "respropdefs": definitions(value, .init(level: .resource, owner: owner))
        case "versionpropdefs": definitions(value, .init(level: .version, owner: owner))
        case "propdefs":
            let process = context.process.map { document.processes[$0].name }
            definitions(value, .init(level: process == nil ? .component : .process, owner: process ?? owner))
        case "properties" where json.kind(value) == .array:
            guard let scope = context.scope else { return walk(value, context) }
            each(value) { $0.property($1, scope, isDefinition: false) }
        case "roleproperties": map(value, .init(level: .resource))
        case "impersonationpassword": hide(value)
        case "name", "description", "label": break
        default:
            text(value, context)
            walk(value, context)
        }
    }

    private mutating func each(_ array: Int, _ body: (inout UrbanCodeReader, Int) -> Void) {
        for element in json.elements(array) where json.kind(element) == .object { body(&self, element) }
    }

    private mutating func component(_ index: Int, _ context: Context) {
        var inner = context
        let name = text("name", of: index)?.value ?? context.component ?? ""
        inner.component = name
        inner.scope = .init(level: .component, owner: name)
        if !document.components.contains(name) { document.components.append(name) }
        let isDescribed = has("propSheetGroup", index) || has("componentTemplate", index) || has("envPropDefs", index)
        if isDescribed { document.describedComponents.insert(name) }
        if let template = json.value("componentTemplate", of: index), json.kind(template) == .object {
            document.templates[name] = text("name", of: template)?.value
        }
        members(index, inner)
    }

    /// What a template declares belongs to every component made from it; here to the one that holds it.
    private mutating func template(_ index: Int, _ context: Context) {
        guard context.component == nil else { return members(index, context) }
        component(index, context)
    }

    private mutating func environment(_ index: Int, _ context: Context) {
        var inner = context
        let name = text("name", of: index) ?? Located("", at: json.range(index))
        document.environments.append(name)
        inner.environment = name.value
        inner.scope = .init(level: .environment, environment: name.value)
        members(index, inner)
    }

    private mutating func componentSheet(_ index: Int, _ context: Context) {
        var inner = context
        inner.scope = .init(
            level: .componentEnvironment, environment: context.environment,
            owner: text("componentName", of: index)?.value ?? "")
        members(index, inner)
    }

    private mutating func resource(_ index: Int) {
        guard let user = text("impersonationUser", of: index) else { return }
        document.resources.append(
            .init(
                name: text("name", of: index) ?? Located("", at: user.range),
                impersonationUser: .init(
                    key: user, value: PropertyValue(user.value, isSecret: false), range: user.range),
                isForced: json.value("impersonationForce", of: index).flatMap(boolean) == true))
    }

    // MARK: Properties

    private mutating func definitions(_ array: Int, _ scope: UrbanCodeDocument.Scope) {
        each(array) { $0.property($1, scope, isDefinition: true) }
    }

    private mutating func property(_ index: Int, _ scope: UrbanCodeDocument.Scope, isDefinition: Bool) {
        guard let name = text("name", of: index) else { return walk(index, Context()) }
        let valueIndex = json.value("value", of: index) ?? (isDefinition ? json.value("default", of: index) : nil)
        let type = text("type", of: index)?.value.uppercased()
        let flag = json.value("secure", of: index) ?? json.value("isSecure", of: index)
        var isSecure = flag.flatMap(boolean) ?? (type.map { $0 == "SECURE" || $0 == "PASSWORD" })
        if type == "SECURE" { isSecure = true }
        let isSecret = isSecure == true || SecretName.matches(name.value)
        let (value, range) = read(valueIndex, isSecret: isSecret)
        switch value {
        case .masked, .ciphertext: isSecure = isSecure ?? true
        case .missing, .blank, .text, .external, .literal: break
        }
        document.properties.append(
            .init(
                scope: scope, name: name, value: value, valueRange: range, isSecure: isSecure,
                isDefinition: isDefinition))
    }

    /// An object that maps names to values.
    private mutating func map(_ index: Int, _ scope: UrbanCodeDocument.Scope) {
        for (key, value) in json.members(index) {
            let name = Located(json.string(key), at: json.contentRange(key))
            let (value, range) = read(value, isSecret: SecretName.matches(name.value))
            document.properties.append(
                .init(scope: scope, name: name, value: value, valueRange: range, isSecure: nil, isDefinition: false))
        }
    }

    /// A value as text, whatever its JSON type; the place of a secret is remembered.
    mutating func read(_ index: Int?, isSecret: Bool) -> (PropertyValue, SourceRange?) {
        guard let index, let text = scalar(index) else { return (.missing, nil) }
        let range = json.contentRange(index)
        let value = PropertyValue(text, isSecret: isSecret)
        if value.isSecret { secrets.append(range) }
        return (value, range)
    }

    /// Keeps a text for its references.
    private mutating func text(_ index: Int, _ context: Context) {
        guard json.kind(index) == .string else { return }
        let range = json.contentRange(index)
        guard document.file.bytes[range.bounds].contains(UInt8(ascii: "$")) else { return }
        let value = ReferenceText(json.string(index))
        guard !value.isPlain else { return }
        document.texts.append(.init(value: value, range: range, process: context.process))
    }

    private mutating func hide(_ index: Int) { _ = read(index, isSecret: true) }

    // MARK: Scalars

    func has(_ key: StaticString, _ index: Int) -> Bool { json.value(key, of: index) != nil }

    /// The text of a string member.
    func text(_ key: StaticString, of index: Int) -> Located<String>? {
        guard let value = json.value(key, of: index), json.kind(value) == .string else { return nil }
        return Located(json.string(value), at: json.contentRange(value))
    }

    func scalar(_ index: Int) -> String? {
        switch json.kind(index) {
        case .string, .number, .true, .false: json.string(index)
        case .object, .array, .null, .broken: nil
        }
    }

    func boolean(_ index: Int) -> Bool? {
        switch scalar(index)?.lowercased() {
        case "true"?: true
        case "false"?: false
        default: nil
        }
    }
}
