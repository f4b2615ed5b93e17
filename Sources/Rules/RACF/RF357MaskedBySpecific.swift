import Diagnostics
import Evaluator
import Subjects

/// RACF uses only one profile, the most specific one.
struct RF357MaskedBySpecific: Rule {
    static let info = RuleInfo(
        id: "RF357",
        area: .racf,
        name: "masked-by-specific",
        title: "The profile that grants access is not hidden by a more specific one",
        severity: .error,
        rationale: """
            Only the most specific profile that covers a resource counts; one that is less specific and grants more \
            is never consulted. IRRPTAUTH.FEKAPPL.USER1 without a permit excludes USER1 from IRRPTAUTH.FEKAPPL.*. \
            This is an error if a step or the options need the pair, otherwise it is for information.
            """,
        remedy: "Permit the ID to the more specific profile as well, or delete that profile.",
        bad: """
            RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.* UACC(NONE)
            PERMIT IRRPTAUTH.FEKAPPL.* CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)
            RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)
            """,
        good: """
            RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.* UACC(NONE)
            PERMIT IRRPTAUTH.FEKAPPL.* CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)
            RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)
            PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)
            """,
        source: "RACF Security Administrator's Guide, choosing between discrete and generic profiles")

    func check(_ setUp: SetUp, _ sink: inout FindingSink) {
        let uses = setUp.passTicketUses.filter(\.usesPassTicket)
        for evaluation in setUp.evaluations { check(evaluation, uses, &sink) }
    }

    private func check(_ evaluation: Evaluation, _ uses: [PassTicketUse], _ sink: inout FindingSink) {
        let needed = uses.compactMap { use in
            use.caller.flatMap { caller in
                use.target.flatMap {
                    evaluation.maskedGrant(caller: caller, application: use.application, target: $0)
                }
            }
        }
        for masked in needed { report(masked, .error, &sink) }
        let all = evaluation.maskedGrants
        if !all.isWhole { sink.unknown(needs: "fewer generic profiles with the same beginning") }
        for masked in all.found where !needed.contains(where: { $0.profile == masked.profile }) {
            report(masked, .info, &sink)
        }
    }

    private func report(_ masked: Evaluation.MaskedGrant, _ severity: Severity, _ sink: inout FindingSink) {
        guard let place = masked.profile.definition ?? masked.profile.lastChange else { return }
        sink.report(
            "\(masked.profile.text.squeezed) hides \(masked.hidden.text.squeezed), which lets \(masked.caller) "
                + "generate PassTickets",
            at: place, severity: severity,
            related: masked.place.map { [RelatedPlace($0, "this permission has no effect there")] } ?? [])
    }
}
