public import Diagnostics

/// Logging commands of Azure Pipelines. Only errors and warnings are issues there; the rest are lines of the log.
public struct AzureReporter: Reporter {
    public init() {}

    public func report(_ outcome: Outcome) -> Report { Report(lines: { write(outcome, $0) }) }

    private func write(_ outcome: Outcome, _ add: ([SafeText]) -> Void) {
        let places = Places(outcome)
        add(InfluenceSection(outcome).warning)
        for failure in RunFailure.all(outcome, places) {
            let place = failure.start ?? Position(line: 1, column: 1)
            add([
                Self.issue("error", SafeText(failure.path), place, SafeText(failure.group), SafeText(failure.message))
            ])
        }
        for finding in outcome.findings where finding.suppression == nil { add([Self.line(finding, places)]) }
        for finding in outcome.findings {
            guard let suppression = finding.suppression else { continue }
            add(["accepted: \(places.headline(finding)) (\(places.acceptance(suppression)))"])
        }
        let summary = SummaryLines(outcome)
        add([summary.findings, summary.checks] + AcceptedSection.summary(outcome) + outcome.notes.map { SafeText($0) })
        add(InfluenceSection(outcome).lines)
        add(["exit \(outcome.exitStatus.rawValue): \(Verdicts.reason(outcome))."])
    }

    private static func line(_ finding: Finding, _ places: Places) -> SafeText {
        let related = finding.related.map { related -> SafeText in
            "; see \(places.link(related.place)): \(related.message)"
        }.joined()
        if finding.isConsequence, let cause = finding.because {
            return "\(places.origin(cause)): \(places.consequence(finding))\(related)"
        }
        guard finding.severity > .info else { return places.headline(finding) + related }
        // The agent writes the place itself and leaves gaps where a part is missing.
        return issue(
            SafeText(finding.severity.rawValue), places.path(finding.place),
            places.start(finding.place) ?? Position(line: 1, column: 1), SafeText(finding.rule.code),
            SafeText(finding.message) + related)
    }

    private static func issue(
        _ type: SafeText, _ path: SafeText, _ place: Position, _ code: SafeText, _ message: SafeText
    ) -> SafeText {
        "##vso[task.logissue type=\(type);sourcepath=\(escaped(path));linenumber=\(place.line);"
            + "columnnumber=\(place.column);code=\(escaped(code));]\(escaped(message))"
    }

    private static func escaped(_ text: SafeText) -> SafeText {
        text.replacing { scalar in
            switch scalar {
            case "%": "%AZP25"
            case ";": "%3B"
            case "]": "%5D"
            case _: nil
            }
        }
    }

}
