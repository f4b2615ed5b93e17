public import Diagnostics
public import YAML

/// JSON as written: a flat tree in the order of the file, with the place of every key and value, and with duplicate
/// keys. Strings are decoded on demand. YAML of the same structure gives the same tree.
public struct JSONDocument: Sendable {
    public enum Kind: UInt8, Sendable {
        case object, array, string, number, `true`, `false`, null
        /// Text that is not a value.
        case broken
    }

    /// The kinds of characters in a string.
    public struct Flags: OptionSet, Sendable {
        public let rawValue: UInt8

        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// At least one backslash.
        static let escape = Flags(rawValue: 1)
        /// A `$`, so that the string may contain a reference.
        public static let dollar = Flags(rawValue: 2)
        /// The string is JSON and has both quotes.
        static let closed = Flags(rawValue: 4)
    }

    /// A node in 16 bytes. The nodes below a container follow it; in an object keys and values alternate.
    public struct Node: Sendable {
        public var start: UInt32
        public var end: UInt32
        /// The index after the last node below this one.
        public var next: UInt32
        public var kind: Kind
        public var flags: Flags
        /// The number of a string in `texts`, if it has one.
        public var text = TextTable.none
    }

    public private(set) var file: SourceFile
    public var nodes: [Node] = []
    /// The decoded texts by the numbers of nodes; keys that differ only in escapes share the number of the first one.
    public var texts: [String] = []
    /// The indices of the top values: one, or one for each document of a YAML file.
    public var roots: [Int] = []
    /// The source of the decoded texts if the file is YAML; its nodes have the same indices.
    private(set) var yaml: YAMLDocument?

    public var isYAML: Bool { yaml != nil }

    init(file: SourceFile) { self.file = file }

    /// The document with the number of its file.
    public func of(_ file: SourceFile) -> JSONDocument {
        var document = self
        document.file = file
        return document
    }

    /// Makes the same tree from YAML.
    public init(_ yaml: YAMLDocument) {
        file = yaml.file
        self.yaml = yaml
        roots = yaml.roots.filter { $0 < yaml.nodes.count }
        nodes = yaml.nodes.indices.map { index in
            let node = yaml.nodes[index]
            return Node(
                start: node.range.start, end: node.range.end, next: node.next, kind: Self.kind(index, of: yaml),
                flags: node.kind == .scalar && yaml.text(index).utf8.contains(UInt8(ascii: "$")) ? .dollar : [])
        }
        var numbers: [String: UInt16] = [:]
        for index in nodes.indices where nodes[index].kind == .object {
            // This is not done while iterating over the nodes, because they would be copied for each object.
            for key in members(index).map(\.key) where yaml.nodes[key].kind == .scalar {
                let name = yaml.text(key)
                if numbers[name] == nil, texts.count < Int(TextTable.none) {
                    numbers[name] = UInt16(texts.count)
                    texts.append(name)
                }
                nodes[key].text = numbers[name] ?? TextTable.none
                nodes[key].kind = .string
            }
        }
    }

    /// Plain scalars have the types of the JSON schema (YAML 1.2.2, 10.2).
    private static func kind(_ index: Int, of yaml: YAMLDocument) -> Kind {
        let node = yaml.nodes[index]
        switch node.kind {
        case .mapping: return .object
        case .sequence: return .array
        case .scalar:
            guard node.style == .plain else { return .string }
            let text = yaml.text(index)
            switch text {
            case "", "~", "null", "Null", "NULL": return .null
            case "true", "True", "TRUE": return .true
            case "false", "False", "FALSE": return .false
            default: return JSONNumber.matches(Array(text.utf8)[...]) ? .number : .string
            }
        }
    }

    /// The index of the first top value; `nil` if there is none.
    public var root: Int? { roots.first }

    public func kind(_ index: Int) -> Kind { nodes[index].kind }

    /// The range of the whole value; for a string, with its quotes.
    public func range(_ index: Int) -> SourceRange { SourceRange(Int(nodes[index].start), Int(nodes[index].end)) }

