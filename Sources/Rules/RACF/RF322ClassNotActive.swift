import Diagnostics
import Evaluator
import Subjects

/// PassTickets need class PTKTDATA to be active.
struct RF322ClassNotActive: Rule {
    static let info = RuleInfo(
        id: "RF322",
        area: .racf,
        name: "class-not-active",
        title: "Class PTKTDATA is active",
        severity: .error,
        rationale: """
            While PTKTDATA is inactive, every request to generate a PassTicket is refused: for this service 'not \
            protected' means 'not authorised'.
            """,
        remedy: "Add SETROPTS CLASSACT(PTKTDATA) on a line of its own.",
        bad: "SETROPTS RACLIST(PTKTDATA)",
        good: "SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)",
        source: "R_ticketserv: RACF authorization")

    func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        PassTicketOption.active.check(evaluation, &sink)
    }
}
