/// A suppression as somebody wrote it, and what became of it in a run.
public struct SuppressionEntry: Sendable {
    public enum State: String, Sendable, CaseIterable {
        /// Something is suppressed by it.
        case active
        /// Its last day has gone by.
        case expired
        /// Nothing is found where it stands.
        case unused
        /// Its rules did not run, or the inputs do not show what they need.
        case undecided
        /// Its rules are protected.
        case refused
        case malformed
    }

    public let kind: Suppression.Kind
    public let place: Place
    /// Empty if it is malformed.
    public let rules: [RuleID]
    public let reason: String
    public let owner: String?
    public let until: CalendarDate?
    public var state = State.unused
    /// How many findings it takes out of the count.
    public var count = 0
    /// What is wrong with it, each in one line.
    public var faults: [String] = []

    public init(
        kind: Suppression.Kind, place: Place, rules: [RuleID], reason: String, owner: String?, until: CalendarDate?
    ) {
        self.kind = kind
        self.place = place
        self.rules = rules
        self.reason = reason
        self.owner = owner
        self.until = until
    }

    /// What its findings carry.
    public var suppression: Suppression {
        Suppression(kind: kind, reason: reason, owner: owner, until: until, place: place)
    }
}
