import Diagnostics
import JobMonitor
import Subjects

/// The storage trace is for IBM support.
struct JM136TraceLeftOn: Rule {
    static let info = RuleInfo(
        id: "JM136",
        area: .jobmonitor,
        name: "trace-left-on",
        title: "TRACE_STORAGE is off",
        severity: .warning,
        rationale:
            "The storage trace slows the server down and fills its log. It is meant for a case with IBM support.",
        remedy: "Remove TRACE_STORAGE=ON when the case is closed.",
        bad: "TRACE_STORAGE=ON",
        good: "TRACE_STORAGE=OFF",
        source: "Explorer for z/OS Host Configuration Guide, directives of FEJJCNFG")

    func check(_ config: JobMonitorConfig, _ sink: inout FindingSink) {
        guard let setting = config["TRACE_STORAGE"], setting.value.value == "ON" else { return }
        sink.report("TRACE_STORAGE=ON leaves the trace on", at: setting.value.range)
    }
}
