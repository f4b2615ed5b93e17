import Diagnostics
import Subjects

/// A suppression ends after its last day.
struct SU501ExpiredSuppression: Rule {
    static let info = RuleInfo(
        id: "SU501",
        area: .input,
        name: "expired-suppression",
        title: "Suppressions have not expired",
        severity: .warning,
        rationale: """
            Somebody accepted a finding until a day that has passed. From the next day on the finding counts again, \
            so that nobody has to remember it. Days are in UTC.
            """,
        remedy: "Fix the finding, or agree on a new day with the owner.",
        bad: """
            # jmoncheck:ignore[JM136] reason="trace for PMR 12345" owner=SYSPROG until=2026-01-31
            TRACE_STORAGE=ON
            """,
        good: """
            TRACE_STORAGE=OFF
            """,
        source: "suppressions in jmoncheck have reasons, owners and an end",
        acceptance: .refused, isLowerInDocumentation: false)

    func check(_ list: SuppressionList, _ sink: inout FindingSink) {
        for entry in list.entries where entry.state == .expired {
            let until = entry.until.map { " on \($0)" } ?? ""
            sink.report(
                "the suppression of \(entry.rules.map(\.code).joined(separator: ", ")) ended\(until): "
                    + Suppression(
                        kind: entry.kind, reason: entry.reason, owner: entry.owner, place: entry.place
                    ).summary,
                at: entry.place.range)
        }
    }
}
