import Diagnostics

/// Finds keys and passwords by their operand words alone, also in lines that are no commands and in comments.
enum DeckSecrets {
    struct Found {
        var operand: String
        var kind: Secret.Kind
        var range: SourceRange
        var isPlaceholder: Bool
    }

    static func find(_ bytes: [UInt8]) -> [Found] {
        var found: [Found] = []
        var offset = 0
        while let open = bytes[offset...].firstIndex(of: TSOBytes.open) {
            offset = open + 1
            guard let (name, kind) = word(bytes, before: open) else { continue }
            let range = content(bytes, offset)
            // SETROPTS PASSWORD(RULE1(…)) is a rule, no password.
            guard !range.isEmpty, !bytes[range].contains(TSOBytes.open) else { continue }
            found.append(
                Found(
                    operand: name, kind: kind, range: SourceRange(range.lowerBound, range.upperBound),
                    isPlaceholder: Placeholder.isOneForSecret(bytes[range])))
        }
        return found
    }

    /// The operand whose parenthesis it is, if it holds a secret; abbreviations count.
    private static func word(_ bytes: [UInt8], before open: Int) -> (String, Secret.Kind)? {
        var end = open
        while end > 0, TSOBytes.isBlank(bytes[end - 1]) { end -= 1 }
        var start = end
        while start > 0, end - start < 16, isLetter(bytes[start - 1]) { start -= 1 }
        guard end - start >= 4 else { return nil }
        switch bytes[start] | 0x20 {
        case UInt8(ascii: "k"), UInt8(ascii: "p"), UInt8(ascii: "s"), UInt8(ascii: "b"): break
        default: return nil
        }
        let word = String(decoding: bytes[start..<end].map(TSOBytes.upper), as: UTF8.self)
        for (name, kind, shortest) in names where word.utf8.count >= shortest && name.hasPrefix(word) {
            return (name, kind)
        }
        return nil
    }

    private static let names: [(String, Secret.Kind, Int)] = [
        ("KEYMASKED", .key, 4), ("KEYENCRYPTED", .key, 4), ("PASSWORD", .password, 4), ("PHRASE", .phrase, 4),
        ("SESSKEY", .key, 5), ("SSKEY", .key, 5), ("BINDPW", .password, 6),
    ]

    private static func isLetter(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
    }

    /// Up to the closing parenthesis, at most to the end of the line; quotes belong to it.
    private static func content(_ bytes: [UInt8], _ start: Int) -> Range<Int> {
        var first = start
        while first < bytes.count, TSOBytes.isBlank(bytes[first]) { first += 1 }
        var end = first
        var isQuoted = false
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: "\r") {
            if bytes[end] == TSOBytes.apostrophe { isQuoted.toggle() }
            if bytes[end] == TSOBytes.close, !isQuoted { break }
            end += 1
        }
        while end > first, TSOBytes.isBlank(bytes[end - 1]) { end -= 1 }
        return first..<end
    }
}
