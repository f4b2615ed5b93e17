import Diagnostics
import RACF
import Subjects

/// Parentheses and apostrophes come in pairs.
struct RF307Unbalanced: DefectRule {
    static let info = RuleInfo(
        id: "RF307",
        area: .racf,
        name: "unbalanced",
        title: "Parentheses and apostrophes are closed",
        severity: .error,
        rationale: """
            TSO adds a parenthesis that is missing at the end of a command (IKJ56707I) and goes on. If one is \
            missing earlier, the operands after it become part of the one that stayed open, and the command is \
            rejected. A surplus parenthesis is an unknown operand. How TSO treats an open apostrophe is not documented.
            """,
        remedy: "Close the open parenthesis or apostrophe, or remove the surplus one.",
        bad: "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYLABEL(PTK.FEKAPPL) UACC(NONE)",
        good: "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYLABEL(PTK.FEKAPPL)) UACC(NONE)",
        messages: ["IKJ56707I", "IKJ56712I"],
        source: "TSO/E parse: subfields associated with keyword operands")

    func report(_ defect: Deck.Defect, of deck: Deck, to sink: inout FindingSink) {
        let word = deck.quoted(defect.range)
        switch defect.kind {
        case .missingParenthesis(let inside):
            sink.report("'\(word)' is not an operand of \(inside): a ')' is missing before it", at: defect.range)
        case .surplusParenthesis: sink.report("this ')' has no matching '('", at: defect.range)
        case .unclosedApostrophe: sink.report("the apostrophe is not closed", at: defect.range)
        case .assumedParenthesis:
            sink.report(
                "a ')' is missing at the end of the command; TSO assumes it", at: defect.range, severity: .info)
        case _: break
        }
    }
}
