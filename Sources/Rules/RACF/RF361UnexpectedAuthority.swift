import Diagnostics
import RACF
import Subjects

/// PassTickets do not need authority over the system.
struct RF361UnexpectedAuthority: Rule {
    static let info = RuleInfo(
        id: "RF361",
        area: .racf,
        name: "unexpected-authority",
        title: "A PassTicket deck does not give SPECIAL, OPERATIONS or AUDITOR",
        severity: .warning,
        rationale: """
            The user that runs the agent needs UPDATE to a profile, and the target user needs nothing. SPECIAL can \
            change every profile, OPERATIONS can read and write nearly every data set, AUDITOR can see everything: \
            with one of them the agent can do far more than submit jobs.
            """,
        remedy: "Remove the attribute, or put it into a deck of its own where it is reviewed.",
        bad: "ALTUSER AGNTUSR SPECIAL",
        good: "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)",
        source: "RACF Security Administrator's Guide: user attributes", isSecurity: true)

    func check(_ deck: Deck, _ sink: inout FindingSink) {
        guard deck.namesPassTickets else {
            return sink.notApplicable("the deck is not about PassTickets")
        }
        for command in deck.commands {
            switch command.verb {
            case .adduser?, .altuser?, .connect?: break
            default: continue
            }
            for operand in command.operands {
                guard let keyword = operand.keyword, [.special, .operations, .auditor].contains(keyword) else {
                    continue
                }
                let names = command.positional.first?.items.map(\.text).joined(separator: " ") ?? ""
                sink.report("\(keyword.name) is given to \(names.squeezed) in a PassTicket deck", at: operand.range)
            }
        }
    }
}
