/// What an input was recognised by, and what was read of it on the way.
public struct Recognised<Reading: Sendable>: Sendable {
    /// A few words for `check -v`.
    public var reason: String
    /// What had to be read in order to recognise the file; parsing goes on from it instead of reading it again.
    public var reading: Reading?

    public init(_ reason: String, _ reading: Reading? = nil) {
        self.reason = reason
        self.reading = reading
    }
}
