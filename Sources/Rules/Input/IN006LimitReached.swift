import Diagnostics
import Reading
import Subjects

/// An input that a limit cut short was not checked to its end.
struct IN006LimitReached: Rule {
    static let info = RuleInfo(
        id: "IN006",
        area: .input,
        name: "limit-reached",
        title: "No limit cuts an input short",
        severity: .warning,
        rationale: """
            Inputs are read up to a limit, so that a dump that got among them does not fill the memory. What stands \
            behind it was not seen: findings before it hold, what seems to be missing may follow. So many findings of \
            an input are reported, the first ones. The run is incomplete (exit status 3).
            """,
        remedy: "Raise --max-size or --max-findings, or split the input.",
        bad: "a deck of 3 MB with --max-size 1000000",
        good: "a deck of 3 MB without it (the limit is 1 GiB then)",
        source: "jmoncheck --max-size, --max-findings")

    func check(_ input: ParsedInput, _ sink: inout FindingSink) {
        for problem in input.problems where problem.code == Self.info.id {
            sink.report(problem.message, at: problem.range)
        }
    }
}
