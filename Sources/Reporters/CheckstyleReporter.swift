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
        XMLWriter.document { xml in
            let entries = Entries(outcome)
            xml.element("checkstyle", ["version": "4.3"]) { xml in
                for group in entries.groups {
                    xml.element("file", ["name": group.path]) { xml in
                        for entry in group.numbers.lazy.map(entries.entry) {
                            xml.element(
                                "error",
                                [
                                    "line": "\(entry.start?.line ?? 1)", "column": entry.start.map { "\($0.column)" },
                                    "severity": entry.severity, "message": entry.message, "source": entry.source,
                                ])
                        }
                    }
                }
            }
        }
    }

    /// The entries by their numbers: failures, findings, the configuration. Each is made when it is written.
    private struct Entries {
        private let outcome: Outcome
        private let places: Places
        private let areas: [RuleID: RuleArea]
        private let failures: [Entry]
        private let configuration: Entry?

        init(_ outcome: Outcome) {
            self.outcome = outcome
            places = Places(outcome)
            areas = Dictionary(outcome.rules.map { ($0.id, $0.area) }, uniquingKeysWith: { first, _ in first })
            failures = RunFailure.all(outcome, places).map { failure in
                Entry(
                    path: SafeText(failure.path), start: failure.start, severity: "error",
                    message: SafeText(failure.message),
                    source: failure.group == "input" ? "jmoncheck.input.unchecked" : "jmoncheck.preflight.verdict")
            }
            configuration = RunFailure.configuration(outcome).map { notice in
                Entry(
                    path: SafeText(notice.path), start: nil, severity: "info", message: SafeText(notice.message),
                    source: "jmoncheck.configuration")
            }
        }

        /// The numbers of the entries of each path, in the order of paths.
        var groups: [(path: SafeText, numbers: [Int])] {
            var numbers: [SafeText: [Int]] = [:]
            for number in 0..<failures.count + outcome.findings.count + (configuration == nil ? 0 : 1) {
                numbers[path(number), default: []].append(number)
            }
            return numbers.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
                .map { (path: $0.key, numbers: $0.value) }
        }

        private func path(_ number: Int) -> SafeText {
            let finding = number - failures.count
            return outcome.findings.indices.contains(finding)
                ? places.path(outcome.findings[finding].place) : entry(number).path
        }

        func entry(_ number: Int) -> Entry {
            if number < failures.count { return failures[number] }
            let index = number - failures.count
            if let configuration, index == outcome.findings.count { return configuration }
            let finding = outcome.findings[index]
            let message = SafeText(finding.message)
            return Entry(
                path: places.path(finding.place), start: places.start(finding.place),
                // Jenkins guesses by parts of the word and has none for findings that do not count.
                severity: places.remark(finding) == nil ? SafeText(finding.severity.rawValue) : "info",
                message: places.remark(finding).map { "\(message); \($0)" } ?? message,
                source: "jmoncheck.\(areas[finding.rule]?.rawValue ?? "rule").\(finding.rule)")
        }
    }
}
