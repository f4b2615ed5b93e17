import Diagnostics
import RACF
import Subjects

/// A command accepts only the operands that its manual lists.
struct RF304UnknownOperand: DefectRule {
    static let info = RuleInfo(
        id: "RF304",
        area: .racf,
        name: "unknown-operand",
        title: "Every operand is known to its command",
        severity: .error,
        rationale: """
            An operand that is misspelt, ambiguous or invalid at its place makes TSO reject the whole command \
            (IKJ56712I). The commands after it run, and the step ends with the code of the last one. Operands of \
            segments whose lists differ between releases, such as CSDATA and MFA, are read but not judged.
            """,
        remedy: "Correct the operand, or write it in full if the abbreviation is ambiguous.",
        bad: "RDEFINE PTKTDATA FEKAPPL UACCESS(NONE)",
        good: "RDEFINE PTKTDATA FEKAPPL UACC(NONE)",
        messages: ["IKJ56712I"],
        source: "RACF Command Language Reference; TSO/E Primer, keywords",
        edit: .safe("puts the missing blank, or the apostrophes that a text with blanks needs"))

    func report(_ defect: Deck.Defect, of deck: Deck, to sink: inout FindingSink) {
        let word = deck.quoted(defect.range)
        switch defect.kind {
        case .unknownOperand(let owner, let candidates, _) where candidates.count > 1:
            sink.report(
                "'\(word)' is ambiguous in \(owner): \(candidates.prefix(4).joined(separator: ", "))",
                at: defect.range)
        case .unknownOperand(let owner, let candidates, let place):
            let hint =
                place.map { "; it belongs in the parentheses of \($0)" }
                ?? candidates.first.map { "; did you mean \($0)?" } ?? ""
            sink.report("'\(word)' is not an operand of \(owner)" + hint, at: defect.range)
        case .gluedOperand(let name, let place):
            sink.report(
                "'\(word)' is not an operand: a blank is missing before \(name)", at: defect.range,
                fix: Fix("put a blank before \(name)", replace: place, with: " "))
        case .severalNames:
            sink.report("PERMIT takes one profile: write a command for each", at: defect.range)
        case .unquotedText(let owner):
            sink.report(
                "the text of \(owner) has blanks, so it needs apostrophes around it", at: defect.range,
                fix: quotes(around: defect.range, in: deck))
        case .allClasses:
            sink.report(
                "CLASSACT(*) is not allowed, so the command is rejected: name the classes", at: defect.range)
        case .conflictingOperand(let other):
            // Which one takes effect is not documented.
            sink.report(
                "\(word.uppercased()) and \(other) exclude each other", at: defect.range,
                severity: word.uppercased() == "NO" + other ? .warning : nil)
        default: break
        }
    }

    private func quotes(around range: SourceRange, in deck: Deck) -> Fix? {
        let text = deck.file.bytes[range.bounds]
        guard let quote = deck.apostrophe(at: range), !text.contains(UInt8(ascii: "'")),
            !text.contains(UInt8(ascii: "\n")), !deck.isHidden(range)
        else { return nil }
        let (start, end) = (Int(range.start), Int(range.end))
        return deck.edit(
            "put apostrophes around it", [(SourceRange(start, start), quote), (SourceRange(end, end), quote)])
    }
}
