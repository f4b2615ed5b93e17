import Diagnostics
import Evaluator
import Subjects

/// PassTickets need class PTKTDATA to be RACLISTed.
struct RF323ClassNotRaclisted: Rule {
    static let info = RuleInfo(
        id: "RF323",
        area: .racf,
        name: "class-not-raclisted",
        title: "Class PTKTDATA is RACLISTed",
        severity: .error,
        rationale: "PTKTDATA has to be active and RACLISTed for PassTickets; otherwise logons and generation fail.",
        remedy: "Add SETROPTS RACLIST(PTKTDATA), and SETROPTS RACLIST(PTKTDATA) REFRESH after every change.",
        bad: "SETROPTS CLASSACT(PTKTDATA)",
        good: "SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)",
        messages: ["ICH14040I"],
        source: "RACF Security Administrator's Guide, activating the PTKTDATA class")

    func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        PassTicketOption.raclisted.check(evaluation, &sink)
    }
}
