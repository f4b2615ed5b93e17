public import Diagnostics

/// Something about the system, and the command that made it so.
public struct Fact: Sendable, Hashable {
    public var value: Truth
    /// `nil` where it was so before the decks.
    public var place: Place?

    public init(_ value: Truth, at place: Place? = nil) {
        self.value = value
        self.place = place
    }
}
