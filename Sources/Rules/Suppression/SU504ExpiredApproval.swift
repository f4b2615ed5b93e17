import Diagnostics
import Subjects

/// An approval ends after its last day.
struct SU504ExpiredApproval: Rule {
    static let info = RuleInfo(
        id: "SU504",
        area: .input,
        name: "expired-approval",
        title: "Approvals of access have not expired",
        severity: .warning,
        rationale: """
            Somebody approved this access until a day that has passed. From the next day on it counts as not approved \
            (PF410), so that nobody has to remember it. Days are in UTC.
            """,
        remedy: "Remove the access and the approval, or agree on a new day with the owner.",
        bad: "approved: [{caller: AGNTUSR, application: FEKAPPL, targets: USER1, until: 2026-01-31}]",
        good: "approved: [{caller: AGNTUSR, application: FEKAPPL, targets: USER1, until: 2999-12-31}]",
        source: "approvals in jmoncheck have reasons, owners and an end",
        acceptance: .refused, isLowerInDocumentation: false)

    func check(_ access: AccessInSetUp, _ sink: inout FindingSink) {
        for approval in access.expected.approved where approval.hasEnded(on: access.today) {
            let until = approval.until.map { " on \($0)" } ?? ""
            let owner = approval.owner.map { "; \($0) answers for it" } ?? ""
            sink.report("the approval of \(approval.summary) ended\(until)\(owner)", at: approval.range)
        }
    }
}
