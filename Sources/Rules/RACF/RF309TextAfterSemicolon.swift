import Diagnostics
import RACF
import Subjects

/// A semicolon ends a command.
struct RF309TextAfterSemicolon: DefectRule {
    static let info = RuleInfo(
        id: "RF309",
        area: .racf,
        name: "text-after-semicolon",
        title: "Nothing follows a semicolon",
        severity: .error,
        rationale: """
            A semicolon ends the operands, and TSO ignores what follows it on the line without a message: a second \
            command there is lost.
            """,
        remedy: "Begin the next command on a line of its own, and remove the semicolon.",
        bad: "SETROPTS GENERIC(PTKTDATA); SETROPTS CLASSACT(PTKTDATA)",
        good: """
            SETROPTS GENERIC(PTKTDATA)
            SETROPTS CLASSACT(PTKTDATA)
            """,
        source: "TSO/E parse: command operand syntax",
        edit: .safe("begins the next command on a line of its own, or makes the text a comment"))

    func report(_ defect: Deck.Defect, of deck: Deck, to sink: inout FindingSink) {
        sink.report(
            "text after a semicolon is ignored without a message", at: defect.range, fix: Self.fix(defect, deck))
    }

    private static func fix(_ defect: Deck.Defect, _ deck: Deck) -> Fix? {
        let bytes = deck.file.bytes
        var sign = Int(defect.range.start)
        while sign > 0, bytes[sign - 1].isBlank { sign -= 1 }
        guard sign > 0, bytes[sign - 1] == UInt8(ascii: ";"), let command = defect.command else { return nil }
        let separator = SourceRange(sign - 1, Int(defect.range.start))
        let text = bytes[defect.range.bounds]
        if Verb.named(text.prefix { $0.isLetter }) != nil {
            guard let line = deck.commandLine(of: deck.commands[command], closedAfter: Int(defect.range.end)) else {
                return nil
            }
            return deck.edit("begin the next command on a line of its own", line.lead + [(separator, line.separation)])
        }
        // TSO ignores a comment just as it does this text.
        guard deck.region(at: defect.range)?.isVerbatim ?? false, !text.contains("*/"), !text.contains("/*")
        else { return nil }
        let end = SourceRange(Int(defect.range.end), Int(defect.range.end))
        return deck.edit("make the text a comment", [(separator, " /* "), (end, " */")])
    }
}
