public import Diagnostics
public import Languages
public import Secrets

/// The content of an UrbanCode Deploy export or property list: scopes with properties, and processes with steps.
public struct UrbanCodeDocument: Sendable {
    public let file: SourceFile
    public internal(set) var form: Form
    /// The elements in the order of the file.
    public internal(set) var properties: [Property] = []
    /// The environments that the file describes, or the one that a bare property list represents.
    public internal(set) var environments: [Located<String>] = []
    public internal(set) var processes: [Process] = []
    /// The components that the file names, in the order of the file.
    public internal(set) var components: [String] = []
    /// The components whose properties the file has; an export may only name others.
    public internal(set) var describedComponents: Set<String> = []
    /// The template of a component, by the name of the component.
    public internal(set) var templates: [String: String] = [:]
    public internal(set) var resources: [Resource] = []
    /// The resources of environments, by the places of the environments' names.
    var bases: [SourceRange: ResourceBase] = [:]
    /// The beginnings of the applications in a file with several.
    var starts: [Start] = []
    /// The application, if the file has several.
    var application: String?
    /// Texts with references other than properties and fields: working directories, scripts, locks, edges.
    public internal(set) var texts: [Text] = []
    /// The declarations of a `plugin.xml`.
    public internal(set) var plugin: PluginDescriptor?
    /// Passwords and tokens that a script passes to `udclient`, by the name of the option. In an export, values with
    /// such a name outside properties and fields, such as `impersonationPassword`.
    public internal(set) var credentials: [Field] = []
    /// Secrets inside JCL, scripts and other texts.
    public internal(set) var heldSecrets: [HeldSecret] = []
    /// The names of properties that a password field refers to; `jes.password` always counts.
    public private(set) var passwordNames: Set<String> = ["jes.password"]
    /// Keys that occur twice in one object, with the later one of each pair; at most `duplicateLimit`.
    public internal(set) var duplicateKeys: [DuplicateKey] = []
    static let duplicateLimit = 1000
    /// Whether it is a property list, whose only environment is named after the file.
    public internal(set) var isPropertyList = false
    /// Whether most lines of a list set a property. Prose and pages have lines with a colon or an equals sign too.
    public internal(set) var mostlyAssigns = false
    /// Environments of an export with the name of an earlier one, and the place of that one.
    public var repeatedEnvironments: [(environment: Located<String>, first: SourceRange)] {
        guard isApplication else { return [] }
        var known: [String: SourceRange] = [:]
        return environments.compactMap { environment in
            guard let first = known[environment.value] else {
                known[environment.value] = environment.range
                return nil
            }
            return (environment, first)
        }
    }
    /// The level of a list's properties that the user gave.
    var givenLevel: Scope?
    /// The level of a property sheet, if its path names one other than the environment.
    var sheetScope: Scope?
    public internal(set) var isApplication = false
    /// Whether it has requests that set properties or start processes: a script, a body, an action.
    var holdsRequests = false
    /// The elements of lists that have nothing in them, by the names of the lists.
    var hollowParts: [Located<String>] = []
    /// Values that several rules use, computed for the first of them.
    var madeFlawedTexts = Memo<[HeldText]>()

    init(file: SourceFile, form: Form = .json) {
        self.file = file
        self.form = form
    }

    /// The scope of a property.
    public struct Scope: Sendable, Hashable, CustomStringConvertible {
        /// The names, which the properties of a scope share.
        private final class Names: Sendable {
            let environment: String?
            let owner: String?
            let application: String?

            init(_ environment: String?, _ owner: String?, _ application: String?) {
                self.environment = environment
                self.owner = owner
                self.application = application
            }
        }

        /// The levels in order of precedence (Deploy documentation, order of precedence; the default of a definition is
        /// below the values of the component environment).
        public enum Level: String, Sendable {
            case process, version, resource, agent, environment, componentEnvironment, component, application, system
        }

        public let level: Level
        private let names: Names?
        /// A number that distinguishes scopes with the same owner: the sheets of a resource, processes with the same
        /// name. 0 for none.
        let number: UInt32

        public init(level: Level, environment: String? = nil, owner: String? = nil, application: String? = nil) {
            self.init(level: level, environment: environment, owner: owner, application: application, number: 0)
        }

        init(level: Level, environment: String? = nil, owner: String?, application: String? = nil, number: UInt32) {
            self.level = level
            self.number = number
            let isPlain = environment == nil && owner == nil && application == nil
            names = isPlain ? nil : Names(environment, owner, application)
        }

        public var environment: String? { names?.environment }
        /// The component, process or agent that it belongs to; for a resource, its path.
        public var owner: String? { names?.owner }
        /// The application that a request names; in an export it is that of the file.
        public var application: String? { names?.application }

        public static func == (left: Scope, right: Scope) -> Bool {
            left.level == right.level && left.number == right.number
                && (left.names === right.names
                    || left.environment == right.environment && left.owner == right.owner
                        && left.application == right.application)
        }

