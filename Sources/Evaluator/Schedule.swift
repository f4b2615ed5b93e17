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
    /// The decks by the name of their member, by which another deck may call them.
    private var members: [String: Int] = [:]
    /// The decks that another one has called.
    private var called: Set<Int> = []
    private var open: Set<Int> = []
    /// The calls of decks that are not followed, because they would never end or there are too many.
    private(set) var repeated: [Place] = []

    /// The maximum depth of nested calls.
    private static let depthLimit = 16
    /// The maximum number of steps; further calls are not followed.
    private static let stepLimit = 4096

    init(_ decks: [Deck]) {
        self.decks = decks
        let isStraight = decks.allSatisfy { $0.unreadParts.isEmpty }
        if !isStraight {
            for (index, deck) in decks.enumerated() { members[Self.member(deck.file.path)] = index }
            markCalled()
        }
        for index in decks.indices where !called.contains(index) { add(index, isPossible: false) }
        // These decks only call each other.
        for index in called.sorted() where !steps.contains(where: { $0.deck == index }) {
            add(index, isPossible: false)
        }
    }

    /// The member of a path: `racf/PART2.jcl` is the member PART2.
    private static func member(_ path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        return (name.firstIndex(of: ".").map { name[..<$0] } ?? name).uppercased()
    }

    private mutating func markCalled() {
        for (index, deck) in decks.enumerated() {
            for part in deck.unreadParts {
                if let other = members[part.member], other != index { called.insert(other) }
            }
        }
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
            if let other = members[part.member], part.kind != .generated, !open.contains(other),
                open.count < Self.depthLimit, steps.count < Self.stepLimit
            {
                add(other, isPossible: isInnerPossible)
            } else {
                if members[part.member] != nil, part.kind != .generated {
                    repeated.append(Place(deck.file.id, part.range))
                }
                steps.append(Step(deck: index, kind: .unread(number), isPossible: isInnerPossible))
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

    /// Whether a part is among the inputs, but not read here: it calls itself, or is called too often.
    public func isRepeated(_ part: Deck.UnreadPart, of deck: Deck) -> Bool {
        storage.schedule.repeated.contains(Place(deck.file.id, part.range))
    }
}
