public import Diagnostics

/// A fact about the system, and the command that caused it.
public struct Fact: Sendable, Hashable {
    public var value: Truth
    /// `nil` if it was true before the decks.
    public var place: Place?

    public init(_ value: Truth, at place: Place? = nil) {
        self.value = value
        self.place = place
    }
}
