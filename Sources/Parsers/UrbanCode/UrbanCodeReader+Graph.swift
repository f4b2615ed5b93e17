import Contract
import Diagnostics
import Secrets
import Trees

/// Reads processes, the nodes of their graphs, and steps.
extension UrbanCodeReader {
    mutating func process(_ object: UrbanCodeObject, _ context: Context) {
        var inner = context
        inner.component = context.component ?? text(.component, of: object)?.value
        let isComponents = inner.component != nil || object.has(.takesVersion) || object.has(.inventoryActionType)
        let isApplications = object.has(.inventoryManagementType) || document.isApplication
        let kind: UrbanCodeDocument.Process.Kind =
            context.isGeneric ? .generic : isComponents ? .component : isApplications ? .application : .generic
        inner.process = document.processes.count
        // Inside a step it would be a step of this process.
        inner.step = nil
        inner.scope = nil
        let name = (text(.name, of: object) ?? text(.processName, of: object))?.value ?? ""
        var process = UrbanCodeDocument.Process(
            name: name, kind: kind, component: inner.component, steps: [],
            scope: .init(level: .process, owner: name, number: UInt32(document.processes.count) + 1))
        process.takesVersion = boolean(.takesVersion, of: object)
        process.tree = tree
        document.processes.append(process)
        guard let map = object[.process], json.kind(map) == .object else {
            document.processes[document.processes.count - 1].unshownRange = unshownRange(of: object)
            return members(object, inner)
        }
        coded(map, inner)
        members(object, inner, except: .process)
    }

    /// Reads the steps of process-as-code, which are a map by their names.
    private mutating func coded(_ map: Int, _ context: Context) {
        guard let process = context.process else { return }
        noteDuplicates(in: map)
        for (key, value) in json.members(map) where json.kind(value) == .object {
            let step = object(value)
            document.processes[process].nodes.append(json.string(key))
            let isStep = readStep(step, process, name: key, isCoded: true)
            var inner = context
            if isStep { inner.step = document.processes[process].steps.count - 1 }
            members(step, inner, except: isStep ? .properties : nil)
        }
    }

    /// Reads the object as a node of a graph; returns whether its properties are read with it.
    mutating func readNode(_ object: UrbanCodeObject, _ context: Context) -> Bool {
        guard let process = context.process else { return false }
        if object.has(.edges) { document.processes[process].graphs.append(UInt32(object.index)) }
        if object.has(.type), let name = text(.name, of: object)?.value {
            document.processes[process].nodes.append(name)
        }
        if let (called, kind) = calledProcess(object) {
            document.processes[process].calls.append(
                .init(
                    kind: kind,
                    component: kind == .component
                        ? text(.componentName, of: object)?.value ?? context.component : nil,
                    process: called.value, range: called.range, passed: object[.properties].map(tree.fields) ?? []))
            object[.properties].map { findSecrets($0) }
            return true
        }
        return readStep(object, process, name: object[.name])
    }

    @inline(__always)
    private func calledProcess(
        _ object: UrbanCodeObject
    ) -> (Located<String>, UrbanCodeDocument.Process.Kind)? {
        if let called = text(.componentProcessName, of: object) { return (called, .component) }
        // The length of their type excludes most nodes of a graph.
        guard let type = object[.type], json.contentRange(type).count == "runProcess".utf8.count,
            text(.type, of: object)?.value.isEqual(ignoringCase: "runProcess") == true,
            let called = text(.calledProcess, of: object) ?? text(.process, of: object)
        else { return nil }
        return (called, .generic)
    }

    /// Reads the object as a plug-in step, if it is one: server exports, create bodies, process-as-code.
    private mutating func readStep(
        _ object: UrbanCodeObject, _ process: Int, name: Int?, isCoded: Bool = false
    ) -> Bool {
        guard let command = object[.commandName] ?? object[.command], json.kind(command) == .string,
            let plugin = object[.pluginName] ?? object[.plugin], json.kind(plugin) == .string,
            // Without both it is a part that YAML steps share by an anchor.
            name != nil || object.has(.properties)
        else { return false }
        var nodes = UrbanCodeDocument.Step.Nodes(step: UInt32(object.index))
        if let name, json.kind(name) == .string { nodes.name = UInt32(name) }
        nodes.isCoded = isCoded
        nodes.plugin = UInt32(plugin)
        nodes.command = UInt32(command)
        nodes.version = UInt32(object[.pluginVersion] ?? 0)
        nodes.properties = UInt32(object[.properties] ?? 0)
        if boolean(.useImpersonation, of: object) == true {
            nodes.impersonates = true
            nodes.user = UInt32(object[.impersonationUsername] ?? 0)
        }
        document.processes[process].steps.append(.init(tree, nodes))
        object[.properties].map { findSecrets($0) }
        return true
    }

    /// Fields are read on demand, but their secrets must be known immediately.
    private mutating func findSecrets(_ properties: Int) {
        if json.kind(properties) == .object {
            for (key, value) in json.members(properties) where isSecretKey(key) { _ = read(value, isSecret: true) }
        } else {
            for field in tree.fields(properties) where field.value.isSecret { secrets.append(field.range) }
        }
    }
}
