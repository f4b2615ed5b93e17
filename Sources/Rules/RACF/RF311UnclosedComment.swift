import Diagnostics
import RACF
import Subjects

/// A comment has to be closed.
struct RF311UnclosedComment: DefectRule {
    static let info = RuleInfo(
        id: "RF311",
        area: .racf,
        name: "unclosed-comment",
        title: "Comments are closed on their line",
        severity: .warning,
        rationale: """
            A comment that is not closed swallows the rest of its line, operands included. If the line is continued, it \
            swallows the next line as well, and so a whole command.
            """,
        remedy: "Close the comment with */.",
        bad: "SETROPTS CLASSACT(PTKTDATA) /* activate",
        good: "SETROPTS CLASSACT(PTKTDATA) /* activate */",
        source: "TSO/E command syntax, comments")

    func report(_ defect: Deck.Defect, of deck: Deck, to sink: inout FindingSink) {
        guard let verb = Self.command(in: defect.range, of: deck.file) else {
            return sink.report("the comment is not closed and swallows the rest of the line", at: defect.range)
        }
        sink.report(
            "the comment is not closed and swallows the \(verb.name) that follows: that command never runs",
            at: defect.range, severity: .error)
    }

    /// A command on a line of the comment after its first.
    private static func command(in range: SourceRange, of file: SourceFile) -> Verb? {
        let text = file.bytes[range.bounds]
        for line in text.split(separator: UInt8(ascii: "\n")).dropFirst() {
            let word = line.drop { $0 == UInt8(ascii: " ") }.prefix {
                $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "(")
            }
            if let verb = Verb.named(word) { return verb }
        }
        return nil
    }
}
