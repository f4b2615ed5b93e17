import Diagnostics
import Evaluator
import Subjects

/// An approval should approve something.
struct SU505UnusedApproval: Rule {
    static let info = RuleInfo(
        id: "SU505",
        area: .input,
        name: "unused-approval",
        title: "Every approval of access matches a grant",
        severity: .warning,
        rationale: """
            An approval that matches no grant lets the access come back without anybody noticing it. It is judged \
            only where the inputs show all profiles of the class, so that there is certainly no such grant.
            """,
        remedy: "Remove the approval, or correct its caller, application or targets.",
        bad: "approved: [{caller: 'OLD*', application: FEKAPPL, targets: '*'}] where no ID begins with OLD",
        good: "approved: [{caller: AGNTUSR, application: FEKAPPL, targets: USER1}] where AGNTUSR has UPDATE",
        source: "approvals in jmoncheck are never silent",
        acceptance: .refused, isLowerInDocumentation: false)

    func check(_ access: AccessInSetUp, _ sink: inout FindingSink) {
        guard access.setUp.evaluation.firstFile != nil else {
            return sink.unknown(
                needs: "give the RACF deck, a listing or an unload that shows who may generate PassTickets")
        }
        let isComplete = access.setUp.evaluation.passTickets.complete == .yes
        for approval in access.approvals where !access.grants.contains(where: { $0.isTouched(by: approval) }) {
            guard isComplete else {
                sink.unknown(needs: "give an unload of the RACF database, which shows all profiles")
                continue
            }
            sink.report("nothing is granted that is approved here: \(approval.summary)", at: approval.range)
        }
    }
}

extension AccessReport.Grant {
    /// Whether an approval is about any part of it.
    fileprivate func isTouched(by approval: ExpectedAccess.Approval) -> Bool {
        approval.concerns(self) && NamePattern.overlaps(approval.application, application)
            && approval.targets.contains { NamePattern.overlaps($0.value, targets) }
    }
}
