import Diagnostics
import JobMonitor
import Subjects

/// Names of variables are case-sensitive.
struct JM114DirectiveCase: Rule {
    static let info = RuleInfo(
        id: "JM114",
        area: .jobmonitor,
        name: "directive-case",
        title: "Directives are written in upper case",
        severity: .error,
        rationale: """
            Names are kept as they are typed. A directive in lower or mixed case sets a variable that the server \
            does not read; the default stays in effect, without a message.
            """,
        remedy: "Write the name in upper case.",
        bad: "serv_port=6800",
        good: "SERV_PORT=6800",
        source: "z/OS Communications Server, Environment variables used by TCP/IP applications: case is kept",
        edit: .safe("writes the name in upper case"))

    func check(_ config: JobMonitorConfig, _ sink: inout FindingSink) {
        for setting in config.settings {
            let name = setting.intendedName
            guard name != name.uppercased(), JobMonitorDirective.named(name.uppercased()) != nil else { continue }
            sink.report(
                "'\(name)' is not \(name.uppercased()), which keeps its default: names are case-sensitive",
                at: setting.name.range,
                fix: Fix("write \(name.uppercased())", replace: setting.name.range, with: name.uppercased()))
        }
    }
}
