public import Diagnostics
public import RACF

extension Deck {
    /// Whether a fix may break the line at a place. It may not where the carrier holds the text in another form, or
    /// where a sequence number would move.
    public func mayBreakLine(at range: SourceRange) -> Bool {
        guard region(at: range)?.isVerbatim ?? false else { return false }
        let line = file.bytes[file.lineBounds(file.lineIndex(at: Int(range.end)))]
        return line.count != 80 || !line.suffix(8).allSatisfy(\.isDigit)
    }
}

extension SourceFile {
    /// The blanks at the start of the line of a place.
    public func indentation(at range: SourceRange) -> String {
        let line = bytes[lineBounds(lineIndex(at: Int(range.start)))]
        return String(decoding: line.prefix(while: \.isBlank), as: UTF8.self)
    }
}
