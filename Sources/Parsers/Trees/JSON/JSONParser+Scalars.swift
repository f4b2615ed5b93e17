import Diagnostics

extension JSONParser {
    /// Reads a string in double quotes, with the number of its text.
    mutating func string(isKey: Bool) {
        let start = offset + 1
        let (end, hash) = Self.plainEnd(bytes, from: start)
        guard let hash, bytes[end] == UInt8(ascii: "\"") else { return unplainString(isKey: isKey) }
        let text =
            isKey || end - start <= TextTable.longestValue
            ? texts.number(of: start..<end, hash, in: bytes, isKey: isKey) : TextTable.none
        append(.string, offset, end + 1, .closed, text: text)
        offset = end + 1
    }

    /// The number of a text between two offsets.
    private mutating func number(_ start: Int, _ end: Int, isKey: Bool) -> UInt16 {
        texts.number(of: start..<end, TextTable.Hash(bytes, start..<end), in: bytes, isKey: isKey)
    }

    /// The first place of a quote, a backslash, a dollar sign or a control character, and the hash of the text before
    /// it. Without a hash it is an earlier place, at the end of the text.
    private static func plainEnd(_ bytes: [UInt8], from start: Int) -> (end: Int, hash: TextTable.Hash?) {
        var end = start
        var hash = TextTable.Hash()
        while let word = ByteWord(bytes, at: end) {
            let ends = specials(word)
            guard ends == 0 else {
                // The mask has all bits below the lowest set bit.
                hash.add(word.bits & (ends ^ (ends &- 1)) >> 8)
                return (end + ends.trailingZeroBitCount / 8, hash)
            }
            hash.add(word.bits)
            end += ByteWord.count
        }
        return (end, nil)
    }

    /// The high bit of each byte that is one of these; only the lowest is certain.
    private static func specials(_ word: ByteWord) -> UInt64 {
        word.mayEqual(UInt8(ascii: "\"")) | word.mayEqual(UInt8(ascii: "\\")) | word.mayEqual(UInt8(ascii: "$"))
            | word.mayBeBelow(UInt8(ascii: " "))
    }

    static func mayBeBareKey(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "'") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
            || byte.isLetter
    }

    /// Reads a key in single quotes or without quotes.
    mutating func bareKey(_ byte: UInt8) {
        let start = offset
        if byte == UInt8(ascii: "'") {
            unplainString(isKey: true)
        } else {
            while offset < bytes.count, Self.isWordByte(bytes[offset]) || bytes[offset] == UInt8(ascii: "$") {
                offset += 1
            }
            append(.string, start, offset, text: number(start, offset, isKey: true))
        }
        problems.add("IN002", "the key has no double quotes", start, offset)
    }

    /// Reads a string that requires a look at each byte, or that is in single quotes.
    mutating func unplainString(isKey: Bool) {
        let start = offset
        let quote = bytes[start]
        var flags: JSONDocument.Flags = []
        var end = start + 1
        scan: while true {
            if quote == UInt8(ascii: "\"") { end = Self.plainEnd(bytes, from: end).end }
            guard end < bytes.count else {
                problems.add("IN001", "the text ends inside a string", start, end)
                break
            }
            let byte = bytes[end]
            switch byte {
            case quote:
                flags.insert(.closed)
                end += 1
                break scan
            case UInt8(ascii: "\\"):
                // `\u0024` is also a dollar sign.
                flags.formUnion([.escape, .dollar])
                end = checkEscape(end)
            case UInt8(ascii: "$"):
                flags.insert(.dollar)
                end += 1
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                problems.add("IN001", "the string is not closed on its line", start, end)
                break scan
            case 0..<0x20:
                problems.add("IN002", "a control character in a string has to be escaped in JSON", end, end + 1)
                end += 1
            default: end += 1
            }
        }
        let contentEnd = flags.contains(.closed) ? end - 1 : end
        // Values with escapes have no number, because their text differs from the file.
        let isNumbered = isKey || !flags.contains(.escape) && contentEnd - start <= TextTable.longestValue
        append(
            .string, start, end, flags,
            text: isNumbered ? number(start + 1, contentEnd, isKey: isKey) : TextTable.none)
        offset = end
    }

    /// - Returns: the offset after the escape.
    mutating func checkEscape(_ start: Int) -> Int {
        guard start + 1 < bytes.count else { return start + 1 }
        switch bytes[start + 1] {
        case UInt8(ascii: "u"):
            let digits = bytes[(start + 2)...].prefix(4)
            let isHex = digits.allSatisfy(\.isHexDigit)
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
            problems.add("IN002", "JSON does not have this escape", start, start + 2)
            return start + 2
        }
    }

    /// Reads a number, `true`, `false`, `null`, or an unknown word.
    mutating func word() {
        let start = offset
        while offset < bytes.count, Self.isWordByte(bytes[offset]) { offset += 1 }
        let kind = Self.kind(bytes[start..<offset])
        if kind == .broken { problems.add("IN001", "this is not a JSON value", start, offset) }
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
        byte.isNameByte || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }
}
