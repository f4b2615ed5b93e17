import Contract
public import Diagnostics
import Evaluator
public import UrbanCode

/// A user who has to generate PassTickets for another: a step that logs on with them, or a pair of options.
public final class PassTicketUse: RuleSubject {
    /// The set-up keeps its uses, so they do not keep it.
    public unowned let setUp: SetUp
    /// `nil` for a pair of options.
    public let step: ResolvedStep?
    /// `nil` if the user that runs the agent is not given, or if the impersonated user is not known.
    public let caller: String?
    /// `nil` if the inputs do not show it.
    public let target: String?
    public let application: String
    public let subjectName: String
    private let lazyDecision: Lazy<AccessReport.Decision?>
    private let lazyUsability: Lazy<[AccessReport.Condition]>

    /// The answers of RACF, which steps with the same users share.
    private struct Answers {
        private struct Users: Hashable {
            var caller: String?
            var target: String?
            var application: String
        }

        private var decisions: [Users: Lazy<AccessReport.Decision?>] = [:]
        private var usabilities: [Users: Lazy<[AccessReport.Condition]>] = [:]

        mutating func decision(
            _ setUp: SetUp, _ caller: String?, _ target: String?, _ application: String
        ) -> Lazy<AccessReport.Decision?> {
            let users = Users(caller: caller, target: target, application: application)
            let decision =
                decisions[users]
                ?? Lazy { [unowned setUp] in
                    guard let caller, let target, !target.isEmpty, setUp.evaluation.firstFile != nil else { return nil }
                    return setUp.evaluation.decide(caller: caller, application: application, target: target)
                }
            decisions[users] = decision
            return decision
        }

        mutating func usability(
            _ setUp: SetUp, _ user: String?, _ application: String
        ) -> Lazy<[AccessReport.Condition]> {
            let users = Users(caller: nil, target: user, application: application)
            let usability =
                usabilities[users]
                ?? Lazy { [unowned setUp] in
                    user.map { setUp.evaluation.usability(of: $0, at: application) } ?? []
                }
            usabilities[users] = usability
            return usability
        }
    }

    private init(
        _ setUp: SetUp, step: ResolvedStep?, caller: String?, target: String?, application: String, name: String,
        _ answers: inout Answers
    ) {
        self.setUp = setUp
        self.step = step
        self.caller = caller
        self.target = target
        self.application = application
        subjectName = name
        lazyDecision = answers.decision(setUp, caller, target, application)
        lazyUsability = answers.usability(
            setUp, step?.authentication == .runID ? caller : target, application)
    }

    public var subjectFile: FileID? { step?.file }
    /// `nil` if a user is missing, or if no input is about RACF.
    public var decision: AccessReport.Decision? { lazyDecision.value }
    /// Whether the user that logs on can.
    public var usability: [AccessReport.Condition] { lazyUsability.value }

    public static func all(in workspace: Workspace) -> [PassTicketUse] {
        workspace.ofSetUps(\.passTicketUses)
    }

    public static func all(in setUp: SetUp) -> [PassTicketUse] {
        let options = setUp.options
        var answers = Answers()
        let steps = setUp.steps.flatMap { step in
            callers(of: step, options).flatMap { caller in
                options.applications.map { application in
                    PassTicketUse(
                        setUp, step: step, caller: caller, target: step.user.resolution.text.map(userID),
                        application: application,
                        name: step.name + (options.agentUsers.count > 1 ? " by \(caller ?? "")" : "")
                            + (options.applications.count > 1 ? " at \(application)" : ""), &answers)
                }
            }
        }
        let pairs = options.agentUsers.flatMap { caller in
            options.applications.flatMap { application in
                options.targetUsers.map { target in
                    PassTicketUse(
                        setUp, step: nil, caller: caller, target: target, application: application,
                        name: "\(setUp.prefix)\(caller) for \(target) at \(application)", &answers)
                }
            }
        }
        return steps + pairs
    }

    /// The users that a step runs as: the impersonated ID, or else the agent's.
    private static func callers(of step: ResolvedStep, _ options: PreflightOptions) -> [String?] {
        if let impersonated = step.impersonatedUser {
            return [impersonated.text.map(userID).flatMap { $0.isEmpty ? nil : $0 }]
        }
        return options.agentUsers.isEmpty ? [nil] : options.agentUsers
    }

    private static func userID(_ text: String) -> String { text.trimmed().uppercased() }

    /// The user that logs on to the Job Monitor; `nil` if the inputs do not show it.
    public var loggedOn: String? { usesRunID ? caller : target }

    /// Whether the step logs on with the ID that it runs under.
    public var usesRunID: Bool { step?.authentication == .runID }

    /// Whether who runs the agent matters for the step; otherwise it is one row for all agents.
    public var dependsOnCaller: Bool { usesPassTicket || usesRunID }

    /// Whether the step logs on with a PassTicket; a pair of options always does.
    public var usesPassTicket: Bool { step.map { $0.authentication == .passTicket } ?? true }
}
