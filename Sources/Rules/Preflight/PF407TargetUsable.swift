import Diagnostics
import Evaluator
import Subjects
import UrbanCode

/// The users that jobs are submitted as have to be able to log on with a PassTicket.
struct PF407TargetUsable: Rule {
    static let info = RuleInfo(
        id: "PF407",
        area: .preflight,
        name: "target-usable",
        title: "Users that jobs are submitted as can log on",
        severity: .warning,
        rationale: """
            RACF generates a PassTicket for any user, even one who is revoked, PROTECTED or not defined; the logon at \
            the Job Monitor then fails. If class APPL protects the application, the user needs READ to its profile: \
            this is an error if the inputs show it.
            """,
        remedy: "Resume the user, give it a password, or permit it to the APPL profile, or submit as another user.",
        bad: "ALTUSER USER1 REVOKE",
        good: "ALTUSER USER1 RESUME",
        messages: ["ICH408I"],
        source: "RACF Security Administrator's Guide: protected user IDs; using PassTickets (APPL class)",
        links: [.target])

    func check(_ use: PassTicketUse, _ sink: inout FindingSink) {
        guard use.usesPassTicket else { return sink.notApplicable("the step does not log on with a PassTicket") }
        guard let target = use.target, !target.isEmpty else {
            return sink.unknown(
                needs: use.step?.user.resolution.needs ?? "give the user that the step submits jobs as (jes.user)")
        }
        let evaluation = use.setUp.evaluation
        guard let file = evaluation.firstFile, evaluation.shows(user: target) else {
            return sink.notApplicable("no input shows the user \(target)")
        }
        for obstacle in evaluation.logonObstacles(application: use.application, target: target) {
            let stepPlace = use.step.flatMap { $0.user.place(in: $0.file) }
            sink.report(
                "a PassTicket for \(target) is generated, but the logon fails: \(obstacle.message)",
                at: obstacle.place ?? stepPlace ?? Place(file), severity: obstacle.isAPPL ? .error : .warning,
                related: obstacle.place == nil
                    ? [] : stepPlace.map { [RelatedPlace($0, "jobs are submitted as \(target)")] } ?? [])
        }
    }
}
