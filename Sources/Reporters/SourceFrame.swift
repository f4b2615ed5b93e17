import Diagnostics

/// A line of an input with carets below the part that a finding is about.
struct SourceFrame {
    private static let gutter = 6

    /// The line and the carets; long lines are cut to a window around them.
    static func lines(_ excerpt: ReportSource.Excerpt, _ severity: Severity, _ palette: Palette) -> [SafeText] {
        let width = Wrapping.width - gutter - 2
        let (shown, start) = window(excerpt, width)
        let from = max(0, excerpt.highlight.lowerBound - start)
        let count = max(1, min(excerpt.highlight.upperBound - start, max(width, from + 1)) - from)
        let number: SafeText = "\(excerpt.line)"
        let margin = Wrapping.repeated(" ", max(0, gutter - 1 - number.utf8.count))
        return [
            palette.dim("\(margin)\(number) |") + (shown.isEmpty ? "" : " \(shown)"),
            palette.dim(Wrapping.repeated(" ", gutter) + "|") + Wrapping.repeated(" ", from + 1)
                + palette.severity(severity, Wrapping.repeated("^", count)),
        ]
    }

    /// The part of a line that is shown, without blanks at its end, and its first column.
    private static func window(_ excerpt: ReportSource.Excerpt, _ width: Int) -> (text: SafeText, start: Int) {
        let text = excerpt.text
        // Most lines fit, and a line has at least as many bytes as characters.
        guard text.utf8.count > width, text.unicodeScalars.count > width else { return (Wrapping.trimmed(text), 0) }
        let scalars = text.unicodeScalars
        let count = scalars.count
        let wanted = min(excerpt.highlight.count, width * 2 / 3)
        let start = max(0, min(excerpt.highlight.lowerBound - (width - wanted) / 2, count - width))
        let first = scalars.index(scalars.startIndex, offsetBy: start + (start > 0 ? 1 : 0))
        let isCut = start + width < count
        let last = scalars.index(scalars.startIndex, offsetBy: start + width - (isCut ? 1 : 0))
        let part: SafeText = "\(String(scalars[first..<last]))"
        return ((start > 0 ? "…" : "") + (isCut ? part + "…" : Wrapping.trimmed(part)), start)
    }
}
