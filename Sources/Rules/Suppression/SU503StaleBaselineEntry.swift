import Diagnostics
import Subjects

/// What the baseline holds is still there.
struct SU503StaleBaselineEntry: Rule {
    static let info = RuleInfo(
        id: "SU503",
        area: .input,
        name: "stale-baseline-entry",
        title: "Every entry of the baseline is still found",
        severity: .info,
        rationale: """
            The finding that this entry stands for was mended, or its input is gone. As long as the entry is there, \
            the same mistake could come back unseen. Entries whose input or rule is no part of the run are not judged.
            """,
        remedy: "Run 'jmoncheck baseline update': it removes such entries and adds none.",
        bad: "a baseline with an entry for JM101 of prod/FEJJCNFG, where LOOPBACK_ONLY is OFF by now",
        good: "the baseline after 'jmoncheck baseline update'",
        source: "design of jmoncheck: a baseline shrinks")

    func check(_ baseline: BaselineState, _ sink: inout FindingSink) {
        for entry in baseline.stale {
            let key = entry.key.isEmpty ? "" : " at \(entry.key)"
            sink.report("\(entry.rule)\(key) in \(entry.path) is found no more", at: entry.range)
        }
    }
}
