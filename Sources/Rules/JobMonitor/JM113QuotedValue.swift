import Diagnostics
import JobMonitor
import Subjects

/// Quotes become part of a value.
struct JM113QuotedValue: Rule {
    static let info = RuleInfo(
        id: "JM113",
        area: .jobmonitor,
        name: "quoted-value",
        title: "Values are not quoted",
        severity: .warning,
        rationale: "Members have no quoting: quotes become part of the value.",
        remedy: "Remove the quotes.",
        bad: "TZ=\"CET-1CEST\"",
        good: "TZ=CET-1CEST",
        source: "z/OS XL C/C++ Programming Guide, _CEE_ENVFILE",
        edit: .safe("removes the quotes"))

    func check(_ config: JobMonitorConfig, _ sink: inout FindingSink) {
        for setting in config.settings where setting.intendedName != "CONCHAR" {
            let value = setting.trimmedValue
            guard let quote = value.utf8.first, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
                continue
            }
            let isClosed = value.utf8.count > 1 && value.utf8.last == quote
            sink.report(
                "the quotes become part of the value of \(setting.intendedName)", at: setting.value.range,
                fix: isClosed
                    ? Fix("remove the quotes", replace: setting.value.range, with: String(value.dropFirst().dropLast()))
                    : nil)
        }
    }
}
