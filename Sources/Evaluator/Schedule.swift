import Diagnostics
public import RACF

/// The order in which the commands of several decks run: deck by deck, and a called deck at the place of its call.
struct Schedule: Sendable {
    struct Step: Sendable {
        enum Kind: Sendable {
            case commands(Range<Int>)
            /// The unread part at an index in the parts of the deck.
            case unread(Int)
            /// The end of a deck that was called.
            case returned
        }

        var deck: Int
        var kind: Kind
        /// The number of the run of the deck.
        var run: Int
        /// Whether its call may not run.
        var isPossible: Bool

        /// The number of moments that it takes.
        var duration: Int {
            switch kind {
            case .commands(let commands): commands.count
            case .unread: 1
            case .returned: 0
            }
        }
    }

    /// A run of a deck, of its own or because another one calls it.
    struct Run: Sendable {
        var deck: Int
        /// The run that calls it, and the part of that deck.
        var caller: (run: Int, part: Deck.UnreadPart)?

        /// Whether the program that reads the caller reads it too, so that an end of the one is an end of the other.
        var isInline: Bool { caller?.part.isInline ?? false }
    }

    let decks: [Deck]
    private(set) var steps: [Step] = []
    private(set) var runs: [Run] = []
    /// The decks by the names by which another one may call them.
    private let inputs: CalledInputs
    /// The decks that another one has called.
    private var called: Set<Int> = []
    /// The decks that are called where the flow never comes.
    private var idle: Set<Int> = []
    private var begun: Set<Int> = []
    private var open: Set<Int> = []
    /// The calls of decks that are not followed, although they are among the inputs.
    private(set) var unfollowed: [Place: Obstacle] = [:]

    enum Obstacle: Sendable {
        /// They would never end, or there are too many.
        case repetition
        /// Several inputs have the name.
        case ambiguity
        /// The call replaces parts of them.
        case change
    }

    /// The maximum depth of nested calls.
    private static let depthLimit = 16
    /// The maximum number of steps; further calls are not followed.
    private static let stepLimit = 4096

    init(_ decks: [Deck]) {
        self.decks = decks
        let isStraight = decks.allSatisfy { $0.unreadParts.isEmpty && $0.idleParts.isEmpty }
        inputs = CalledInputs(isStraight ? [] : decks.map(\.file.path))
        markCalled()
        // A procedure is not a job: it runs only where a job calls it.
        for index in decks.indices where !called.contains(index) { add(index, isPossible: decks[index].isProcedure) }
        // These decks only call each other. One that is called where the flow never comes does not run.
        for index in called.sorted() where !begun.contains(index) && !idle.contains(index) {
            add(index, isPossible: decks[index].isProcedure)
        }
    }

    private mutating func markCalled() {
        for (index, deck) in decks.enumerated() {
            func others(_ parts: [Deck.UnreadPart]) -> [Int] {
                parts.flatMap { inputs.input(for: $0, of: index).indices }.filter { $0 != index }
            }
            called.formUnion(others(deck.unreadParts))
            idle.formUnion(others(deck.idleParts))
        }
        called.formUnion(idle)
    }

    private func follows(_ deck: Int) -> Bool {
        !open.contains(deck) && open.count < Self.depthLimit && steps.count < Self.stepLimit
    }

    private mutating func add(
        _ index: Int, isPossible: Bool, calledBy caller: (run: Int, part: Deck.UnreadPart)? = nil
    ) {
        let deck = decks[index]
        let run = runs.count
        runs.append(Run(deck: index, caller: caller))
        begun.insert(index)
        open.insert(index)
        var next = 0
        for (number, part) in deck.unreadParts.enumerated() {
            if part.position > next {
                steps.append(Step(deck: index, kind: .commands(next..<part.position), run: run, isPossible: isPossible))
            }
            next = part.position
            let isInnerPossible = isPossible || part.isPossible
            let found = inputs.input(for: part, of: index)
            if case .one(let other) = found, follows(other), !part.isChanged {
                add(other, isPossible: isInnerPossible, calledBy: (run, part))
                continue
            }
            if found != .none {
                let isOne = found.indices.count == 1
                unfollowed[Place(deck.file.id, part.range)] =
                    !isOne ? .ambiguity : part.isChanged ? .change : .repetition
            }
            steps.append(Step(deck: index, kind: .unread(number), run: run, isPossible: isInnerPossible))
            // Any of the inputs of the name may be meant, or what the call leaves of one.
            for other in found.indices where follows(other) { add(other, isPossible: true, calledBy: (run, part)) }
        }
        if deck.commands.count > next {
            let rest = next..<deck.commands.count
            steps.append(Step(deck: index, kind: .commands(rest), run: run, isPossible: isPossible))
        }
        if caller != nil { steps.append(Step(deck: index, kind: .returned, run: run, isPossible: isPossible)) }
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
        case .change?: "is changed by its call: what runs then is unknown"
        case .ambiguity?: "is the name of several inputs: which of them runs is unknown"
        case nil: nil
        }
    }
}
