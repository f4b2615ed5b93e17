public import Diagnostics
public import Evaluator

/// What the user says about the deployment and about the system before the decks.
public struct PreflightOptions: Sendable {
    /// The users that run the agent.
    public var agentUsers: [String]
    /// The users that the agent submits jobs as.
    public var targetUsers: [String]
    /// Applications that PassTickets are generated for.
    public var applications: [String]
    /// Whether somebody named the applications.
    public var namesApplications: Bool { applications != Self.standardApplications || isApplicationGiven }
    private var isApplicationGiven: Bool
    /// The version of the z/OS Utility plug-in, if the export does not say.
    public var pluginVersion: Int?
    /// The state of the system before the decks.
    public var assumptions: Assumptions
    /// The day for which the dates of REVOKE and RESUME are read. Without it an unload is read for the newest date in it, and
    /// a date in a deck leaves the user undecided.
    public var date: CalendarDate?
    /// Whether rules about exports run. If not, only the steps of exports are resolved at first, and the rest for the
    /// first who asks.
    public var judgesExports = true

    /// The applications that the deployment steps generate PassTickets for.
    public static let standardApplications = ["FEKAPPL"]

    public init(
        agentUsers: [String] = [], targetUsers: [String] = [], applications: [String] = standardApplications,
        pluginVersion: Int? = nil, assumptions: Assumptions = .unknown, date: CalendarDate? = nil,
        isApplicationGiven: Bool = false
    ) {
        self.isApplicationGiven = isApplicationGiven
        self.date = date
        self.agentUsers = agentUsers
        self.targetUsers = targetUsers
        self.applications = applications
        self.pluginVersion = pluginVersion
        self.assumptions = assumptions
    }
}

extension PreflightOptions {
    /// A user ID or application name, 1 to 8 of A-Z 0-9 # $ @, folded to upper case (RACF command syntax).
    public static func userID(_ text: String) -> String? {
        let upper = text.uppercased()
        let isUserID = upper.utf8.allSatisfy { $0.isUpper || $0.isDigit || $0.isNational }
        return isUserID && (1...8).contains(upper.utf8.count) ? upper : nil
    }
}
