import Diagnostics
import RACF
import Subjects

/// The last line of a deck must not be continued.
struct RF315DanglingContinuation: DefectRule {
    static let info = RuleInfo(
        id: "RF315",
        area: .racf,
        name: "dangling-continuation",
        title: "The deck does not end in a continuation mark",
        severity: .warning,
        rationale: """
            A continuation mark on the last line announces a line that is not there: part of the deck was lost, or \
            the mark is a mistake. What batch TSO then does is not documented; the RACF parameter library ignores the \
            command.
            """,
        remedy: "Remove the mark, or add the line that belongs there.",
        bad: "SETROPTS RACLIST(PTKTDATA) REFRESH -",
        good: "SETROPTS RACLIST(PTKTDATA) REFRESH",
        messages: ["IRRG011I"],
        source: "RACF Messages and Codes, IRRG011I")

    func report(_ defect: Deck.Defect, of deck: Deck, to sink: inout FindingSink) {
        sink.report("the deck ends in a continuation mark", at: defect.range)
    }
}
