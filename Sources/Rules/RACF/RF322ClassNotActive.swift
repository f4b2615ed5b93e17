import Diagnostics
import Evaluator
import RACF
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
        guard let first = evaluation.firstPassTicketCommand else {
            return sink.notApplicable("no command concerns class PTKTDATA")
        }
        let fact = evaluation.passTickets.active
        switch fact.value {
        case .yes: return
        case .unknown:
            sink.unknown(
                needs: "give the deck with SETROPTS CLASSACT(PTKTDATA), or use --assume PTKTDATA=active: no input "
                    + "shows that the class is active")
        case .no:
            let lost = evaluation.lostOption(.classact)
            sink.report(
                "class PTKTDATA is not active after the deck"
                    + (fact.place == nil && lost != nil ? ": this SETROPTS is not carried out" : ""),
                at: fact.place ?? lost ?? first,
                because: evaluation.cause(.setropts, words: ["CLASSACT", "PTKTDATA"]))
        }
    }
}
