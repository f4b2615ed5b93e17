import Diagnostics
import JobMonitor
import Subjects

/// Values are words of a short list, or numbers.
struct JM123ValueNotAllowed: Rule {
    static let info = RuleInfo(
        id: "JM123",
        area: .jobmonitor,
        name: "value-not-allowed",
        title: "Every value is one that its directive accepts",
        severity: .warning,
        rationale: """
            How the server reacts to an unknown value, or to lower case, is not documented: it may end, or use the \
            default without a message.
            """,
        remedy: "Write one of the documented values, in upper case.",
        bad: "LIMIT_VIEW=USER",
        good: "LIMIT_VIEW=USERID",
        source: "Explorer for z/OS Host Configuration Guide, directives of FEJJCNFG",
        edit: .safe("writes the value in upper case, where that is one of the documented values"))

    func check(_ config: JobMonitorConfig, _ sink: inout FindingSink) {
        for setting in config.settings {
            guard let directive = JobMonitorDirective.named(setting.name.value),
                !directive.allows(setting.value.value), !setting.isSpoilt(in: config.file)
            else { continue }
            let value = setting.value.value
            if directive.name == "LOOPBACK_ONLY", value.uppercased() != "OFF" || value == "OFF" { continue }
            let upper = value.uppercased()
            let shown = setting.holdsSecret ? Secret.mask : "'\(value.squeezed)'"
            sink.report(
                "\(directive.name) is \(shown), not \(directive.expectation)",
                at: value.isEmpty ? setting.name.range : setting.value.range,
                fix: directive.allows(upper) ? Fix("write \(upper)", replace: setting.value.range, with: upper) : nil)
        }
    }
}
