import Diagnostics

extension JSONParser {
    /// A string in key position gets the number of its text.
    mutating func key() {
        let node = document.nodes.count
        let start = offset + 1
        let (end, hash) = Self.plainKey(bytes, from: start)
        guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else {
            string()
            return number(node)
        }
        append(.string, offset, end + 1)
        offset = end + 1
        document.nodes[node].key = keys.number(of: start..<end, hash, in: bytes)
    }

    /// Gives a key the number of its text.
    private mutating func number(_ node: Int) {
        let content = document.contentRange(node).bounds
        document.nodes[node].key = keys.number(of: content, KeyTable.Hash(bytes, content), in: bytes)
    }

    /// The same as `plainEnd`, and the hash of what is before.
    private static func plainKey(_ bytes: [UInt8], from start: Int) -> (end: Int, hash: KeyTable.Hash) {
        var end = start
        var hash = KeyTable.Hash()
        while let word = ByteWord(bytes, at: end) {
            let count = specials(word).trailingZeroBitCount / 8
            hash.add(word.bits(first: count))
            end += count
            if count < ByteWord.count { break }
        }
        return (end, hash)
    }

    /// The first place at which a quote, a backslash, a dollar sign or a control character may stand.
    private static func plainEnd(_ bytes: [UInt8], from start: Int) -> Int {
        var end = start
        while let word = ByteWord(bytes, at: end) {
            let count = specials(word).trailingZeroBitCount / 8
            end += count
            if count < ByteWord.count { break }
        }
        return end
    }

    /// The high bit of each byte that is one of these; only the lowest is certain.
    private static func specials(_ word: ByteWord) -> UInt64 {
        word.mayEqual(UInt8(ascii: "\"")) | word.mayEqual(UInt8(ascii: "\\")) | word.mayEqual(UInt8(ascii: "$"))
            | word.controls
    }

    static func mayBeBareKey(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "'") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
            || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
    }

    /// In single quotes or in none.
    mutating func bareKey(_ byte: UInt8) {
        let node = document.nodes.count
        let start = offset
        if byte == UInt8(ascii: "'") {
            string()
        } else {
            while offset < bytes.count, Self.isWordByte(bytes[offset]) || bytes[offset] == UInt8(ascii: "$") {
                offset += 1
            }
            append(.string, start, offset)
        }
        problems.add("IN002", "a key without double quotes", start, offset)
        number(node)
    }

    mutating func string() {
        let start = offset
        let quote = bytes[start]
        var flags: JSONDocument.Flags = []
        var end = start + 1
        scan: while true {
            if quote == UInt8(ascii: "\"") { end = Self.plainEnd(bytes, from: end) }
            guard end < bytes.count else {
                problems.add("IN001", "the text ends inside a string", start, end)
                break
            }
            let byte = bytes[end]
            switch byte {
            case quote:
                end += 1
                break scan
            case UInt8(ascii: "\\"):
                // `\u0024` is a dollar sign too.
                flags.formUnion([.escape, .dollar])
                end = checkEscape(end)
            case UInt8(ascii: "$"):
                flags.insert(.dollar)
                end += 1
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                problems.add("IN001", "the string is not closed on its line", start, end)
                break scan
            case 0..<0x20:
                problems.add("IN002", "control character in a string; JSON wants an escape", end, end + 1)
                end += 1
            default: end += 1
            }
        }
        append(.string, start, end, flags)
        offset = end
    }

    /// - Returns: the offset behind the escape.
    mutating func checkEscape(_ start: Int) -> Int {
        guard start + 1 < bytes.count else { return start + 1 }
        switch bytes[start + 1] {
        case UInt8(ascii: "u"):
            let digits = bytes[(start + 2)...].prefix(4)
            let isHex = digits.allSatisfy { byte in
                let lower = byte | 0x20
                return (byte >= 0x30 && byte <= 0x39) || (lower >= 0x61 && lower <= 0x66)
            }
            guard digits.count == 4, isHex else {
                problems.add("IN001", "\\u needs four hexadecimal digits", start, start + 2)
                return start + 2
            }
            return start + 6
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return start + 2
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return start + 1
        default:
            problems.add("IN002", "JSON does not know this escape", start, start + 2)
            return start + 2
        }
    }

    /// A number, `true`, `false`, `null`, or a word that is none of them.
    mutating func word() {
        let start = offset
        while offset < bytes.count, Self.isWordByte(bytes[offset]) { offset += 1 }
        let kind = Self.kind(bytes[start..<offset])
        if kind == .broken { problems.add("IN001", "this is no JSON value", start, offset) }
        append(kind, start, offset)
        afterValue()
    }

    private static func kind(_ word: ArraySlice<UInt8>) -> JSONDocument.Kind {
        switch word.first {
        case UInt8(ascii: "t")? where word.count == 4 && word.starts(with: "true"): .true
        case UInt8(ascii: "f")? where word.count == 5 && word.starts(with: "false"): .false
        case UInt8(ascii: "n")? where word.count == 4 && word.starts(with: "null"): .null
        default: JSONNumber.matches(word) ? .number : .broken
        }
    }

    static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
