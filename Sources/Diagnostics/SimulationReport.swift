/// The answer of `simulate`: the result of each command of the decks, in the order in which they run.
public struct SimulationReport: Sendable {
    public enum Outcome: String, Sendable {
        case done
        /// The command was carried out, and a message names a further requirement.
        case doneWithRemark
        /// One name was rejected; the rest was carried out.
        case doneInPart
        case refused
        /// TSO did not find the command, or parse rejected it.
        case notRun
        case notReached
        case unknown
    }

    /// Something that a command changes: `PTKTDATA FEKAPPL`, `key`, `none`, `label`.
    public struct Change: Sendable, Equatable {
        public var subject: String
        public var attribute: String
        public var before: String
        public var after: String

        public init(subject: String, attribute: String, before: String, after: String) {
            self.subject = subject
            self.attribute = attribute
            self.before = before
            self.after = after
        }
    }

    public struct Step: Sendable {
        public var place: Place
        /// The name of the command; empty for a line that is not a command.
        public var verb: String
        public var outcome: Outcome
        /// `nil` if it is not established.
        public var returnCode: Int?
        /// The number of the message, if it is established.
        public var message: String?
        /// The reason, or a remark.
        public var note: String?
        public var changes: [Change] = []

        public init(place: Place, verb: String, outcome: Outcome) {
            self.place = place
            self.verb = verb
            self.outcome = outcome
        }
    }

    /// The final state of a class that the decks change.
    public struct ClassState: Sendable {
        public var setUp = ""
        public var name: String
        public var active: String
        public var generic: String
        public var raclist: String
        /// Whether changes wait for a REFRESH.
        public var waits: Bool

        public init(name: String, active: String, generic: String, raclist: String, waits: Bool) {
            self.name = name
            self.active = active
            self.generic = generic
            self.raclist = raclist
            self.waits = waits
        }
    }

    public var inputs: [Diagnostics.Outcome.Input]
    /// The results of each set-up that has commands; a deck may be in several.
    public var runs: [SimulationRun]
    /// The place where a job stops before its end, and the reason.
    public struct Stop: Sendable {
        public var setUp: String
        public var place: RelatedPlace

        public init(setUp: String, place: RelatedPlace) {
            self.setUp = setUp
            self.place = place
        }
    }

    /// At most one for each set-up.
    public var stops: [Stop]
    public var classes: [ClassState]
    public var gained: [AccessReport.Grant]
    public var lost: [AccessReport.Grant]
    /// Parts of the decks that are not among the inputs.
    public var unread: [RelatedPlace]
    public var influence = Influence()

    public init(
        inputs: [Diagnostics.Outcome.Input], runs: [SimulationRun], stops: [Stop], classes: [ClassState],
        gained: [AccessReport.Grant], lost: [AccessReport.Grant], unread: [RelatedPlace]
    ) {
        self.inputs = inputs
        self.runs = runs
        self.stops = stops
        self.classes = classes
        self.gained = gained
        self.lost = lost
        self.unread = unread
    }
}
