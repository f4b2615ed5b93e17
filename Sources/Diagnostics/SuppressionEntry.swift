/// A suppression and its state in a run.
public struct SuppressionEntry: Sendable {
    public enum State: String, Sendable, CaseIterable {
        /// It suppresses a finding.
        case active
        /// Its last day has passed.
        case expired
        /// Nothing is found at its place.
        case unused
        /// Its rules did not run, or the inputs do not show what they need.
        case undecided
        /// Its rules are protected.
        case refused
        case malformed
    }

    public let kind: Suppression.Kind
    public let place: Place
    /// The rules that it names; empty if it is malformed.
    public let rules: [RuleID]
    public let reason: String
    public let owner: String?
    public let until: CalendarDate?
    public var state = State.unused
    /// The number of findings that it suppresses.
    public var count = 0
    /// Its faults, each in one line.
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

    /// The suppression that its findings carry.
    public var suppression: Suppression {
        Suppression(kind: kind, reason: reason, owner: owner, until: until, place: place)
    }
}
