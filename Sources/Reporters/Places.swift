import Diagnostics

/// Formats places of an outcome as text.
struct Places {
    private let inputs: [Outcome.Input]

    init(_ inputs: [Outcome.Input]) { self.inputs = inputs }

    init(_ outcome: Outcome) { inputs = outcome.files }

    func source(_ file: FileID) -> ReportSource { inputs[file.index].source }

    func path(_ place: Place) -> SafeText { SafeText(name(place)) }

    /// The path as programs need it.
    func name(_ place: Place) -> String { inputs[place.file.index].path }

    func start(_ place: Place, in unit: ReportSource.ColumnUnit = .scalars) -> Position? {
        place.range.map { inputs[place.file.index].source.position($0.start, in: unit) }
    }

    func end(_ place: Place, in unit: ReportSource.ColumnUnit = .scalars) -> Position? {
        place.range.map { inputs[place.file.index].source.position($0.end, in: unit) }
    }

    func excerpt(_ place: Place) -> ReportSource.Excerpt? {
        place.range.flatMap { inputs[place.file.index].source.excerpt($0) }
    }

    /// `path:line:column`, or the path alone.
    func link(_ place: Place) -> SafeText {
        guard let start = start(place) else { return path(place) }
        return "\(path(place)):\(start.line):\(start.column)"
    }

    /// One line that editors and Jenkins can follow.
    func headline(_ finding: Finding) -> SafeText {
        "\(link(finding.place)): \(finding.severity.rawValue)[\(finding.rule)]: \(finding.message)"
    }

    /// The finding that another one follows from.
    func origin(_ cause: Cause) -> SafeText { "follows from \(cause.rule) at \(link(cause.place))" }

    /// A consequence below its cause, in one line.
    func consequence(_ finding: Finding) -> SafeText {
        "\(link(finding.place)): \(finding.rule): \(finding.message)"
    }

    /// Why a finding does not count by itself; `nil` if it counts.
    func remark(_ finding: Finding) -> SafeText? {
        finding.suppression.map(acceptance) ?? (finding.isConsequence ? finding.because.map(origin) : nil)
    }

    /// Why a finding does not count and who answers for it, in one line.
    func acceptance(_ suppression: Suppression) -> SafeText {
        let place = link(suppression.place)
        let text = SafeText(suppression.summary)
        return switch suppression.kind {
        case .comment: "suppressed by a comment at \(place): \(text)"
        case .configuration: "suppressed by \(place): \(text)"
        case .baseline: "known from the baseline \(place)"
        }
    }
}
