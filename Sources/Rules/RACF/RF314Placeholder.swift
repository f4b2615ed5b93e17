import Diagnostics
import RACF
import Subjects

/// A deck that is about to run should have real values.
struct RF314Placeholder: DefectRule {
    static let info = RuleInfo(
        id: "RF314",
        area: .racf,
        name: "placeholder",
        title: "No placeholder is left in a deck",
        severity: .error,
        rationale: """
            Nobody replaces a placeholder such as key16 or <appl>: the command fails, or it defines a profile with \
            that name.
            """,
        remedy: "Replace the placeholder with its value, or keep the template where nobody runs it.",
        bad: "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYMASKED(key16))",
        good: "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))",
        source: "Deploying by using the Job Monitor, step 2")

    func report(_ defect: Deck.Defect, of deck: Deck, to sink: inout FindingSink) {
        guard case .symbolAsWritten = defect.kind else {
            // A placeholder for a secret is not a secret, but the value in it is.
            return sink.report(
                "placeholder '\(deck.shownText(defect.range).squeezed)' is left in the deck", at: defect.range)
        }
        sink.report(
            "\(deck.quoted(defect.range)) reaches RACF as it stands: the DD statement has no SYMBOLS=, or EXPORT SYMLIST "
                + "does not name the symbol", at: defect.range)
    }
}
