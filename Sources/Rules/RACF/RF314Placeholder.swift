import Diagnostics
import RACF
import Subjects

/// A deck that is about to run has its values.
struct RF314Placeholder: Rule {
    static let info = RuleInfo(
        id: "RF314",
        area: .racf,
        name: "placeholder",
        title: "No placeholder is left in a deck",
        severity: .error,
        rationale: """
            A placeholder such as key16 or <appl> is not replaced by anyone: the command fails, or defines a profile \
            under that very name.
            """,
        remedy: "Put the value in, or keep the deck as a template where nobody runs it.",
        bad: "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYMASKED(key16))",
        good: "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))",
        source: "Deploying by using the Job Monitor, step 2")

    func check(_ deck: Deck, _ sink: inout FindingSink) {
        for defect in deck.defects {
            guard case .placeholder = defect.kind else { continue }
            sink.report("placeholder '\(deck.quoted(defect.range))' is left in the deck", at: defect.range)
        }
    }
}
