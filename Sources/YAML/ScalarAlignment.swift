import Diagnostics

/// Aligns the text of a scalar with the way it is written, so that every byte has its place.
///
/// Both have their letters in the same order; they differ in indentation, folded line ends, quotes and escapes.
enum ScalarAlignment {
    static func map(
        _ text: ArraySlice<UInt8>, to bytes: [UInt8], _ range: Range<Int>, _ style: YAMLDocument.Style
    ) -> MappedText {
        var walk = Walk(bytes: bytes, offset: range.lowerBound, end: range.upperBound)
        switch style {
        case .plain: break
        case .singleQuoted, .doubleQuoted: walk.offset = min(walk.offset + 1, walk.end)
        case .literal, .folded:
            walk.skipLine()
            walk.indentation = walk.indentation(of: text)
            walk.skipIndentation()
        }
        var mapped = MappedText()
        var index = text.startIndex
        while index < text.endIndex {
            let unit = walk.unit(text[index...], style)
            let count = max(1, min(unit.count, text.endIndex - index))
            if count == 1, unit.range.count == 1, bytes[unit.range.lowerBound] == text[index] {
                mapped.append(bytes[unit.range])
            } else {
                mapped.append(text[index..<(index + count)], for: unit.range)
            }
            index += count
        }
        return mapped
    }
}

private struct Walk {
    let bytes: [UInt8]
    var offset: Int
    let end: Int
    /// The number of blanks before the text of each line of a block scalar.
    var indentation = 0

    /// The bytes of the file for the beginning of `text`, and how many bytes of the text they are.
    mutating func unit(_ text: ArraySlice<UInt8>, _ style: YAMLDocument.Style) -> (range: Range<Int>, count: Int) {
        guard let byte = text.first else { return (offset..<offset, 1) }
        switch style {
        case .literal: return (literal(byte), 1)
        case .plain, .folded: return (folding(byte), 1)
        case .singleQuoted:
            if byte == UInt8(ascii: "'"), offset + 1 < end, bytes[offset] == byte {
                return (take(2), 1)
            }
            return (folding(byte), 1)
        case .doubleQuoted:
            skipJoinedLines()
            if offset + 1 < end, bytes[offset] == UInt8(ascii: "\\") {
                return (take(escapeLength), escapedCount(byte))
            }
            return (folding(byte), 1)
        }
    }

    private mutating func take(_ count: Int) -> Range<Int> {
        let start = offset
        offset = min(offset + count, end)
        return start..<offset
    }

    private mutating func literal(_ byte: UInt8) -> Range<Int> {
        guard byte == UInt8(ascii: "\n") else { return take(1) }
        while offset < end, !isLineEnd(bytes[offset]) { offset += 1 }
        let lineEnd = takeLineEnd()
        skipIndentation()
        return lineEnd
    }

    /// The range for a byte of a folded scalar. A line end in the text is a blank line of the file, and a blank may be
    /// a line end of the file.
    private mutating func folding(_ byte: UInt8) -> Range<Int> {
        if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: " ") {
            if offset < end, bytes[offset] == byte, byte == UInt8(ascii: " "), !isBeforeLineEnd { return take(1) }
            while offset < end, bytes[offset].isBlank { offset += 1 }
            guard offset < end, isLineEnd(bytes[offset]) else { return take(0) }
            let lineEnd = takeLineEnd()
            if indentation > 0 { skipIndentation() } else { skipBlanks() }
            return lineEnd
        }
        while offset < end, bytes[offset] != byte, bytes[offset].isBlank || isLineEnd(bytes[offset]) { offset += 1 }
        return take(1)
    }

    private var isBeforeLineEnd: Bool {
        guard indentation == 0 else { return false }
        let next = bytes[offset..<end].first { !$0.isBlank }
        return next.map(isLineEnd) ?? false
    }

    private mutating func takeLineEnd() -> Range<Int> {
        let isPair = offset + 1 < end && bytes[offset] == 0x0D && bytes[offset + 1] == 0x0A
        return take(isPair ? 2 : 1)
    }

    mutating func skipLine() {
        while offset < end, !isLineEnd(bytes[offset]) { offset += 1 }
        _ = takeLineEnd()
    }

    mutating func skipIndentation() {
        let limit = min(offset + indentation, end)
        while offset < limit, bytes[offset] == UInt8(ascii: " ") { offset += 1 }
    }

    private mutating func skipBlanks() {
        while offset < end, bytes[offset].isBlank { offset += 1 }
    }

    /// How much deeper the first line with text is indented in the file than in the text.
    func indentation(of text: ArraySlice<UInt8>) -> Int {
        max(0, Self.firstIndentation(bytes[offset..<end]) - Self.firstIndentation(text))
    }

    private static func firstIndentation(_ bytes: ArraySlice<UInt8>) -> Int {
        var count = 0
        for byte in bytes {
            switch byte {
            case UInt8(ascii: " "): count += 1
            case 0x0A, 0x0D: count = 0
            default: return count
            }
        }
        return 0
    }

    // MARK: Double quotes

    /// Skips backslashes before line ends, which join two lines.
    private mutating func skipJoinedLines() {
        while offset + 1 < end, bytes[offset] == UInt8(ascii: "\\"), isLineEnd(bytes[offset + 1]) {
            offset += 1
            _ = takeLineEnd()
            while offset < end, bytes[offset].isBlank || isLineEnd(bytes[offset]) { offset += 1 }
        }
    }

    private var escapeLength: Int {
        switch bytes[offset + 1] {
        case UInt8(ascii: "x"): 4
        case UInt8(ascii: "u"): 6
        case UInt8(ascii: "U"): 10
        default: 2
        }
    }

    /// The number of bytes of an escaped character, by its first byte.
    private func escapedCount(_ first: UInt8) -> Int {
        first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    }

    private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
