import Diagnostics

/// A line of an input with marks below the parts that a finding is about, and the lines that a fix changes.
struct SourceFrame {
    private static let gutter = 6

    /// The line and, below it, `^` for the finding and `-` for related places; long lines are cut to a window. If the
    /// place has several lines, the last one is shown too.
    ///
    /// - Parameters:
    ///   - severity: of the finding; `nil` for a line that is only related to it.
    ///   - related: other parts of the same line.
    static func lines(
        _ excerpt: ReportSource.Excerpt, _ severity: Severity?, related: [Range<Int>] = [], _ palette: Palette
    ) -> [SafeText] {
        let window = Window(excerpt.text, around: excerpt.highlight, width: palette.frameWidth - gutter - 2)
        var marks: [Mark] = []
        for range in related { window.mark(range, as: .related, in: &marks) }
        window.mark(excerpt.highlight, as: severity == nil ? .related : .finding, in: &marks)
        let number: SafeText = "\(excerpt.line)"
        let margin = Wrapping.repeated(" ", max(0, gutter - 1 - number.utf8.count))
        let first = [
            palette.dim("\(margin)\(number) |") + (window.text.isEmpty ? "" : " \(window.text)"),
            palette.dim(Wrapping.repeated(" ", gutter) + "|") + " " + painted(marks, severity, palette),
        ]
        return excerpt.last.reduce(first) { lines, last in
            lines + (last.line > excerpt.line + 1 ? [palette.dim("  ...")] : [])
                + Self.lines(last, severity, palette)
        }
    }

    fileprivate enum Mark: Equatable {
        case none, related, finding
    }

    private static func painted(_ marks: [Mark], _ severity: Severity?, _ palette: Palette) -> SafeText {
        var text: SafeText = ""
        var start = marks.startIndex
        while start < marks.endIndex {
            let end = marks[start...].firstIndex { $0 != marks[start] } ?? marks.endIndex
            let count = end - start
            switch marks[start] {
            case .none: text += Wrapping.repeated(" ", count)
            case .related: text += palette.accent(Wrapping.repeated("-", count))
            case .finding: text += palette.severity(severity ?? .info, Wrapping.repeated("^", count))
            }
            start = end
        }
        return text
    }

    // MARK: Fixes

    /// The number of lines of a fix that are shown.
    private static let mostLines = 12

    /// What a fix takes away and puts in, as a difference.
    static func difference(_ changes: [ReportSource.Change], _ palette: Palette) -> [SafeText] {
        var lines: [SafeText] = []
        for change in changes {
            for (offset, text) in change.removed.enumerated() {
                lines.append(palette.severity(.error, line(change, offset, "-", text, palette)))
            }
            for (offset, text) in change.added.enumerated() {
                lines.append(palette.good(line(change, offset, "+", text, palette)))
            }
        }
        guard lines.count > mostLines else { return lines }
        let rest = lines.count - mostLines
        return lines.prefix(mostLines) + ["      … \(rest) more \(rest == 1 ? "line" : "lines")"]
    }

    private static func line(
        _ change: ReportSource.Change, _ offset: Int, _ sign: SafeText, _ text: SafeText, _ palette: Palette
    ) -> SafeText {
        let number: SafeText = "\(change.line + offset)"
        let margin = Wrapping.repeated(" ", max(0, gutter - 1 - number.utf8.count))
        let column = offset == 0 ? change.column : 0
        let window = Window(text, around: column..<column + 1, width: palette.frameWidth - gutter - 2)
        return "\(margin)\(number) \(sign)" + (window.text.isEmpty ? "" : " \(window.text)")
    }
}

/// The part of a line that is shown, without blanks at its end.
private struct Window {
    private(set) var text: SafeText
    /// The column of each scalar of the line, and the one after the last; `nil` if scalar and column are the same.
    private var columns: [Int]?
    /// The first column that is shown, and the number of columns.
    private var start = 0
    private let width: Int

    /// - Parameters:
    ///   - highlight: the scalars that have to be shown, if they fit.
    ///   - width: the number of columns.
    init(_ line: SafeText, around highlight: Range<Int>, width: Int) {
        self.width = width
        text = line
        guard !DisplayWidth.isPlain(line.utf8) || line.utf8.count > width else {
            text = Wrapping.trimmed(line)
            return
        }
        let scalars = Array(line.unicodeScalars)
        var columns = [0]
        columns.reserveCapacity(scalars.count + 1)
        for scalar in scalars { columns.append(columns[columns.count - 1] + DisplayWidth.of(scalar)) }
        self.columns = columns
        let total = columns[scalars.count]
        guard total > width else {
            text = Wrapping.trimmed(line)
            return
        }
        let first = columns[min(highlight.lowerBound, scalars.count)]
        let wanted = min(columns[min(highlight.upperBound, scalars.count)] - first, width * 2 / 3)
        start = max(0, min(first - (width - wanted) / 2, total - width))
        // A mark of one column stands for what is cut on either side.
        let isCut = start + width < total
        let from = start > 0 ? columns.partitioningIndex { $0 >= start + 1 } : 0
        let to = isCut ? columns.partitioningIndex { $0 > start + width - 1 } - 1 : scalars.count
        let gap = start > 0 ? columns[from] - start - 1 : 0
        let part = SafeText(known: String(String.UnicodeScalarView(scalars[from..<max(from, to)])))
        text = (start > 0 ? "…" : "") + Wrapping.repeated(" ", gap) + (isCut ? part + "…" : Wrapping.trimmed(part))
    }

    private func column(_ scalar: Int) -> Int {
        guard let columns else { return scalar - start }
        // Positions after the end of the line count on.
        let last = columns.count - 1
        return columns[min(scalar, last)] + max(0, scalar - last) - start
    }

    /// Marks a part of the line, as far as it is shown.
    func mark(_ range: Range<Int>, as mark: SourceFrame.Mark, in marks: inout [SourceFrame.Mark]) {
        let from = max(0, column(range.lowerBound))
        // What is marked at the very end of a full line may be one column longer.
        let to = max(from + 1, min(column(range.upperBound), max(width, from + 1)))
        guard from <= width else { return }
        while marks.count < to { marks.append(.none) }
        for index in from..<to { marks[index] = mark }
    }
}
