import Diagnostics
import Evaluator
import Subjects

/// A generic profile should cover only the users and applications it is for.
struct RF352BroadGeneric: Rule {
    static let info = RuleInfo(
        id: "RF352",
        area: .racf,
        name: "broad-generic",
        title: "Generic profiles cover only chosen users and applications",
        severity: .warning,
        rationale: """
            With UPDATE to a profile such as IRRPTAUTH.FEKAPPL.* the agent may submit jobs as any user, users with \
            SPECIAL included; with IRRPTAUTH.*.USER1 it may log on as that user to every application.
            """,
        remedy: "Define one profile for each target user, or the narrowest pattern that covers them.",
        bad: "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.* UACC(NONE)",
        good: "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.DEPLOY% UACC(NONE)",
        source: "RACF Security Administrator's Guide, PTKTDATA profiles; Deploying by using the Job Monitor, example 2",
        isSecurity: true)

    func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        for profile in evaluation.passTicketProfiles(with: .pattern)
        where profile.traits.contains(.access) && profile.isGeneric != .no {
            guard let reach = profile.breadth, let place = profile.definition else { continue }
            guard evaluation.passTickets.generic.value != .no else {
                sink.report(
                    "\(profile.text.squeezed) covers nothing: generic profile checking is off for PTKTDATA, and GENCMD "
                        + "alone only lets such profiles be defined", at: place,
                    remedy: "Put SETROPTS GENERIC(PTKTDATA) before it; or define one profile for each target user.")
                continue
            }
            let what =
                switch reach {
                case .everyTarget: "every target user"
                case .everyApplication: "every application"
                case .everything: "every target user and every application"
                }
            sink.report("\(profile.text.squeezed) covers \(what)", at: place)
        }
    }
}
