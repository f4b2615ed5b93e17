import Diagnostics
import Evaluator
import RACF
import Subjects

/// Generating PassTickets requires UPDATE.
struct RF354InsufficientAccess: Rule {
    static let info = RuleInfo(
        id: "RF354",
        area: .racf,
        name: "insufficient-access",
        title: "IDs that generate PassTickets have UPDATE",
        severity: .error,
        rationale: """
            READ lets a server evaluate PassTickets but not generate them, which requires UPDATE. PERMIT without \
            ACCESS gives READ. This is an error if a step or the options need the ID to generate, otherwise a warning.
            """,
        remedy: "Permit ACCESS(UPDATE).",
        bad: "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR)",
        good: "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)",
        source: "R_ticketserv: RACF authorization; RACF Command Language Reference, PERMIT")

    func check(_ setUp: SetUp, _ sink: inout FindingSink) {
        let uses = setUp.passTicketUses.filter(\.usesPassTicket)
        for evaluation in setUp.evaluations { check(evaluation, uses, &sink) }
    }

    private func check(_ evaluation: Evaluation, _ uses: [PassTicketUse], _ sink: inout FindingSink) {
        for profile in evaluation.passTicketProfiles(with: .lowAccess) where profile.traits.contains(.access) {
            // Beside a full entry a conditional one takes nothing away.
            let full = Set(profile.entries.filter { !$0.isConditional && $0.access >= .update }.map(\.id))
            for entry in profile.entries where entry.access > .none && entry.access < .update && entry.id != "*" {
                guard let place = entry.place, !(entry.isConditional && full.contains(entry.id)) else { continue }
                let isNeeded = uses.contains { use in
                    guard let target = use.target, use.caller == entry.id else { return false }
                    let resource = "IRRPTAUTH.\(use.application).\(target)"
                    return profile.text == resource || profile.name.covers(resource) != .no
                }
                sink.report(
                    "\(entry.id) has \(entry.access.name) to \(profile.text.squeezed); generating requires UPDATE",
                    at: place, severity: isNeeded ? .error : .warning,
                    confidence: evaluation.confidence(in: place),
                    because: evaluation.cause(.permit, words: [profile.text, "ACCESS"], isWhole: false))
            }
        }
    }
}
