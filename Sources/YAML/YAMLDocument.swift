public import Diagnostics

/// The nodes of a YAML input, flat and in the order of the file, with the place of every key and value.
///
/// An alias is a copy of the anchored node, with the places of the anchored text.
public struct YAMLDocument: Sendable {
    public enum Kind: UInt8, Sendable {
        case mapping, sequence, scalar
    }

    /// How a scalar is written.
    public enum Style: UInt8, Sendable {
        case plain, singleQuoted, doubleQuoted, literal, folded
    }

    public struct Node: Sendable {
        public var kind: Kind
        public var style: Style
        /// The range of a scalar with its quotes or its block header, or of a collection up to the end of its last
        /// value.
        public var range: SourceRange
        /// The index after the last node below this one. In a mapping keys and values alternate.
        public var next: UInt32
        /// The range of a scalar's decoded text in `texts`.
        var text: SourceRange
    }

    public let file: SourceFile
    public internal(set) var nodes: [Node] = []
    /// The top node of each document in the file.
    public internal(set) var roots: [Int] = []
    /// IN001 where the input stops being YAML.
    public internal(set) var problems: [Problem] = []
    /// The decoded text of all scalars, one after the other.
    var texts: [UInt8] = []

    init(file: SourceFile) { self.file = file }

    /// The decoded text of a scalar.
    public func text(_ index: Int) -> String { String(decoding: texts[nodes[index].text.bounds], as: UTF8.self) }

    /// The decoded text of a scalar, each byte with its place in the file.
    public func mappedText(_ index: Int) -> MappedText {
        let node = nodes[index]
        return ScalarAlignment.map(texts[node.text.bounds], to: file.bytes, node.range.bounds, node.style)
    }

    /// The keys and values of a mapping, in order; empty for another node.
    public func members(_ index: Int) -> [(key: Int, value: Int)] {
        guard nodes[index].kind == .mapping else { return [] }
        let children = self.children(index)
        return stride(from: 0, to: children.count - 1, by: 2).map { (children[$0], children[$0 + 1]) }
    }

    /// The elements of a sequence; empty for another node.
    public func elements(_ index: Int) -> [Int] { nodes[index].kind == .sequence ? children(index) : [] }

    private func children(_ index: Int) -> [Int] {
        var found: [Int] = []
        var child = index + 1
        while child < Int(nodes[index].next) {
            found.append(child)
            child = Int(nodes[child].next)
        }
        return found
    }
}
