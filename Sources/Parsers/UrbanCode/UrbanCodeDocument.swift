public import Diagnostics
public import Languages
public import Secrets

/// What an UrbanCode Deploy export or property list says: scopes with properties, processes with steps.
public struct UrbanCodeDocument: Sendable {
    public let file: SourceFile
    public internal(set) var form: Form
    /// In the order of the file.
    public internal(set) var properties: [Property] = []
    /// Environments that the file describes, or the one that a bare property list stands for.
    public internal(set) var environments: [Located<String>] = []
    public internal(set) var processes: [Process] = []
    /// Components that the file names, in the order of the file.
    public internal(set) var components: [String] = []
    /// Those of them whose properties the file holds; an export may name others only.
    public internal(set) var describedComponents: Set<String> = []
    /// The template that a component is made from, by the component's name.
    public internal(set) var templates: [String: String] = [:]
    public internal(set) var resources: [Resource] = []
    /// Where the resources of environments are, by the places of the environments' names.
    var bases: [SourceRange: ResourceBase] = [:]
    /// Where the applications of a file with several begin.
    var starts: [Start] = []
    /// Of the application, where the file holds several.
    var application: String?
    /// Texts beside properties and fields that hold references: working directories, scripts, locks, edges.
    public internal(set) var texts: [Text] = []
    /// What a `plugin.xml` declares.
    public internal(set) var plugin: PluginDescriptor?
    /// Passwords and tokens that a script gives to `udclient`, by the name of the option; in an export what stands
    /// under such a name outside of properties and fields, as `impersonationPassword`.
    public internal(set) var credentials: [Field] = []
    /// Secrets inside of JCL, scripts and other texts.
    public internal(set) var heldSecrets: [HeldSecret] = []
    /// Names of properties that a password field refers to; `jes.password` always counts.
    public private(set) var passwordNames: Set<String> = ["jes.password"]
    /// Keys that stand twice in one object, the later one of each two; no more than `duplicateLimit`.
    public internal(set) var duplicateKeys: [DuplicateKey] = []
    static let duplicateLimit = 1000
    /// A property list, whose only environment is named after the file.
    public internal(set) var isPropertyList = false
    /// Whether someone said where the properties of a list belong.
    var isPlaced = false
    public internal(set) var isApplication = false
    /// What several rules look at, made for the first of them.
    private var madeReferenceTexts = Memo<[HeldText]>()

    init(file: SourceFile, form: Form = .json) {
        self.file = file
        self.form = form
    }

    /// Where a property lives.
    public struct Scope: Sendable, Hashable, CustomStringConvertible {
        /// From the one that wins down (Deploy documentation, order of precedence; a definition's default fills the
        /// component environment below its values).
        public enum Level: String, Sendable {
            case process, version, resource, agent, environment, componentEnvironment, component, application, system
        }

        public var level: Level
        public var environment: String?
        /// The component, process or agent it belongs to; of a resource its path.
        public var owner: String?
        /// Tells apart what has the same owner: the sheets of a resource, processes of the same name. 0 for none.
        var number: UInt32 = 0

        public init(level: Level, environment: String? = nil, owner: String? = nil) {
            self.level = level
            self.environment = environment
            self.owner = owner
        }

        init(level: Level, owner: String?, number: UInt32) {
            self.init(level: level, owner: owner)
            self.number = number
        }

        /// Whether it is one resource's, or one agent's.
        public var isOfResource: Bool { (level == .resource || level == .agent) && owner != nil }

        public var description: String {
            if level == .resource, let owner, owner.hasPrefix("/") { return level.rawValue + owner }
            return ([level.rawValue, environment, owner] as [String?]).compactMap(\.self).joined(separator: "/")
        }
    }

    public struct Property: Sendable {
        public internal(set) var scope: Scope
        public let name: Located<String>
        public internal(set) var value: PropertyValue
        /// Of the value itself; `nil` if there is none.
        public let valueRange: SourceRange?
        /// `nil` where the format cannot say it.
        public let isSecure: Bool?
        /// A definition: its value is a default.
        public let isDefinition: Bool

        /// The value, else the name.
        public var place: SourceRange { valueRange ?? name.range }
    }

    public struct Process: Sendable {
        public enum Kind: String, Sendable { case component, application, generic }

