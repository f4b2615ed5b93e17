import Diagnostics
public import RACF

/// The order in which the commands of several decks run: deck by deck, and a called deck at the place of its call.
struct Schedule: Sendable {
    struct Step: Sendable {
        enum Kind: Sendable {
            case commands(Range<Int>)
            /// The unread part at an index in the parts of the deck.
            case unread(Int)
        }

        var deck: Int
        var kind: Kind
        /// Whether its call may not run.
        var isPossible: Bool

        /// The number of moments that it takes.
        var duration: Int {
            switch kind {
            case .commands(let commands): commands.count
            case .unread: 1
            }
        }
    }

    let decks: [Deck]
    private(set) var steps: [Step] = []
    /// The decks by the names by which another one may call them.
    private let inputs: CalledInputs
    /// The decks that another one has called.
    private var called: Set<Int> = []
    private var open: Set<Int> = []
    /// The calls of decks that are not followed, although they are among the inputs.
    private(set) var unfollowed: [Place: Obstacle] = [:]

    enum Obstacle: Sendable {
        /// They would never end, or there are too many.
        case repetition
        /// Several inputs have the name.
        case ambiguity
    }

    /// The maximum depth of nested calls.
    private static let depthLimit = 16
    /// The maximum number of steps; further calls are not followed.
    private static let stepLimit = 4096

    init(_ decks: [Deck]) {
        self.decks = decks
        let isStraight = decks.allSatisfy { $0.unreadParts.isEmpty }
        inputs = CalledInputs(isStraight ? [] : decks.map(\.file.path))
        markCalled()
        for index in decks.indices where !called.contains(index) { add(index, isPossible: false) }
        // These decks only call each other.
        for index in called.sorted() where !steps.contains(where: { $0.deck == index }) {
            add(index, isPossible: false)
        }
    }

    private mutating func markCalled() {
        for (index, deck) in decks.enumerated() {
            for part in deck.unreadParts {
                called.formUnion(inputs.input(for: part, of: index).indices.filter { $0 != index })
            }
        }
    }

    private func follows(_ deck: Int) -> Bool {
        !open.contains(deck) && open.count < Self.depthLimit && steps.count < Self.stepLimit
    }

    private mutating func add(_ index: Int, isPossible: Bool) {
        let deck = decks[index]
        open.insert(index)
        var next = 0
        for (number, part) in deck.unreadParts.enumerated() {
            if part.position > next {
                steps.append(Step(deck: index, kind: .commands(next..<part.position), isPossible: isPossible))
            }
            next = part.position
            let isInnerPossible = isPossible || part.isPossible
            let found = inputs.input(for: part, of: index)
            if case .one(let other) = found, follows(other) {
                add(other, isPossible: isInnerPossible)
                continue
            }
            if found != .none {
                let isOne = found.indices.count == 1
                unfollowed[Place(deck.file.id, part.range)] = isOne ? .repetition : .ambiguity
            }
            steps.append(Step(deck: index, kind: .unread(number), isPossible: isInnerPossible))
            // Any of the inputs of the name may be meant.
            if case .several(let others) = found {
                for other in others where follows(other) { add(other, isPossible: true) }
            }
        }
        if deck.commands.count > next {
            steps.append(Step(deck: index, kind: .commands(next..<deck.commands.count), isPossible: isPossible))
        }
        open.remove(index)
    }
}

extension Evaluation {
    /// The parts of decks that are not among the inputs, without those that are read at their place.
    public var unreadParts: [(deck: Deck, part: Deck.UnreadPart)] {
        storage.schedule.steps.compactMap { step in
            guard case .unread(let part) = step.kind else { return nil }
            let deck = storage.schedule.decks[step.deck]
            return (deck, deck.unreadParts[part])
        }
    }

    /// Why a part that is among the inputs is not read here; `nil` if it is not among them.
    public func obstacle(to part: Deck.UnreadPart, of deck: Deck) -> String? {
        switch storage.schedule.unfollowed[Place(deck.file.id, part.range)] {
        case .repetition?: "is called by itself, or too often: what a further call changes is unknown"
        case .ambiguity?: "is the name of several inputs: which of them runs is unknown"
        case nil: nil
        }
    }
}
