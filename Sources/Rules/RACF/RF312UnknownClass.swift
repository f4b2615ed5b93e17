import Diagnostics
import RACF
import Subjects

/// A class is one that RACF knows.
struct RF312UnknownClass: Rule {
    static let info = RuleInfo(
        id: "RF312",
        area: .racf,
        name: "unknown-class",
        title: "Class names are spelt as IBM spells them",
        severity: .warning,
        rationale: """
            A class that the class descriptor table does not hold makes RACF refuse the command (IKJ56702I). An \
            installation may add classes of its own, but their names have a digit or one of # @ $ in them, so a name \
            of letters alone that nearly is one of IBM's is a slip. The list here may be older than the system.
            """,
        remedy: "Correct the name.",
        bad: "SETROPTS RACLIST(PTKDATA) REFRESH",
        good: "SETROPTS RACLIST(PTKTDATA) REFRESH",
        messages: ["IKJ56702I"],
        source: "RACF Security Administrator's Guide: supplied resource classes; defining installation classes")

    func check(_ deck: Deck, _ sink: inout FindingSink) {
        for defect in deck.defects {
            guard case .unknownClass(let nearest) = defect.kind else { continue }
            sink.report(
                "'\(deck.quoted(defect.range))' is no class of IBM's; did you mean \(nearest)?", at: defect.range)
        }
    }
}
