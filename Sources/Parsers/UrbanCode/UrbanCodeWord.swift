import Trees

/// The keys with a meaning in exports of UrbanCode Deploy. Case is ignored, because it varies in hand-made bodies.
enum UrbanCodeWord: UInt8, CaseIterable {
    case other
    case name, value, `default`, type, secure, isSecure, label, description
    case properties, children, rootActivity, process, processName
    case plugin, pluginName, pluginVersion, command, commandName
    case useImpersonation, impersonationUsername, impersonationUser, impersonationPassword, impersonationForce
    case component, componentName, componentProcessName, componentType, componentTemplate
    case components, processes, genericProcesses, linkedProcesses, applicationProcessList
    case environment, environments, environmentTemplates, componentPropSheets
    case envPropDefs, resPropDefs, versionPropDefs, propDefs, propSheetGroup
    case application, resource, roleProperties
    case baseResources, baseResourcesFull, basePath, tree, path, parent, role, roleName, typeName, agent
    case edges, from, to
    case applicationProcess, actions, action
    /// The process that a node runs; its key in exports is undocumented.
    case calledProcess
    /// The name of a property in an action of UCADF.
    case property
    case takesVersion, inventoryActionType, inventoryManagementType

    /// The keys in lower case.
    static let words: [String: UrbanCodeWord] = [
        "name": .name, "value": .value, "default": .default, "type": .type, "secure": .secure, "issecure": .isSecure,
        "label": .label, "description": .description, "properties": .properties, "children": .children,
        "rootactivity": .rootActivity, "process": .process, "plugin": .plugin,
        "pluginname": .pluginName, "pluginversion": .pluginVersion, "command": .command, "commandname": .commandName,
        "useimpersonation": .useImpersonation, "impersonationusername": .impersonationUsername,
        "impersonationuser": .impersonationUser, "impersonationpassword": .impersonationPassword,
        "impersonationforce": .impersonationForce, "component": .component, "componentname": .componentName,
        "componentprocessname": .componentProcessName, "componenttype": .componentType,
        "componenttemplate": .componentTemplate, "components": .components, "processes": .processes,
        "genericprocesses": .genericProcesses, "linkedprocesses": .linkedProcesses,
        "applicationprocesslist": .applicationProcessList, "environment": .environment, "environments": .environments,
        "environmenttemplates": .environmentTemplates, "componentpropsheets": .componentPropSheets,
        "envpropdefs": .envPropDefs, "respropdefs": .resPropDefs, "versionpropdefs": .versionPropDefs,
        "propdefs": .propDefs, "propsheetgroup": .propSheetGroup, "application": .application, "resource": .resource,
        "roleproperties": .roleProperties, "baseresources": .baseResources, "baseresourcesfull": .baseResourcesFull,
        "basepath": .basePath, "tree": .tree, "path": .path, "parent": .parent, "role": .role, "rolename": .roleName,
        "typename": .typeName, "agent": .agent, "edges": .edges, "applicationprocess": .applicationProcess,
        "actions": .actions, "action": .action, "calledprocess": .calledProcess, "takesversion": .takesVersion,
        "inventoryactiontype": .inventoryActionType, "inventorymanagementtype": .inventoryManagementType,
        "process-name": .processName, "processname": .calledProcess, "genericprocessname": .calledProcess,
        "applicationprocessname": .calledProcess, "from": .from, "to": .to, "property": .property,
    ]

    init(_ key: String) { self.init(lowercased: key.lowercased()) }

    init(lowercased key: String) { self = Self.words[key] ?? .other }
}

/// The values of one object for the keys with a meaning; for duplicates the last one, as common readers choose.
struct UrbanCodeObject {
    /// The indices of nodes; 0, the top value, for missing ones.
    private var values = InlineArray<72, UInt32>(repeating: 0)
    let index: Int

    /// - Parameter words: the meanings of the texts of the document, by their numbers.
    @inline(__always)
    init(_ index: Int, _ json: JSONDocument, _ words: [UrbanCodeWord]) {
        self.index = index
        let end = Int(json.nodes[index].next)
        var key = index + 1
        while key < end {
            let number = json.nodes[key].text
            let value = Int(json.nodes[key].next)
            guard value < end else { return }
            let word = number != TextTable.none ? words[Int(number)] : UrbanCodeWord(json.string(key))
            if word != .other { self[word] = value }
            key = Int(json.nodes[value].next)
        }
    }

    subscript(word: UrbanCodeWord) -> Int? {
        get {
            let value = values[Int(word.rawValue)]
            return value == 0 ? nil : Int(value)
        }
        set { values[Int(word.rawValue)] = UInt32(newValue ?? 0) }
    }

    func has(_ word: UrbanCodeWord) -> Bool { values[Int(word.rawValue)] != 0 }
}
