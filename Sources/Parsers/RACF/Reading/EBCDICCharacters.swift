import Diagnostics

/// Finds characters that the system's code page does not contain.
enum EBCDICCharacters {
    struct Found {
        var range: SourceRange
        var standIn: String?
    }

    /// It has a code point, X'41', but is not a separator (TSO/E parse: separators).
    static let noBreakSpace: UInt32 = 0xA0

    /// Whether a word contains one.
    static func contains(_ bytes: [UInt8], _ range: Range<Int>) -> Bool { !find(bytes, range).isEmpty }

    /// Finds runs of characters outside IBM-1047, which has those of ISO 8859-1, and of C1 controls, which result from
    /// Windows quotes and dashes when CP1252 is read as ISO 8859-1.
    static func find(_ bytes: [UInt8], _ range: Range<Int>) -> [Found] {
        var found: [Found] = []
        var offset = range.lowerBound
        while offset < range.upperBound {
            guard bytes[offset] >= 0x80 else {
                offset += 1
                continue
            }
            let (scalar, count) = decode(bytes, offset)
            defer { offset += count }
            let isControl = (0x80...0x9F).contains(scalar) && scalar != 0x85
            guard scalar > 0xFF || isControl || scalar == noBreakSpace else { continue }
            let standIn = standIns[scalar]
            if let last = found.last, Int(last.range.end) == offset, last.standIn != nil, let standIn {
                found[found.count - 1].range.end = UInt32(offset + count)
                found[found.count - 1].standIn? += standIn
            } else {
                found.append(Found(range: SourceRange(offset, offset + count), standIn: standIn))
            }
        }
        return found
    }

    private static func decode(_ bytes: [UInt8], _ offset: Int) -> (scalar: UInt32, count: Int) {
        let lead = bytes[offset]
        let count = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
        guard offset + count <= bytes.count, count > 1 else { return (0xFFFD, 1) }
        var scalar = UInt32(lead) & (0x7F >> UInt32(count))
        for byte in bytes[(offset + 1)..<(offset + count)] { scalar = scalar << 6 | UInt32(byte & 0x3F) }
        return (scalar, count)
    }

    /// The EBCDIC replacements of dashes, quotes and blanks of word processors, and of their CP1252 controls.
    private static let standIns: [UInt32: String] = [
        0x2010: "-", 0x2011: "-", 0x2012: "-", 0x2013: "-", 0x2014: "-", 0x2015: "-", 0x2212: "-", 0x96: "-",
        0x97: "-", 0x2018: "'", 0x2019: "'", 0x201A: "'", 0x201B: "'", 0x2032: "'", 0x91: "'", 0x92: "'",
        0x201C: "'", 0x201D: "'", 0x201E: "'", 0x201F: "'", 0x2033: "'", 0x93: "'", 0x94: "'", 0x2026: "...",
        0x85: "...", noBreakSpace: " ", 0x2002: " ", 0x2003: " ", 0x2009: " ", 0x200A: " ", 0x202F: " ", 0x3000: " ",
        0x200B: "",
        0x2060: "", 0xFEFF: "", 0x2022: "*", 0x2217: "*", 0xFF0A: "*", 0xFF08: "(", 0xFF09: ")",
    ]
}
