import Diagnostics
import Evaluator
import Subjects
import Unload

/// An unload proves absence only if it is complete.
struct RF370UnloadIncomplete: Rule {
    static let info = RuleInfo(
        id: "RF370",
        area: .racf,
        name: "unload-incomplete",
        title: "An unload is complete",
        severity: .warning,
        rationale: """
            An unload that is complete proves what does not exist: users, groups, and profiles of a class. If a file was cut
            or filtered, or if a part of the database is missing, what it shows still counts, but nothing follows from
            what it does not show.
            """,
        remedy: """
            Give the whole output of IRRDBU00, or all parts of it, and transfer it again if it was cut.
            """,
        bad: "an unload without the records of users",
        good: "all records of one run of IRRDBU00",
        source: "RACF Macros and Interfaces, database unload utility")

    func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        guard !evaluation.unloads.isEmpty else { return sink.notApplicable("there is no unload") }
        guard let first = evaluation.unloads.first else { return }
        for failure in evaluation.unloadFailures {
            sink.report("the unload need not be complete: \(failure.squeezed)", at: Place(first.file.id))
        }
    }
}
