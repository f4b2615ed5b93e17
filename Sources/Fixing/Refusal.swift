/// Why an edit, or a whole run, writes nothing: one sentence without a full stop.
public struct Refusal: Error, Hashable, Sendable {
    public var path: String
    public var reason: String
    /// Whether the inputs want contradictory things, rather than that a file cannot be written.
    public var isContradiction = false

    public init(path: String, reason: String, isContradiction: Bool = false) {
        self.isContradiction = isContradiction
        self.path = path
        self.reason = reason
    }
}
