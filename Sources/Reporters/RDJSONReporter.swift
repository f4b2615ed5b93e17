public import Diagnostics

/// The JSON of reviewdog: one DiagnosticResult. Columns count bytes of UTF-8.
public struct RDJSONReporter: Reporter {
    public init() {}

    public func report(_ outcome: Outcome) -> Report {
        let places = Places(outcome)
        let failures: [JSONValue] = RunFailure.all(outcome, places).map { failure in
            [
                "message": .string(failure.message), "severity": "ERROR",
                "code": ["value": .string(failure.group)], "location": ["path": .string(failure.path)],
            ]
        }
        let result: JSONValue = [
            "source": ["name": "jmoncheck"],
            "diagnostics": .list(failures, count: outcome.findings.count, then: Self.configuration(outcome)) {
                Self.diagnostic(outcome.findings[$0], places)
            },
        ]
        return Report(result, for: .people)
    }

    private static func configuration(_ outcome: Outcome) -> [JSONValue] {
        RunFailure.configuration(outcome).map { notice in
            [
                [
                    "message": .string(notice.message), "severity": "INFO",
                    "code": ["value": .string(notice.group)], "location": ["path": .string(notice.path)],
                ]
            ]
        } ?? []
    }

    private static func diagnostic(_ finding: Finding, _ places: Places) -> JSONValue {
        let remark = places.remark(finding).map { "; \($0)" } ?? ""
        var members: [String: JSONValue] = [
            "message": .string(finding.message + remark), "severity": .string(severity(finding)),
            "code": ["value": .string(finding.rule.code)], "location": location(finding.place, places),
            "original_output": .string(places.headline(finding).description),
        ]
        let related = finding.related + Self.causes(finding)
        if !related.isEmpty {
            members["related_locations"] = .array(
                related.map { related in
                    [
                        "message": .string(related.message),
                        "location": location(related.place, places),
                    ]
                })
        }
        if let fix = finding.fix, !fix.movesColumns, places.remark(finding) == nil {
            members["suggestions"] = .array(
                fix.replacements.compactMap { replacement in
                    range(Place(finding.place.file, replacement.range), places).map {
                        ["range": $0, "text": .exact(replacement.text)]
                    }
                })
        }
        return .object(members)
    }

    private static func causes(_ finding: Finding) -> [RelatedPlace] {
        finding.because.map { [RelatedPlace($0.place, "follows from \($0.rule) here")] } ?? []
    }

    private static func severity(_ finding: Finding) -> String {
        finding.suppression == nil && !finding.isConsequence ? finding.severity.rawValue.uppercased() : "INFO"
    }

    private static func location(_ place: Place, _ places: Places) -> JSONValue {
        var members: [String: JSONValue] = ["path": .string(places.name(place))]
        if let range = range(place, places) { members["range"] = range }
        return .object(members)
    }

    private static func range(_ place: Place, _ places: Places) -> JSONValue? {
        guard let start = places.start(place, in: .utf8), let end = places.end(place, in: .utf8) else { return nil }
        func position(_ position: Position) -> JSONValue {
            ["line": .number(position.line), "column": .number(position.column)]
        }
        return ["start": position(start), "end": position(end)]
    }
}
