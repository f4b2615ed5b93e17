/// Whether one step will log on and submit in one environment, link by link.
public struct PreflightStep: Sendable {
    /// A condition that has to hold so that the step submits. Links are in the order in which they are needed.
    public struct Link: Sendable {
        public enum Name: String, Sendable, CaseIterable {
            /// What the step needs beside its connection: its other fields and its precondition.
            case step
            case host, port, user, authentication
            case member, loopback, application
            case key, permit, refresh, target
            case impersonation, task
        }

        public var name: Name
        public var result: Check.Result
        /// The result in one line.
        public var message: String
        /// The place of the evidence.
        public var place: Place?
        /// The rule that reports the link if it does not hold. The link makes the run fail if the finding does.
        public var rule: RuleID?

        public init(
            _ name: Name, _ result: Check.Result, message: String, place: Place? = nil, rule: RuleID? = nil
        ) {
            self.name = name
            self.result = result
            self.message = message
            self.place = place
            self.rule = rule
        }
    }

    public enum Verdict: String, Sendable {
        /// Every link that the inputs show holds, and none that they should show is undecided.
        case passed
        case failed, unknown
    }

    public var setUp: String
    /// The name of the subject, as in `Check.subject`.
    public var subject: String
    public var environment: String?
    public var file: FileID
    /// How the step logs on: `PassTicket`, `password`, `run ID`, `none`, `unknown`.
    public var authentication: String
    /// The links, one of each name, in order.
    public var links: [Link]

    public init(
        setUp: String, subject: String, environment: String?, file: FileID, authentication: String, links: [Link]
    ) {
        self.setUp = setUp
        self.subject = subject
        self.environment = environment
        self.file = file
        self.authentication = authentication
        self.links = links
    }

    /// Links that the way it logs on needs and that no input shows. They do not count against the step, but a report
    /// must not show them as checked.
    public var unshown: [Link] {
        links.filter { link in
            guard case .notApplicable = link.result else { return false }
            return switch link.name {
            case .task: true
            case .target: links.contains { $0.name == .permit && $0.result == .passed }
            default: false
            }
        }
    }

    /// The first link that does not hold, which is the first to fix.
    public var headline: Link? { links.first { $0.result == .failed } }

    public var verdict: Verdict {
        if headline != nil { return .failed }
        let isOpen = links.contains { if case .unknown = $0.result { true } else { false } }
        return isOpen ? .unknown : .passed
    }
}
