public import Diagnostics

/// Logging commands of Azure Pipelines. Only errors and warnings are issues there; the rest are lines of the log.
public struct AzureReporter: Reporter {
    public init() {}

    public func report(_ outcome: Outcome) -> Report {
        let places = Places(outcome)
        var lines = InfluenceSection(outcome).warning
        for failure in RunFailure.all(outcome, places) {
            let place = failure.start ?? Position(line: 1, column: 1)
            lines.append(
                Self.issue(
                    "error", SafeText(failure.path), place, SafeText(failure.group), SafeText(failure.message)))
        }
        for finding in outcome.activeFindings { lines.append(Self.line(finding, places)) }
        for finding in outcome.suppressedFindings {
            let why = finding.suppression.map(places.acceptance) ?? ""
            lines.append("accepted: \(places.headline(finding)) (\(why))")
        }
        let summary = SummaryLines(outcome)
        lines +=
            [summary.findings, summary.checks] + AcceptedSection.summary(outcome) + outcome.notes.map { SafeText($0) }
        lines += InfluenceSection(outcome).lines
        lines.append("exit \(outcome.exitStatus.rawValue): \(Verdicts.reason(outcome)).")
        return Report(lines)
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
