import Diagnostics
import Evaluator
import RACF
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
        guard let first = evaluation.firstPassTicketCommand else {
            return sink.notApplicable("no command concerns class PTKTDATA")
        }
        let fact = evaluation.passTickets.raclist
        switch fact.value {
        case .yes: return
        case .unknown:
            sink.unknown(
                needs: "give the deck with SETROPTS RACLIST(PTKTDATA), or use --assume PTKTDATA=raclist: no input "
                    + "shows that the class is RACLISTed")
        case .no:
            let lost = evaluation.lostOption(.raclist)
            sink.report(
                "class PTKTDATA is not RACLISTed after the deck"
                    + (fact.place == nil && lost != nil ? ": this SETROPTS is not carried out" : ""),
                at: fact.place ?? lost ?? first,
                because: evaluation.cause(.setropts, words: ["RACLIST", "PTKTDATA"]))
        }
    }
}
