public import Diagnostics
import XML

/// Checkstyle XML, which Jenkins Warnings, reviewdog and many editors read.
public struct CheckstyleReporter: Reporter {
    public init() {}

    private struct Entry {
        var path: SafeText
        var start: Position?
        var severity: SafeText
        var message: SafeText
        var source: SafeText
    }

    public func report(_ outcome: Outcome) -> Report {
        let entries = entries(outcome)
        return XMLWriter.document { xml in
            xml.element("checkstyle", ["version": "4.3"]) { xml in
                var first = 0
                while first < entries.count {
                    let path = entries[first].path
                    let group = entries[first...].prefix { $0.path == path }
                    xml.element("file", ["name": path]) { xml in
                        for entry in group {
                            xml.element(
                                "error",
                                [
                                    "line": "\(entry.start?.line ?? 1)", "column": entry.start.map { "\($0.column)" },
                                    "severity": entry.severity, "message": entry.message, "source": entry.source,
                                ])
                        }
                    }
                    first += group.count
                }
            }
        }
    }

    /// The entries in the order of their paths.
    private func entries(_ outcome: Outcome) -> [Entry] {
        let places = Places(outcome)
        let areas = Dictionary(outcome.rules.map { ($0.id, $0.area) }, uniquingKeysWith: { first, _ in first })
        let failures: [Entry] = RunFailure.all(outcome, places).map { failure in
            Entry(
                path: SafeText(failure.path), start: failure.start, severity: "error",
                message: SafeText(failure.message),
                source: failure.group == "input" ? "jmoncheck.input.unchecked" : "jmoncheck.preflight.verdict")
        }
        let findings = outcome.findings.map { finding in
            let message = SafeText(finding.message)
            return Entry(
                path: places.path(finding.place), start: places.start(finding.place),
                // Jenkins guesses by parts of the word and has none for findings that do not count.
                severity: places.remark(finding) == nil ? SafeText(finding.severity.rawValue) : "info",
                message: places.remark(finding).map { "\(message); \($0)" } ?? message,
                source: "jmoncheck.\(areas[finding.rule]?.rawValue ?? "rule").\(finding.rule)")
        }
        let configuration = RunFailure.configuration(outcome).map { notice in
            Entry(
                path: SafeText(notice.path), start: nil, severity: "info", message: SafeText(notice.message),
                source: "jmoncheck.configuration")
        }
        return (failures + findings + [configuration].compactMap(\.self)).enumerated().sorted { left, right in
            left.element.path == right.element.path
                ? left.offset < right.offset
                : left.element.path.utf8.lexicographicallyPrecedes(right.element.path.utf8)
        }.map(\.element)
    }
}
