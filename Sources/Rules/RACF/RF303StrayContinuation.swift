import Diagnostics
import RACF
import Subjects

/// A continuation mark has to be the last character of its line.
struct RF303StrayContinuation: DefectRule {
    static let info = RuleInfo(
        id: "RF303",
        area: .racf,
        name: "stray-continuation",
        title: "Continuation marks are at the end of their line",
        severity: .error,
        rationale: """
            A hyphen or plus sign continues a command only as the last character of its line. Elsewhere it is an \
            operand that no command has (IKJ56712I), and the whole command is rejected: a flattened RDEFINE of the key \
            profile creates no profile. Inside quotes it is text.
            """,
        remedy: "Break the line after every hyphen outside quotes, or remove the hyphens.",
        bad: "RDEFINE PTKTDATA FEKAPPL UACC(NONE) - DATA('URBANCODE DEPLOY')",
        good: """
            RDEFINE PTKTDATA FEKAPPL UACC(NONE) -
              DATA('URBANCODE DEPLOY')
            """,
        messages: ["IKJ56712I"],
        source:
            "TSO/E System Programming Command Reference, continuation lines; Deploying by using the Job Monitor, step 2",
        edit: .safe("breaks the line after the mark, or removes the mark where the line cannot be broken"))

    func report(_ defect: Deck.Defect, of deck: Deck, to sink: inout FindingSink) {
        guard case .strayContinuation(let blanks, let comment) = defect.kind else { return }
        let sign = deck.file.text(defect.range)
        sink.report(
            "'\(sign)' is not last on its line, so it counts as an operand and the command is rejected",
            at: defect.range,
            fix: deck.mayBreakLine(at: defect.range)
                ? Self.fix(sign, defect.range, blanks, comment)
                : comment != nil || blanks.count == 0
                    ? nil
                    : deck.edit("remove it", [(SourceRange(Int(defect.range.start), Int(blanks.end)), "")]))
    }

    /// Moves the mark after a comment that hides it, or breaks the line after the mark.
    private static func fix(_ sign: String, _ mark: SourceRange, _ blanks: SourceRange, _ comment: SourceRange?) -> Fix?
    {
        if let comment {
            let end = SourceRange(Int(comment.end), Int(comment.end))
            return Fix("put it after the comment", [(mark, " "), (end, " \(sign)")])
        }
        return blanks.count == 0 ? nil : Fix("break the line after it", replace: blanks, with: "\n  ")
    }
}
