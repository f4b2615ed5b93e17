import Diagnostics
import Evaluator
import Subjects

/// Nobody may generate PassTickets whom the configuration does not approve.
struct PF410UnexpectedAccess: Rule {
    static let info = RuleInfo(
        id: "PF410",
        area: .preflight,
        name: "unexpected-access",
        title: "Everyone who may generate PassTickets is approved",
        severity: .error,
        rationale: """
            Whoever may generate a PassTicket for a user can submit jobs as that user. The configuration lists who is \
            meant to (access: approved:), and this grant is not on the list, or it reaches more than the list says. \
            everything-else: warning makes it a warning, and ignore leaves it out.
            """,
        remedy: """
            Remove the permission (PERMIT … DELETE), or let somebody who may decide it add the grant to the approved \
            ones, with a reason and an owner. 'jmoncheck access --write-expected' adds all that are missing.
            """,
        bad: """
            access:
              approved: [{caller: AGNTUSR, application: FEKAPPL, targets: USER1}]
            # and in the deck
            PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(OTHER) ACCESS(UPDATE)
            """,
        good: """
            access:
              approved: [{caller: AGNTUSR, application: FEKAPPL, targets: USER1}]
            # and in the deck
            PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)
            """,
        source: "a set-up of jmoncheck says who is meant to have access",
        isSecurity: true)

    func check(_ access: AccessInSetUp, _ sink: inout FindingSink) {
        let expected = access.expected
        guard expected.everythingElse != .ignore else {
            return sink.notApplicable("the configuration ignores grants that are not approved")
        }
        guard access.setUp.evaluation.firstFile != nil else {
            return sink.unknown(
                needs: "give the RACF deck, a listing or an unload that shows who may generate PassTickets")
        }
        let approvals = access.approvals
        for grant in access.grants where !approvals.contains(where: { $0.covers(grant) }) {
            let isCertain = grant.generate == .granted
            let verb = isCertain ? "may" : "may perhaps"
            let part = approvals.first { $0.isAbout(grant) }
            let hint = part.map { "; the list approves \($0.targets.map(\.value).joined(separator: ", "))" } ?? ""
            let severity: Severity = isCertain && expected.everythingElse == .error ? .error : .warning
            sink.report(
                "\(grant.callerInWords) \(verb) generate PassTickets for \(grant.targets) at \(grant.application) through "
                    + "\(grant.profile), which is not approved\(hint)",
                at: grant.place ?? Place(access.configuration, expected.range), severity: severity,
                confidence: isCertain ? .high : .medium,
                related: [RelatedPlace(Place(access.configuration, part?.range ?? expected.range), "what is approved")])
        }
    }
}
