public import Diagnostics

/// Logging commands of Azure Pipelines. Only errors and warnings are issues there; the rest are lines of the log.
public struct AzureReporter: Reporter {
    public init() {}

    public func report(_ outcome: Outcome) -> [UInt8] {
        let places = Places(outcome)
        var lines: [String] = []
        for input in outcome.inputs {
            guard let failure = input.failure else { continue }
            let path = ReportSource.harmless(input.path)
            lines.append(
                Self.issue("error", path, Position(line: 1, column: 1), "input", ReportSource.harmless(failure)))
        }
        for finding in outcome.activeFindings { lines.append(Self.line(finding, places)) }
        for finding in outcome.suppressedFindings {
            let why = finding.suppression.map(places.acceptance) ?? ""
            lines.append(Self.log("accepted: \(places.headline(finding)) (\(why))"))
        }
        for note in AcceptedSection.summary(outcome) + outcome.notes { lines.append(Self.log(note)) }
        lines.append(Self.log("exit \(outcome.exitStatus.rawValue): \(Verdicts.reason(outcome))."))
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private static func line(_ finding: Finding, _ places: Places) -> String {
        let related = finding.related.map {
            "; see \(places.link($0.place)): \(ReportSource.harmless($0.message))"
        }.joined()
        guard finding.severity > .info else { return log(places.headline(finding) + related) }
        // The agent writes the place itself, and leaves holes where a part is missing.
        return issue(
            finding.severity.rawValue, places.path(finding.place),
            places.start(finding.place) ?? Position(line: 1, column: 1), finding.rule.code,
            ReportSource.harmless(finding.message) + related)
    }

    private static func issue(
        _ type: String, _ path: String, _ place: Position, _ code: String, _ message: String
    ) -> String {
        "##vso[task.logissue type=\(type);sourcepath=\(escaped(path));linenumber=\(place.line);"
            + "columnnumber=\(place.column);code=\(escaped(code));]\(escaped(message))"
    }

    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "%": result += "%AZP25"
            case ";": result += "%3B"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            case "]": result += "%5D"
            case _: result.unicodeScalars.append(scalar)
            }
        }
    }

    /// A command is recognised anywhere in a line, so that what looks like one is taken apart.
    private static func log(_ text: String) -> String {
        ReportSource.harmless(text).unicodeScalars.reduce(into: "") { result, scalar in
            if scalar == "#", result.unicodeScalars.last == "#" { result += " " }
            result.unicodeScalars.append(scalar)
        }
    }
}
