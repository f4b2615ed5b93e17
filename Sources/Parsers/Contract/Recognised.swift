/// The evidence by which an input was recognised, and the parts that were read for that.
public struct Recognised<Reading: Sendable>: Sendable {
    /// A short description for `check -v`.
    public var reason: String
    /// The parts that were read in order to recognise the file. Parsing continues from them instead of reading the file
    /// again.
    public var reading: Reading?

    public init(_ reason: String, _ reading: Reading? = nil) {
        self.reason = reason
        self.reading = reading
    }
}
