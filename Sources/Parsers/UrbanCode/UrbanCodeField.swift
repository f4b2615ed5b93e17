import Contract
public import Diagnostics
public import Secrets
import Trees

extension UrbanCodeDocument {
    /// A field of a step, or another named value. A field in a tree is read on demand, because an export has a hundred
    /// fields for each one that a rule uses.
    public struct Field: Sendable {
        private final class Listed: Sendable {
            let key: Located<String>
            let value: PropertyValue
            let range: SourceRange

            init(_ key: Located<String>, _ value: PropertyValue, _ range: SourceRange) {
                self.key = key
                self.value = value
                self.range = range
            }
        }

        private enum Content {
            case listed(Listed)
            case tree(JSONTree, key: UInt32, value: UInt32)
        }

        private let content: Content

        init(key: Located<String>, value: PropertyValue, range: SourceRange) {
            content = .listed(Listed(key, value, range))
        }

        init(_ tree: JSONTree, key: Int, value: Int) {
            content = .tree(tree, key: UInt32(key), value: UInt32(value))
        }

        public var key: Located<String> {
            switch content {
            case .listed(let listed): listed.key
            case .tree(let tree, let key, _): Located(tree.name(Int(key)), at: tree.json.contentRange(Int(key)))
            }
        }

        /// The text of its key.
        public var name: String {
            switch content {
            case .listed(let listed): listed.key.value
            case .tree(let tree, let key, _): tree.name(Int(key))
            }
        }

        public var value: PropertyValue {
            switch content {
            case .listed(let listed): return listed.value
            case .tree(let tree, let key, let value):
                return tree.value(Int(value), isSecret: tree.isSecret(Int(key)))
            }
        }

        /// Whether it has no value or a blank one.
        public var isBlank: Bool {
            if case .tree(let tree, _, let value) = content, tree.json.startsVisibly(Int(value)) { return false }
            switch self.value {
            case .blank, .missing: return true
            case .text, .literal, .masked, .ciphertext, .external: return false
            }
        }

        /// The text of its value in a tree; `nil` if there is no text or no tree.
        var source: String? {
            switch content {
            case .listed: nil
            case .tree(let tree, _, let value): tree.json.scalar(Int(value))
            }
        }

        /// The place of the value; of the key if there is no value.
        public var range: SourceRange {
            switch content {
            case .listed(let listed): listed.range
            case .tree(let tree, let key, let value):
                tree.json.contentRange(Int(tree.json.isScalar(Int(value)) ? value : key))
            }
        }

        /// Whether its value may contain a reference, even a broken one.
        public var mayRefer: Bool {
            switch content {
            case .listed: true
            case .tree(let tree, _, let value): tree.json.nodes[Int(value)].flags.contains(.dollar)
            }
        }
    }
}

extension JSONDocument {
    /// A string or key with the place of its content.
    func located(_ index: Int) -> Located<String> { Located(string(index), at: contentRange(index)) }

    func isScalar(_ index: Int) -> Bool {
        switch kind(index) {
        case .string, .number, .true, .false: true
        case .object, .array, .null, .broken: false
        }
    }

    /// The text of a value of any JSON type.
    func scalar(_ index: Int) -> String? { isScalar(index) ? string(index) : nil }

    /// Whether the first byte of a string in JSON is a visible character. A value of YAML may stand elsewhere.
    func startsVisibly(_ index: Int) -> Bool {
        let content = contentRange(index)
        guard !isYAML, kind(index) == .string, content.count > 0 else { return false }
        let byte = file.bytes[Int(content.start)]
        return byte > UInt8(ascii: " ") && byte < 0x7F && byte != UInt8(ascii: "\\")
    }

    func boolean(_ index: Int) -> Bool? {
        switch kind(index) {
        case .true: true
        case .false: false
        case .string:
            switch string(index).lowercased() {
            case "true": true
            case "false": false
            default: nil
            }
        case .number, .null, .object, .array, .broken: nil
        }
    }
}
