public import Diagnostics

/// One line for each finding, as compilers write them, so that editors can go to its place: `path:line:column:
/// severity[CODE] message`. Lines are never wrapped.
public struct ConciseReporter: Reporter {
    public init() {}

    public func report(_ outcome: Outcome) -> Report {
        let places = Places(outcome)
        var lines = outcome.activeFindings.map { finding -> SafeText in
            "\(places.link(finding.place)): \(finding.severity.rawValue)[\(finding.rule)] \(finding.message)"
        }
        lines += outcome.suppressedFindings.compactMap { finding in
            finding.suppression.map {
                "\(places.link(finding.place)): accepted[\(finding.rule)] \(finding.message); \(places.acceptance($0))"
            }
        }
        for input in outcome.inputs {
            guard let failure = input.failure else { continue }
            lines.append("\(input.path): not checked: \(failure)")
        }
        return Report(lines)
    }
}
