/// Granted, refused, or unknown from the inputs.
public enum Verdict: String, Sendable {
    case granted, refused, unknown
}

/// The answer of `access`: the pairs asked for, and everyone who may generate PassTickets.
public struct AccessReport: Sendable {
    /// One link in the chain of a decision, G1 to G8 for generation and E1 to E5 for the logon.
    public struct Condition: Sendable {
        public enum State: String, Sendable { case holds, fails, unknown }

        /// The basis of a state; an unknown state has none.
        public enum Ground: Sendable, Equatable {
            /// A place in the inputs.
            case shown
            /// An option, with its name.
            case assumed(String)
            /// Other facts, or the absence of a command.
            case inferred(String)

            public var isAssumed: Bool { if case .assumed = self { true } else { false } }

            public var name: String {
                switch self {
                case .shown: "shown"
                case .assumed: "assumed"
                case .inferred: "inferred"
                }
            }

            /// The option, or the facts that imply it.
            public var basis: String? {
                switch self {
                case .shown: nil
                case .assumed(let basis), .inferred(let basis): basis
                }
            }
        }

        public var id: String
        public var state: State
        /// The result in one line; if it is unknown, also what would decide it.
        public var message: String
        public var place: Place?
        /// The command at the place, such as `PERMIT`.
        public var command: String?
        public var ground: Ground?

        public init(id: String, state: State, message: String, place: Place? = nil) {
            self.id = id
            self.state = state
            self.message = message
            self.place = place
        }
    }

    public struct Decision: Sendable {
        /// The set-up whose inputs decide.
        public var setUp = ""
        public var caller: String
        public var application: String
        public var target: String
        public var generate: Verdict
        public var logon: Verdict
        /// The profile that decides, if one is known.
        public var profile: String?
        /// What gives access: `user AGNTUSR`, `group DEPLOY`, `ID(*)`, `UACC`.
        public var via: String?
        public var access: String?
        public var conditions: [Condition]

        public init(
            caller: String, application: String, target: String, generate: Verdict, logon: Verdict,
            profile: String?, via: String?, access: String?, conditions: [Condition]
        ) {
            self.caller = caller
            self.application = application
            self.target = target
            self.generate = generate
            self.logon = logon
            self.profile = profile
            self.via = via
            self.access = access
            self.conditions = conditions
        }

        /// The first obstacle among the conditions for the generation.
        public var generationObstacle: Condition? {
            let links = conditions.filter { $0.id.hasPrefix("G") }
            return links.first { $0.state == .fails } ?? links.first { $0.state == .unknown }
        }

        /// The first condition that fails, or else the first that is unknown.
        public var firstObstacle: Condition? {
            conditions.first { $0.state == .fails } ?? conditions.first { $0.state == .unknown }
        }
    }

    /// One entry of an access list (or UACC) and what it reaches.
    public struct Grant: Sendable {
        public enum CallerKind: String, Sendable { case user, group, everyone, creator }

        /// The set-up whose inputs show it.
        public var setUp = ""
        public var caller: String
        public var callerKind: CallerKind
        /// The members of a group: users that the inputs show in it, and users that it may have.
        public var members: [String]
        public var possibleMembers: [String]
        public var application: String
        /// A pattern for target users.
        public var targets: String
        /// The targets that more specific profiles exclude; `moreExceptions` further ones are not listed.
        public var except: [String]
        public var moreExceptions: Int
        /// Whether the grant is for everyone, or for targets by a pattern.
        public var isBroad: Bool
        public var generate: Verdict
        /// The reason why it is not simply granted: `waits for a REFRESH`.
        public var note: String?
        public var profile: String
        public var place: Place?

        /// The note of a group with so many members that they are neither examined nor listed.
        public static let manyMembers = "depending on each member; there are too many to examine them"

        /// Whether it is such a group.
        public var hasManyMembers: Bool { note?.hasSuffix(Self.manyMembers) ?? false }

        /// Who gets it: `AGNTUSR`, `group DEPLOY`, `everyone (UACC)`, `the submitter of the deck`.
        public var callerInWords: String {
            switch callerKind {
            case .user: caller
            case .group: "group \(caller)"
            case .everyone: "everyone (\(caller == "*" ? "ID(*)" : caller))"
            case .creator: "the submitter of the deck"
            }
        }

        public init(
            caller: String, callerKind: CallerKind, members: [String] = [], possibleMembers: [String] = [],
            application: String, targets: String, except: [String], moreExceptions: Int = 0, isBroad: Bool = false,
            generate: Verdict, note: String? = nil, profile: String, place: Place?
        ) {
            self.caller = caller
            self.callerKind = callerKind
            self.members = members
            self.possibleMembers = possibleMembers
            self.application = application
            self.targets = targets
            self.except = except
            self.moreExceptions = moreExceptions
            self.isBroad = isBroad
            self.generate = generate
            self.note = note
            self.profile = profile
            self.place = place
        }
    }

    /// An ID that could give itself the access, by changing or defining a profile.
    public struct Administrator: Sendable, Hashable {
        public var setUp = ""
        public var caller: String
        /// What lets it: `SPECIAL`, `owner`, `ALTER`.
        public var via: String
        /// The profile that it could change; `nil` for all.
        public var profile: String?
        public var place: Place?

        public init(caller: String, via: String, profile: String?, place: Place?) {
            self.caller = caller
            self.via = via
            self.profile = profile
            self.place = place
        }
    }

    /// An ID on an access list that is neither a user nor a group: whoever gets that ID gets the access.
    public struct Orphan: Sendable {
        public var setUp = ""
        public var id: String
        public var access: String
        public var profile: String
        public var place: Place?

        public init(id: String, access: String, profile: String, place: Place?) {
            self.id = id
            self.access = access
            self.profile = profile
            self.place = place
        }
    }

    /// What the answers of a set-up are based on, and how old it is.
    public struct Evidence: Sendable {
        public var setUp: String
        public var message: String
        public var place: Place

        public init(setUp: String, message: String, place: Place) {
            self.setUp = setUp
            self.message = message
            self.place = place
        }
    }

    public var inputs: [Outcome.Input]
    public var decisions: [Decision]
    public var grants: [Grant]
    public var administrators: [Administrator] = []
    public var orphans: [Orphan] = []
    public var evidence: [Evidence] = []
    /// The options of the classes and of the system, and how applications hold their keys.
    public var classes: [ClassOptions] = []
    public var keys: [KeyHolding] = []
    /// What was left out because there is too much of it.
    public var omissions: [String] = []
    public var influence = Influence()
    /// Parts of the decks that are not among the inputs.
    public var unread: [RelatedPlace]

    public init(
        inputs: [Outcome.Input], decisions: [Decision], grants: [Grant], unread: [RelatedPlace] = []
    ) {
        self.inputs = inputs
        self.decisions = decisions
        self.grants = grants
        self.unread = unread
    }
}
