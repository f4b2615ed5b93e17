import Diagnostics

extension JSONParser {
    /// A string in key position gets the number of its text.
    mutating func key() {
        let start = offset + 1
        var end = Self.plainEnd(bytes, from: start)
        let node = document.nodes.count
        if end < bytes.count, bytes[end] == UInt8(ascii: "\"") {
            append(.string, offset, end + 1)
            offset = end + 1
        } else {
            string()
            end = Int(document.contentRange(node).end)
        }
        document.nodes[node].key = keys.number(of: start..<end, in: bytes)
    }

    /// The first place at which a quote, a backslash, a dollar sign or a control character may stand.
    private static func plainEnd(_ bytes: [UInt8], from start: Int) -> Int {
        var end = start
        while let word = ByteWord(bytes, at: end) {
            let ends =
                word.equal(to: UInt8(ascii: "\"")) | word.equal(to: UInt8(ascii: "\\"))
                | word.equal(to: UInt8(ascii: "$")) | word.controls
            if ends != 0 { return end + ends.trailingZeroBitCount / 8 }
            end += ByteWord.count
        }
        return end
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
        let content = document.contentRange(node).bounds
        document.nodes[node].key = keys.number(of: content, in: bytes)
    }

    mutating func string() {
        let start = offset
        let quote = bytes[start]
        var flags: JSONDocument.Flags = []
        var end = quote == UInt8(ascii: "\"") ? Self.plainEnd(bytes, from: offset + 1) : offset + 1
        scan: while true {
            guard end < bytes.count else {
                problems.add("IN001", "the text ends inside a string", start, end)
                break
            }
            let byte = bytes[end]
            if byte > UInt8(ascii: "\\") {
                end += 1
                continue
            }
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
        let text = bytes[start..<offset]
        let kind: JSONDocument.Kind
        if text.count == 4, text.starts(with: "true") {
            kind = .true
        } else if text.count == 5, text.starts(with: "false") {
            kind = .false
        } else if text.count == 4, text.starts(with: "null") {
            kind = .null
        } else if JSONNumber.matches(text) {
            kind = .number
        } else {
            kind = .broken
            problems.add("IN001", "this is no JSON value", start, offset)
        }
        append(kind, start, offset)
        afterValue()
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
