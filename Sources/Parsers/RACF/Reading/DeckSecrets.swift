import Diagnostics

/// Finds keys and passwords by their operand words alone, also in lines that are no commands and in comments.
enum DeckSecrets {
    struct Found {
        var operand: String
        var kind: Secret.Kind
        var range: SourceRange
        /// `nil` if a placeholder stands there.
        var text: [UInt8]?
        /// Whether the carrier of the deck puts it in.
        var isSubstituted: Bool
        /// Whether it was found in what a carrier holds in another form.
        var isMapped: Bool
    }

    /// In the file as it is, and in what its carriers hold in another form.
    static func find(_ file: SourceFile, _ regions: [DeckRegion]) -> [Found] {
        let mapped = regions.flatMap { region in
            guard case .mapped(let text) = region.text else { return [Found]() }
            return find(text.bytes, text)
        }
        let inFile = find(file.bytes, MappedText(identity: file.bytes))
        guard !mapped.isEmpty else { return inFile }
        let known = mapped.sorted { $0.range.start < $1.range.start }
        let others = inFile.filter { found in
            let next = known.partitioningIndex { $0.range.start > found.range.start }
            let isKnown =
                next > 0 && known[next - 1].range.end > found.range.start
                || next < known.count && known[next].range.start < found.range.end
            return !isKnown
        }
        return known + others
    }

    private static func find(_ bytes: [UInt8], _ text: MappedText) -> [Found] {
        var found: [Found] = []
        var offset = 0
        while let open = bytes[offset...].firstIndex(of: TSOBytes.open) {
            offset = open + 1
            guard let (name, kind) = word(bytes, before: open) else { continue }
            let range = content(bytes, offset)
            // SETROPTS PASSWORD(RULE1(…)) is a rule, no password.
            guard !range.isEmpty, !bytes[range].contains(TSOBytes.open) else { continue }
            let value = bytes[range]
            found.append(
                Found(
                    operand: name, kind: kind, range: text.fileRange(range.lowerBound, range.upperBound),
                    text: Placeholder.isOneForSecret(value) ? nil : Array(value),
                    isSubstituted: Placeholder.isSubstituted(value), isMapped: !text.isIdentity))
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
