import Contract
public import Diagnostics
public import Secrets
import Trees

extension UrbanCodeDocument {
    /// A step of a plug-in in a process graph. It is read from the tree when it is asked for.
    public struct Step: Sendable {
        /// Where it stands in a tree: indices of nodes, 0 for what is missing.
        struct Nodes {
            var step: UInt32
            var name: UInt32 = 0
            var plugin: UInt32 = 0
            var command: UInt32 = 0
            var version: UInt32 = 0
            var properties: UInt32 = 0
            /// The user, if the step impersonates.
            var user: UInt32 = 0
            var impersonates = false
            /// Of process-as-code, which may leave out what has a default.
            var isCoded = false
        }

        /// What a step of another format says.
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
        /// Whether and how it logs on to the Job Monitor.
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

        /// Whether it is as the server has it: with all of its fields.
        public var showsAllFields: Bool { if case .tree(_, let nodes) = content { !nodes.isCoded } else { false } }

        /// Its place is the name's, else the beginning of the step.
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

        /// Of the plug-in; `nil` where the format does not say it.
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

        /// In the order of the file; made anew each time.
        public var fields: [Field] {
            switch content {
            case .listed(let step): return step.fields
            case .tree(let tree, let nodes):
                guard nodes.properties != 0 else { return [] }
                return tree.fields(Int(nodes.properties))
            }
        }

        /// Whom the step runs as if it impersonates; otherwise as the agent.
        public var impersonatedUser: PropertyValue? {
            guard case .tree(let tree, let nodes) = content, nodes.impersonates else { return nil }
            let text = nodes.user == 0 ? "" : tree.json.scalar(Int(nodes.user)) ?? ""
            return PropertyValue(text, isSecret: false)
        }

        /// All fields of a key, letters without case.
        func all(_ key: String) -> [Field] {
            switch content {
            case .listed(let step): return step.fields.filter { $0.name.isEqual(ignoringCase: key) }
            case .tree(let tree, let nodes):
                return nodes.properties == 0 ? [] : tree.fields(Int(nodes.properties), named: key)
            }
        }

        /// A field by its key, letters without case; of duplicates the last.
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
