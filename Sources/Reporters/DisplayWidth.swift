import Diagnostics

/// The number of columns that text takes on a terminal.
enum DisplayWidth {
    /// Blocks whose characters take two columns: Hangul, CJK and their full-width forms (Unicode Standard Annex 11, W and F).
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
        0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60,
        0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
    ]

    static func of(_ scalar: Unicode.Scalar) -> Int {
        guard scalar.value >= 0x300 else { return 1 }
        if wide.contains(where: { $0.contains(scalar.value) }) || scalar.properties.isEmojiPresentation { return 2 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        case _: return 1
        }
    }

    /// - Parameter text: may hold the colours of a palette, which take no column.
    static func of(_ text: SafeText) -> Int { isPlain(text.utf8) ? text.utf8.count : of(text.utf8) }

    /// The width of text in UTF-8.
    static func of(_ bytes: some Sequence<UInt8>) -> Int {
        var width = 0
        var isEscape = false
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            if isEscape {
                isEscape = scalar != "m"
            } else if scalar == "\u{1B}" {
                isEscape = true
            } else {
                width += of(scalar)
            }
        }
        return width
    }

    /// Whether every byte is a character of one column.
    static func isPlain(_ bytes: some Sequence<UInt8>) -> Bool { bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
}
