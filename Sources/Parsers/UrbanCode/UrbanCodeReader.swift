import Diagnostics
import Languages
import Secrets
import Trees

/// Walks the tree of an export and collects scopes, properties and processes. It also walks objects of unknown kind,
/// because exports are nested and change with versions.
struct UrbanCodeReader {
    var document: UrbanCodeDocument
    var secrets: [SourceRange] = []
    let json: JSONDocument
    let tree: JSONTree
    let nodes: [JSONDocument.Node]
    /// The meanings of texts as keys, by their numbers.
    let words: [UrbanCodeWord]
    /// The last object with a key, and the key's place, by the number of the key.
    private var seen: [(object: UInt32, key: UInt32)]
    var knownComponents: Set<String> = []
    var knownEnvironments: Set<String> = []

    /// The type of values in a definition, in upper case.
    enum PropertyType: String {
        case secure = "SECURE"
        case password = "PASSWORD"
        case other
    }

    /// The context from the enclosing objects.
    struct Context {
        var environment: String?
        var component: String?
        var isGeneric = false
        /// The scope of a bare `properties` array.
        var scope: UrbanCodeDocument.Scope?
        /// The index in `document.processes`.
        var process: Int?
        /// The index in the steps of the process.
        var step: Int?
        /// The index in `document.resources`.
        var resource: Int?
        /// The place of the enclosing environment's name.
        var home: SourceRange?
    }

    init(_ json: JSONDocument) {
        self.json = json
        tree = JSONTree(json)
        nodes = json.nodes
        words = tree.words
        seen = Array(repeating: (UInt32.max, 0), count: json.texts.count)
        document = UrbanCodeDocument(file: json.file, form: json.isYAML ? .yaml : .json)
    }

    consuming func read() -> (document: UrbanCodeDocument, secrets: [SourceRange]) {
        for root in json.roots {
            if nodes[root].kind == .array {
                each(root) { $0.top($1) }
            } else if nodes[root].kind == .object {
                top(object(root))
            }
        }
        return (document, secrets)
    }

    private mutating func top(_ object: UrbanCodeObject) {
        var context = Context()
        noteStart(isApplication: isApplication(object), name: text(.name, of: object)?.value)
        if object.has(.rootActivity) || (object.has(.processName) && object.has(.process)) {
            process(object, context)
        } else if isApplication(object) {
            document.isApplication = true
            context.scope = .init(level: .application)
            members(object, context)
        } else if object.has(.propSheetGroup) || object.has(.componentTemplate) || object.has(.envPropDefs)
            || object.has(.componentType)
        {
            component(object, context)
        } else if object.has(.componentPropSheets) {
            environment(object, context)
        } else if isResource(object) {
            resource(object, context, below: nil)
        } else if let actions = object[.actions], json.kind(actions) == .array {
            each(actions) { $0.action($1) }
        } else if object.has(.action) {
            action(object)
        } else if object.has(.applicationProcess), let properties = object[.properties] {
            processRequest(object, properties)
        } else if object.has(.tree), object.has(.basePath) {
            tree(object, context)
        } else if object.has(.name)
            && (object.has(.value) || object.has(.secure) || object.has(.isSecure) || object.has(.default))
        {
            listed(object)
        } else if let list = object[.properties], nodes[list].kind == .array {
            document.becomePropertyList()
            context.scope = document.listScope
            members(object, context)
            text(.path, of: object).map { document.placeSheet(at: $0.value) }
        } else {
            members(object, context)
        }
    }

    private func isApplication(_ object: UrbanCodeObject) -> Bool {
        !object.has(.rootActivity) && !(object.has(.processName) && object.has(.process))
            && (object.has(.environments) || object.has(.applicationProcessList) || object.has(.environmentTemplates))
    }

    // MARK: Walking

    /// The values of an object by the meanings of their keys.
    @inline(__always)
    func object(_ index: Int) -> UrbanCodeObject { UrbanCodeObject(index, json, words) }

    private mutating func walk(_ index: Int, _ context: Context) {
        switch nodes[index].kind {
        case .object:
            let object = object(index)
            if object.has(.rootActivity) {
                process(object, context)
            } else {
                members(object, context)
            }
        case .array:
            var element = index + 1
            let end = Int(nodes[index].next)
            while element < end {
                if nodes[element].kind == .object || nodes[element].kind == .array { walk(element, context) }
                element = Int(nodes[element].next)
            }
        case .string, .number, .true, .false, .null, .broken: break
        }
    }

    mutating func members(_ object: UrbanCodeObject, _ context: Context) {
        let isRead = readNode(object, context)
        // A pair of name and value outside the known lists, such as the configuration of a source.
        if !isRead, let name = object[.name], let value = object[.value], nodes[name].kind == .string,
            tree.isSecret(name)
        {
            credential(name, value)
        }
        guard isRead, let process = context.process else { return members(object, context, except: nil) }
        var inner = context
        let last = document.processes[process].steps.count - 1
        inner.step = last >= 0 && document.processes[process].steps[last].isAt(object.index) ? last : nil
        members(object, inner, except: .properties)
    }

