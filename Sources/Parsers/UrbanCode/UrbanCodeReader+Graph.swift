import Diagnostics

/// Processes, the nodes of their graphs, and steps.
extension UrbanCodeReader {
    mutating func process(_ index: Int, _ context: Context) {
        var inner = context
        let given = text("component", of: index)?.value
        inner.component = context.component ?? given
        let isComponents = inner.component != nil || has("takesVersion", index) || has("inventoryActionType", index)
        let isApplications = has("inventoryManagementType", index) || document.isApplication
        let kind: UrbanCodeDocument.Process.Kind =
            context.isGeneric ? .generic : isComponents ? .component : isApplications ? .application : .generic
        inner.process = document.processes.count
        inner.scope = nil
        document.processes.append(
            .init(
                name: (text("name", of: index) ?? text("process-name", of: index))?.value ?? "",
                kind: kind, component: inner.component, steps: []))
        guard let map = json.value("process", of: index), json.kind(map) == .object else {
            return members(index, inner)
        }
        coded(map, inner)
        members(index, inner, except: "process")
    }

    /// Steps of process-as-code are a map by their names.
    private mutating func coded(_ map: Int, _ context: Context) {
        guard let process = context.process else { return }
        for (key, value) in json.members(map) where json.kind(value) == .object {
            let name = Located(json.string(key), at: json.contentRange(key))
            document.processes[process].nodes.insert(name.value)
            if readStep(value, context, named: name) {
                members(value, context, except: "properties")
            } else {
                members(value, context)
            }
        }
    }

    /// Takes the object as a node of a graph; says whether its properties are read with that.
    mutating func readNode(_ index: Int, _ context: Context) -> Bool {
        guard let process = context.process else { return false }
        if has("type", index), let name = text("name", of: index)?.value {
            document.processes[process].nodes.insert(name)
        }
        if let called = text("componentProcessName", of: index) {
            document.processes[process].calls.append(
                .init(
                    component: text("componentName", of: index)?.value, process: called.value,
                    passed: fields(index)))
            return true
        }
        return readStep(index, context, named: text("name", of: index))
    }

    /// What stands in `properties`, an object or an array.
    private mutating func fields(_ index: Int) -> [UrbanCodeDocument.Field] {
        guard let map = json.value("properties", of: index) else { return [] }
        var fields: [UrbanCodeDocument.Field] = []
        for (key, value) in json.members(map) {
            fields.append(field(Located(json.string(key), at: json.contentRange(key)), value))
        }
        for element in json.elements(map) {
            guard let name = text("name", of: element) else { continue }
            guard let value = json.value("value", of: element) else { continue }
            fields.append(field(name, value))
        }
        return fields
    }

    /// Takes the object as a step of a plug-in, if it is one: server exports, create bodies, process-as-code.
    private mutating func readStep(_ index: Int, _ context: Context, named name: Located<String>?) -> Bool {
        guard let process = context.process, let command = text("commandName", of: index) ?? text("command", of: index),
            let plugin = text("pluginName", of: index) ?? text("plugin", of: index)
        else { return false }
        let fields = fields(index)
        let version = json.value("pluginVersion", of: index).flatMap(scalar)
        let digits = version?.prefix { $0.isASCII && $0.isNumber } ?? ""
        document.processes[process].steps.append(
            .init(
                name: name
                    ?? Located("", at: SourceRange(Int(json.range(index).start), Int(json.range(index).start) + 1)),
                range: json.range(index), plugin: plugin.value,
                version: Int(digits), command: command.value, fields: fields,
                impersonatedUser: impersonatedUser(index)))
        return true
    }

    private func impersonatedUser(_ index: Int) -> PropertyValue? {
        guard json.value("useImpersonation", of: index).flatMap(boolean) == true else { return nil }
        return PropertyValue(text("impersonationUsername", of: index)?.value ?? "", isSecret: false)
    }

    private mutating func field(_ key: Located<String>, _ value: Int) -> UrbanCodeDocument.Field {
        let (value, range) = read(value, isSecret: SecretName.matches(key.value))
        return .init(key: key, value: value, range: range ?? key.range)
    }
}
