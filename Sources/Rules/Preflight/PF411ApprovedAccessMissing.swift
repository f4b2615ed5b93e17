import Diagnostics
import Evaluator
import Subjects

/// What the configuration approves is granted.
struct PF411ApprovedAccessMissing: Rule {
    static let info = RuleInfo(
        id: "PF411",
        area: .preflight,
        name: "approved-access-missing",
        title: "What is approved is granted",
        severity: .warning,
        rationale: """
            The configuration says that this user is meant to generate PassTickets for that one (access: approved:), \
            and RACF refuses it. Either the deployment will fail, or the approval is left over from something that is \
            gone. It is reported only where the inputs prove that the access is refused.
            """,
        remedy: "Permit the caller to the profile with UPDATE and refresh the class, or remove the approval.",
        bad: """
            access:
              approved: [{caller: AGNTUSR, application: FEKAPPL, targets: [USER1, USER2]}]
            # and in the deck a profile for USER1 only
            """,
        good: """
            access:
              approved: [{caller: AGNTUSR, application: FEKAPPL, targets: [USER1]}]
            """,
        source: "a set-up of jmoncheck says who is meant to have access",
        isSecurity: true)

    func check(_ access: AccessInSetUp, _ sink: inout FindingSink) {
        guard access.setUp.evaluation.firstFile != nil else {
            return sink.unknown(
                needs: "give the RACF deck, a listing or an unload that shows who may generate PassTickets")
        }
        let approvals = access.approvals.filter { !$0.caller.isPattern && !$0.application.isPattern }
        guard approvals.contains(where: { $0.targets.contains { !$0.value.isPattern } }) else {
            return sink.notApplicable("no approval names a caller, an application and a target without patterns")
        }
        for approval in approvals {
            for target in approval.targets where !target.value.isPattern {
                judge(approval, target, access, &sink)
            }
        }
    }

    private func judge(
        _ approval: ExpectedAccess.Approval, _ target: Located<String>, _ access: AccessInSetUp,
        _ sink: inout FindingSink
    ) {
        let isThere = access.grants.contains { grant in
            grant.reaches(approval, target.value) && grant.generate == .granted
        }
        guard !isThere, !approval.isWithoutName else { return }
        let evaluation = access.setUp.evaluation
        let group = evaluation.isGroup(approval.caller)
        guard !group else {
            // A group is decided by its entries alone.
            let isOpen =
                access.grants.contains { $0.reaches(approval, target.value) }
                || evaluation.passTickets.complete != .yes
            return isOpen ? sink.unknown(needs: Self.needs) : report(approval, target, nil, access, &sink)
        }
        let decision = evaluation.decide(
            caller: approval.caller, application: approval.application, target: target.value)
        switch decision.generate {
        case .granted: return
        case .unknown: sink.unknown(needs: decision.generationObstacle?.message ?? Self.needs)
        case .refused: report(approval, target, decision, access, &sink)
        }
    }

    private static let needs = "give an unload of the RACF database, which shows all profiles and members"

    private func report(
        _ approval: ExpectedAccess.Approval, _ target: Located<String>, _ decision: AccessReport.Decision?,
        _ access: AccessInSetUp, _ sink: inout FindingSink
    ) {
        let why = decision?.generationObstacle.map { ": \($0.id), \($0.message)" } ?? ""
        let place = decision?.generationObstacle?.place
        sink.report(
            "\(approval.caller) is approved for \(target.value) at \(approval.application), but may not generate "
                + "PassTickets for it\(why)",
            at: Place(access.configuration, target.range),
            related: place.map { [RelatedPlace($0, "what decides it")] } ?? [])
    }
}

extension String {
    fileprivate var isPattern: Bool { NamePattern.isPattern(self) }
}

extension ExpectedAccess.Approval {
    /// Whether it is for callers who have no name, whom no decision is about.
    fileprivate var isWithoutName: Bool { caller == ExpectedAccess.everyone || caller == ExpectedAccess.submitter }
}

extension AccessReport.Grant {
    /// Whether it gives an approved caller, or a group that the caller is in, access for a target.
    fileprivate func reaches(_ approval: ExpectedAccess.Approval, _ target: String) -> Bool {
        approval.concerns(self) && NamePattern.covers(application, approval.application)
            && NamePattern.covers(targets, target)
            && !except.contains { NamePattern.overlaps($0, target) } && moreExceptions == 0
    }
}
