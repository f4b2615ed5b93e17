import Diagnostics

/// Places of an outcome as text.
struct Places {
    private let inputs: [Outcome.Input]

    init(_ inputs: [Outcome.Input]) { self.inputs = inputs }

    func path(_ place: Place) -> String { ReportSource.harmless(inputs[place.file.index].path) }

    func start(_ place: Place) -> Position? {
        place.range.map { inputs[place.file.index].source.position($0.start) }
    }

    func end(_ place: Place) -> Position? {
        place.range.map { inputs[place.file.index].source.position($0.end) }
    }

    func excerpt(_ place: Place) -> ReportSource.Excerpt? {
        place.range.map { inputs[place.file.index].source.excerpt($0) }
    }

    /// `path:line:column`, or the path alone.
    func link(_ place: Place) -> String {
        guard let start = start(place) else { return path(place) }
        return "\(path(place)):\(start.line):\(start.column)"
    }

    /// One line that editors and Jenkins can follow.
    func headline(_ finding: Finding) -> String {
        "\(link(finding.place)): \(finding.severity.rawValue)[\(finding.rule)]: "
            + ReportSource.harmless(finding.message)
    }
}
