public import Diagnostics

/// `name=value` text in one of three dialects: Java properties, the Batch Edit text of the server, and the list to
/// which `allProperties` expands.
public struct PropertiesText: Sendable {
    public enum Dialect: Sendable {
        /// java.util.Properties: `=`, `:` or a blank ends the name, every backslash escapes, and a backslash at the end
        /// of a line continues it.
        case java
        /// Batch Edit (Deploy documentation, setting properties): each line has one property, and the first `=` ends
        /// the name; only backslash, `=`, `:` and a line break as `\n` are escaped.
        case batchEdit
        /// `${p:environment/allProperties}`: one line with commas between properties; backslash, `=` and comma are
        /// escaped.
        case commaList
    }

    public struct Entry: Sendable {
        public let name: Located<String>
        /// The decoded value; its range is the text as written without leading blanks.
        public let value: Located<String>
        /// Whether `=` or `:` follows the name.
        public let hasSeparator: Bool
    }

    public let dialect: Dialect
    public let entries: [Entry]

    /// Reads `.properties` files as Java properties, and other lists as those of the server.
    public static func parse(_ file: SourceFile) -> PropertiesText {
        let name = file.path.lowercased()
        let isJava = name.hasSuffix(".properties") || name.hasSuffix(".props") || name.hasSuffix(".prop")
        guard !isJava else { return parse(file, as: .java) }
        let list = parse(file, as: .commaList)
        return list.entries.count > 1 && list.entries.allSatisfy(\.hasSeparator)
            ? list : parse(file, as: .batchEdit)
    }

    public static func parse(_ file: SourceFile, as dialect: Dialect) -> PropertiesText {
        var entries: [Entry] = []
        for bounds in logicalLines(file, dialect) {
            if let entry = entry(file, bounds, dialect) { entries.append(entry) }
        }
        return PropertiesText(dialect: dialect, entries: entries)
    }

    private static func logicalLines(_ file: SourceFile, _ dialect: Dialect) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var line = 0
        while line < file.lineStarts.count {
            let first = file.lineBounds(line)
            var end = first.upperBound
            while dialect == .java, continues(file.bytes, first.lowerBound..<end, file.lineBounds(line)),
                line + 1 < file.lineStarts.count
            {
                line += 1
                end = file.lineBounds(line).upperBound
            }
            line += 1
            if first.lowerBound < end { lines.append(first.lowerBound..<end) }
        }
        guard dialect == .commaList else { return lines }
        return lines.count == 1 ? split(file.bytes, lines[0]) : []
    }

    /// Divides a line at commas without a backslash before them.
    private static func split(_ bytes: [UInt8], _ line: Range<Int>) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var start = line.lowerBound
        var offset = start
        while offset < line.upperBound {
            if bytes[offset] == UInt8(ascii: ",") {
                pieces.append(start..<offset)
                start = offset + 1
            }
            offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
        }
        return pieces + [start..<line.upperBound]
    }

    /// Whether the line ends in an odd number of backslashes; a comment never continues.
    private static func continues(_ bytes: [UInt8], _ logical: Range<Int>, _ line: Range<Int>) -> Bool {
        guard let first = bytes[logical].first(where: { !isBlank($0) }), !isComment(first) else { return false }
        return !bytes[line].reversed().prefix { $0 == UInt8(ascii: "\\") }.count.isMultiple(of: 2)
    }

    private static func entry(_ file: SourceFile, _ bounds: Range<Int>, _ dialect: Dialect) -> Entry? {
        let bytes = file.bytes
        guard let start = bytes[bounds].firstIndex(where: { !isBlank($0) }), !isComment(bytes[start]) else {
            return nil
        }
        let separator = self.separator(bytes, start..<bounds.upperBound, dialect)
        let nameEnd = separator?.lowerBound ?? bounds.upperBound
        var valueStart = separator?.upperBound ?? nameEnd
        while valueStart < bounds.upperBound, isBlank(bytes[valueStart]) { valueStart += 1 }
        var trimmed = nameEnd
        while trimmed > start, isBlank(bytes[trimmed - 1]) { trimmed -= 1 }
        let name = SourceRange(start, trimmed)
        let value = SourceRange(min(valueStart, bounds.upperBound), bounds.upperBound)
        return Entry(
            name: Located(PropertyEscapes.decode(bytes, name, dialect), at: name),
            value: Located(PropertyEscapes.decode(bytes, value, dialect), at: value),
            hasSeparator: separator.map { bytes[$0].contains { !isBlank($0) } } ?? false)
    }

    /// The separator between name and value. Batch Edit and lists have only `=`, but a line without one may be a
    /// mistaken `name: value`.
    private static func separator(_ bytes: [UInt8], _ range: Range<Int>, _ dialect: Dialect) -> Range<Int>? {
        var other: Int?
        var offset = range.lowerBound
        scan: while offset < range.upperBound {
            switch bytes[offset] {
            case UInt8(ascii: "\\"): offset += 1
            case UInt8(ascii: "="):
                guard dialect == .java, let other else { return offset..<(offset + 1) }
                return javaSeparator(bytes, other..<range.upperBound)
            case UInt8(ascii: ":"), UInt8(ascii: " "), UInt8(ascii: "\t"):
                other = other ?? offset
                if dialect == .java { break scan }
            default: break
            }
            offset += 1
        }
        guard dialect != .commaList else { return nil }
        return other.map { javaSeparator(bytes, $0..<range.upperBound) }
    }

    /// Reads blanks with at most one `=` or `:` among them.
    private static func javaSeparator(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        var end = range.lowerBound
        while end < range.upperBound, isBlank(bytes[end]) { end += 1 }
        if end < range.upperBound, bytes[end] == UInt8(ascii: "=") || bytes[end] == UInt8(ascii: ":") { end += 1 }
        return range.lowerBound..<end
    }

    /// A blank, a tab or a form feed (java.util.Properties, load).
    static func isBlank(_ byte: UInt8) -> Bool { byte.isBlank || byte == 0x0C }

    private static func isComment(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "#") || byte == UInt8(ascii: "!") }
}
