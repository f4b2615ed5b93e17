import Diagnostics
import Evaluator
import Subjects

/// Universal access is dangerous even without a key.
struct RF373OpenWithoutKey: Rule {
    static let info = RuleInfo(
        id: "RF373",
        area: .racf,
        name: "open-without-key",
        title: "Applications without a key are not open to everyone",
        severity: .warning,
        rationale: """
            Everyone has the right to generate PassTickets for an application, but there is no key profile for it, so
            nobody can. As soon as somebody defines a key profile, everyone can.
            """,
        remedy: """
            Set UACC(NONE) and remove ID(*), before a key profile is defined.
            """,
        bad: "UACC(ALTER) on IRRPTAUTH.CFZAPPL.* without a profile CFZAPPL",
        good: "UACC(NONE) on IRRPTAUTH.CFZAPPL.*",
        source: "RACF Security Administrator's Guide, using PassTickets", isSecurity: true)

    func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        guard !evaluation.unloads.isEmpty else { return sink.notApplicable("there is no unload") }
        for profile in evaluation.passTicketProfiles(with: [.universalAccess, .everyone]) {
            guard profile.traits.contains(.access), let application = evaluation.applicationWithoutKey(of: profile),
                let place = profile.placeOfEveryone
            else { continue }
            sink.report(
                "everyone may generate PassTickets for \(application.squeezed) as soon as a key profile of that name exists",
                at: place)
        }
    }
}
