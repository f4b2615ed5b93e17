import Diagnostics
import Subjects

/// A suppression should suppress something.
struct SU502UnusedSuppression: Rule {
    static let info = RuleInfo(
        id: "SU502",
        area: .input,
        name: "unused-suppression",
        title: "Every suppression is well formed and suppresses something",
        severity: .warning,
        rationale: """
            A suppression that matches no finding hides the next mistake at that place. One that is malformed (an \
            unknown code, no reason, an invalid date) suppresses nothing, and neither does one of a protected rule: \
            IN001 and IN003 cannot be suppressed; UC201, UC202, UC214, RF330 to RF332, RF350 and RF351 only with \
            --allow-critical-suppressions.
            """,
        remedy: "Remove it, or write it as jmoncheck:ignore[CODE] reason=\"…\" owner=… until=YYYY-MM-DD.",
        bad: """
            # jmoncheck:ignore[JM136]
            TRACE_STORAGE=ON
            """,
        good: """
            # jmoncheck:ignore[JM136] reason="trace for PMR 12345" owner=SYSPROG until=2999-12-31
            TRACE_STORAGE=ON
            """,
        source: "suppressions in jmoncheck are never silent",
        acceptance: .refused, isLowerInDocumentation: false)

    func check(_ list: SuppressionList, _ sink: inout FindingSink) {
        for entry in list.entries {
            for fault in entry.faults { sink.report(fault, at: entry.place.range) }
        }
    }
}
