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
        /// Whether the rules that decide it ran. If one is switched off, the result is unknown.
        public var isJudged = true
        /// Whether the findings that break it are accepted for this step.
        public var isAccepted = false
        /// The basis of what RACF decides; `nil` for other links, and where nothing is decided.
        public var ground: AccessReport.Condition.Ground?

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
        /// Every link that the way of logging on needs is judged and holds.
        case passed
        case failed
        /// No link is broken, and one is unknown or not judged.
        case unknown
    }

    public var setUp: String
    /// Whether it is not a step but a pair of users that was asked for.
    public var isPair = false
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
        guard !isPair else { return [] }
        return links.filter { link in
            guard case .notApplicable = link.result else { return false }
            return link.name == .task
        }
    }

    /// The links that nothing decides.
    public var openLinks: [Link] { links.filter { if case .unknown = $0.result { true } else { false } } }

    /// The first link that does not hold, which is the first to fix.
    public var headline: Link? { links.first { $0.result == .failed } }

    public var verdict: Verdict {
        var verdict = Verdict.passed
        for link in links {
            switch link.result {
            case .failed: return .failed
            case .unknown: verdict = .unknown
            case .passed, .notApplicable: continue
            }
        }
        return verdict
    }

    /// Whether it fails the run: a broken link is accepted by nobody.
    public var fails: Bool { links.contains { $0.result == .failed && !$0.isAccepted } }

    /// Whether the run does not know if it logs on and submits.
    public var isUndecided: Bool {
        !fails && links.contains { if case .unknown = $0.result { true } else { false } }
    }
}

extension Finding {
    /// Whether it is the reason why a link of a step does not hold.
    public func breaks(_ link: PreflightStep.Link, of step: PreflightStep) -> Bool {
        link.result == .failed && rule == link.rule && (subjects.contains(step.subject) || place == link.place)
    }
}
