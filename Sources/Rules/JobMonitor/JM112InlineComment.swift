import Diagnostics
import JobMonitor
import Subjects

/// A comment needs a record of its own.
struct JM112InlineComment: Rule {
    static let info = RuleInfo(
        id: "JM112",
        area: .jobmonitor,
        name: "inline-comment",
        title: "Comments do not follow a value on the same line",
        severity: .error,
        rationale: """
            A # begins a comment only in column 1. After a value it is part of the value, so the setting is not \
            what it seems to be.
            """,
        remedy: "Put the comment on a line of its own, with # in column 1.",
        bad: "LOOPBACK_ONLY=OFF   # needed by UrbanCode Deploy",
        good: """
            # needed by UrbanCode Deploy
            LOOPBACK_ONLY=OFF
            """,
        source: "z/OS XL C/C++ Programming Guide, _CEE_ENVFILE_COMMENT",
        offersFix: true)

    func check(_ config: JobMonitorConfig, _ sink: inout FindingSink) {
        for setting in config.settings {
            guard let comment = setting.inlineComment(in: config.file) else { continue }
            sink.report(
                "'#' does not begin a comment here: the text is part of the value of \(setting.intendedName)",
                at: comment, fix: Fix("remove the comment", replace: setting.valueTail(from: comment), with: ""))
        }
    }
}
