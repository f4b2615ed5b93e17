import Diagnostics
import JobMonitor
import Subjects

/// A tab is not a blank.
struct JM115TabInRecord: Rule {
    static let info = RuleInfo(
        id: "JM115",
        area: .jobmonitor,
        name: "tab-in-record",
        title: "Settings contain no tabs",
        severity: .warning,
        rationale: """
            Only blanks at the end of a record are removed. A tab stays: in the value, where it makes OFF something \
            else, or in the name, where it makes another variable.
            """,
        remedy: "Remove the tab.",
        bad: "SERV_PORT=6715\t",
        good: "SERV_PORT=6715",
        source: "z/OS XL C/C++ Programming Guide, _CEE_ENVFILE: trailing blanks are removed, nothing else")

    func check(_ config: JobMonitorConfig, _ sink: inout FindingSink) {
        for setting in config.settings {
            guard let tab = setting.firstTab(in: config.file) else { continue }
            let part = setting.name.range.end > tab.start ? "name" : "value"
            sink.report("the \(part) of \(setting.intendedName) contains a tab", at: tab)
        }
    }
}
