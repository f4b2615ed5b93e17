import Diagnostics
import Languages

/// A partly known name, because some of its substitutions are unknown, and the names that it may match.
public struct OpenName: Hashable, Sendable {
    /// The bytes, with a mark for each unknown part.
    private let bytes: [UInt8]

    private static let mark = Placeholder.substitution

    /// Any name at all.
    public static let any = OpenName([mark])

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// A completely known name.
    public init(name: some Sequence<UInt8>) { bytes = Array(name) }

    public var isAny: Bool { bytes.allSatisfy { $0 == Self.mark } }
    public var isKnown: Bool { !bytes.contains(Self.mark) }

    /// The text before the first unknown part.
    public var beginning: ArraySlice<UInt8> { bytes.prefix { $0 != Self.mark } }

    /// Whether it may denote a name.
    public func matches(_ name: some RandomAccessCollection<UInt8>) -> Bool {
        var index = 0
        var place = name.startIndex
        /// The place to continue at if the unknown part must match one more character.
        var retry: (index: Int, place: Int)?
        let base = name.startIndex
        var offset = 0
        while place < name.endIndex {
            if index < bytes.count, bytes[index] == Self.mark {
                index += 1
                retry = (index, offset)
            } else if index < bytes.count, bytes[index] == name[place] {
                index += 1
                place = name.index(after: place)
                offset += 1
            } else if let last = retry {
                retry = (last.index, last.place + 1)
                index = last.index
                offset = last.place + 1
                place = name.index(base, offsetBy: offset)
            } else {
                return false
            }
        }
        return bytes[index...].allSatisfy { $0 == Self.mark }
    }
}

extension Deck.Storage {
    func openName(_ word: Deck.Word) -> OpenName {
        if let pattern = flow.patterns[word] {
            guard nodes[word].kind == .string else { return OpenName(pattern) }
            return OpenName(Array(pattern.drop { $0 == TSOBytes.apostrophe }.filter { $0 != TSOBytes.apostrophe }))
        }
        let text = bytes(word)
        guard nodes[word].flags.contains(.placeholder) else { return OpenName(text) }
        return OpenName(Self.marked(text))
    }

    /// The text with a mark for each `<…>`, `{…}` or `[…]`, including the characters before it that belong to it.
    private static func marked(_ text: [UInt8]) -> [UInt8] {
        let pairs: [UInt8: UInt8] = [
            UInt8(ascii: "<"): UInt8(ascii: ">"), UInt8(ascii: "{"): UInt8(ascii: "}"),
            UInt8(ascii: "["): UInt8(ascii: "]"),
        ]
        var marked: [UInt8] = []
        var closing: [UInt8] = []
        for byte in text {
            if let close = pairs[byte] {
                if closing.isEmpty {
                    while let last = marked.last, last == UInt8(ascii: "$") || last == UInt8(ascii: "#") {
                        marked.removeLast()
                    }
                    marked.append(Placeholder.substitution)
                }
                closing.append(close)
            } else if byte == closing.last {
                closing.removeLast()
            } else if closing.isEmpty {
                marked.append(byte)
            }
        }
        guard closing.isEmpty, marked.contains(Placeholder.substitution) else { return [Placeholder.substitution] }
        return marked
    }
}
