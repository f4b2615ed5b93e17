public import Diagnostics

/// One line for each finding, as compilers write them, so that editors can go to its place: `path:line:column:
/// severity[CODE] message`, then `note[CODE]` for each consequence. Lines are never wrapped.
public struct ConciseReporter: Reporter {
    public init() {}

    public func report(_ outcome: Outcome) -> Report {
        let places = Places(outcome)
        let consequences = Consequences(outcome)
        var lines: [SafeText] = []
        for finding in outcome.countedFindings {
            lines.append(
                "\(places.link(finding.place)): \(finding.severity.rawValue)[\(finding.rule)] \(finding.message)")
            lines += consequences.of(finding).map { next in
                "\(places.link(next.place)): note[\(next.rule)] follows from \(finding.rule): \(next.message)"
            }
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
