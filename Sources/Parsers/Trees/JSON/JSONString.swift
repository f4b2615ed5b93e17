import Diagnostics

/// Decodes the escapes of JSON strings (RFC 8259, 7).
enum JSONString {
    static func decode(_ bytes: [UInt8], _ range: SourceRange) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(range.count)
        walk(
            bytes, range.bounds, plain: { text += bytes[$0] },
            escape: { scalar, _ in text += String(Character(scalar)).utf8 })
        return String(decoding: text, as: UTF8.self)
    }

    /// Decodes the text with the place of every byte.
    static func map(_ bytes: [UInt8], _ range: SourceRange) -> MappedText {
        var text = MappedText()
        walk(
            bytes, range.bounds, plain: { text.append(bytes[$0]) },
            escape: { scalar, range in text.append(Array(String(Character(scalar)).utf8), for: range) })
        return text
    }

    private static func walk(
        _ bytes: [UInt8], _ range: Range<Int>, plain: (Range<Int>) -> Void,
        escape: (Unicode.Scalar, Range<Int>) -> Void
    ) {
        var start = range.lowerBound
        var offset = start
        let end = range.upperBound
        while offset < end {
            guard bytes[offset] == UInt8(ascii: "\\"), offset + 1 < end else {
                offset += 1
                continue
            }
            plain(start..<offset)
            let letter = bytes[offset + 1]
            if let control = control(letter) {
                escape(control, offset..<(offset + 2))
                offset += 2
                start = offset
            } else if letter == UInt8(ascii: "u") {
                let (scalar, count) = scalar(bytes, offset + 2, end)
                escape(scalar, offset..<(offset + 2 + count))
                offset += 2 + count
                start = offset
            } else {
                // The letter represents itself, and may be the first of several bytes.
                start = offset + 1
                offset += 2
            }
        }
        plain(start..<end)
    }

    private static func control(_ letter: UInt8) -> Unicode.Scalar? {
        switch letter {
        case UInt8(ascii: "n"): "\n"
        case UInt8(ascii: "t"): "\t"
        case UInt8(ascii: "r"): "\r"
        case UInt8(ascii: "b"): "\u{8}"
        case UInt8(ascii: "f"): "\u{C}"
        default: nil
        }
    }

    /// The scalar after `\u`, and the number of its bytes: 4, or 10 for a pair of surrogates.
    private static func scalar(_ bytes: [UInt8], _ offset: Int, _ end: Int) -> (Unicode.Scalar, Int) {
        guard let high = hex(bytes, offset, end) else { return ("\u{FFFD}", 0) }
        if let scalar = Unicode.Scalar(high) { return (scalar, 4) }
        guard high < 0xDC00, offset + 6 <= end, bytes[offset + 4] == UInt8(ascii: "\\"),
            bytes[offset + 5] == UInt8(ascii: "u"), let low = hex(bytes, offset + 6, end),
            (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x1_0000 + (high - 0xD800) << 10 + (low - 0xDC00))
        else { return ("\u{FFFD}", 4) }
        return (scalar, 10)
    }

    private static func hex(_ bytes: [UInt8], _ offset: Int, _ end: Int) -> UInt32? {
        guard offset + 4 <= end else { return nil }
        return UInt32(String(decoding: bytes[offset..<(offset + 4)], as: UTF8.self), radix: 16)
    }
}
