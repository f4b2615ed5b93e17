import Diagnostics
import Evaluator
import Subjects

/// Legacy PassTickets have a successor.
struct RF374LegacyKey: Rule {
    static let info = RuleInfo(
        id: "RF374",
        area: .racf,
        name: "legacy-key",
        title: "Keys are those of enhanced PassTickets",
        severity: .info,
        rationale: """
            The unload shows that the system knows enhanced PassTickets, which are signed with HMAC. A legacy PassTicket has
            eight characters and rests on DES. A profile may hold both keys while the change is under way.
            """,
        remedy: """
            Define an enhanced key: RALTER PTKTDATA ... SSIGNON(EPTKEYLABEL(label)), and remove the old one with NOLEGACYKEY
            when all applications accept the new tickets.
            """,
        bad: "a 0530 record with a legacy key and no enhanced one",
        good: "a 0530 record with KEY_LABEL",
        source: "RACF Security Administrator's Guide, enhanced PassTickets")

    func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        guard !evaluation.unloads.isEmpty else { return sink.notApplicable("there is no unload") }
        guard evaluation.knowsEnhancedKeys else {
            return sink.notApplicable("the unload does not show that the system knows enhanced PassTickets")
        }
        for profile in evaluation.passTicketProfiles(with: .holdsKey) {
            guard profile.legacyKey == .yes, profile.enhancedKey == .no, let place = profile.keyPlace else { continue }
            sink.report("\(profile.text.squeezed) has only the key of legacy PassTickets", at: place)
        }
    }
}
