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
        offersFix: true)

    func report(_ defect: Deck.Defect, of deck: Deck, to sink: inout FindingSink) {
        let start = SourceRange(Int(defect.range.start), Int(defect.range.start))
        sink.report(
            "this comment begins in column 1 and ends the deck: nothing after it runs", at: defect.range,
            fix: Fix("move the comment to column 2", replace: start, with: " "))
    }
}
