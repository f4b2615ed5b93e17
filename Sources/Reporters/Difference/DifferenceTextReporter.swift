public import Diagnostics

/// The answer of `diff` for people, in the manner of a plan: `+` gained, `-` lost, `~` changed, `?` not known.
public struct DifferenceTextReporter: Sendable {
    private let palette: Palette

    public init(palette: Palette) { self.palette = palette }

    public func report(_ difference: DifferenceReport) -> Report { Report(lines: { write(difference, $0) }) }

    private func write(_ difference: DifferenceReport, _ add: ([SafeText]) -> Void) {
        let places = DifferencePlaces(difference)
        if let environments = difference.environments {
            add(["From environment \(environments.before) to environment \(environments.after)", ""])
        }
        let names = SetUpNames((difference.before + difference.after).map(\.setUp) + difference.rows.map(\.setUp))
        for (setUp, rows) in names.grouped(difference.rows, by: \.setUp) {
            for kind in DifferenceReport.Kind.allCases {
                guard rows.contains(where: { $0.kind == kind }) else { continue }
                add([palette.bold(kind.title + names.place(setUp))])
                for row in rows where row.kind == kind { add(lines(row, places)) }
                add([""])
            }
        }
        if difference.rows.isEmpty {
            let compared: SafeText = difference.environments == nil ? "The states" : "The environments"
            add([
                difference.isIncomplete
                    ? "What was read does not differ, but not every input was read." : "\(compared) do not differ."
            ])
        } else {
            add(palette.wrap(Self.summary(difference)))
        }
        for note in difference.notes { add(palette.wrap(Self.cut(SafeText(note)), rest: "  ")) }
    }

    /// `1 gained, 2 changed`.
    static func summary(_ difference: DifferenceReport) -> SafeText {
        DifferenceReport.Change.allCases.compactMap { change -> SafeText? in
            let count = difference.count(change)
            return count == 0 ? nil : "\(count) \(change.word)"
        }.joined(separator: ", ") + "."
    }

    private func lines(_ row: DifferenceReport.Row, _ places: DifferencePlaces) -> [SafeText] {
        let sign = palette.change(row.change, row.change.sign)
        let name = Self.cut(SafeText(row.name))
        var lines: [SafeText]
        switch (row.before, row.after) {
        case (let before?, let after?) where before.text.utf8.count + after.text.utf8.count < 40:
            lines = palette.wrap(
                "\(name): \(before.text) -> \(after.text)", first: "\(sign) ", rest: "      ")
        case (let before?, let after?):
            lines = palette.wrap(name, first: "\(sign) ", rest: "      ")
            for (word, side) in [("before", before), ("after ", after)] {
                lines += palette.wrap(Self.cut(SafeText(side.text)), first: "    \(word)  ", rest: "            ")
            }
        case (let side?, nil), (nil, let side?):
            lines = palette.wrap(
                "\(name): \(Self.cut(SafeText(side.text)))", first: "\(sign) ", rest: "      ")
        case (nil, nil):
            lines = palette.wrap(name, first: "\(sign) ", rest: "      ")
        }
        if let reason = row.reason {
            lines += palette.wrap(Self.cut(SafeText(reason)), first: "      ", rest: "      ")
        }
        if let place = places.text(row) { lines.append("      " + palette.dim(place)) }
        return lines
    }

    /// The longest name or value that is shown as a whole.
    private static let longest = 400

    /// Cuts what nobody reads to its end, so that it is seen to be cut.
    static func cut(_ text: SafeText) -> SafeText {
        let scalars = text.unicodeScalars
        guard scalars.count > longest else { return text }
        let end = scalars.index(scalars.startIndex, offsetBy: longest)
        return SafeText(known: String(scalars[..<end])) + "… (\(scalars.count) characters)"
    }
}

/// The places of a row, in the inputs of both states.
struct DifferencePlaces {
    private let before: Places
    private let after: Places

    init(_ difference: DifferenceReport) { (before, after) = (Places(difference.before), Places(difference.after)) }

    func link(before side: DifferenceReport.Side?) -> SafeText? { side?.place.map(before.link) }
    func link(after side: DifferenceReport.Side?) -> SafeText? { side?.place.map(after.link) }

    func json(before side: DifferenceReport.Side) -> [String: JSONValue] {
        AccessJSONReporter.place(side.place, before)
    }

    func json(after side: DifferenceReport.Side) -> [String: JSONValue] {
        AccessJSONReporter.place(side.place, after)
    }

    func grant(before grant: AccessReport.Grant) -> JSONValue { AccessJSONReporter.grant(grant, before) }
    func grant(after grant: AccessReport.Grant) -> JSONValue { AccessJSONReporter.grant(grant, after) }

    /// Both places in one line.
    func text(_ row: DifferenceReport.Row) -> SafeText? {
        switch (link(before: row.before), link(after: row.after)) {
        case (let old?, let new?): old == new ? "before and after \(new)" : "before \(old), after \(new)"
        case (let old?, nil): "before \(old)"
        case (nil, let new?): "after \(new)"
        case (nil, nil): nil
        }
    }
}

extension DifferenceReport.Change {
    var sign: SafeText {
        switch self {
        case .gained: "+"
        case .lost: "-"
        case .changed: "~"
        case .unknown: "?"
        }
    }

    var word: SafeText {
        switch self {
        case .gained: "gained"
        case .lost: "lost"
        case .changed: "changed"
        case .unknown: "not known"
        }
    }
}

extension DifferenceReport.Kind {
    var title: SafeText {
        switch self {
        case .setUp: "Not compared"
        case .grant: "Grants"
        case .key: "Keys"
        case .option: "Options"
        case .step: "Steps that log on to the Job Monitor"
        case .property: "Properties"
        case .definition: "Definitions of properties"
        case .resource: "Resources"
        case .processStep: "Steps of processes"
        }
    }
}
