import Diagnostics
public import Evaluator
public import Parsers

/// All inputs of a run as models, sorted into set-ups; what the rules look at.
public struct Workspace: Sendable {
    public let inputs: [ParsedInput]
    public let setUps: [SetUp]
    /// What the inputs do not show counts as failed.
    public let strictEvidence: Bool
    /// Those made so far, for the rules that judge checks.
    var checks: [Check] = []

    public init(inputs: [ParsedInput], options: PreflightOptions, strictEvidence: Bool = false) {
        self.inputs = inputs
        self.strictEvidence = strictEvidence
        setUps = [SetUp(name: "default", inputs: inputs, options: options)]
    }
}

/// What the user says about the deployment and about the system before the decks.
public struct PreflightOptions: Sendable {
    /// Who runs the agent.
    public var agentUsers: [String]
    /// Whom the agent submits jobs as.
    public var targetUsers: [String]
    /// Applications that PassTickets are generated for.
    public var applications: [String]
    /// Version of the z/OS Utility plug-in where the export does not say.
    public var pluginVersion: Int?
    /// The system before the decks.
    public var assumptions: Assumptions

    public init(
        agentUsers: [String] = [], targetUsers: [String] = [], applications: [String] = ["FEKAPPL"],
        pluginVersion: Int? = nil, assumptions: Assumptions = .unknown
    ) {
        self.agentUsers = agentUsers
        self.targetUsers = targetUsers
        self.applications = applications
        self.pluginVersion = pluginVersion
        self.assumptions = assumptions
    }
}