        public let name: String
        public let kind: Kind
        public let component: String?
        public var steps: [Step]
        /// Names of all nodes of the graph, steps of plug-ins and others.
        public internal(set) var nodes: [String] = []
        public internal(set) var calls: [Call] = []
        /// Where its own properties live.
        var scope: Scope
        /// Whether it is run for a version of the component; `nil` where the file does not say.
        public internal(set) var takesVersion: Bool?
        /// Objects of the tree with nodes and the arrows between them, the outer ones first.
        var graphs: [UInt32] = []
        var tree: JSONTree?
    }

    /// A node that runs another process, a component's or a generic one, and may pass properties to it.
    public struct Call: Sendable {
        public let kind: Process.Kind
        public let component: String?
        public let process: String
        public let passed: [Field]
    }

    /// A key that stands in its object once more; readers take the last one.
    public struct DuplicateKey: Sendable {
        public let key: Located<String>
        /// Where it stood before.
        public let earlier: SourceRange
    }

    public struct Text: Sendable {
        public let value: ReferenceText
        public let range: SourceRange
        /// Index of the process it stands in.
        public internal(set) var process: Int?
        /// Index of the step that it belongs to, among those of the process.
        public let step: Int?
        /// The key that it is the value of; empty in a list.
        public let key: String
    }
}

extension UrbanCodeDocument.Step {
    /// The steps that log on to the Job Monitor (z/OS Utility and IMS plug-in documentation).
    public enum Connection: Sendable {
        case submitJob, waitForJob, executeIMSCommand

        init?(plugin: String, command: String) {
            switch command.lowercased() {
            case "submit job" where Self.isUtility(plugin.lowercased()): self = .submitJob
            case "wait for job" where Self.isUtility(plugin.lowercased()): self = .waitForJob
            case "execute ims command": self = .executeIMSCommand
            default: return nil
            }
        }

        /// Exports write `zOS Utility`, the manuals `z/OS Utility`.
        private static func isUtility(_ plugin: String) -> Bool {
            plugin == "zos utility" || plugin == "z/os utility"
        }
    }

    /// The fields that hold the password: `password` on the z/OS steps, of other names on the IMS step.
    public var passwordFields: [UrbanCodeDocument.Field] {
        switch connection {
        case .submitJob?, .waitForJob?: all("password")
        case .executeIMSCommand?: fields.filter { SecretName.matches($0.name) }
        case nil: []
        }
    }
}

extension UrbanCodeDocument {
    /// All texts with references, broken ones included: values of properties, fields of steps, and the rest.
    public var referenceTexts: [HeldText] { madeReferenceTexts.value { findReferenceTexts() } }

    /// Notes the names of properties that password fields refer to.
    mutating func findPasswordNames() {
        var names = passwordNames
        var seen: Set<String> = []
        for process in processes {
            for step in process.steps where step.connection != nil {
                for field in step.passwordFields where field.mayRefer {
                    // Most steps of an export refer to the same property.
                    if let source = field.source, !seen.insert(source).inserted { continue }
                    guard case .text(let text) = field.value else { continue }
                    for reference in text.references { names.insert(reference.name) }
                }
            }
        }
        passwordNames = names
    }

    /// The same names, and those that values under them refer to in turn.
    public static func passwordNames(in documents: some Sequence<UrbanCodeDocument>) -> Set<String> {
        let documents = Array(documents)
        var names = documents.reduce(into: Set<String>()) { $0.formUnion($1.passwordNames) }
        var open = names
        while !open.isEmpty {
            var next = Set<String>()
            for property in documents.lazy.flatMap(\.properties) where open.contains(property.name.value) {
                guard case .text(let text) = property.value else { continue }
                for reference in text.references where names.insert(reference.name).inserted {
                    next.insert(reference.name)
                }
            }
            open = next
        }
        return names
    }

    /// Turns the values under these names into secrets; gives their places.
    public mutating func hide(_ names: Set<String>) -> [SourceRange] {
        let exposed = properties.indices.filter { index in
            names.contains(properties[index].name.value) && properties[index].value.hidden != properties[index].value
        }
        // Others share the list until something in it changes.
        guard !exposed.isEmpty else { return [] }
        madeReferenceTexts = Memo()
        return exposed.compactMap { index in
            properties[index].value = properties[index].value.hidden
            return properties[index].valueRange
        }
    }
}

extension PropertyReference {
    /// Whether the scope is a level of properties rather than a step.
    public var namesLevel: Bool { scope.flatMap(UrbanCodeDocument.Scope.Level.init(rawValue:)) != nil }
}
