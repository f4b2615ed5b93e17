import Diagnostics
import JobMonitor
import Subjects

/// LIMIT_COMMANDS decides on whose jobs commands work.
struct JM131LimitCommands: Rule {
    static let info = RuleInfo(
        id: "JM131",
        area: .jobmonitor,
        name: "limit-commands",
        title: "LIMIT_COMMANDS does not depend on JESSPOOL being active",
        severity: .warning,
        rationale: """
            With LIMIT_COMMANDS=NOLIMIT a user may hold, release, cancel and purge the jobs of others if a profile \
            permits it or if class JESSPOOL is not active. LIMITED needs an explicit profile, USERID (the default) \
            never allows it.
            """,
        remedy: "Remove the directive, or set LIMIT_COMMANDS=LIMITED.",
        bad: "LIMIT_COMMANDS=NOLIMIT",
        good: "LIMIT_COMMANDS=LIMITED",
        source: "Explorer for z/OS, Actions against jobs: target limitations", isSecurity: true)

    func check(_ config: JobMonitorConfig, _ sink: inout FindingSink) {
        guard let setting = config["LIMIT_COMMANDS"], setting.value.value == "NOLIMIT" else { return }
        sink.report(
            "LIMIT_COMMANDS=NOLIMIT lets users cancel and purge others' jobs if class JESSPOOL is not active",
            at: setting.value.range)
    }
}
