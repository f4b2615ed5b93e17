// What swift-argument-parser uses of FoundationEssentials: the errors that describe themselves, and an encoder of JSON for the
// description of all commands that scripts/manual reads. The real module would bring 5 MB into the program that is shipped.

public protocol LocalizedError: Error {
    var errorDescription: String? { get }
}

extension LocalizedError {
    public var errorDescription: String? { nil }
}

public struct Data: Sendable {
    fileprivate var text: String
}

extension String {
    public enum Encoding: Sendable {
        case utf8
    }

    public init?(data: Data, encoding: Encoding) { self = data.text }
}

public final class JSONEncoder {
    public struct OutputFormatting: OptionSet, Sendable {
        public let rawValue: Int

        public init(rawValue: Int) { self.rawValue = rawValue }

        public static let prettyPrinted = OutputFormatting(rawValue: 1)
        public static let sortedKeys = OutputFormatting(rawValue: 2)
    }

    /// The text is on several lines, with its keys sorted, whatever is asked for.
    public var outputFormatting: OutputFormatting = []

    public init() {}

    public func encode(_ value: some Encodable) throws -> Data {
        let node = Node()
        try value.encode(to: NodeEncoder(node: node, codingPath: []))
        return Data(text: node.text(""))
    }
}

/// A value of JSON while it is written.
private final class Node {
    enum Content {
        case plain(String)
        case list([Node])
        case members([String: Node])
    }

    var content = Content.plain("null")

    func text(_ indentation: String) -> String {
        let inner = indentation + "  "
        switch content {
        case .plain(let text): return text
        case .list(let items):
            return Self.block("[", items.map { inner + $0.text(inner) }, "]", indentation)
        case .members(let members):
            let lines = members.sorted { $0.key < $1.key }.map {
                "\(inner)\(Self.quoted($0.key)) : \($0.value.text(inner))"
            }
            return Self.block("{", lines, "}", indentation)
        }
    }

    private static func block(_ open: String, _ lines: [String], _ close: String, _ indentation: String) -> String {
        "\(open)\n\(lines.joined(separator: ",\n"))\n\(indentation)\(close)"
    }

    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\", "/": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case ..<" ":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    func member(_ name: String) -> Node {
        guard case .members(var members) = content else { return Node() }
        let node = Node()
        members[name] = node
        content = .members(members)
        return node
    }

    func item() -> Node {
        guard case .list(let items) = content else { return Node() }
        let node = Node()
        content = .list(items + [node])
        return node
    }

    func set(_ value: some Encodable, _ path: [any CodingKey]) throws {
        switch value {
        case let value as String: content = .plain(Self.quoted(value))
        case let value as Bool: content = .plain("\(value)")
        case let value as any FixedWidthInteger: content = .plain("\(value)")
        case let value as any BinaryFloatingPoint: content = .plain("\(value)")
        default: try value.encode(to: NodeEncoder(node: self, codingPath: path))
        }
    }
}

private struct NodeEncoder: Encoder {
    let node: Node
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .members = node.content {} else { node.content = .members([:]) }
        return KeyedEncodingContainer(Members(node: node, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        node.content = .list([])
        return Items(node: node, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { Single(node: node, codingPath: codingPath) }
}

private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: Node
    let codingPath: [any CodingKey]

    func encodeNil(forKey key: Key) { _ = node.member(key.stringValue) }

    func encode(_ value: some Encodable, forKey key: Key) throws {
        try node.member(key.stringValue).set(value, codingPath + [key])
    }

    func nestedContainer<Inner: CodingKey>(keyedBy type: Inner.Type, forKey key: Key) -> KeyedEncodingContainer<Inner> {
        inner(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { inner(key).unkeyedContainer() }

    func superEncoder() -> any Encoder { NodeEncoder(node: node.member("super"), codingPath: codingPath) }

    func superEncoder(forKey key: Key) -> any Encoder { inner(key) }

    private func inner(_ key: Key) -> NodeEncoder {
        NodeEncoder(node: node.member(key.stringValue), codingPath: codingPath + [key])
    }
}

private struct Items: UnkeyedEncodingContainer {
    let node: Node
    let codingPath: [any CodingKey]

    var count: Int { if case .list(let items) = node.content { items.count } else { 0 } }

    func encodeNil() { _ = node.item() }

    func encode(_ value: some Encodable) throws { try node.item().set(value, codingPath) }

    func nestedContainer<Inner: CodingKey>(keyedBy type: Inner.Type) -> KeyedEncodingContainer<Inner> {
        NodeEncoder(node: node.item(), codingPath: codingPath).container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        NodeEncoder(node: node.item(), codingPath: codingPath).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { NodeEncoder(node: node.item(), codingPath: codingPath) }
}

private struct Single: SingleValueEncodingContainer {
    let node: Node
    let codingPath: [any CodingKey]

    func encodeNil() { node.content = .plain("null") }

    func encode(_ value: some Encodable) throws { try node.set(value, codingPath) }
}
