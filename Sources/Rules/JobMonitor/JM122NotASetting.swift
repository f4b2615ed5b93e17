import Contract
import Diagnostics
import JobMonitor
import Subjects

/// A record that sets nothing is a mistake.
struct JM122NotASetting: Rule {
    static let info = RuleInfo(
        id: "JM122",
        area: .jobmonitor,
        name: "not-a-setting",
        title: "Every record is a comment or NAME=VALUE",
        severity: .warning,
        rationale: """
            A record without = sets nothing and causes no message. It is a comment that lost its #, a value that \
            was continued (members have no continuation), or a setting written in another way.
            """,
        remedy: "Write NAME=VALUE, or begin the record with # in column 1.",
        bad: "LOOPBACK_ONLY OFF",
        good: "LOOPBACK_ONLY=OFF",
        source: "z/OS XL C/C++ Programming Guide, _CEE_ENVFILE")

    func check(_ config: JobMonitorConfig, _ sink: inout FindingSink) {
        for record in config.otherRecords {
            sink.report("'\(config.file.text(record).trimmed().squeezed)' sets nothing", at: record)
        }
    }
}
