import Diagnostics

/// Decodes the backslashes in `name=value` text.
enum PropertyEscapes {
    static func decode(_ bytes: [UInt8], _ range: SourceRange, _ dialect: PropertiesText.Dialect) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(range.count)
        var offset = Int(range.start)
        let end = Int(range.end)
        while offset < end {
            guard bytes[offset] == UInt8(ascii: "\\"), offset + 1 < end else {
                text.append(bytes[offset])
                offset += 1
                continue
            }
            switch dialect {
            case .java: java(bytes, &offset, end, &text)
            case .batchEdit, .commaList: server(bytes[offset + 1], dialect, &offset, &text)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Any other backslash is literal: `C:\temp`.
    private static func server(
        _ letter: UInt8, _ dialect: PropertiesText.Dialect, _ offset: inout Int, _ text: inout [UInt8]
    ) {
        offset += 2
        switch letter {
        case UInt8(ascii: "n") where dialect == .batchEdit: text.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "\\"), UInt8(ascii: "="): text.append(letter)
        case UInt8(ascii: ":") where dialect == .batchEdit: text.append(letter)
        case UInt8(ascii: ",") where dialect == .commaList: text.append(letter)
        default: text += [UInt8(ascii: "\\"), letter]
        }
    }

    /// Decodes an escape as java.util.Properties.load does.
    private static func java(_ bytes: [UInt8], _ offset: inout Int, _ end: Int, _ text: inout [UInt8]) {
        let letter = bytes[offset + 1]
        offset += 2
        switch letter {
        case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "t"): text.append(UInt8(ascii: "\t"))
        case UInt8(ascii: "r"): text.append(UInt8(ascii: "\r"))
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "\r"), UInt8(ascii: "\n"):
            while offset < end, PropertiesText.isBlank(bytes[offset]) || bytes[offset] < UInt8(ascii: " ") {
                offset += 1
            }
        case UInt8(ascii: "u"):
            guard let high = hex(bytes, offset, end) else { return text.append(letter) }
            offset += 4
            var scalar = Unicode.Scalar(high)
            if scalar == nil, high < 0xDC00, offset + 1 < end, bytes[offset] == UInt8(ascii: "\\"),
                bytes[offset + 1] == UInt8(ascii: "u"), let low = hex(bytes, offset + 2, end),
                (0xDC00...0xDFFF).contains(low)
            {
                scalar = Unicode.Scalar(0x1_0000 + (high - 0xD800) << 10 + (low - 0xDC00))
                offset += 6
            }
            text += String(Character(scalar ?? "\u{FFFD}")).utf8
        default: text.append(letter)
        }
    }

    private static func hex(_ bytes: [UInt8], _ offset: Int, _ end: Int) -> UInt32? {
        guard offset + 4 <= end else { return nil }
        return UInt32(String(decoding: bytes[offset..<(offset + 4)], as: UTF8.self), radix: 16)
    }
}
