public import Diagnostics

/// The answer of `diff` as JSON; schema in `reports/diff.schema.json`.
public struct DifferenceJSONReporter: Sendable {
    private let failOn: DifferenceReport.FailOn?
    private let status: ExitStatus

    public init(failOn: DifferenceReport.FailOn?, status: ExitStatus) {
        self.failOn = failOn
        self.status = status
    }

    public func report(_ difference: DifferenceReport) -> Report {
        let places = DifferencePlaces(difference)
        let counts = DifferenceReport.Change.allCases.map { ($0.rawValue, JSONValue.number(difference.count($0))) }
        // The decks are inputs of the state after only.
        let before = difference.before.filter { !difference.isAroundDecks || $0.kind != "racf" }
        let value: JSONValue = [
            "version": .number(JSONReporter.version),
            "before": ["inputs": .array(before.map(JSONReporter.input))],
            "after": ["inputs": .array(difference.after.map(JSONReporter.input))],
            "environments": difference.environments.map {
                ["before": .string($0.before), "after": .string($0.after)]
            } ?? .null,
            "aroundDecks": .bool(difference.isAroundDecks),
            "rows": .list(count: difference.rows.count) { row(difference.rows[$0], places) },
            "notes": .array(difference.notes.map { .string($0) }),
            "summary": .object(Dictionary(counts, uniquingKeysWith: { $1 })),
            "failOn": .text(failOn?.rawValue), "exitStatus": .number(Int(status.rawValue)),
        ]
        return Report(value, for: .programs)
    }

    private func row(_ row: DifferenceReport.Row, _ places: DifferencePlaces) -> JSONValue {
        let before = row.before.map { side -> JSONValue in
            let members: [String: JSONValue] = [
                "text": .string(side.text), "grant": side.grant.map(places.grant(before:)) ?? .null,
            ]
            return .object(members.merging(places.json(before: side)) { $1 })
        }
        let after = row.after.map { side -> JSONValue in
            let members: [String: JSONValue] = [
                "text": .string(side.text), "grant": side.grant.map(places.grant(after:)) ?? .null,
            ]
            return .object(members.merging(places.json(after: side)) { $1 })
        }
        return [
            "setup": .string(row.setUp), "kind": .string(row.kind.rawValue), "name": .string(row.name),
            "change": .string(row.change.rawValue), "before": before ?? .null, "after": after ?? .null,
            "reason": .text(row.reason), "widens": .bool(row.widens), "narrows": .bool(row.narrows),
        ]
    }
}
