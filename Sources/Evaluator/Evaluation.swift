public import Diagnostics
public import Parsers

/// What the decks of a set-up do to RACF, and who may generate PassTickets afterwards.
public struct Evaluation: Sendable {
    public let decks: [Deck]

    public let assumptions: Assumptions

    public init(decks: [Deck], assumptions: Assumptions) {
        self.decks = decks
        self.assumptions = assumptions
    }

    public func accessReport(
        callers: [String], applications: [String], targets: [String]
    ) -> AccessReport {
        AccessReport(inputs: [], decisions: [], grants: [])
    }
}
