/// The lines, words and signs of some bytes, and the members of objects and lists if they are JSON.
struct TextLayout: Sendable {
    /// A member of an object, or an element of a list.
    struct Member: Sendable {
        var key: Range<Int>?
        var value: Range<Int>
        var whole: Range<Int>
        /// With the comma before it or after it.
        var removal: Range<Int>
        var next: Range<Int>?
    }

    /// With the ends of the lines.
    private(set) var lines: [Range<Int>] = []
    private(set) var words: [Range<Int>] = []
    private(set) var numbers: [Range<Int>] = []
    private(set) var signs: [Int] = []
    private(set) var blanks: [Int] = []
    private(set) var members: [Member] = []

    init(_ bytes: [UInt8]) {
        let end: UInt8? = bytes.contains(0x0A) ? 0x0A : bytes.contains(0x0D) ? 0x0D : bytes.contains(0x15) ? 0x15 : nil
        if let end {
            var start = 0
            for (offset, byte) in bytes.enumerated() where byte == end {
                lines.append(start..<(offset + 1))
                start = offset + 1
            }
            if start < bytes.count { lines.append(start..<bytes.count) }
        } else {
            // Records, or a text of one line.
            let width = bytes.count % 80 == 0 ? 80 : bytes.count % 133 == 0 ? 133 : max(1, bytes.count)
            lines = stride(from: 0, to: bytes.count, by: width).map { $0..<min($0 + width, bytes.count) }
        }
        var start: Int?
        for (offset, byte) in (bytes + [0]).enumerated() {
            if Self.isWord(byte) {
                start = start ?? offset
                continue
            }
            if let first = start {
                words.append(first..<offset)
                if bytes[first..<offset].allSatisfy({ (0x30...0x39).contains($0) }) { numbers.append(first..<offset) }
            }
            start = nil
            if byte == 0x20 {
                blanks.append(offset)
            } else if (0x21..<0x7F).contains(byte) {
                signs.append(offset)
            }
        }
        let first = bytes.first { $0 > 0x20 }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            var scanner = MemberScanner(bytes)
            if scanner.value() { members = scanner.members }
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: true
        case _: "#@$%&*._-".utf8.contains(byte)
        }
    }

    /// A place as `line:column`, counting bytes.
    func place(_ offset: Int) -> String {
        let index = lines.lastIndex { $0.lowerBound <= offset } ?? 0
        return "\(index + 1):\(offset - (lines.isEmpty ? 0 : lines[index].lowerBound) + 1)"
    }
}

/// Finds the members of JSON text that is well-formed.
private struct MemberScanner {
    private let bytes: [UInt8]
    private var offset = 0
    private(set) var members: [TextLayout.Member] = []

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    private mutating func skipBlanks() { while offset < bytes.count, bytes[offset] <= 0x20 { offset += 1 } }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard offset < bytes.count, bytes[offset] == byte else { return false }
        offset += 1
        return true
    }

    /// Whether a value is at this place.
    mutating func value() -> Bool {
        skipBlanks()
        guard offset < bytes.count else { return false }
        switch bytes[offset] {
        case UInt8(ascii: "{"): return container(UInt8(ascii: "}"), hasKeys: true)
        case UInt8(ascii: "["): return container(UInt8(ascii: "]"), hasKeys: false)
        case UInt8(ascii: "\""): return string()
        default:
            let start = offset
            while offset < bytes.count, bytes[offset] > 0x20, !",]}".utf8.contains(bytes[offset]) { offset += 1 }
            return offset > start
        }
    }

    private mutating func string() -> Bool {
        offset += 1
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
            offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
        }
        offset += 1
        return offset <= bytes.count
    }

    private mutating func container(_ end: UInt8, hasKeys: Bool) -> Bool {
        offset += 1
        var own: [TextLayout.Member] = []
        if take(end) { return true }
        repeat {
            skipBlanks()
            let start = offset
            var key: Range<Int>?
            if hasKeys {
                guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\""), string() else { return false }
                key = start..<offset
                guard take(UInt8(ascii: ":")) else { return false }
                skipBlanks()
            }
            let first = offset
            guard value() else { return false }
            own.append(
                TextLayout.Member(
                    key: key, value: first..<offset, whole: start..<offset, removal: start..<offset, next: nil))
        } while take(UInt8(ascii: ","))
        guard take(end) else { return false }
        for index in own.indices {
            if index + 1 < own.count {
                own[index].next = own[index + 1].whole
                own[index].removal = own[index].whole.lowerBound..<own[index + 1].whole.lowerBound
            } else if index > 0 {
                own[index].removal = own[index - 1].whole.upperBound..<own[index].whole.upperBound
            }
        }
        members += own
        return true
    }
}
