import Console
import Diagnostics
import Subjects

/// RACF let those who log on and those who generate PassTickets do so.
struct PF412RefusedByRacf: Rule {
    static let info = RuleInfo(
        id: "PF412",
        area: .preflight,
        name: "refused-by-racf",
        title: "The log shows no refusal of what the deployment needs",
        severity: .error,
        rationale: """
            ICH408I names who was refused what. Refused in class PTKTDATA at IRRPTAUTH.application.user: the ID that \
            runs the step may not generate a PassTicket for that user. Refused in class APPL: the user that jobs are \
            submitted as may not use the application. LOGON/JOB INITIATION with that user: its password or PassTicket \
            was not accepted, or it is revoked. Refused in SURROGAT at BPX.SRV.user: the agent may not \
            impersonate. Whatever a deck says, this is what the system did.
            """,
        remedy: """
            Permit the user of the message to the profile that it names (FROM), with the access of its INTENT, and \
            refresh the class. If the deck does that, run it, and capture the log after the next attempt. If a logon \
            failed, look at the user's state, and for a PassTicket at the key, the application and the clocks.
            """,
        bad: """
            ICH408I USER(AGNTUSR ) GROUP(STCGRP  ) NAME(UCD AGENT)
              IRRPTAUTH.FEKAPPL.USER1 CL(PTKTDATA)
              INSUFFICIENT ACCESS AUTHORITY
              ACCESS INTENT(UPDATE )  ACCESS ALLOWED(NONE   )
            """,
        good: """
            +FEJ211I server ready to accept connections on port 6715
            """,
        messages: ["ICH408I"],
        source: "Security Server RACF Messages and Codes, ICH408I; R_ticketserv, authorization",
        links: [.permit, .target, .impersonation])

    func check(_ setUp: SetUp, _ sink: inout FindingSink) {
        guard !setUp.captures.isEmpty else {
            return sink.notApplicable("no capture of the running system is given")
        }
        for capture in setUp.captures {
            for violation in capture.violations where !violation.isWarning && setUp.needs(violation) {
                sink.report(violation.text, at: Place(capture.file.id, violation.resource?.range ?? violation.range))
            }
        }
    }
}
