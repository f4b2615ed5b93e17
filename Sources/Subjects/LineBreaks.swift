public import Diagnostics
public import RACF

extension Deck {
    /// Whether a fix may break the line at a place. It may not where the carrier holds the text in another form, or
    /// where a sequence number would move.
    public func mayBreakLine(at range: SourceRange) -> Bool {
        (region(at: range)?.isVerbatim ?? false) && !hasSequenceNumber(at: range)
    }

    /// Whether the line of a place ends in a sequence number.
    public func hasSequenceNumber(at range: SourceRange) -> Bool {
        let line = file.bytes[file.lineBounds(file.lineIndex(at: Int(range.end)))]
        return line.count == 80 && line.suffix(8).allSatisfy(\.isDigit)
    }
}
