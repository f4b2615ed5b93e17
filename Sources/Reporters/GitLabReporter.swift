public import Diagnostics

/// The report of GitLab's Code Quality: an array, also where nothing is found, since the next run compares with it.
public struct GitLabReporter: Reporter {
    public init() {}

    public func report(_ outcome: Outcome) -> [UInt8] {
        let places = Places(outcome)
        let security = Set(outcome.rules.filter(\.isSecurity).map(\.id))
        let failures: [JSONValue] = outcome.inputs.compactMap { input in
            guard let failure = input.failure else { return nil }
            let path = ReportSource.harmless(input.path)
            return Self.entry(
                "not checked: \(ReportSource.harmless(failure))", check: "input", fingerprint: "input:\(path)",
                severity: "blocker", path: path, line: 1)
        }
        let findings = outcome.findings.map { finding in
            let accepted = finding.suppression.map { "; \(places.acceptance($0))" } ?? ""
            return Self.entry(
                "\(finding.rule): \(ReportSource.harmless(finding.message))\(accepted)", check: finding.rule.code,
                fingerprint: finding.fingerprint,
                severity: Self.severity(finding, isSecurity: security.contains(finding.rule)),
                path: places.path(finding.place), line: places.start(finding.place)?.line ?? 1)
        }
        return JSONValue.array(failures + findings).encoded(isPretty: true)
    }

    private static func entry(
        _ description: String, check: String, fingerprint: String, severity: String, path: String, line: Int
    ) -> JSONValue {
        [
            "description": .string(description), "check_name": .string(check), "fingerprint": .string(fingerprint),
            "severity": .string(severity),
            "location": ["path": .string(path), "lines": ["begin": .number(line)]],
        ]
    }

    /// The widget knows no accepted findings: they are the least it has.
    private static func severity(_ finding: Finding, isSecurity: Bool) -> String {
        guard finding.suppression == nil else { return "info" }
        return switch finding.severity {
        case .error: isSecurity ? "blocker" : "critical"
        case .warning: "major"
        case .info: "minor"
        }
    }
}
