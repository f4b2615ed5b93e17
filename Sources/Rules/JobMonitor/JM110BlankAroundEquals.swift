import Diagnostics
import JobMonitor
import Subjects

/// Blanks are part of names and values.
struct JM110BlankAroundEquals: Rule {
    static let info = RuleInfo(
        id: "JM110",
        area: .jobmonitor,
        name: "blank-around-equals",
        title: "A setting has no blank before its name or around the first =",
        severity: .warning,
        rationale: """
            The name is everything before the first =, the value everything after it; only trailing blanks are \
            removed. A blank before the = therefore names another variable, one that the server never reads, and \
            a blank after it begins the value.
            """,
        remedy: "Write NAME=VALUE from column 1 without blanks.",
        bad: "LOOPBACK_ONLY = OFF",
        good: "LOOPBACK_ONLY=OFF",
        source: "z/OS XL C/C++ Programming Guide, _CEE_ENVFILE; zee.env syntax of Explorer for z/OS",
        edit: .safe("removes the blanks"))

    func check(_ config: JobMonitorConfig, _ sink: inout FindingSink) {
        for setting in config.settings {
            let name = setting.name.value
            let fix = Fix(
                "remove the blanks", replace: setting.record, with: "\(setting.intendedName)=\(setting.trimmedValue)")
            if name.hasPrefix(" ") {
                sink.report(
                    "a blank before '\(setting.intendedName)' makes this a variable that the server does not read",
                    at: setting.name.range, fix: fix)
            } else if name.hasSuffix(" ") {
                sink.report(
                    "a blank before '=' makes this the variable '\(name)', which the server does not read",
                    at: setting.blanksBeforeEquals, fix: fix)
            } else if setting.value.value.hasPrefix(" ") {
                sink.report(
                    "a blank after '=' becomes part of the value of \(setting.intendedName)",
                    at: setting.blanksAfterEquals, fix: fix)
            }
        }
    }
}
