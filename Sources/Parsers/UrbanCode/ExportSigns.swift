import Trees

/// What exports of UrbanCode Deploy always have and files of other programs do not
/// (docs/reference/urbancode.md#3-json-formats). Keys such as `components`, `environments` and `processes` are common.
enum ExportSigns {
    private static let keys: Set<String> = [
        "propSheet", "propSheets", "propSheetGroup", "templatePropSheet", "componentPropSheets", "componentTemplate",
        "envPropDefs", "resPropDefs", "versionPropDefs", "compPropDefs", "propDefs", "baseResources",
        "baseResourcesFull", "versionConditions", "enforceCompleteSnapshots", "teamMappings", "genericProcesses",
        "rootActivity", "inventoryManagementType", "inventoryActionType", "configActionType", "takesVersion",
        "offlineAgentHandling", "versionPresets", "componentType", "defaultWorkingDir", "importAutomatically",
        "applicationProcessList", "environmentTemplates", "roleProperties", "pluginName", "process-name",
        "sourceConfigPluginName", "configTemplates", "statuses",
    ]

    /// The lists of parts in which a sign may be.
    private static let lists: Set<String> = [
        "components", "environments", "processes", "genericProcesses", "applicationProcessList", "environmentTemplates",
    ]

    /// The number of elements of a list that are looked at.
    private static let limit = 64

    /// Whether an object, or an element of its lists of parts, has a key that only exports have.
    static func isExport(_ json: JSONDocument, _ object: Int) -> Bool {
        json.members(object).contains { key, value in
            let name = json.string(key)
            if keys.contains(name) { return true }
            guard lists.contains(name), json.kind(value) == .array else { return false }
            return json.elements(value).prefix(limit).contains { element in
                json.kind(element) == .object && json.members(element).contains { keys.contains(json.string($0.key)) }
            }
        }
    }

    /// Whether the object is the answer of a server that reports an error.
    static func isError(_ json: JSONDocument, _ object: Int) -> Bool {
        let signs: Set<String> = [
            "error", "errors", "errorcode", "errormessage", "exception", "statuscode", "stacktrace", "trace",
        ]
        return json.members(object).contains { key, value in
            let name = json.string(key).lowercased()
            return signs.contains(name) || name == "status" && json.kind(value) == .number
        }
    }
}
