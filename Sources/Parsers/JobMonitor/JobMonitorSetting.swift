import Contract
public import Diagnostics

extension JobMonitorConfig.Setting {
    /// The value without blanks and tabs at both ends.
    public var trimmedValue: String { value.value.trimmed() }

    /// The blanks between the name and `=`.
    public var blanksBeforeEquals: SourceRange {
        let blanks = name.value.utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count
        return SourceRange(Int(name.range.end) - blanks, Int(name.range.end))
    }

    /// The blanks between `=` and the value.
    public var blanksAfterEquals: SourceRange {
        let blanks = value.value.utf8.prefix { $0 == UInt8(ascii: " ") }.count
        return SourceRange(Int(value.range.start), Int(value.range.start) + blanks)
    }

    /// Columns 73 to 80 if their text is separate from the value: eight digits, or text after a blank.
    public func sequenceColumns(in file: SourceFile) -> SourceRange? {
        let bytes = file.bytes[record.bounds]
        guard let end = bytes.lastIndex(where: { $0 != UInt8(ascii: " ") }), end >= bytes.startIndex + 72 else {
            return nil
        }
        // A column is a character, which may have several bytes.
        let columns = bytes[...end].indices.filter { bytes[$0] & 0xC0 != 0x80 }
        guard (73...80).contains(columns.count), columns[72] >= Int(value.range.start) else { return nil }
        let start = columns[72]
        let text = bytes[start...end]
        let isNumber = text.count == 8 && text.allSatisfy(\.isDigit)
        guard isNumber || bytes[start - 1] == UInt8(ascii: " ") else { return nil }
        return SourceRange(start, end + 1)
    }

    /// The part of the value from a `#` after a blank to its end.
    public func inlineComment(in file: SourceFile) -> SourceRange? {
        let bytes = file.bytes[value.range.bounds]
        for index in bytes.indices.dropFirst()
        where bytes[index] == UInt8(ascii: "#")
            && (bytes[index - 1] == UInt8(ascii: " ") || bytes[index - 1] == UInt8(ascii: "\t"))
        {
            return SourceRange(index, bytes.endIndex)
        }
        return nil
    }

    /// The range from the blanks before `part` to the end of the record.
    public func valueTail(from part: SourceRange) -> SourceRange {
        let blanks = value.value.utf8.prefix(Int(part.start) - Int(value.range.start)).reversed().prefix {
            $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t")
        }
        return SourceRange(Int(part.start) - blanks.count, Int(record.end))
    }

    public func firstTab(in file: SourceFile) -> SourceRange? {
        file.bytes[record.bounds].firstIndex(of: UInt8(ascii: "\t")).map { SourceRange($0, $0 + 1) }
    }
}

extension JobMonitorConfig.Setting {
    /// Whether the value contains text that does not belong there, which JM110 to JM115 report.
    public func isSpoilt(in file: SourceFile) -> Bool {
        let trimmed = trimmedValue
        return trimmed != value.value || sequenceColumns(in: file) != nil || inlineComment(in: file) != nil
            || trimmed.hasPrefix("'") || trimmed.hasPrefix("\"") || firstTab(in: file) != nil
    }
}