    /// Reads the rest of an object, one member of which may already be read.
    mutating func members(_ object: UrbanCodeObject, _ context: Context, except read: UrbanCodeWord?) {
        // This precedes the nested objects, which may have the same keys.
        noteDuplicates(in: object.index)
        let end = Int(nodes[object.index].next)
        var key = object.index + 1
        while key < end {
            let value = Int(nodes[key].next)
            guard value < end else { return }
            let number = nodes[key].text
            if number != TextTable.none {
                let word = words[Int(number)]
                if word != read {
                    member(word, key, value, context, isSecret: tree.isSecret(key))
                } else {
                    noteDuplicates(in: value)
                }
            } else {
                let name = json.string(key)
                let word = UrbanCodeWord(name)
                if word != read { member(word, key, value, context, isSecret: SecretName.matches(name)) }
            }
            key = Int(nodes[value].next)
        }
    }

    /// - Parameter isSecret: whether the name of the key indicates a secret.
    private mutating func member(
        _ word: UrbanCodeWord, _ key: Int, _ value: Int, _ context: Context, isSecret: Bool
    ) {
        let owner = context.component
        switch word {
        case .components: eachPart(value, of: "components") { $0.component($1, context) }
        case .componentTemplate: template(value, context)
        case .environments, .environmentTemplates:
            eachPart(value, of: "environments") { $0.environment($1, context) }
        case .componentPropSheets: each(value) { $0.componentSheet($1, context) }
        case .genericProcesses, .linkedProcesses:
            var inner = context
            inner.isGeneric = true
            eachPart(value, of: "processes") { $0.process($1, inner) }
        case .processes, .applicationProcessList: eachPart(value, of: "processes") { $0.process($1, context) }
        case .envPropDefs: definitions(value, .init(level: .componentEnvironment, owner: owner))
        case .resPropDefs: definitions(value, .init(level: .resource, owner: owner))
        case .versionPropDefs: definitions(value, .init(level: .version, owner: owner))
        case .propDefs: definitions(value, scopeOfDefinitions(context))
        case .properties where nodes[value].kind == .array:
            guard let scope = context.scope else { return walk(value, context) }
            each(value) { $0.property($1, scope, isDefinition: false) }
        case .baseResourcesFull: trees(value, context)
        case .baseResources: basePaths(value, context)
        case .children where context.resource != nil:
            each(value) { $0.resource($1, context, below: context.resource) }
        case .roleProperties: roleProperties(value, context)
        case .impersonationPassword: credential(key, value)
        case .name, .description, .label: break
        default:
            if isSecret { credential(key, value) }
            if nodes[value].flags.contains(.dollar) { text(value, key, context) }
            if nodes[value].kind == .object || nodes[value].kind == .array { walk(value, context) }
        }
    }

    /// Reads every object of an array.
    mutating func each(_ array: Int, _ body: (inout UrbanCodeReader, UrbanCodeObject) -> Void) {
        guard nodes[array].kind == .array else { return }
        let end = Int(nodes[array].next)
        var element = array + 1
        while element < end {
            if nodes[element].kind == .object { body(&self, object(element)) }
            element = Int(nodes[element].next)
        }
    }

    // MARK: Duplicates

    private mutating func noteDuplicate(_ key: Int, _ number: UInt16, in object: Int) {
        let last = seen[Int(number)]
        seen[Int(number)] = (UInt32(object), UInt32(key))
        // The steps of process-as-code are themselves keys, and are visited twice.
        guard last.object == UInt32(object), last.key < UInt32(key),
            document.duplicateKeys.count < UrbanCodeDocument.duplicateLimit
        else { return }
        document.duplicateKeys.append(
            .init(key: json.located(key), earlier: json.contentRange(Int(last.key))))
    }

    /// Records the duplicates of an object that is not walked.
    mutating func noteDuplicates(in object: Int) {
        guard nodes[object].kind == .object else { return }
        let end = Int(nodes[object].next)
        var key = object + 1
        while key < end {
            let value = Int(nodes[key].next)
            let number = nodes[key].text
            if number != TextTable.none { noteDuplicate(key, number, in: object) }
            key = value < end ? Int(nodes[value].next) : end
        }
    }

    // MARK: Scalars

    /// Whether the name of a key indicates a secret.
    func isSecretKey(_ key: Int) -> Bool {
        tree.isSecret(key)
    }

    /// The index of a string member.
    @inline(__always)
    func string(_ word: UrbanCodeWord, of object: UrbanCodeObject) -> Int? {
        guard let value = object[word], nodes[value].kind == .string else { return nil }
        return value
    }

    /// The text of a string member.
    @inline(__always)
    func text(_ word: UrbanCodeWord, of object: UrbanCodeObject) -> Located<String>? {
        guard let index = string(word, of: object) else { return nil }
        return json.located(index)
    }

    @inline(__always)
    func boolean(_ word: UrbanCodeWord, of object: UrbanCodeObject) -> Bool? {
        guard let value = object[word] else { return nil }
        return json.boolean(value)
    }
}
