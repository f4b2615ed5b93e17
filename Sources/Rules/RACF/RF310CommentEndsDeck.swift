import Diagnostics
import RACF
import Subjects

/// In-stream data ends at its delimiter.
struct RF310CommentEndsDeck: DefectRule {
    static let info = RuleInfo(
        id: "RF310",
        area: .racf,
        name: "comment-ends-deck",
        title: "No comment begins in column 1 of in-stream data",
        severity: .error,
        rationale: """
            Under DD * the characters /* in column 1 are the delimiter, whatever follows them on the line. A comment \
            that begins there ends the deck: the commands after it are no longer SYSTSIN and never run.
            """,
        remedy: "Begin comments in column 2 or later, or give the DD statement a delimiter with DLM=.",
        bad: """
            //SYSTSIN  DD *
            SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)
            /* the key */
            RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))
            /*
            """,
        good: """
            //SYSTSIN  DD *
            SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)
             /* the key */
            RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))
            /*
            """,
        source: "z/OS MVS JCL Reference, delimiter statement and DLM parameter",
        edit: .safe("moves the comment to column 2"))

    func report(_ defect: Deck.Defect, of deck: Deck, to sink: inout FindingSink) {
        let lost = Self.lost(after: defect.range, in: deck.file)
        let start = SourceRange(Int(defect.range.start), Int(defect.range.start))
        let line = deck.file.bytes[defect.range.bounds]
        let isComment = line.dropFirst(2).contains { $0 != UInt8(ascii: " ") }
        sink.report(
            (isComment ? "this comment begins in column 1 and ends the deck" : "this delimiter ends the deck")
                + ": \(lost)",
            at: defect.range, fix: isComment ? deck.edit("move the comment to column 2", [(start, " ")]) : nil)
    }

    /// What is not read, for the message.
    private static func lost(after range: SourceRange, in file: SourceFile) -> String {
        var line = file.lineIndex(at: Int(range.start)) + 1
        var count = 0
        var first: String?
        while line < file.lineStarts.count {
            let text = file.bytes[file.lineBounds(line)]
            if text.starts(with: "//".utf8) || text.starts(with: "/*".utf8) { break }
            line += 1
            let words = text.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "(") }
            guard let word = words.first else { continue }
            count += 1
            if first == nil { first = Verb.named(word)?.name }
        }
        let lines = count == 1 ? "the line after it is" : "the \(count) lines after it are"
        return "\(lines) not read" + (first.map { ", from \($0) on" } ?? "")
    }
}
