import Contract
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
        edit: .safe("moves the comment to a line of its own, above the setting"))

    func check(_ config: JobMonitorConfig, _ sink: inout FindingSink) {
        for setting in config.settings {
            guard let comment = setting.inlineComment(in: config.file) else { continue }
            sink.report(
                "'#' does not begin a comment here: the text is part of the value of \(setting.intendedName)",
                at: comment, fix: fix(setting, comment, config.file))
        }
    }

    /// A sequence number after the comment has to go first (JM111).
    private func fix(_ setting: JobMonitorConfig.Setting, _ comment: SourceRange, _ file: SourceFile) -> Fix? {
        guard setting.sequenceColumns(in: file) == nil else { return nil }
        let start = SourceRange(Int(setting.record.start), Int(setting.record.start))
        let text = file.text(comment).trimmed()
        return Fix(
            "move the comment to a line of its own",
            [(start, text + "\n"), (setting.valueTail(from: comment), "")])
    }
}
