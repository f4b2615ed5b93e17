import Diagnostics
import Evaluator
import Subjects

/// PassTicket profiles are not open to every user.
struct RF351EveryonePermitted: Rule {
    static let info = RuleInfo(
        id: "RF351",
        area: .racf,
        name: "everyone-permitted",
        title: "ID(*) has no access to PTKTDATA profiles",
        severity: .error,
        rationale: """
            ID(*) means every user that is defined to RACF, except RESTRICTED users. With UPDATE all of them may \
            submit jobs as the users that the profile covers. It is a warning where an unload shows that the \
            application has no key profile.
            """,
        remedy: "Delete the entry and permit the agent by name: PERMIT ... ID(*) DELETE.",
        bad: "PERMIT IRRPTAUTH.FEKAPPL.* CLASS(PTKTDATA) ID(*) ACCESS(UPDATE)",
        good: "PERMIT IRRPTAUTH.FEKAPPL.* CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)",
        source: "RACF Command Language Reference, PERMIT", isSecurity: true,
        acceptance: .guarded)

    func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        for profile in evaluation.passTicketProfiles(with: .everyone) {
            for entry in profile.entries where entry.id == "*" && entry.access > .none && entry.isAccessKnown {
                guard let place = entry.place else { continue }
                sink.report(
                    "every user has \(entry.access.name) to \(profile.text.squeezed)"
                        + (entry.isConditional ? " if a condition holds" : ""), at: place,
                    severity: evaluation.isHarmlessNow(profile, at: place) ? .warning : nil,
                    confidence: evaluation.confidence(in: place))
            }
        }
    }
}
