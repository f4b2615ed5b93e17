import Diagnostics

/// A line of an input with carets below the part that is meant.
struct SourceFrame {
    private static let gutter = 6

    /// The line, the carets; long lines are cut to a window around them.
    static func lines(_ excerpt: ReportSource.Excerpt, _ severity: Severity, _ palette: Palette) -> [String] {
        let width = Wrapping.width - gutter - 2
        let scalars = Array(excerpt.text.unicodeScalars)
        var start = 0
        var end = scalars.count
        if end > width {
            let wanted = min(excerpt.highlight.count, width * 2 / 3)
            start = max(0, min(excerpt.highlight.lowerBound - (width - wanted) / 2, scalars.count - width))
            end = min(scalars.count, start + width)
        }
        var shown = Array(scalars[min(start, scalars.count)..<end])
        if start > 0, !shown.isEmpty { shown[0] = "…" }
        if end < scalars.count, !shown.isEmpty { shown[shown.count - 1] = "…" }
        while shown.last == " " { shown.removeLast() }
        let from = max(0, excerpt.highlight.lowerBound - start)
        let count = max(1, min(excerpt.highlight.upperBound - start, max(width, from + 1)) - from)
        let number = "\(excerpt.line)"
        let margin = String(repeating: " ", count: max(0, gutter - 1 - number.unicodeScalars.count))
        var text = ""
        text.unicodeScalars.append(contentsOf: shown)
        return [
            palette.dim("\(margin)\(number) |") + (text.isEmpty ? "" : " " + text),
            palette.dim(String(repeating: " ", count: gutter) + "|")
                + String(repeating: " ", count: from + 1)
                + palette.severity(severity, String(repeating: "^", count: count)),
        ]
    }
}
