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
        let isCutOff = Self.isClosedBehind(defect.range, of: deck.file)
        let what =
            isCutOff ? "the */ of the comment stands where no command is read, so it" : "the comment is not closed and"
        let remedy = isCutOff ? "Move the */ to column 72 or before it." : nil
        guard let verb = Self.command(in: defect.range, of: deck.file) else {
            return sink.report("\(what) swallows the rest of the line", at: defect.range, remedy: remedy)
        }
        sink.report(
            "\(what) swallows the \(verb.name) that follows: that command never runs", at: defect.range,
            severity: .error, remedy: remedy)
    }

    /// Whether the line goes on where the command does not, and closes the comment there: in the columns of sequence
    /// numbers.
    private static func isClosedBehind(_ range: SourceRange, of file: SourceFile) -> Bool {
        let rest = file.bytes[range.bounds.upperBound...].prefix { $0 != UInt8(ascii: "\n") }
        guard !rest.isEmpty, let last = file.bytes[range.bounds].last else { return false }
        return ([last] + rest).firstRange(of: Array("*/".utf8)) != nil
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
