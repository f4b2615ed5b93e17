import Diagnostics
import RACF
import Subjects

/// A class has to be one that RACF knows.
struct RF312UnknownClass: DefectRule {
    static let info = RuleInfo(
        id: "RF312",
        area: .racf,
        name: "unknown-class",
        title: "Class names are spelt as IBM spells them",
        severity: .error,
        rationale: """
            A class that the class descriptor table does not hold makes RACF refuse the command (IKJ56702I): none of \
            its operands takes effect, not even those for other classes. An installation may add classes of its own, \
            but their names have a digit or one of # @ $ in them, so a name that has only letters and is almost one \
            of IBM's is a typing error. The list here may be older than the system.
            """,
        remedy: "Correct the name.",
        bad: "SETROPTS RACLIST(PTKDATA) REFRESH",
        good: "SETROPTS RACLIST(PTKTDATA) REFRESH",
        messages: ["IKJ56702I"],
        source: "RACF Security Administrator's Guide: supplied resource classes; defining installation classes")

    func report(_ defect: Deck.Defect, of deck: Deck, to sink: inout FindingSink) {
        guard case .unknownClass(let nearest) = defect.kind else { return }
        sink.report(
            "'\(deck.quoted(defect.range))' is not one of IBM's classes; did you mean \(nearest)?",
            at: defect.range)
    }
}
