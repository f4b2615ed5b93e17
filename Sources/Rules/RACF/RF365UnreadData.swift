import Diagnostics
import RACF
import Subjects

/// The terminal monitor program reads SYSTSIN and no other DD.
struct RF365UnreadData: DefectRule {
    static let info = RuleInfo(
        id: "RF365",
        area: .racf,
        name: "unread-data",
        title: "The commands of a step are in SYSTSIN",
        severity: .error,
        rationale: """
            IKJEFT01, IKJEFT1A and IKJEFT1B read commands from SYSTSIN, and from PARM or PARMDD. In-stream data of a DD with \
            another name is read by nobody, and a step without SYSTSIN runs nothing. IRXJCL runs an exec, and SYSTSIN is \
            only data for it. The step still ends with 0. In a shell, `tso -t` does not run authorized commands, and those of \
            RACF are authorized.
            """,
        remedy: "Name the DD statement SYSTSIN.",
        bad: """
            //RACF     EXEC PGM=IKJEFT01
            //SYSTSPRT DD SYSOUT=*
            //SYSIN    DD *
            SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)
            /*
            """,
        good: """
            //RACF     EXEC PGM=IKJEFT01
            //SYSTSPRT DD SYSOUT=*
            //SYSTSIN  DD *
            SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)
            /*
            """,
        source: "z/OS TSO/E Customization, the terminal monitor program in batch")

    func report(_ defect: Deck.Defect, of deck: Deck, to sink: inout FindingSink) {
        switch defect.kind {
        case .unreadData(let name, let lines):
            let verb = deck.file.bytes[lines.bounds].split { $0 <= UInt8(ascii: " ") }.lazy
                .compactMap { Verb.named($0)?.name }.first
            let lost = verb.map { "its commands, from \($0) on, never run" } ?? "its commands never run"
            guard !name.isEmpty else {
                sink.report(
                    "no EXEC statement precedes this DD in its job: \(lost)", at: defect.range,
                    remedy: "Write the EXEC statement of the terminal monitor program before the DD statement.")
                return
            }
            sink.report(
                name == "SYSTSIN"
                    ? "IRXJCL passes SYSTSIN to the exec as data: \(lost)"
                    : "no program reads \(name.squeezed), because the commands of this step are in SYSTSIN: \(lost)",
                at: defect.range)
        case .otherEnvironment(.mvs):
            sink.report(
                "ADDRESS MVS finds no TSO commands, so this one is not run", at: defect.range,
                remedy: "Use ADDRESS TSO.")
        case .otherEnvironment(.console):
            sink.report(
                "ADDRESS CONSOLE takes operator commands, and this one has no prefix of the RACF subsystem",
                at: defect.range, remedy: "Use ADDRESS TSO.")
        case .otherEnvironment(.unauthorized):
            sink.report(
                "RACF commands are authorized, and 'tso -t' does not run authorized commands", at: defect.range,
                remedy: "Use tsocmd instead of tso -t.")
        case .missingInput:
            sink.report(
                "this step has no SYSTSIN, so it runs no commands", at: defect.range, severity: .warning)
        default: break
        }
    }
}
