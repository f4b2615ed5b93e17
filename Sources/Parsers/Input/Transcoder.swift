import Diagnostics

/// Bytes of a single-byte encoding to UTF-8.
struct Transcoder {
    /// What was met on the way.
    struct Content: OptionSet {
        var rawValue: UInt16
        static let nonASCII = Content(rawValue: 0x100)
        static let lineEnd = Content(rawValue: 0x200)
        /// A control character that no text has.
        static let control = Content(rawValue: 0x400)
    }

    private let scalars: [UInt16]
    /// For each byte its ASCII character, and `Content` above it.
    private let entries: [256 of UInt16]

    /// In EBCDIC both X'15' (NEL, the line end of z/OS UNIX) and X'25' (LF) end a line.
    init(_ scalars: [UInt16], isEBCDIC: Bool) {
        let scalars = isEBCDIC ? scalars.map { $0 == 0x85 ? 0x0A : $0 } : scalars
        self.scalars = scalars
        entries = InlineArray { byte in
            let scalar = scalars[byte]
            var content = Content()
            if scalar >= 0x80 { content.insert(.nonASCII) }
            if scalar == 0x0A || scalar == 0x0D { content.insert(.lineEnd) }
            if Self.isControl(scalar) { content.insert(.control) }
            return content.rawValue | (scalar < 0x80 ? scalar : 0)
        }
    }

    /// C0 and C1 without tab, line ends, form feed, SUB (the end of a file on some systems) and ESC.
    private static func isControl(_ scalar: UInt16) -> Bool {
        switch scalar {
        case 0x09...0x0D, 0x1A, 0x1B: false
        case 0..<0x20, 0x7F..<0xA0: true
        default: false
        }
    }

    /// The text and what is in it. Pages map nearly every byte of real text to ASCII: that is one look-up into a
    /// buffer of known size; only a text with other characters is gone through again.
    func text(_ bytes: [UInt8]) -> (text: [UInt8], content: Content) {
        var text = [UInt8](repeating: 0, count: bytes.count)
        var seen: UInt16 = 0
        let source = bytes.span
        var target = text.mutableSpan
        for index in source.indices {
            let entry = entries[Int(source[index])]
            target[index] = UInt8(truncatingIfNeeded: entry)
            seen |= entry
        }
        let content = Content(rawValue: seen & 0xFF00)
        return (content.contains(.nonASCII) ? wideText(bytes) : text, content)
    }

    private func wideText(_ bytes: [UInt8]) -> [UInt8] {
        let widths = InlineArray<256, Int> { Self.width(scalars[$0]) }
        let source = bytes.span
        var count = 0
        for index in source.indices { count += widths[Int(source[index])] }
        var text = [UInt8](repeating: 0, count: count)
        var target = text.mutableSpan
        var end = 0
        for index in source.indices {
            let scalar = scalars[Int(source[index])]
            if scalar < 0x80 {
                target[end] = UInt8(truncatingIfNeeded: scalar)
                end += 1
            } else if scalar < 0x800 {
                target[end] = UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)
                target[end + 1] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
                end += 2
            } else {
                target[end] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
                target[end + 1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
                target[end + 2] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
                end += 3
            }
        }
        return text
    }

    /// Bytes of a scalar in UTF-8.
    static func width(_ scalar: UInt16) -> Int { scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : 3 }

    /// Bytes that are no text: the first one, how many, and where the first stands in the text.
    func controls(in bytes: [UInt8]) -> (first: Int, count: Int, textOffset: Int)? {
        var found: (first: Int, count: Int, textOffset: Int)?
        var textOffset = 0
        for (offset, byte) in bytes.enumerated() {
            if Content(rawValue: entries[Int(byte)]).contains(.control) {
                found = (found?.first ?? offset, (found?.count ?? 0) + 1, found?.textOffset ?? textOffset)
            }
            if found == nil { textOffset += Self.width(scalars[Int(byte)]) }
        }
        return found
    }
}
