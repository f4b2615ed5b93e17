import Diagnostics
import Trees

/// A value of a message from the client. Asking for what is not there gives `nil`.
struct Wire: Sendable {
    private let document: JSONDocument
    private let node: Int

    /// - Returns: `nil` if the bytes are not JSON.
    init?(_ bytes: [UInt8]) {
        guard (try? UTF8Span(validating: bytes.span)) != nil else { return nil }
        let (document, problems) = JSONDocument.parse(SourceFile(path: "", bytes: bytes))
        guard problems.isEmpty, let root = document.root else { return nil }
        self.document = document
        node = root
    }

    private init(_ document: JSONDocument, _ node: Int) {
        (self.document, self.node) = (document, node)
    }

    subscript(name: String) -> Wire? {
        var found: Wire?
        for (key, value) in document.members(node) where document.string(key) == name {
            found = Wire(document, value)
        }
        return found.flatMap { $0.isNull ? nil : $0 }
    }

    /// A value below several names.
    subscript(path names: String...) -> Wire? {
        names.reduce(Optional(self)) { value, name in value?[name] }
    }

    var isNull: Bool { document.kind(node) == .null }
    var isObject: Bool { document.kind(node) == .object }

    var string: String? { document.kind(node) == .string ? document.string(node) : nil }
    var bool: Bool? {
        switch document.kind(node) {
        case .true: true
        case .false: false
        default: nil
        }
    }
    var int: Int? { document.kind(node) == .number ? Int(document.string(node)) : nil }
    /// A line or character: 0 to 2^31 - 1.
    var count: Int? { int.flatMap { (0...Int(Int32.max)).contains($0) ? $0 : nil } }
    /// The elements of a list; `nil` for another value.
    var list: [Wire]? {
        guard document.kind(node) == .array else { return nil }
        return document.elements(node).map { Wire(document, $0) }
    }
    var strings: [String] { list?.compactMap(\.string) ?? [] }

    /// The same value, to be sent back.
    var json: JSONValue {
        switch document.kind(node) {
        case .object:
            .object(
                Dictionary(
                    document.members(node).map { (document.string($0.key), Wire(document, $0.value).json) },
                    uniquingKeysWith: { $1 }))
        case .array: .array(document.elements(node).map { Wire(document, $0).json })
        case .string: .exact(document.string(node))
        case .number: int.map(JSONValue.number) ?? .null
        case .true: true
        case .false: false
        case .null, .broken: .null
        }
    }
}
