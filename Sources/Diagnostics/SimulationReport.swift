/// The answer of `simulate`: what each command of the decks comes to, in the order in which they run.
public struct SimulationReport: Sendable {
    public enum Outcome: String, Sendable {
        case done
        /// A message tells what else is needed.
        case doneWithRemark
        /// One name was refused, the rest was carried out.
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
        /// As the command is called; empty for a line that is none.
        public var verb: String
        public var outcome: Outcome
        /// `nil` where it is not established.
        public var returnCode: Int?
        /// The number of the message, where it is established.
        public var message: String?
        /// Why, or what else is to be said.
        public var note: String?
        public var changes: [Change] = []

        public init(place: Place, verb: String, outcome: Outcome) {
            self.place = place
            self.verb = verb
            self.outcome = outcome
        }
    }

    /// A class that the decks touch, as it is at the end.
    public struct ClassState: Sendable {
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
    public var steps: [Step]
    /// Where the job stops before its end, and why.
    public var stop: RelatedPlace?
    public var classes: [ClassState]
    public var gained: [AccessReport.Grant]
    public var lost: [AccessReport.Grant]
    /// Parts of the decks that no input shows.
    public var unread: [RelatedPlace]

    public init(
        inputs: [Diagnostics.Outcome.Input], steps: [Step], stop: RelatedPlace?, classes: [ClassState],
        gained: [AccessReport.Grant], lost: [AccessReport.Grant], unread: [RelatedPlace]
    ) {
        self.inputs = inputs
        self.steps = steps
        self.stop = stop
        self.classes = classes
        self.gained = gained
        self.lost = lost
        self.unread = unread
    }
}
