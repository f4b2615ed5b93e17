import Diagnostics
import Evaluator
import RACF
import Subjects

/// PassTicket profiles should not have universal access.
struct RF350UniversalAccess: Rule {
    static let info = RuleInfo(
        id: "RF350",
        area: .racf,
        name: "universal-access",
        title: "PTKTDATA profiles have UACC(NONE)",
        severity: .error,
        rationale: """
            With a UACC above NONE everyone who is not on the access list has access: READ lets them test PassTickets \
            without ever being revoked, UPDATE lets them generate PassTickets for any user that the profile covers. \
            It is a warning where an unload shows that the application has no key profile.
            """,
        remedy: "Write UACC(NONE) and permit the agent by name.",
        bad: "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.* UACC(UPDATE)",
        good: "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.* UACC(NONE)",
        source: "R_GenSec and R_ticketserv: RACF authorization; RACF Security Administrator's Guide, UACC",
        isSecurity: true,
        edit: .unsafe("writes UACC(NONE)"),
        acceptance: .guarded)

    func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        for profile in evaluation.passTicketProfiles(with: .universalAccess) {
            guard let uacc = profile.uacc, let place = profile.uaccPlace else { continue }
            sink.report(
                "UACC gives everyone \(uacc.name) to \(profile.text.squeezed)", at: place,
                severity: evaluation.isHarmlessNow(profile, at: place) ? .warning : nil,
                confidence: evaluation.confidence(in: place),
                fix: evaluation.deck(of: place).flatMap { deck in
                    guard let range = place.range, let value = deck.value(of: .uacc, at: range) else { return nil }
                    return deck.edit("write NONE", [(value, "NONE")])
                })
        }
    }
}
