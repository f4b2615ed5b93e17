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

        fileprivate init(_ tree: JSONTree, key: Int, value: Int) {
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

/// A tree that many steps share, with the meanings of its texts as keys.
final class JSONTree: Sendable {
    private struct Text {
        var lowercased: String
        /// Whether the name indicates a secret.
        var isSecret: Bool
        /// What it is as a value, if it may have references: exports repeat the same ones in most of their fields.
        var value: PropertyValue?

        init(_ text: String) {
            lowercased = text.lowercased()
            isSecret = SecretName.matches(text)
            value = text.utf8.contains(UInt8(ascii: "$")) ? PropertyValue(text, isSecret: false) : nil
        }
    }

    let json: JSONDocument
    /// The meanings by the numbers of nodes.
    private let texts: [Text]
    /// The numbers of the texts that are the same in lower case.
    private let numbers: [String: [UInt16]]

    init(_ json: JSONDocument) {
        self.json = json
        texts = json.texts.map { Text($0) }
        numbers = Dictionary(grouping: texts.indices.map { UInt16($0) }) { [texts] in texts[Int($0)].lowercased }
    }

    func name(_ key: Int) -> String { json.string(key) }

    /// Whether a key or another string is a name that indicates a secret.
    func isSecret(_ key: Int) -> Bool {
        let number = json.nodes[key].text
        return number == TextTable.none ? SecretName.matches(json.string(key)) : texts[Int(number)].isSecret
    }

    /// - Parameter isSecret: whether clear text is a secret there.
    func value(_ node: Int, isSecret: Bool) -> PropertyValue {
        let number = json.nodes[node].text
        if number != TextTable.none, let known = texts[Int(number)].value { return isSecret ? known.hidden : known }
        guard let text = json.scalar(node) else { return .missing }
        return PropertyValue(text, isSecret: isSecret)
    }

    /// The fields in `properties`: an object, or an array of objects with name and value.
    func fields(_ properties: Int) -> [UrbanCodeDocument.Field] {
        var fields: [UrbanCodeDocument.Field] = []
        for (key, value) in json.members(properties) { fields.append(.init(self, key: key, value: value)) }
        for element in json.elements(properties) {
            guard let name = json.value("name", of: element), json.kind(name) == .string,
                let value = json.value("value", of: element)
            else { continue }
            fields.append(.init(self, key: name, value: value))
        }
        return fields
    }

    /// All fields with this key, without regard to case.
    func fields(_ properties: Int, named key: String) -> [UrbanCodeDocument.Field] {
        let wanted = key.lowercased()
        guard json.kind(properties) == .object else {
            return fields(properties).filter { $0.name.isEqual(ignoringCase: key) }
        }
        let numbers = numbers[wanted] ?? []
        var found: [UrbanCodeDocument.Field] = []
        for (key, value) in json.members(properties) {
            let number = json.nodes[key].text
            let isWanted =
                number == TextTable.none ? json.string(key).lowercased() == wanted : numbers.contains(number)
            if isWanted { found.append(.init(self, key: key, value: value)) }
        }
        return found
    }

    /// The last field with this key.
    func field(_ properties: Int, _ key: String) -> UrbanCodeDocument.Field? { fields(properties, named: key).last }
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
