import Diagnostics
import Evaluator
import RACF
import Subjects
import UrbanCode

/// The agent needs the right to generate PassTickets for the users that it submits jobs as.
struct PF401PermitCoverage: Rule {
    static let info = RuleInfo(
        id: "PF401",
        area: .preflight,
        name: "permit-coverage",
        title: "The agent may generate the PassTickets that steps need",
        severity: .error,
        rationale: """
            A step that logs on with a PassTicket generates it under the ID that the agent, or the impersonated \
            process, runs under. That ID needs UPDATE to the profile that covers IRRPTAUTH.application.target, the \
            class has to be active and RACLISTed, the key profile has to hold a key, and all of it has to be in \
            storage. The message names the first link that does not hold; jmoncheck access --explain shows all of them.
            """,
        remedy: "Fix the first broken link, then run the deck again, including the refresh.",
        bad: "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)",
        good: """
            RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)
            PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)
            SETROPTS RACLIST(PTKTDATA) REFRESH
            """,
        messages: ["IRRPassTicket 8/8/16", "8/16/28"],
        source: "R_ticketserv: RACF authorization; Deploying by using the Job Monitor, steps 1 to 5",
        links: [.key, .permit, .refresh])

    func check(_ use: PassTicketUse, _ sink: inout FindingSink) {
        if let step = use.step {
            switch step.authentication {
            case .passTicket: break
            case .unknown(let needs): return sink.unknown(needs: needs)
            case .runID, .password, .none: return sink.notApplicable("the step does not log on with a PassTicket")
            }
        }
        guard let caller = use.caller else {
            let impersonated = use.step?.impersonatedUser
            return sink.unknown(
                needs: impersonated.map { $0.needs ?? "give the user that the step impersonates" }
                    ?? "give the user that runs the agent with --agent-user")
        }
        guard let target = use.target, !target.isEmpty else {
            return sink.unknown(
                needs: use.step?.user.resolution.needs ?? "give the user that the step submits jobs as (jes.user)")
        }
        let evaluation = use.setUp.evaluation
        guard let file = evaluation.firstFile, let decision = use.decision else {
            return sink.unknown(needs: "give the RACF deck that sets up PassTickets")
        }
        guard let obstacle = decision.generationObstacle else { return }
        let stepPlace = use.step.flatMap { $0.user.place(in: $0.file) }
        switch decision.generate {
        case .granted: return
        case .unknown: sink.unknown(needs: obstacle.message)
        case .refused:
            let others = decision.conditions.filter {
                $0.state == .fails && $0.id.hasPrefix("G") && $0.id != obstacle.id
            }
            let trace = others.prefix(3).compactMap { condition in
                condition.place.map { RelatedPlace($0, "\(condition.id): \(condition.message)") }
            }
            let submits =
                obstacle.place == nil ? nil : stepPlace.map { RelatedPlace($0, "jobs are submitted as \(target)") }
            let place = obstacle.place ?? stepPlace ?? Place(file)
            sink.report(
                "\(caller) cannot generate a PassTicket for \(target) at \(use.application): \(obstacle.id), "
                    + obstacle.message,
                at: place, confidence: obstacle.place.map(evaluation.confidence) ?? .high,
                related: [submits].compactMap(\.self) + trace, because: evaluation.cause(of: decision))
        }
    }
}
