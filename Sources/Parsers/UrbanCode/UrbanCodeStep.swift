import Contract
public import Diagnostics
public import Secrets
import Trees

extension UrbanCodeDocument {
    /// A plug-in step in a process graph, read from the tree on demand.
    public struct Step: Sendable {
        /// Its place in a tree: indices of nodes, 0 for missing ones.
        struct Nodes {
            var step: UInt32
            var name: UInt32 = 0
            var plugin: UInt32 = 0
            var command: UInt32 = 0
            var version: UInt32 = 0
            var properties: UInt32 = 0
            /// The user that the step impersonates.
            var user: UInt32 = 0
            var impersonates = false
            /// Whether it is from process-as-code, which may omit fields with defaults.
            var isCoded = false
        }

        /// The content of a step in another format.
        final class Listed: Sendable {
            let name: Located<String>
            let range: SourceRange
            let plugin: String
            let version: Int?
            let command: String
            let fields: [Field]

            init(
                name: Located<String>, range: SourceRange, plugin: String, version: Int?, command: String,
                fields: [Field]
            ) {
                self.name = name
                self.range = range
                self.plugin = plugin
                self.version = version
                self.command = command
                self.fields = fields
            }
        }

        private enum Content {
            case tree(JSONTree, Nodes)
            case listed(Listed)
        }

        private let content: Content
        /// The kind of its logon to the Job Monitor, if it logs on.
        public let connection: Connection?

        init(_ listed: Listed) {
            content = .listed(listed)
            connection = Connection(plugin: listed.plugin, command: listed.command)
        }

        init(_ tree: JSONTree, _ nodes: Nodes) {
            content = .tree(tree, nodes)
            connection = Connection(
                plugin: tree.json.string(Int(nodes.plugin)), command: tree.json.string(Int(nodes.command)))
        }

        /// Whether it is the object at a place in the tree.
        func isAt(_ index: Int) -> Bool {
            if case .tree(_, let nodes) = content { nodes.step == UInt32(index) } else { false }
        }

        /// Whether it shows all of its fields, as on the server.
        public var showsAllFields: Bool { if case .tree(_, let nodes) = content { !nodes.isCoded } else { false } }

        /// The name; its place is that of the name, or else the beginning of the step.
        public var name: Located<String> {
            switch content {
            case .listed(let step): return step.name
            case .tree(let tree, let nodes):
                guard nodes.name != 0 else {
                    return Located("", at: SourceRange(Int(range.start), Int(range.start) + 1))
                }
                return tree.json.located(Int(nodes.name))
            }
        }

        public var range: SourceRange {
            switch content {
            case .listed(let step): step.range
            case .tree(let tree, let nodes): tree.json.range(Int(nodes.step))
            }
        }

        public var plugin: String {
            switch content {
            case .listed(let step): step.plugin
            case .tree(let tree, let nodes): tree.json.string(Int(nodes.plugin))
            }
        }

        /// The version of the plug-in; `nil` if the format does not have it.
        public var version: Int? {
            switch content {
            case .listed(let step): return step.version
            case .tree(let tree, let nodes):
                guard nodes.version != 0, let text = tree.json.scalar(Int(nodes.version)) else { return nil }
                return Int(text.prefix { $0.isASCII && $0.isNumber })
            }
        }

        public var command: String {
            switch content {
            case .listed(let step): step.command
            case .tree(let tree, let nodes): tree.json.string(Int(nodes.command))
            }
        }

        /// The fields in the order of the file, read anew each time.
        public var fields: [Field] {
            switch content {
            case .listed(let step): return step.fields
            case .tree(let tree, let nodes):
                guard nodes.properties != 0 else { return [] }
                return tree.fields(Int(nodes.properties))
            }
        }

        /// The user that the step impersonates; `nil` if it runs as the agent.
        public var impersonatedUser: PropertyValue? {
            guard case .tree(let tree, let nodes) = content, nodes.impersonates else { return nil }
            let text = nodes.user == 0 ? "" : tree.json.scalar(Int(nodes.user)) ?? ""
            return PropertyValue(text, isSecret: false)
        }

        /// Calls with the fields that decide how a step logs on, in the order of the file.
        func eachConnecting(_ body: (ConnectingFields.Key, Field) -> Void) {
            switch content {
            case .listed(let step):
                for field in step.fields {
                    if let key = ConnectingFields.Key(rawValue: field.name.lowercased()) { body(key, field) }
                }
            case .tree(let tree, let nodes):
                if nodes.properties != 0 { tree.eachConnecting(Int(nodes.properties), body) }
            }
        }

        /// All fields with a key, without regard to case.
        func all(_ key: String) -> [Field] {
            switch content {
            case .listed(let step): return step.fields.filter { $0.name.isEqual(ignoringCase: key) }
            case .tree(let tree, let nodes):
                return nodes.properties == 0 ? [] : tree.fields(Int(nodes.properties), named: key)
            }
        }

        /// The field with a key, without regard to case; for duplicates the last one.
        public subscript(key: String) -> Field? {
            switch content {
            case .listed(let step): return step.fields.last { $0.name.isEqual(ignoringCase: key) }
            case .tree(let tree, let nodes):
                guard nodes.properties != 0 else { return nil }
                return tree.field(Int(nodes.properties), key)
            }
        }
    }
}
