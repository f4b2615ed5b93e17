public import Diagnostics

/// The report of GitLab's Code Quality. It is an array even if nothing is found, because the next run compares with it.
public struct GitLabReporter: Reporter {
    public init() {}

    public func report(_ outcome: Outcome) -> Report {
        let places = Places(outcome)
        let security = Set(outcome.rules.filter(\.isSecurity).map(\.id))
        let failures: [JSONValue] = RunFailure.all(outcome, places).map { failure in
            Self.entry(
                failure.message, check: failure.group, fingerprint: failure.key, severity: "blocker",
                path: failure.path, line: failure.start?.line ?? 1)
        }
        let configuration = RunFailure.configuration(outcome).map { notice in
            Self.entry(
                notice.message, check: notice.group, fingerprint: notice.key, severity: "info", path: notice.path,
                line: 1)
        }
        let last = [configuration].compactMap(\.self)
        let entries = JSONValue.list(failures, count: outcome.findings.count, then: last) { index in
            let finding = outcome.findings[index]
            let remark = places.remark(finding).map { "; \($0)" } ?? ""
            return Self.entry(
                "\(finding.rule): \(finding.message)\(remark)", check: finding.rule.code,
                fingerprint: finding.fingerprint?.description ?? "",
                severity: Self.severity(finding, isSecurity: security.contains(finding.rule)),
                path: places.name(finding.place), line: places.start(finding.place)?.line ?? 1)
        }
        return Report(entries, for: .people)
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

    /// The widget does not know findings that do not count, so they get its lowest severity.
    private static func severity(_ finding: Finding, isSecurity: Bool) -> String {
        guard finding.suppression == nil, !finding.isConsequence else { return "info" }
        return switch finding.severity {
        case .error: isSecurity ? "blocker" : "critical"
        case .warning: "major"
        case .info: "minor"
        }
    }
}