    /// The range between the quotes of a string; for another value, the whole range.
    public func contentRange(_ index: Int) -> SourceRange {
        let node = nodes[index]
        let start = Int(node.start)
        let end = Int(node.end)
        guard !node.flags.contains(.closed) else { return SourceRange(start + 1, end - 1) }
        let bytes = file.bytes
        guard node.kind == .string, start < end, Self.isQuote(bytes[start]),
            yaml.map({ $0.nodes[index].style == .singleQuoted || $0.nodes[index].style == .doubleQuoted }) ?? true
        else { return range(index) }
        let isClosed = end > start + 1 && bytes[end - 1] == bytes[start] && !Self.endsEscaped(bytes, start + 1, end)
        return SourceRange(start + 1, isClosed ? end - 1 : end)
    }

    private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

    private static func endsEscaped(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
        var first = end - 1
        while first > start, bytes[first - 1] == UInt8(ascii: "\\") { first -= 1 }
        return (end - 1 - first) % 2 == 1
    }

    /// The keys and values of an object in order; empty for another value.
    @inlinable
    public func members(_ index: Int) -> Members { Members(Elements(nodes, of: index, if: .object)) }

    /// The elements of an array; empty for another value.
    @inlinable
    public func elements(_ index: Int) -> Elements { Elements(nodes, of: index, if: .array) }

    /// The value of a key of an object; for duplicates the last one, as common readers choose.
    public func value(_ key: StaticString, of index: Int) -> Int? {
        var found: Int?
        for member in members(index) where isKey(member.key, key) { found = member.value }
        return found
    }

    /// Whether a key is this word without regard to case, which varies in hand-made bodies.
    public func isKey(_ index: Int, _ word: StaticString) -> Bool {
        guard !nodes[index].flags.contains(.escape), yaml == nil else {
            return string(index).lowercased() == "\(word)".lowercased()
        }
        let content = contentRange(index).bounds
        guard content.count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { buffer in
            for offset in buffer.indices {
                let byte = file.bytes[content.lowerBound + offset]
                let wanted = unsafe buffer[offset]
                guard byte == wanted || (byte | 0x20 == wanted | 0x20 && byte.isLetter) else { return false }
            }
            return true
        }
    }

    /// The text of a string with its escapes decoded; for another scalar, the text as written.
    public func string(_ index: Int) -> String {
        let number = nodes[index].text
        if number != TextTable.none { return texts[Int(number)] }
        if let yaml { return yaml.text(index) }
        let range = contentRange(index)
        guard nodes[index].kind == .string, nodes[index].flags.contains(.escape) else { return file.text(range) }
        return JSONString.decode(file.bytes, range)
    }

    /// The decoded text of a scalar, with the place of each byte in the file.
    public func mappedText(_ index: Int) -> MappedText {
        yaml?.mappedText(index) ?? JSONString.map(file.bytes, contentRange(index))
    }

    /// The nodes on one level below a container.
    public struct Elements: Sequence, IteratorProtocol {
        @usableFromInline let nodes: [Node]
        @usableFromInline var index: Int
        @usableFromInline let end: Int

        @inlinable
        init(_ nodes: [Node], of index: Int, if kind: Kind) {
            self.nodes = nodes
            self.index = index + 1
            end = nodes[index].kind == kind ? Int(nodes[index].next) : index + 1
        }

        @inlinable
        public mutating func next() -> Int? {
            guard index < end else { return nil }
            let element = index
            index = Int(nodes[element].next)
            return element
        }
    }

    /// The keys of an object with their values; a key at the end of a broken object has none.
    public struct Members: Sequence, IteratorProtocol {
        @usableFromInline var parts: Elements

        @inlinable
        init(_ parts: Elements) { self.parts = parts }

        @inlinable
        public mutating func next() -> (key: Int, value: Int)? {
            guard let key = parts.next(), let value = parts.next() else { return nil }
            return (key, value)
        }
    }
}
