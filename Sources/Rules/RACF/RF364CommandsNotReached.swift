import Diagnostics
import Evaluator
import RACF
import Subjects

/// Every command of a deck is reached.
struct RF364CommandsNotReached: Rule {
    static let info = RuleInfo(
        id: "RF364",
        area: .racf,
        name: "commands-not-reached",
        title: "Every command is reached",
        severity: .error,
        rationale: """
            LOGOFF ends the session, and the rest of SYSTSIN is not read. IKJEFT1A and IKJEFT1B also end at the first \
            command that fails, where IKJEFT01 goes on, and an exec or a script may test each return code. What the commands after the end would do is missing, and the step \
            may still end with 0.
            """,
        remedy: "Move the commands before the LOGOFF, or run the deck with IKJEFT01.",
        bad: """
            SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)
            LOGOFF
            RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))
            """,
        good: """
            SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)
            RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))
            LOGOFF
            """,
        source: "z/OS TSO/E Customization, the terminal monitor program; LOGOFF command")

    func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        for part in evaluation.unreached {
            let commands = part.commands.filter { $0.verb != nil }
            guard let first = commands.first, let verb = first.verb?.name else { continue }
            let lost =
                commands.count == 1
                ? "the \(verb) on line \(first.line) never runs"
                : "the \(commands.count) commands from \(verb) on line \(first.line) on never run"
            switch part.reason {
            case .sessionEnds: sink.report("the session ends here: \(lost)", at: part.stop)
            case .failure:
                sink.report("this command fails, and the program ends with it: \(lost)", at: part.stop)
            case .testedFailure:
                sink.report(
                    "this command fails, and the program ends because of its return code: \(lost)", at: part.stop,
                    remedy: "Correct the command, or the test of its return code.")
            case .written:
                sink.report("no program runs this text as commands: \(lost)", at: part.stop, severity: .warning)
            case .dead: sink.report("the flow never comes here: \(lost)", at: part.stop, severity: .warning)
            }
        }
    }
}
