import Diagnostics
public import Evaluator
import RACF

/// An option of class PTKTDATA that PassTickets need: a rule each reports that one is off.
public struct PassTicketOption: Sendable {
    /// The option as it stands in SETROPTS.
    let keyword: Keyword
    let name: String
    /// The class with the option: `active`.
    let state: String
    /// The word for it in `--assume`.
    let assumption: String

    public static let active = PassTicketOption(
        keyword: .classact, name: "CLASSACT", state: "active", assumption: "active")
    public static let raclisted = PassTicketOption(
        keyword: .raclist, name: "RACLIST", state: "RACLISTed", assumption: "raclist")

    private func fact(_ evaluation: Evaluation) -> Fact {
        keyword == .classact ? evaluation.passTickets.active : evaluation.passTickets.raclist
    }

    /// Reports that it is off after the decks, or that no input shows it.
    public func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        guard let first = evaluation.firstPassTicketCommand else {
            return sink.notApplicable("no command concerns class PTKTDATA")
        }
        let fact = fact(evaluation)
        switch fact.value {
        case .yes: return
        case .unknown:
            sink.unknown(
                needs: "give the deck with SETROPTS \(name)(PTKTDATA), or use --assume PTKTDATA=\(assumption): "
                    + "no input shows that the class is \(state)")
        case .no:
            let lost = evaluation.lostOption(keyword)
            sink.report(
                "class PTKTDATA is not \(state) after the deck"
                    + (fact.place == nil && lost != nil ? ": this SETROPTS is not carried out" : ""),
                at: fact.place ?? lost ?? first, because: evaluation.cause(.setropts, words: [name, "PTKTDATA"]))
        }
    }
}
