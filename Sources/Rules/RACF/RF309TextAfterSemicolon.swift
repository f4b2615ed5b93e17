import Diagnostics
import RACF
import Subjects

/// A semicolon ends a command.
struct RF309TextAfterSemicolon: DefectRule {
    static let info = RuleInfo(
        id: "RF309",
        area: .racf,
        name: "text-after-semicolon",
        title: "Nothing follows a semicolon",
        severity: .error,
        rationale: """
            A semicolon ends the operands, and TSO ignores what follows it on the line without a message: a second \
            command there is lost.
            """,
        remedy: "Begin the next command on a line of its own, and remove the semicolon.",
        bad: "SETROPTS GENERIC(PTKTDATA); SETROPTS CLASSACT(PTKTDATA)",
        good: """
            SETROPTS GENERIC(PTKTDATA)
            SETROPTS CLASSACT(PTKTDATA)
            """,
        source: "TSO/E parse: command operand syntax")

    func report(_ defect: Deck.Defect, of deck: Deck, to sink: inout FindingSink) {
        sink.report("text after a semicolon is ignored without a message", at: defect.range)
    }
}
