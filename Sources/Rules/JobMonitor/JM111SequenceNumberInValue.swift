import Diagnostics
import JobMonitor
import Subjects

/// Sequence numbers are not ignored here as they are in JCL.
struct JM111SequenceNumberInValue: Rule {
    static let info = RuleInfo(
        id: "JM111",
        area: .jobmonitor,
        name: "sequence-number-in-value",
        title: "Values are not followed by sequence numbers",
        severity: .error,
        rationale: """
            Language Environment reads the whole record. With a sequence number in columns 73 to 80 the value is \
            the text, all the blanks after it, and the number: LOOPBACK_ONLY is then not OFF, SERV_PORT not a port.
            """,
        remedy: "Switch numbering off in the editor (UNNUM) and save the member again.",
        bad: "LOOPBACK_ONLY=OFF                                                       00010000",
        good: "LOOPBACK_ONLY=OFF",
        source: "z/OS XL C/C++ Programming Guide, _CEE_ENVFILE: only trailing blanks are removed",
        edit: .safe("removes the sequence number"))

    func check(_ config: JobMonitorConfig, _ sink: inout FindingSink) {
        for setting in config.settings {
            guard let columns = setting.sequenceColumns(in: config.file) else { continue }
            sink.report(
                "'\(config.file.text(columns))' in columns 73 to 80 is part of the value of \(setting.intendedName)",
                at: columns, fix: Fix("remove the sequence number", replace: setting.valueTail(from: columns), with: "")
            )
        }
    }
}
