import Diagnostics
import Evaluator
import RACF
import Subjects

/// A profile in WARNING mode protects nothing.
struct RF353WarningMode: Rule {
    static let info = RuleInfo(
        id: "RF353",
        area: .racf,
        name: "warning-mode",
        title: "No PTKTDATA profile is in WARNING mode",
        severity: .error,
        rationale: """
            In WARNING mode RACF lets everyone do what the access list refuses, and only writes a message about it. \
            For an IRRPTAUTH profile this means that every user may generate PassTickets for the users that it \
            covers.
            """,
        remedy: "Remove WARNING: RALTER PTKTDATA profile NOWARNING.",
        bad: "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE) WARNING",
        good: "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)",
        source: "SMF record type 80, access in WARNING mode", isSecurity: true,
        edit: .unsafe("removes WARNING"))

    func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        for profile in evaluation.passTicketProfiles(with: .warning) {
            guard let place = profile.warning.place else { continue }
            sink.report(
                "\(profile.text.squeezed) is in WARNING mode, so it refuses nobody", at: place,
                confidence: evaluation.confidence(in: place),
                fix: evaluation.deck(of: place).flatMap { deck in
                    guard let range = place.range, let word = deck.operand(.warning, at: range) else { return nil }
                    return deck.edit("remove WARNING", [(deck.rangeToRemove(word), "")])
                })
        }
    }
}
