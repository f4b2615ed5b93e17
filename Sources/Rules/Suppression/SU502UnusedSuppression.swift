import Diagnostics
import Subjects

/// A suppression suppresses something.
struct SU502UnusedSuppression: Rule {
    static let info = RuleInfo(
        id: "SU502",
        area: .input,
        name: "unused-suppression",
        title: "Every suppression is well formed and suppresses something",
        severity: .warning,
        rationale: """
            A suppression that nothing is found at hides the next mistake at that place. One that is not well formed \
            (a code that does not exist, no reason, no date) suppresses nothing, and neither does one of a protected \
            rule: IN001 and IN003 cannot be suppressed; UC201, UC202, UC214, RF330 to RF332, RF350 and RF351 only \
            with --allow-critical-suppressions.
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
        source: "design of jmoncheck: suppressions are never silent")

    func check(_ list: SuppressionList, _ sink: inout FindingSink) {
        for entry in list.entries {
            for fault in entry.faults { sink.report(fault, at: entry.place.range) }
        }
    }
}
