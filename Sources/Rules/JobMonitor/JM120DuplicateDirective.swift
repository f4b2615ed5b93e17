import Diagnostics
import JobMonitor
import Subjects

/// A directive that is set twice hides which value counts.
struct JM120DuplicateDirective: Rule {
    static let info = RuleInfo(
        id: "JM120",
        area: .jobmonitor,
        name: "duplicate-directive",
        title: "Every directive is set once",
        severity: .warning,
        rationale: """
            The last record of a name wins, because each one sets the same environment variable again. The first \
            one misleads its readers.
            """,
        remedy: "Remove the record that does not count.",
        bad: """
            SERV_PORT=6715
            SERV_PORT=6716
            """,
        good: "SERV_PORT=6715",
        source: "semantics of environment variables (setenv); no message of the server is documented")

    func check(_ config: JobMonitorConfig, _ sink: inout FindingSink) {
        var places: [String: [JobMonitorConfig.Setting]] = [:]
        for setting in config.settings { places[setting.name.value, default: []].append(setting) }
        for setting in config.settings {
            guard let all = places[setting.name.value], all.count > 1, let last = all.last, last.line == setting.line
            else { continue }
            let earlier = all.dropLast()
            let lines = earlier.prefix(5).map { String($0.line + 1) }.joined(separator: ", ")
            let isSame = earlier.allSatisfy { $0.value.value == last.value.value }
            sink.report(
                "\(setting.intendedName) is set again\(isSame ? " to the same value" : ""): this record counts, "
                    + "line \(lines) does not",
                at: last.record,
                related: earlier.prefix(5).map {
                    RelatedPlace(Place(config.file.id, $0.record), "set here before; does not count")
                })
        }
    }
}
