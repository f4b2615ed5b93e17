import Diagnostics
import Reading
import Subjects

/// An input that a limit cut short is not checked to its end.
struct IN006LimitReached: DefectRule {
    static let info = RuleInfo(
        id: "IN006",
        area: .input,
        name: "limit-reached",
        title: "Inputs are within the limits",
        severity: .warning,
        rationale: """
            Inputs are read up to a limit, so that a dump among them does not fill the memory. The rest was not read: \
            findings before the limit hold, but what seems to be missing may follow after it. The number of findings \
            of an input is limited too, and the first ones are reported. Of steps that run in many environments at most \
            200,000 pairs are judged and 10,000 rows shown, and more for large exports; from 2,000 rows on, environments \
            in which nothing differs are one row. Of a process, 50 starters that pass different values are judged. The run is incomplete (exit status 3).
            """,
        remedy: "Raise --max-size or --max-findings, or split the input.",
        bad: "a deck of 3 MB with --max-size 1000000",
        good: "a deck of 3 MB without the option (the limit is then 1 GiB)",
        source: "jmoncheck --max-size, --max-findings",
        switching: .ignoring, completeness: .lost)

    typealias Subject = ParsedInput
}
