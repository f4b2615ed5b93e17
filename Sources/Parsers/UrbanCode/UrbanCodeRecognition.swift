public import Contract
public import Diagnostics
public import Trees
public import XML

extension UrbanCodeDocument {
    /// A file parsed according to its format.
    public struct Reading: Sendable {
        public enum Structure: Sendable {
            /// The tree of JSON or of YAML.
            case tree(JSONDocument)
            case xml(XMLDocument)
            case text
        }

        public let form: Form
        public let structure: Structure
        /// The places where the file violates its format (IN001), and tolerated defects (IN002).
        let problems: [Problem]

        init(_ file: SourceFile, _ form: Form) {
            self.form = form
            switch form {
            case .json, .yaml:
                let (tree, problems) = UrbanCodeDocument.tree(file, form)
                structure = .tree(tree)
                self.problems = problems
            case .plugin:
                let document = XMLReader.read(file)
                structure = .xml(document)
                problems = document.problems
            case .processText, .script, .properties:
                structure = .text
                problems = []
            }
        }

        public init(of file: SourceFile) { self.init(file, UrbanCodeDocument.form(of: file)) }

        var tree: JSONDocument? { if case .tree(let tree) = structure { tree } else { nil } }
    }

    public static func recogniseExport(_ file: SourceFile, _ form: Form) -> Recognised<Reading>? {
        switch form {
        case .json, .yaml: shape(of: file, form).flatMap { $0.isPropertyList ? nil : $0.sign }
        case .processText: Recognised("a process as code")
        case .plugin, .script, .properties: nil
        }
    }

    public static func recogniseProperties(_ file: SourceFile, _ form: Form) -> Recognised<Reading>? {
        switch form {
        case .json, .yaml: shape(of: file, form).flatMap { $0.isPropertyList ? $0.sign : nil }
        case .script: Recognised("it calls udclient")
        case .properties: recognisePropertiesText(file).map { Recognised($0) }
        case .processText, .plugin: nil
        }
    }

    public static func recognisePlugin(_ form: Form) -> Recognised<Reading>? {
        form == .plugin ? Recognised("the descriptor of a plug-in") : nil
    }

    public static func recognise(_ file: SourceFile) -> Recognised<Reading>? {
        let form = form(of: file)
        return recogniseExport(file, form) ?? recognisePlugin(form) ?? recogniseProperties(file, form)
    }

    // MARK: JSON

    private struct Shape {
        var isPropertyList: Bool
        var reason: String
        /// The parse result of the whole file.
        var reading: Reading?

        var sign: Recognised<Reading> { Recognised(reason, reading) }
    }

    private static func shape(of file: SourceFile, _ form: Form) -> Shape? {
        if form == .json, file.bytes.count > sampleSize {
            let sample = SourceFile(path: file.path, bytes: Array(file.bytes.prefix(sampleSize)))
            if let shape = shape(of: JSONDocument.parse(sample).document) { return shape }
        }
        let reading = Reading(file, form)
        let isDamaged = reading.problems.contains { $0.code == "IN001" }
        let found = reading.tree.flatMap { Self.shape(of: $0, isDamaged: isDamaged) }
        var shape = found ?? (isDamaged ? nameShape(file.path) : nil)
        shape?.reading = reading
        return shape
    }

    /// The shape from the file name, if the keys that can be read of a damaged file do not decide:
    /// `app.urbancode.json`, `component-process-x.json` and the like. Names alone never make a kind.
    private static func nameShape(_ path: String) -> Shape? {
        let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
        guard [".json", ".yml", ".yaml"].contains(where: name.hasSuffix) else { return nil }
        let words = ["urbancode", "ucd", "export", "application", "component", "process", "template"]
        if name.contains("propert") { return Shape(isPropertyList: true, reason: "its name mentions properties") }
        return words.contains { name.contains($0) }
            ? Shape(isPropertyList: false, reason: "its name is that of an export") : nil
    }

    /// Whether a tree has the shape of an export or of a list of properties, so that it is not only called one.
    public static func hasShape(_ json: JSONDocument) -> Bool { shape(of: json) != nil }

    /// - Parameter isDamaged: whether the signs of an export may be missing, because the file is cut short.
    private static func shape(of json: JSONDocument, isDamaged: Bool = false) -> Shape? {
        guard let root = json.root else { return nil }
        switch json.kind(root) {
        case .array:
            for element in json.elements(root).prefix(8) where json.kind(element) == .object {
                if isProperty(json, element) {
                    // Lists of names and values are common; those of the server have the key `secure`.
                    guard isListed(json, element) else { return nil }
                    return Shape(isPropertyList: true, reason: "an array of properties with name, value, secure")
                }
                if let shape = objectShape(json, element, isDamaged) { return shape }
            }
            return nil
        case .object: return objectShape(json, root, isDamaged)
        case .string, .number, .true, .false, .null, .broken: return nil
        }
    }

