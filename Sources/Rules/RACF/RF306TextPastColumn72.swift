import Diagnostics
import RACF
import Subjects

/// TSO reads 72 columns of fixed records.
struct RF306TextPastColumn72: DefectRule {
    static let info = RuleInfo(
        id: "RF306",
        area: .racf,
        name: "text-past-column-72",
        title: "Commands are in columns 1 to 72",
        severity: .error,
        rationale: """
            TSO reads the last eight characters of a fixed record as a sequence number and drops them. Text there is \
            lost without a message: an operand, a continuation mark, the end of a key. In plain text, which may be \
            copied into such a data set, this is a warning, and only if no line is longer than 80.
            """,
        remedy: "Break the line before column 72 with a blank and a hyphen.",
        bad: """
            RDEFINE PTKTDATA FEKAPPL UACC(NONE) APPLDATA('NO REPLAY PROTECTION') SSIGNON(KEY...
            """,
        good: """
            RDEFINE PTKTDATA FEKAPPL UACC(NONE) -
              APPLDATA('NO REPLAY PROTECTION')
            """,
        source: "z/OS TSO/E, SYSTSIN DD statement")

    func report(_ defect: Deck.Defect, of deck: Deck, to sink: inout FindingSink) {
        guard case .textPastColumn72(let isDropped, let isOnlyClosing) = defect.kind else { return }
        let width = if case .fixed(let length) = deck.file.record { length - 8 } else { 72 }
        if isOnlyClosing {
            sink.report(
                "closing parentheses after column \(width) are dropped, and TSO assumes them", at: defect.range,
                severity: .info)
        } else if isDropped {
            sink.report("text after column \(width) is dropped", at: defect.range)
        } else {
            sink.report(
                "text after column 72 is dropped if this becomes a data set with records of 80", at: defect.range,
                severity: .warning)
        }
    }
}
