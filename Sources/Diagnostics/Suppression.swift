/// The reason why a finding does not count, and who accepted it.
public struct Suppression: Hashable, Sendable {
    public enum Kind: String, Sendable {
        /// A comment in the input.
        case comment
        /// An entry of `.jmoncheck.yml`.
        case configuration
        /// An entry of the baseline: the finding existed before.
        case baseline
    }

    public var kind: Kind
    public var reason: String
    public var owner: String?
    /// The last day on which it applies.
    public var until: CalendarDate?
    /// The place where it is written.
    public var place: Place
    /// The steps for which it also accepts a broken link: those that were there, or were named, when it was written.
    public var steps: Set<String> = []

    public init(
        kind: Kind, reason: String, owner: String? = nil, until: CalendarDate? = nil, place: Place
    ) {
        self.kind = kind
        self.reason = reason
        self.owner = owner
        self.until = until
        self.place = place
    }

    /// The summary in one line, without the place: `CHG0001 (SYSPROG, until 2026-06-30)`.
    public var summary: String {
        let details = [owner, until.map { "until \($0)" }].compactMap(\.self)
        return reason + (details.isEmpty ? "" : " (\(details.joined(separator: ", ")))")
    }
}
