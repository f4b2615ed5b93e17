import Diagnostics
import JobMonitor
import Subjects

/// LIMIT_VIEW decides whose job output a user may browse.
struct JM130LimitView: Rule {
    static let info = RuleInfo(
        id: "JM130",
        area: .jobmonitor,
        name: "limit-view",
        title: "LIMIT_VIEW limits users to their own output",
        severity: .warning,
        rationale: """
            With LIMIT_VIEW=NOLIMIT, which is also the default, users may browse the output of others if JESSPOOL \
            permits it or if class JESSPOOL is not active. While the class is not active, everyone who can log on \
            can read the output of every job.
            """,
        remedy: "Set LIMIT_VIEW=USERID, or make sure that class JESSPOOL is active and its profiles are right.",
        bad: "LIMIT_VIEW=NOLIMIT",
        good: "LIMIT_VIEW=USERID",
        source: "EWM documentation, Access to spool files", isSecurity: true)

    func check(_ config: JobMonitorConfig, _ sink: inout FindingSink) {
        guard let setting = config["LIMIT_VIEW"] else {
            return sink.report("LIMIT_VIEW is not set, so NOLIMIT is in effect", severity: .info)
        }
        guard setting.value.value == "NOLIMIT" else { return }
        sink.report(
            "LIMIT_VIEW=NOLIMIT shows everyone's output if class JESSPOOL is not active", at: setting.value.range)
    }
}
