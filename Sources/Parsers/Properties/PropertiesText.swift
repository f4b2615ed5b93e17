public import Diagnostics

/// `name=value` text: Java properties, the Batch Edit text of the server, lists that people keep.
///
/// The first unescaped `=` ends the name (`:` or a blank where there is none before it on the line, as
/// java.util.Properties reads it); a backslash escapes; a backslash at the end continues the line.
public struct PropertiesText: Sendable {
    public struct Entry: Sendable {
        public let name: Located<String>
        /// Decoded; its range is the text as written, blanks at its start left out.
        public let value: Located<String>
        /// Whether `=` or `:` stands behind the name.
        public let hasSeparator: Bool
    }

    public let entries: [Entry]

    public static func parse(_ file: SourceFile) -> PropertiesText {
        var entries: [Entry] = []
        var line = 0
        while line < file.lineStarts.count {
            let first = file.lineBounds(line)
            var end = first.upperBound
            while continues(file.bytes, first.lowerBound..<end, file.lineBounds(line)), line + 1 < file.lineStarts.count
            {
                line += 1
                end = file.lineBounds(line).upperBound
            }
            line += 1
            if let entry = entry(file, first.lowerBound..<end) { entries.append(entry) }
        }
        return PropertiesText(entries: entries)
    }

    /// An odd number of backslashes at the end; a comment never continues.
    private static func continues(_ bytes: [UInt8], _ logical: Range<Int>, _ line: Range<Int>) -> Bool {
        guard let first = bytes[logical].first(where: { !isBlank($0) }), !isComment(first) else { return false }
        return !bytes[line].reversed().prefix { $0 == UInt8(ascii: "\\") }.count.isMultiple(of: 2)
    }

    private static func entry(_ file: SourceFile, _ bounds: Range<Int>) -> Entry? {
        let bytes = file.bytes
        guard let start = bytes[bounds].firstIndex(where: { !isBlank($0) }), !isComment(bytes[start]) else {
            return nil
        }
        let separator = self.separator(bytes, start..<bounds.upperBound)
        let nameEnd = separator ?? bounds.upperBound
        var valueStart = nameEnd
        let hasSign = separator.map { bytes[$0] == UInt8(ascii: "=") || bytes[$0] == UInt8(ascii: ":") } ?? false
        if separator != nil { valueStart += 1 }
        while valueStart < bounds.upperBound, isBlank(bytes[valueStart]) { valueStart += 1 }
        var trimmed = nameEnd
        while trimmed > start, isBlank(bytes[trimmed - 1]) { trimmed -= 1 }
        let name = SourceRange(start, trimmed)
        let value = SourceRange(min(valueStart, bounds.upperBound), bounds.upperBound)
        return Entry(
            name: Located(decode(bytes, name), at: name), value: Located(decode(bytes, value), at: value),
            hasSeparator: hasSign)
    }

    /// The first unescaped `=`, else `:`, else blank.
    private static func separator(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        var colon: Int?
        var blank: Int?
        var offset = range.lowerBound
        while offset < range.upperBound {
            switch bytes[offset] {
            case UInt8(ascii: "\\"): offset += 1
            case UInt8(ascii: "="): return colon ?? offset
            case UInt8(ascii: ":"): colon = colon ?? offset
            case UInt8(ascii: " "), UInt8(ascii: "\t"): blank = blank ?? offset
            default: break
            }
            offset += 1
        }
        return colon ?? blank
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == 0x0C
    }

    private static func isComment(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "#") || byte == UInt8(ascii: "!") }

    private static func decode(_ bytes: [UInt8], _ range: SourceRange) -> String {
        var text: [UInt8] = []
        var offset = Int(range.start)
        let end = Int(range.end)
        while offset < end {
            let byte = bytes[offset]
            offset += 1
            guard byte == UInt8(ascii: "\\"), offset < end else {
                text.append(byte)
                continue
            }
            let letter = bytes[offset]
            offset += 1
            switch letter {
            case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
            case UInt8(ascii: "t"): text.append(UInt8(ascii: "\t"))
            case UInt8(ascii: "r"): text.append(UInt8(ascii: "\r"))
            case UInt8(ascii: "f"): text.append(0x0C)
            case UInt8(ascii: "\r"), UInt8(ascii: "\n"):
                while offset < end, isBlank(bytes[offset]) || bytes[offset] < UInt8(ascii: " ") { offset += 1 }
            case UInt8(ascii: "u"):
                let digits = bytes[offset..<min(end, offset + 4)]
                if digits.count == 4, let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) {
                    text += String(Character(Unicode.Scalar(value) ?? "\u{FFFD}")).utf8
                    offset += 4
                } else {
                    text.append(letter)
                }
            default: text.append(letter)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