    /// The shape from the table in docs/reference/urbancode.md#30-recognising-the-inputs.
    private static func objectShape(_ json: JSONDocument, _ object: Int, _ isDamaged: Bool) -> Shape? {
        func has(_ key: StaticString) -> Bool { json.value(key, of: object) != nil }
        func holds(_ key: StaticString, _ kind: JSONDocument.Kind) -> Bool {
            json.value(key, of: object).map { json.kind($0) == kind || json.kind($0) == .broken } ?? false
        }
        func export(_ what: String) -> Shape { Shape(isPropertyList: false, reason: what) }
        let isExport = isDamaged || ExportSigns.isExport(json, object)
        if holds("environments", .array),
            isExport && (has("components") || holdsParts(json, "environments", of: object))
                || holds("components", .array)
                    && (has("name") || isEmpty(json, "components", "environments", of: object))
        {
            return export("an application with environments")
        }
        if holds("applicationProcessList", .array) || holds("environmentTemplates", .array) {
            return export("an application template")
        }
        if holds("propSheetGroup", .object) || holds("componentTemplate", .object) { return export("a component") }
        if holds("envPropDefs", .array) { return export("a component template") }
        if has("rootActivity") { return export("a process") }
        if holds("componentPropSheets", .array) { return export("an environment") }
        if has("process-name"), has("process") { return export("a process as code") }
        if has("id"), has("name"), has("value"), has("secure") {
            return Shape(isPropertyList: true, reason: "a property, as the server answers")
        }
        if has("isSecure") && has("name") && has("value") || has("name") && has("default") && has("secure") {
            return Shape(isPropertyList: true, reason: "a request that sets a property")
        }
        let isPlaced = ["application", "environment", "component", "resource", "agent"].contains { key in
            json.members(object).contains { json.string($0.key).lowercased() == key }
        }
        if has("name"), has("value"), isPlaced {
            return Shape(isPropertyList: true, reason: "a request that sets a property")
        }
        if has("applicationProcess"), has("application"), has("properties") {
            return Shape(isPropertyList: true, reason: "a request that starts a process")
        }
        if isAction(json, object)
            || json.value("actions", of: object).map({ actions in
                json.elements(actions).prefix(50).contains { isAction(json, $0) }
            }) == true
        {
            return Shape(isPropertyList: true, reason: "actions of the automation framework")
        }
        if has("roleProperties") || has("impersonationUser") || has("impersonationForce") {
            return export("a resource")
        }
        if isExport, holdsParts(json, "components", of: object) || holdsParts(json, "processes", of: object) {
            return export("an export with components or processes")
        }
        if let list = json.value("properties", of: object), json.kind(list) == .array, !has("children"),
            !ExportSigns.isError(json, object)
        {
            let isSheet = json.elements(list).prefix(8).contains {
                json.kind($0) == .object && json.value("name", of: $0) != nil && isListed(json, $0)
            }
            if isSheet || has("propSheet") || has("versionCount") || has("versioned") {
                return Shape(isPropertyList: true, reason: "a property sheet")
            }
        }
        return nil
    }

    /// Whether an element of a list is one as the server writes it, or as this tool is about.
    private static func isListed(_ json: JSONDocument, _ element: Int) -> Bool {
        func text(_ key: StaticString) -> String { json.value(key, of: element).map(json.string) ?? "" }
        return json.value("secure", of: element) != nil || text("name").hasPrefix("jes.")
            || isReference(text("value"))
    }

    /// Whether it refers to a property, or is ciphertext of the server.
    private static func isReference(_ text: String) -> Bool {
        ["${p:", "${p?:", "crypt_v1{"].contains { text.utf8.firstRange(of: $0.utf8) != nil }
    }

    private static func isEmpty(_ json: JSONDocument, _ keys: StaticString..., of object: Int) -> Bool {
        keys.allSatisfy { key in
            json.value(key, of: object).map { !json.elements($0).contains { _ in true } } ?? false
        }
    }

    /// Whether a key has a list of named objects. Other programs use the same keys for something else.
    private static func holdsParts(_ json: JSONDocument, _ key: StaticString, of object: Int) -> Bool {
        guard let list = json.value(key, of: object), json.kind(list) == .array else { return false }
        return json.elements(list).prefix(8).contains { json.kind($0) == .object && json.value("name", of: $0) != nil }
    }

    /// `action: UcdSetEnvironmentProperties`.
    private static func isAction(_ json: JSONDocument, _ object: Int) -> Bool {
        json.kind(object) == .object
            && json.value("action", of: object).map {
                json.string($0).hasPrefix("Ucd") || json.string($0).hasPrefix("Ucadf")
            }
                == true
    }

    private static func isProperty(_ json: JSONDocument, _ object: Int) -> Bool {
        json.value("name", of: object) != nil
            && (json.value("value", of: object) != nil || json.value("secure", of: object) != nil)
            && json.value("rootActivity", of: object) == nil
    }

    // MARK: Text

    /// Recognises lines `name=value` with at least one Job Monitor property, or with a reference or ciphertext of the
    /// server. Other programs have lists of properties too.
    private static func recognisePropertiesText(_ file: SourceFile) -> String? {
        let sample = SourceFile(path: file.path, bytes: Array(file.bytes.prefix(sampleSize)))
        let entries = PropertiesText.parse(sample).entries
        let assigned = entries.filter(\.hasSeparator)
        guard !assigned.isEmpty, assigned.count * 2 > entries.count else { return nil }
        if let entry = assigned.first(where: { $0.name.value.hasPrefix("jes.") }) {
            return "it sets \(entry.name.value)"
        }
        guard let entry = assigned.first(where: { isReference($0.value.value) }) else { return nil }
        return "\(entry.name.value) has a value of the server"
    }
}
