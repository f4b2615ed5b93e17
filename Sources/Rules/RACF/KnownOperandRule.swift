import Diagnostics
import Parsers

/// A command takes the operands that its manual lists.
struct KnownOperandRule: Rule {
    static let info = RuleInfo(
        id: "RF304",
        area: .racf,
        name: "unknown-operand",
        title: "Every operand is known to its command",
        severity: .error,
        rationale: """
            An operand that is misspelt, ambiguous or invalid at its place makes TSO refuse the whole command \
            (IKJ56712I). The commands behind it run, and the step ends with the code of the last one. Only the \
            operands of SETROPTS, RDEFINE, RALTER, RDELETE and PERMIT are judged.
            """,
        remedy: "Correct the operand, or write it out where the short form fits several.",
        bad: "RDEFINE PTKTDATA FEKAPPL UACCESS(NONE)",
        good: "RDEFINE PTKTDATA FEKAPPL UACC(NONE)",
        messages: ["IKJ56712I"],
        source: "RACF Command Language Reference; TSO/E Primer, keywords")

    func check(_ deck: Deck, _ sink: inout FindingSink) {
        for defect in deck.defects {
            guard case .unknownOperand(let owner, let candidates) = defect.kind else { continue }
            let word = deck.file.text(defect.range).squeezed
            switch candidates.count {
            case 0: sink.report("'\(word)' is no operand of \(owner)", at: defect.range)
            case 1: sink.report("'\(word)' is no operand of \(owner); did you mean \(candidates[0])?", at: defect.range)
            case _:
                sink.report(
                    "'\(word)' is ambiguous in \(owner): \(candidates.prefix(4).joined(separator: ", "))",
                    at: defect.range)
            }
        }
    }
}
