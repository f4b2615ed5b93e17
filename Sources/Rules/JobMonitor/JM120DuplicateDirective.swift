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
        var first: [String: UInt32] = [:]
        var repeated: [String: [Int]] = [:]
        for (index, setting) in config.settings.enumerated() {
            let name = setting.name.value
            if let first = first[name] {
                repeated[name, default: [Int(first)]].append(index)
            } else {
                first[name] = UInt32(index)
            }
        }
        for all in repeated.values.map({ $0.map { config.settings[$0] } }).sorted(by: { $0[0].line < $1[0].line }) {
            guard let last = all.last else { continue }
            let earlier = all.dropLast()
            let lines = earlier.prefix(5).map { String($0.line + 1) }.joined(separator: ", ")
            let isSame = earlier.allSatisfy { $0.value.value == last.value.value }
            sink.report(
                "\(last.intendedName) is set again\(isSame ? " to the same value" : ""): this record counts, "
                    + "line \(lines) does not",
                at: last.record,
                related: earlier.prefix(5).map {
                    RelatedPlace(Place(config.file.id, $0.record), "set here before; does not count")
                })
        }
    }
}
