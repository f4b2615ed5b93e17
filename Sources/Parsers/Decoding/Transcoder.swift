import Diagnostics

/// Converts bytes of a single-byte encoding to UTF-8.
struct Transcoder {
    /// The kinds of characters that the conversion found.
    struct Content: OptionSet {
        var rawValue: UInt16
        static let nonASCII = Content(rawValue: 0x100)
        static let lineEnd = Content(rawValue: 0x200)
        /// A control character that does not occur in text.
        static let control = Content(rawValue: 0x400)
    }

    private let scalars: [UInt16]
    /// The ASCII character of each byte, with `Content` in the bits above it. It is an array because indexing a stored
    /// `InlineArray` takes ten times as long.
    private let entries: [UInt16]

    /// In EBCDIC both X'15' (NEL, the line end of z/OS UNIX) and X'25' (LF) end a line.
    init(_ scalars: [UInt16], isEBCDIC: Bool) {
        let scalars = isEBCDIC ? scalars.map { $0 == 0x85 ? 0x0A : $0 } : scalars
        self.scalars = scalars
        entries = scalars.map { scalar in
            var content = Content()
            if scalar >= 0x80 { content.insert(.nonASCII) }
            if scalar == 0x0A || scalar == 0x0D { content.insert(.lineEnd) }
            if Self.isControl(scalar) { content.insert(.control) }
            return content.rawValue | (scalar < 0x80 ? scalar : 0)
        }
    }

    /// C0 and C1 except tab, line ends, form feed, SUB (the end of a file on some systems) and ESC.
    private static func isControl(_ scalar: UInt16) -> Bool {
        switch scalar {
        case 0x09...0x0D, 0x1A, 0x1B: false
        case 0..<0x20, 0x7F..<0xA0: true
        default: false
        }
    }

    /// The text and the kinds of characters in it. Pages map nearly every byte of real text to ASCII with one look-up
    /// into a buffer of known size; only a text with other characters is read again.
    func text(_ bytes: [UInt8]) -> (text: [UInt8], content: Content) {
        let entries = entries
        var text = [UInt8](repeating: 0, count: bytes.count)
        var seen: UInt16 = 0
        for index in bytes.indices {
            let entry = entries[Int(bytes[index])]
            text[index] = UInt8(truncatingIfNeeded: entry)
            seen |= entry
        }
        let content = Content(rawValue: seen & 0xFF00)
        return (content.contains(.nonASCII) ? wideText(bytes, text) : text, content)
    }

    /// - Parameter text: the ASCII characters of `bytes`, with 0 in the place of others.
    private func wideText(_ bytes: [UInt8], _ text: [UInt8]) -> [UInt8] {
        var wide: [UInt8] = []
        wide.reserveCapacity(text.count + text.count / 8 + 16)
        var start = 0
        for index in text.indices where text[index] == 0 {
            wide += text[start..<index]
            start = index + 1
            let scalar = scalars[Int(bytes[index])]
            if scalar < 0x80 {
                wide.append(UInt8(truncatingIfNeeded: scalar))
            } else if scalar < 0x800 {
                wide.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
                wide.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
            } else {
                wide.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
                wide.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
                wide.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
            }
        }
        wide += text[start...]
        return wide
    }

    /// The bytes of a scalar in UTF-8.
    static func width(_ scalar: UInt16) -> Int { scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : 3 }

    /// Bytes that are not text: the first one, their number, and the offset of the first in the text.
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
