import Diagnostics
import Evaluator
import Subjects
import UrbanCode

/// The users that jobs are submitted as have to be able to log on, whatever the way.
struct PF407TargetUsable: Rule {
    static let info = RuleInfo(
        id: "PF407",
        area: .preflight,
        name: "target-usable",
        title: "Users that jobs are submitted as can log on",
        severity: .error,
        rationale: """
            RACF generates a PassTicket for any user, even one who is revoked, PROTECTED or not defined; the logon at \
            the Job Monitor then fails, and so does a logon with a password or with the ID that the step runs under. If \
            class APPL protects the application, the user needs READ to its profile. Dates of REVOKE and RESUME are \
            judged against --date. What the inputs do not show of the user stays undecided.
            """,
        remedy: "Resume the user, give it a password, or permit it to the APPL profile, or submit as another user.",
        bad: "ALTUSER USER1 REVOKE",
        good: "ALTUSER USER1 RESUME",
        messages: ["ICH408I"],
        source: "RACF Security Administrator's Guide: protected user IDs; using PassTickets (APPL class)",
        links: [.target])

    func check(_ use: PassTicketUse, _ sink: inout FindingSink) {
        if let step = use.step {
            switch step.authentication {
            case .passTicket, .password, .runID, .unknown: break
            case .none: return sink.notApplicable("the step does not log on")
            }
        }
        guard let user = use.loggedOn, !user.isEmpty else {
            return sink.unknown(needs: needs(use))
        }
        let way = use.usesPassTicket ? "a PassTicket for \(user) is generated, but the logon fails" : "the logon fails"
        let stepPlace = use.step.map { $0.user.place(in: $0.file) ?? Place($0.file, $0.step.name.range) }
        for condition in use.usability {
            switch condition.state {
            case .holds:
                if let place = condition.place { sink.holds(condition.message, at: place) }
            case .unknown:
                let isComplete = condition.message.holds("--date")
                sink.unknown(
                    needs: condition.message
                        + (isComplete ? "" : ": give the commands that show it, or use --assume fresh"))
            case .fails:
                guard let place = condition.place ?? stepPlace ?? use.setUp.evaluation.firstFile.map({ Place($0) })
                else { continue }
                sink.report(
                    "\(way): \(condition.message)", at: place,
                    related: condition.place == nil
                        ? [] : stepPlace.map { [RelatedPlace($0, "jobs are submitted as \(user)")] } ?? [])
            }
        }
    }

    private func needs(_ use: PassTicketUse) -> String {
        if use.step?.authentication == .runID {
            return use.step?.impersonatedUser?.needs ?? "give the user that runs the agent with --agent-user"
        }
        return use.step?.user.resolution.needs ?? "give the user that the step submits jobs as (jes.user)"
    }
}
