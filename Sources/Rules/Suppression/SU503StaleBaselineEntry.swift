import Diagnostics
import Subjects

/// An entry of the baseline should still match a finding.
struct SU503StaleBaselineEntry: Rule {
    static let info = RuleInfo(
        id: "SU503",
        area: .input,
        name: "stale-baseline-entry",
        title: "Every entry of the baseline matches a finding",
        severity: .info,
        rationale: """
            The finding of this entry was fixed, or its input is gone. As long as the entry is there, the same \
            mistake could come back unnoticed. Entries whose input or rule is not part of the run are not judged.
            """,
        remedy: "Run 'jmoncheck baseline update', which removes such entries and adds none.",
        bad: "a baseline with an entry for JM101 of prod/FEJJCNFG, where LOOPBACK_ONLY is now OFF",
        good: "the baseline after 'jmoncheck baseline update'",
        source: "a baseline of jmoncheck shrinks",
        acceptance: .refused, isLowerInDocumentation: false)

    func check(_ baseline: BaselineState, _ sink: inout FindingSink) {
        for entry in baseline.stale {
            let key = entry.key.isEmpty ? "" : " at \(entry.key)"
            sink.report("\(entry.rule)\(key) in \(entry.path) is no longer found", at: entry.range)
        }
    }
}
