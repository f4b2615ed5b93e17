public import Diagnostics

/// The answer of `diff` in Markdown, for a comment on a merge request.
public struct DifferenceMarkdownReporter: Sendable {
    public init() {}

    public func report(_ difference: DifferenceReport) -> Report {
        let places = DifferencePlaces(difference)
        let escaped = MarkdownReporter.escaped
        let summary: SafeText =
            difference.rows.isEmpty
            ? difference.isIncomplete
                ? "not every input was read"
                : difference.environments == nil ? "the states do not differ" : "the environments do not differ"
            : SafeText(known: String(DifferenceTextReporter.summary(difference).description.dropLast()))
        var lines: [SafeText] = ["## jmoncheck diff: \(summary)", ""]
        if let environments = difference.environments {
            let (before, after) = (SafeText(environments.before), SafeText(environments.after))
            lines += ["From environment \(escaped(before)) to environment \(escaped(after)).", ""]
        }
        let failed = [("before", difference.before), ("after", difference.after)].flatMap { state, inputs in
            inputs.filter { $0.failure != nil }.map { input -> [SafeText] in
                [SafeText(state), DifferenceTextReporter.cut(SafeText(input.path)), SafeText(input.failure ?? "")]
            }
        }
        lines += MarkdownReporter.table("Not read", ["State", "Input", "Why"], failed)
        let names = SetUpNames((difference.before + difference.after).map(\.setUp) + difference.rows.map(\.setUp))
        for (setUp, rows) in names.grouped(difference.rows, by: \.setUp) {
            for kind in DifferenceReport.Kind.allCases {
                lines += MarkdownReporter.table(
                    kind.title + escaped(names.place(setUp)), ["", "What", "Before", "After"],
                    rows.filter { $0.kind == kind }.map { cells($0, places) })
            }
        }
        for note in difference.notes { lines += [escaped(DifferenceTextReporter.cut(SafeText(note))), ""] }
        lines.removeLast()
        return Report(lines)
    }

    private func cells(_ row: DifferenceReport.Row, _ places: DifferencePlaces) -> [SafeText] {
        func cell(_ side: DifferenceReport.Side?, _ link: SafeText?) -> SafeText {
            guard let side else { return "" }
            return DifferenceTextReporter.cut(SafeText(side.text)) + (link.map { " (\($0))" } ?? "")
        }
        let reason: SafeText = row.reason.map { ": \($0)" } ?? ""
        return [
            row.change.sign, DifferenceTextReporter.cut(SafeText(row.name)) + DifferenceTextReporter.cut(reason),
            cell(row.before, places.link(before: row.before)), cell(row.after, places.link(after: row.after)),
        ]
    }
}
