public import Diagnostics

/// The list of suppressions with their states, for `jmoncheck suppressions`.
public struct SuppressionReporter {
    public static let version = 1

    private let outcome: Outcome
    private let palette: Palette

    /// - Parameter outcome: an outcome with the suppressions to list.
    public init(_ outcome: Outcome, palette: Palette = Palette(isOn: false)) {
        self.outcome = outcome
        self.palette = palette
    }

    public var json: Report {
        let value: JSONValue = [
            "version": .number(Self.version),
            "configuration": InfluenceSection(outcome).configurationJSON,
            "suppressions": Self.entries(outcome.suppressions, Places(outcome)),
        ]
        return Report(value, for: .programs)
    }

    /// The entries, each with its details below it.
    public var text: Report {
        let places = Places(outcome)
        let influence = InfluenceSection(outcome)
        var lines = influence.warning
        if let configuration = influence.configuration { lines += palette.wrap(configuration, rest: "    ") }
        for entry in outcome.suppressions {
            let state = Wrapping.padded(SafeText(entry.state.rawValue), to: 10)
            let rules: SafeText =
                entry.rules.isEmpty ? "" : "\(entry.rules.map(\.code).joined(separator: ",")) "
            let until: SafeText = entry.until.map { " until \($0)" } ?? ""
            lines.append(paint(entry.state, state) + rules + places.link(entry.place) + until)
            if !entry.reason.isEmpty {
                let owner = entry.owner.map { " (\($0))" } ?? ""
                lines += detail(entry.reason + owner)
            }
            for fault in entry.faults { lines += detail(fault) }
        }
        let counts = SuppressionEntry.State.allCases.compactMap { state in
            let count = outcome.suppressions.count { $0.state == state }
            return count == 0 ? nil : "\(count) \(state.rawValue)"
        }
        let total = Wrapping.plural(outcome.suppressions.count, "suppression")
        lines.append(counts.isEmpty ? "\(total)." : "\(total): \(counts.joined(separator: ", ")).")
        return Report(lines)
    }

    private func detail(_ text: String) -> [SafeText] {
        let indentation: SafeText = "          "
        return palette.wrap(SafeText(text), first: indentation, rest: indentation)
    }

    private func paint(_ state: SuppressionEntry.State, _ text: SafeText) -> SafeText {
        switch state {
        case .active: palette.good(text)
        case .expired, .unused, .refused, .malformed: palette.severity(.warning, text)
        case .undecided: text
        }
    }

    // MARK: JSON

    static func entries(_ entries: [SuppressionEntry], _ places: Places) -> JSONValue {
        .list(entries) { entry in
            var members = JSONReporter.place(entry.place, places)
            members["state"] = .string(entry.state.rawValue)
            members["codes"] = .array(entry.rules.map { .string($0.code) })
            members["findings"] = .number(entry.count)
            members["faults"] = .array(entry.faults.map { .string($0) })
            return .object(members.merging(said(entry.suppression)) { $1 })
        }
    }

    /// The members of a finding that does not count.
    static func members(_ suppression: Suppression, _ places: Places) -> JSONValue {
        .object(JSONReporter.place(suppression.place, places).merging(said(suppression)) { $1 })
    }

    private static func said(_ suppression: Suppression) -> [String: JSONValue] {
        [
            "kind": .string(suppression.kind.rawValue), "reason": .string(suppression.reason),
            "owner": .text(suppression.owner), "until": .text(suppression.until?.description),
        ]
    }
}
