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

    private static let words: [String: UrbanCodeWord] = {
        var words = Dictionary(uniqueKeysWithValues: allCases.map { ("\($0)".lowercased(), $0) })
        words["process-name"] = .processName
        for key in ["processname", "genericprocessname", "applicationprocessname"] { words[key] = .calledProcess }
        words["other"] = nil
        return words
    }()

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
