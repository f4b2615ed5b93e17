import Diagnostics
import RACF
import Subjects

/// A comment has to be closed.
struct RF311UnclosedComment: DefectRule {
    static let info = RuleInfo(
        id: "RF311",
        area: .racf,
        name: "unclosed-comment",
        title: "Comments are closed on their line",
        severity: .warning,
        rationale: "A comment that is not closed swallows the rest of the line, including operands.",
        remedy: "Write */ after the comment.",
        bad: "SETROPTS CLASSACT(PTKTDATA) /* activate",
        good: "SETROPTS CLASSACT(PTKTDATA) /* activate */",
        source: "TSO/E command syntax, comments")

    func report(_ defect: Deck.Defect, of deck: Deck, to sink: inout FindingSink) {
        sink.report("the comment is not closed and swallows the rest of the line", at: defect.range)
    }
}
