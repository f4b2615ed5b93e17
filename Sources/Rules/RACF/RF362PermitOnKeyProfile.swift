import Diagnostics
import Evaluator
import RACF
import Subjects

/// Who may generate PassTickets is on the list of an IRRPTAUTH profile.
struct RF362PermitOnKeyProfile: Rule {
    static let info = RuleInfo(
        id: "RF362",
        area: .racf,
        name: "permit-on-key-profile",
        title: "Nobody has access to a key profile",
        severity: .warning,
        rationale: """
            The profile that is named after the application holds the key. Nobody needs access to it, and such access does \
            not allow anyone to generate a PassTicket. UPDATE access to IRRPTAUTH.application.user does.
            """,
        remedy: "Permit the caller to the IRRPTAUTH profile instead.",
        bad: "PERMIT FEKAPPL CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)",
        good: "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)",
        source: "RACF Security Administrator's Guide, authorizing the use of PassTickets")

    func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        for profile in evaluation.passTicketProfiles(with: .key) where !profile.traits.contains(.pattern) {
            // What a listing shows may be the creator's own entry, which comes with RDEFINE.
            let entry = profile.entries.first { $0.access >= .read && !profile.isCreators($0) }
            guard let entry, let place = entry.place,
                evaluation.decks.contains(where: { $0.file.id == place.file })
            else { continue }
            let application = String(profile.text.prefix { $0 != "." })
            sink.report(
                "access to the key profile \(profile.text.squeezed) does not let \(entry.id) generate PassTickets; "
                    + "IRRPTAUTH.\(application).user is the profile that does", at: place)
        }
    }
}
