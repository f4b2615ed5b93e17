import Diagnostics
import Evaluator
import RACF
import Subjects

/// Everything that runs is among the inputs.
struct RF363UnreadPart: Rule {
    static let info = RuleInfo(
        id: "RF363",
        area: .racf,
        name: "unread-part",
        title: "Every part of a deck is among the inputs",
        severity: .warning,
        rationale: """
            A data set that is concatenated to SYSTSIN, an exec or CLIST that the deck calls, or a command that is built at \
            run time may change anything. From there on, everything that it could change is unknown.
            """,
        remedy: "Add the member to the inputs. A file with its name is read in its place.",
        bad: """
            SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)
            EX 'MY.CLIST(GRANT)'
            """,
        good: """
            SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)
            RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))
            """,
        source: "z/OS TSO/E Customization, the terminal monitor program; EXEC command")

    func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        for (deck, part) in evaluation.unreadParts {
            guard !(deck.region(at: part.range)?.isDocumentation ?? deck.isDocumentation) else { continue }
            if let obstacle = evaluation.obstacle(to: part, of: deck) {
                sink.report("\(part.phrase.squeezed) \(obstacle)", at: Place(deck.file.id, part.range))
                continue
            }
            sink.report(
                part.kind == .limit
                    ? "\(part.name) is not followed: what it changes is unknown"
                    : "\(part.phrase.squeezed) is not among the inputs: what it changes is unknown",
                at: Place(deck.file.id, part.range))
        }
    }
}
