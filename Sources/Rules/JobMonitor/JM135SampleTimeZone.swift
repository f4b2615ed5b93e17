import Diagnostics
import JobMonitor
import Subjects

/// The sample member is for the east coast of the United States.
struct JM135SampleTimeZone: Rule {
    static let info = RuleInfo(
        id: "JM135",
        area: .jobmonitor,
        name: "sample-time-zone",
        title: "TZ is the site's time zone, not the sample's",
        severity: .info,
        rationale: "TZ=EST5EDT is the sample's value. In other time zones the times of jobs are wrong by some hours.",
        remedy: "Set TZ to the time zone of the system, or leave it if the system is in US Eastern time.",
        bad: "TZ=EST5EDT",
        good: "TZ=CET-1CEST",
        source: "Explorer for z/OS Host Configuration Guide, directives of FEJJCNFG")

    func check(_ config: JobMonitorConfig, _ sink: inout FindingSink) {
        guard let setting = config["TZ"], setting.value.value == "EST5EDT" else { return }
        sink.report("TZ is still the sample's US Eastern time", at: setting.value.range)
    }
}
