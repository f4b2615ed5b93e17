import Diagnostics
import Evaluator
import Subjects

/// PassTickets are generated with the key of the unqualified profile.
struct RF327KeyProfileQualifiedOnly: Rule {
    static let info = RuleInfo(
        id: "RF327",
        area: .racf,
        name: "key-profile-qualified-only",
        title: "The key is in the unqualified profile",
        severity: .warning,
        rationale: """
            PassTickets are generated with the key of the profile whose name is the application alone. A profile such \
            as FEKAPPL.USER1 or FEKAPPL.GROUP only serves to evaluate them: nobody can generate a ticket with its key.
            """,
        remedy: "Define the profile FEKAPPL with the key as well.",
        bad: "RDEFINE PTKTDATA FEKAPPL.USER1 UACC(NONE) SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))",
        good: "RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))",
        source: "RACF Security Administrator's Guide, determining PTKTDATA profile names; RCVTPTGN")

    func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        for profile in evaluation.passTicketProfiles(with: .holdsKey) where profile.traits.contains(.key) {
            let name = profile.text
            guard !profile.traits.contains(.pattern), let dot = name.firstIndex(of: "."), let place = profile.definition
            else { continue }
            guard name.count(where: { $0 == "." }) < 3 else {
                sink.report(
                    "\(name.squeezed) has more than three qualifiers: it is ignored for PassTickets", at: place)
                continue
            }
            let application = String(name[..<dot])
            guard evaluation.passTicketProfile(named: application) == nil else { continue }
            sink.report(
                "\(name.squeezed) only serves to evaluate PassTickets; they are generated with the key of "
                    + application.squeezed, at: place)
        }
    }
}
