import Contract
import Diagnostics
import Evaluator
import Subjects
import UrbanCode

/// The agent needs the right to run a process as the user that a step impersonates.
struct PF409ImpersonationSurrogat: Rule {
    static let info = RuleInfo(
        id: "PF409",
        area: .preflight,
        name: "impersonation-surrogat",
        title: "The agent may impersonate the users that its steps run as",
        severity: .error,
        rationale: """
            On z/OS a step that impersonates runs under su, without a password: the user that runs the agent needs \
            READ to BPX.SRV.user in class SURROGAT, user being the impersonated one. Group, password and sudo of the \
            step are ignored there. The impersonated user then generates the PassTicket and needs UPDATE.
            """,
        remedy: """
            RDEFINE SURROGAT BPX.SRV.user UACC(NONE), PERMIT it to the agent's user with READ, and refresh the class \
            if it is RACLISTed.
            """,
        bad: """
            useImpersonation true, impersonationUsername DEPLOY1, and no profile BPX.SRV.DEPLOY1
            """,
        good: """
            RDEFINE SURROGAT BPX.SRV.DEPLOY1 UACC(NONE)
            PERMIT BPX.SRV.DEPLOY1 CLASS(SURROGAT) ID(AGNTUSR) ACCESS(READ)
            SETROPTS RACLIST(SURROGAT) REFRESH
            """,
        messages: ["ICH408I"],
        source: "UrbanCode Deploy, Impersonation on z/OS; z/OS UNIX System Services Planning, BPX.SRV",
        links: [.impersonation])

    func check(_ subject: StepInSetUp, _ sink: inout FindingSink) {
        let (step, setUp) = (subject.step, subject.setUp)
        guard let impersonated = step.impersonatedUser else {
            return sink.notApplicable("the step does not impersonate")
        }
        guard let user = impersonated.text?.trimmed().uppercased(), !user.isEmpty else {
            return sink.unknown(needs: impersonated.needs ?? "give the user that the step impersonates")
        }
        guard !setUp.options.agentUsers.isEmpty else {
            return sink.unknown(needs: "give the user that runs the agent with --agent-user")
        }
        guard setUp.evaluation.firstFile != nil else {
            return sink.unknown(needs: "give the RACF deck with the SURROGAT profiles")
        }
        let stepPlace = Place(step.file, step.step.name.range)
        for agent in setUp.options.agentUsers where agent != user {
            let condition = setUp.evaluation.impersonation(of: user, by: agent)
            switch condition.state {
            case .holds: sink.holds(condition.message, at: condition.place ?? stepPlace)
            case .unknown: sink.unknown(needs: condition.message)
            case .fails:
                sink.report(
                    "\(agent) cannot run '\(step.step.name.value.squeezed)' as \(user): \(condition.message)",
                    at: condition.place ?? stepPlace,
                    related: condition.place == nil ? [] : [RelatedPlace(stepPlace, "this step runs as \(user)")])
            }
        }
    }
}
