public import Diagnostics

/// JSON as it is written: flat, in the order of the file, with the place of every key and value, and with duplicate
/// keys. Strings are decoded when they are asked for.
public struct JSONDocument: Sendable {
    public enum Kind: UInt8, Sendable {
        case object, array, string, number, `true`, `false`, null
        /// Something stood there that is no value.
        case broken
    }

    /// 16 bytes. The nodes below a container follow it; in an object keys and values alternate.
    struct Node: Sendable {
        var start: UInt32
        var end: UInt32
        /// Index behind the last node below this one.
        var next: UInt32
        var kind: Kind
        /// A string with at least one backslash.
        var isEscaped: Bool
    }

    public let file: SourceFile
    var nodes: [Node] = []

    init(file: SourceFile) { self.file = file }

    /// Index of the top value; `nil` if there is none.
    public var root: Int? { nodes.isEmpty ? nil : 0 }

    public func kind(_ index: Int) -> Kind { nodes[index].kind }

    /// Of the whole value; of a string with its quotes.
    public func range(_ index: Int) -> SourceRange { SourceRange(Int(nodes[index].start), Int(nodes[index].end)) }

    /// Between the quotes of a string; of another value all of it.
    public func contentRange(_ index: Int) -> SourceRange {
        let node = nodes[index]
        guard node.kind == .string else { return range(index) }
        let start = Int(node.start) + 1
        let end = Int(node.end)
        let isClosed = end > start && file.bytes[end - 1] == UInt8(ascii: "\"") && !endsEscaped(start, end)
        return SourceRange(start, isClosed ? end - 1 : end)
    }

    private func endsEscaped(_ start: Int, _ end: Int) -> Bool {
        let slashes = file.bytes[start..<(end - 1)].reversed().prefix { $0 == UInt8(ascii: "\\") }.count
        return slashes % 2 == 1
    }

    /// Keys and values of an object, in order; nothing for another value.
    public func members(_ index: Int) -> Members { Members(document: self, index: index) }

    /// The elements of an array; nothing for another value.
    public func elements(_ index: Int) -> Elements { Elements(document: self, index: index) }

    /// The value of a key of an object; of duplicates the last, as every common reader takes it.
    public func value(_ key: StaticString, of index: Int) -> Int? {
        var found: Int?
        for member in members(index) where isKey(member.key, key) { found = member.value }
        return found
    }

    /// Whether a key is this word, letters without case: hand-made bodies vary them.
    public func isKey(_ index: Int, _ word: StaticString) -> Bool {
        let node = nodes[index]
        let start = Int(node.start) + 1
        guard !node.isEscaped, Int(node.end) - 1 - start == word.utf8CodeUnitCount else {
            return node.isEscaped && string(index).lowercased() == "\(word)".lowercased()
        }
        return word.withUTF8Buffer { buffer in
            for offset in buffer.indices {
                let byte = file.bytes[start + offset]
                let wanted = unsafe buffer[offset]
                guard byte == wanted || (byte | 0x20 == wanted | 0x20 && Self.isLetter(byte)) else { return false }
            }
            return true
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
    }

    /// The text of a string, escapes decoded; of another scalar as it is written.
    public func string(_ index: Int) -> String {
        let range = contentRange(index)
        guard nodes[index].kind == .string, nodes[index].isEscaped else { return file.text(range) }
        return JSONString.decode(file.bytes, range)
    }

    public struct Members: Sequence, IteratorProtocol {
        private let document: JSONDocument
        private var index: Int
        private let end: Int

        init(document: JSONDocument, index: Int) {
            self.document = document
            let isObject = document.nodes[index].kind == .object
            self.index = index + 1
            end = isObject ? Int(document.nodes[index].next) : index + 1
        }

        public mutating func next() -> (key: Int, value: Int)? {
            guard index < end else { return nil }
            let key = index
            let value = key + 1
            guard value < end else { return nil }
            index = Int(document.nodes[value].next)
            return (key, value)
        }
    }

    public struct Elements: Sequence, IteratorProtocol {
        private let document: JSONDocument
        private var index: Int
        private let end: Int

        init(document: JSONDocument, index: Int) {
            self.document = document
            let isArray = document.nodes[index].kind == .array
            self.index = index + 1
            end = isArray ? Int(document.nodes[index].next) : index + 1
        }

        public mutating func next() -> Int? {
            guard index < end else { return nil }
            defer { index = Int(document.nodes[index].next) }
            return index
        }
    }
}

/// Decodes the escapes of JSON strings (RFC 8259, 7).
enum JSONString {
    static func decode(_ bytes: [UInt8], _ range: SourceRange) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(range.count)
        var offset = Int(range.start)
        let end = Int(range.end)
        while offset < end {
            let byte = bytes[offset]
            guard byte == UInt8(ascii: "\\"), offset + 1 < end else {
                text.append(byte)
                offset += 1
                continue
            }
            let letter = bytes[offset + 1]
            offset += 2
            switch letter {
            case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
            case UInt8(ascii: "t"): text.append(UInt8(ascii: "\t"))
            case UInt8(ascii: "r"): text.append(UInt8(ascii: "\r"))
            case UInt8(ascii: "b"): text.append(8)
            case UInt8(ascii: "f"): text.append(12)
            case UInt8(ascii: "u"):
                let (scalar, count) = scalar(bytes, offset, end)
                text += String(Character(scalar)).utf8
                offset += count
            default: text.append(letter)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The scalar behind `\u`, and how many bytes it takes: 4, or 10 for a pair of surrogates.
    private static func scalar(_ bytes: [UInt8], _ offset: Int, _ end: Int) -> (Unicode.Scalar, Int) {
        guard let high = hex(bytes, offset, end) else { return ("\u{FFFD}", 0) }
        if let scalar = Unicode.Scalar(high) { return (scalar, 4) }
        guard high < 0xDC00, offset + 6 <= end, bytes[offset + 4] == UInt8(ascii: "\\"),
            bytes[offset + 5] == UInt8(ascii: "u"), let low = hex(bytes, offset + 6, end),
            (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x1_0000 + (high - 0xD800) << 10 + (low - 0xDC00))
        else { return ("\u{FFFD}", 4) }
        return (scalar, 10)
    }

    private static func hex(_ bytes: [UInt8], _ offset: Int, _ end: Int) -> UInt32? {
        guard offset + 4 <= end else { return nil }
        return UInt32(String(decoding: bytes[offset..<(offset + 4)], as: UTF8.self), radix: 16)
    }
}
