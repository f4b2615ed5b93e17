public import Diagnostics

/// The RACF commands of an input, in the order in which the system would run them.
public struct Deck: Sendable {
    public let file: SourceFile
}
