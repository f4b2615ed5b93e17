public import Diagnostics

/// One line for each finding, as compilers write them, so that editors can go to its place: `path:line:column:
/// severity[CODE] message`, then `note[CODE]` for each consequence. Lines are never wrapped. A configuration that was
/// found above the working directory is named first; what it changes is left to the other reports.
public struct ConciseReporter: Reporter {
    public init() {}

    public func report(_ outcome: Outcome) -> Report { Report(lines: { write(outcome, $0) }) }

    private func write(_ outcome: Outcome, _ add: ([SafeText]) -> Void) {
        add(InfluenceSection(outcome).warning)
        let places = Places(outcome)
        let consequences = Consequences(outcome)
        for finding in outcome.findings where finding.isCounted {
            add(["\(places.link(finding.place)): \(finding.severity.rawValue)[\(finding.rule)] \(finding.message)"])
            add(
                consequences.of(finding).map { next in
                    "\(places.link(next.place)): note[\(next.rule)] follows from \(finding.rule): \(next.message)"
                })
        }
        for finding in outcome.findings {
            guard let suppression = finding.suppression else { continue }
            let link = places.link(finding.place)
            add(["\(link): accepted[\(finding.rule)] \(finding.message); \(places.acceptance(suppression))"])
        }
        for input in outcome.inputs {
            guard let failure = input.failure else { continue }
            add(["\(input.path): not checked: \(failure)"])
        }
    }
}
