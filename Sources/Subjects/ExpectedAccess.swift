public import Diagnostics
import Evaluator

/// Who is meant to generate PassTickets for whom in a set-up, as its configuration says.
public struct ExpectedAccess: Sendable {
    /// What becomes of a grant that nobody approved.
    public enum EverythingElse: String, Sendable, CaseIterable { case error, warning, ignore }

    /// An entry of `approved`.
    public struct Approval: Sendable {
        /// A name or a pattern with `*` and `%`; `everyone` and `submitter` stand for those who have no name.
        public var caller: String
        public var application: String
        /// Names or patterns, with their places.
        public var targets: [Located<String>]
        public var reason = ""
        public var owner: String?
        /// The last day on which it counts.
        public var until: CalendarDate?
        /// The range of the entry.
        public var range: SourceRange

        public init(caller: String, application: String, targets: [Located<String>], range: SourceRange) {
            self.caller = caller
            self.application = application
            self.targets = targets
            self.range = range
        }

        public func hasEnded(on day: CalendarDate) -> Bool { until.map { $0 < day } ?? false }

        /// The entry in one line.
        public var summary: String {
            "\(caller) for \(targets.map(\.value).joined(separator: ", ")) at \(application)"
        }
    }

    public var approved: [Approval] = []
    public var everythingElse = EverythingElse.error
    /// The range of the word behind `access`.
    public var range: SourceRange

    public init(range: SourceRange) { self.range = range }

    /// Whether a text is a z/OS name in which `*` stands for any characters and `%` for one, or a word for callers
    /// without a name.
    public static func isName(_ text: String) -> Bool {
        let plain = String(text.map { $0 == "*" || $0 == "%" ? "A" : $0 })
        return PreflightOptions.userID(plain) != nil || text == "**" || text == everyone || text == submitter
    }

    /// The words for callers without a name.
    public static let everyone = "everyone"
    public static let submitter = "submitter"
}

extension ExpectedAccess.Approval {
    /// Whether it approves all that a grant reaches.
    public func covers(_ grant: AccessReport.Grant) -> Bool {
        isAbout(grant) && targets.contains { NamePattern.covers($0.value, grant.targets) }
    }

    /// Whether it is about the caller and the application of a grant.
    public func isAbout(_ grant: AccessReport.Grant) -> Bool {
        isOf(grant) && NamePattern.covers(application, grant.application)
    }

    /// Whether it is about the caller of a grant. Only `*` stands for those without a name too.
    public func isOf(_ grant: AccessReport.Grant) -> Bool {
        switch grant.callerKind {
        case .everyone: caller == ExpectedAccess.everyone || caller == "*"
        case .creator: caller == ExpectedAccess.submitter || caller == "*"
        case .user, .group: NamePattern.covers(caller, grant.caller)
        }
    }

    /// Whether it is about the caller of a grant or a member of the group that the caller is.
    public func concerns(_ grant: AccessReport.Grant) -> Bool {
        isOf(grant) || (grant.members + grant.possibleMembers).contains { NamePattern.covers(caller, $0) }
    }
}

/// The expected access of a set-up together with what its inputs show.
public struct AccessInSetUp: RuleSubject {
    public let setUp: SetUp
    public let expected: ExpectedAccess
    /// The configuration, which holds the approvals.
    public let configuration: FileID
    /// The day of the run.
    public let today: CalendarDate

    /// Everyone who may generate PassTickets, refused entries left out.
    public var grants: [AccessReport.Grant] { setUp.grants.filter { $0.generate != .refused } }

    /// The approvals that count on the day of the run.
    public var approvals: [ExpectedAccess.Approval] { expected.approved.filter { !$0.hasEnded(on: today) } }

    public static func all(in workspace: Workspace) -> [AccessInSetUp] {
        guard let configuration = workspace.ownFiles.configuration?.id else { return [] }
        return workspace.setUps.compactMap { setUp in
            setUp.expected.map { expected in
                AccessInSetUp(
                    setUp: setUp, expected: expected, configuration: configuration, today: workspace.today)
            }
        }
    }

    private init(
        setUp: SetUp, expected: ExpectedAccess, configuration: FileID, today: CalendarDate
    ) {
        (self.setUp, self.expected, self.configuration, self.today) = (setUp, expected, configuration, today)
    }

    public var subjectName: String { "access of set-up \(setUp.name)" }
    public var subjectFile: FileID? { configuration }
}