        public func hash(into hasher: inout Hasher) {
            hasher.combine(level)
            hasher.combine(number)
            hasher.combine(environment)
            hasher.combine(owner)
            hasher.combine(application)
        }

        /// Whether it belongs to one resource or one agent.
        public var isOfResource: Bool { (level == .resource || level == .agent) && owner != nil }

        public var description: String {
            if level == .resource, let owner, owner.hasPrefix("/") { return level.rawValue + owner }
            // Whatever environment a request starts a process in, its properties are those of the process.
            return ([level.rawValue, level == .process ? nil : environment, owner] as [String?]).compactMap(\.self)
                .joined(separator: "/")
        }
    }

    public struct Property: Sendable {
        public internal(set) var scope: Scope
        public let name: Located<String>
        public internal(set) var value: PropertyValue
        /// The range of the value itself; `nil` if there is none.
        public let valueRange: SourceRange?
        /// `nil` if the format cannot express it.
        public let isSecure: Bool?
        /// Whether it is a definition, whose value is a default.
        public let isDefinition: Bool

        /// The range of the value, or else of the name.
        public var place: SourceRange { valueRange ?? name.range }
    }

    public struct Process: Sendable {
        public enum Kind: String, Sendable { case component, application, generic }

        public let name: String
        public let kind: Kind
        public let component: String?
        public var steps: [Step]
        /// The names of all nodes of the graph, both plug-in steps and others.
        public internal(set) var nodes: [String] = []
        public internal(set) var calls: [Call] = []
        /// The scope of its own properties.
        var scope: Scope
        /// Whether it is run for a version of the component; `nil` if the file does not say.
        public internal(set) var takesVersion: Bool?
        /// A number that distinguishes the processes of a file; 0 if the format has none.
        public var number: UInt32 { scope.number }
        /// The place of the process, if the file does not show its graph.
        var unshownRange: SourceRange?
        /// The objects of the tree with nodes and the edges between them, the outer ones first.
        var graphs: [UInt32] = []
        var tree: JSONTree?
        private let madeGraph = Memo<ProcessGraph>()
        private let madeNames = Memo<[String: String]>()

        /// The order of its nodes, made for the first who asks.
        public var graph: ProcessGraph { madeGraph.value { ProcessGraph(self) } }

        /// The names of its nodes and steps by their lower-case forms, made for the first who asks.
        public var nodeNames: [String: String] {
            madeNames.value {
                Dictionary(
                    (nodes + steps.map(\.name.value)).map { ($0.lowercased(), $0) },
                    uniquingKeysWith: { first, _ in first })
            }
        }
    }

    /// A node that runs another component process or generic process, and may pass properties to it.
    public struct Call: Sendable {
        public let kind: Process.Kind
        public let component: String?
        public let process: String
        /// The place of its name.
        public let range: SourceRange
        public let passed: [Field]
    }

    /// A repeated key of an object; readers use the last one.
    public struct DuplicateKey: Sendable {
        public let key: Located<String>
        /// The earlier place.
        public let earlier: SourceRange
    }

    public struct Text: Sendable {
        public let value: ReferenceText
        public let range: SourceRange
        /// The index of the process that contains it.
        public internal(set) var process: Int?
        /// The index of its step among those of the process.
        public let step: Int?
        /// The key of the text; empty in a list.
        public let key: String
    }
}

extension UrbanCodeDocument.Step {
    /// The step types that log on to the Job Monitor (z/OS Utility and IMS plug-in documentation).
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

        /// Exports have `zOS Utility`, the manuals have `z/OS Utility`.
        private static func isUtility(_ plugin: String) -> Bool {
            plugin == "zos utility" || plugin == "z/os utility"
        }
    }

    /// The fields for the password: `password` on the z/OS steps, other names on the IMS step.
    public var passwordFields: [UrbanCodeDocument.Field] {
        switch connection {
        case .submitJob?, .waitForJob?: all("password")
        case .executeIMSCommand?: fields.filter { SecretName.matches($0.name) }
        case nil: []
        }
    }
}

extension UrbanCodeDocument {
    /// All texts with references, including broken ones: values of properties, fields of steps, and others.
    public var referenceTexts: [HeldText] { findReferenceTexts { _ in true } }

    /// Those with a broken reference, or one of the legacy form: a few of very many.
    public var flawedTexts: [HeldText] { madeFlawedTexts.value { findReferenceTexts(where: \.hasFlaw) } }

    /// Collects the names of properties that password fields refer to.
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

    /// These names, and the names that their values refer to in turn.
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

    /// Turns the values with these names into secrets, and returns their places.
    public mutating func hide(_ names: Set<String>) -> [SourceRange] {
        let exposed = properties.indices.filter { index in
            names.contains(properties[index].name.value) && properties[index].value.hidden != properties[index].value
        }
        // The list is shared until an element changes.
        guard !exposed.isEmpty else { return [] }
        madeFlawedTexts = Memo()
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
