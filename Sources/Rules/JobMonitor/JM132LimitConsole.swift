import Diagnostics
import JobMonitor
import Subjects

/// LIMIT_CONSOLE decides what the command console may do where no profile covers a command.
struct JM132LimitConsole: Rule {
    static let info = RuleInfo(
        id: "JM132",
        area: .jobmonitor,
        name: "limit-console",
        title: "LIMIT_CONSOLE requires an explicit permit",
        severity: .warning,
        rationale: """
            With LIMIT_CONSOLE=NOLIMIT operator commands are issued even if no OPERCMDS profile covers them. \
            LIMITED, the default, requires an explicit permit.
            """,
        remedy: "Remove the directive, or set LIMIT_CONSOLE=LIMITED.",
        bad: "LIMIT_CONSOLE=NOLIMIT",
        good: "LIMIT_CONSOLE=LIMITED",
        source: "Explorer for z/OS Host Configuration Guide, directives of FEJJCNFG", isSecurity: true)

    func check(_ config: JobMonitorConfig, _ sink: inout FindingSink) {
        guard let setting = config["LIMIT_CONSOLE"], setting.value.value == "NOLIMIT" else { return }
        sink.report(
            "LIMIT_CONSOLE=NOLIMIT allows commands that no OPERCMDS profile covers", at: setting.value.range)
    }
}
