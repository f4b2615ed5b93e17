public import Parsers

/// What the decks of a set-up do to RACF, and who may generate PassTickets afterwards.
public struct Evaluation: Sendable {
    public let decks: [Deck]

    public init(decks: [Deck]) { self.decks = decks }
}
