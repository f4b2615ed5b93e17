/// Why a finding does not count, and who answers for it.
public struct Suppression: Hashable, Sendable {
    public enum Kind: String, Sendable {
        /// By a comment in the input.
        case comment
        /// By an entry of `.jmoncheck.yml`.
        case configuration
        /// By an entry of the baseline: it was there before.
        case baseline
    }

    public var kind: Kind
    public var reason: String
    public var owner: String?
    /// The last day on which it holds.
    public var until: CalendarDate?
    /// Where it is written.
    public var place: Place

    public init(
        kind: Kind, reason: String, owner: String? = nil, until: CalendarDate? = nil, place: Place
    ) {
        self.kind = kind
        self.reason = reason
        self.owner = owner
        self.until = until
        self.place = place
    }

    /// In one line, without the place: `CHG0001 (SYSPROG, until 2026-06-30)`.
    public var summary: String {
        let details = [owner, until.map { "until \($0)" }].compactMap(\.self)
        return reason + (details.isEmpty ? "" : " (\(details.joined(separator: ", ")))")
    }
}
