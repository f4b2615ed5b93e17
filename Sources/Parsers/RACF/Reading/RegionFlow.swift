import Diagnostics
import Languages

/// Under which conditions the lines of a region run, as its carrier sees it.
struct RegionFlow: Sendable {
    /// Where conditions stand is told by offsets of what the carrier was read from.
    private(set) var conditions: [Deck.Condition] = []
    /// For each choice, whether one of its ways is gone in any case.
    private(set) var choices: [Bool] = []
    /// For each line of the region, the number of its condition; 0: none. Lines beyond have `last`.
    var lines: [UInt32] = []
    /// The condition of the lines that `lines` does not reach.
    var last: UInt32 = 0
    /// Lines that never run.
    var dead: Set<Int> = []
    /// Whether nothing of it runs.
    var isDead = false
    /// What is not shown, before a line of the region.
    var unread: [Unread] = []

    struct Unread: Sendable {
        var line: Int
        var kind: Deck.UnreadPart.Kind
        var name: String
        var range: SourceRange
        /// Whether it may be left out.
        var isPossible = false
    }

    var substitutions: [Deck.Substitution] = []
    /// Names that nothing is put in for, though the carrier gives them a value.
    var asWritten: [SourceRange] = []

    /// Whether it says anything.
    var isEmpty: Bool {
        !isDead && conditions.isEmpty && dead.isEmpty && unread.isEmpty && substitutions.isEmpty && asWritten.isEmpty
    }

    /// Deeper nesting is one condition.
    private static let depthLimit = 256
    private var depths: [UInt32] = []

    /// - Returns: the number of the new condition.
    mutating func add(
        _ kind: Deck.Condition.Kind, at range: Range<Int>, outer: UInt32 = 0, choice: UInt32 = 0
    ) -> UInt32 {
        let depth = outer == 0 ? 1 : depths[Int(outer) - 1] + 1
        // The outermost is kept: it is enough to make what is inside possible.
        guard depth <= Self.depthLimit else { return outer }
        conditions.append(
            Deck.Condition(
                kind, at: SourceRange(range.lowerBound, range.upperBound), outer: outer, choice: choice))
        depths.append(depth)
        return UInt32(conditions.count)
    }

    /// - Returns: the number of a new choice, of which no way has to be gone.
    mutating func addChoice() -> UInt32 {
        choices.append(false)
        return UInt32(choices.count)
    }

    /// One of its ways is gone in any case.
    mutating func exhaust(_ choice: UInt32) { choices[Int(choice) - 1] = true }

    func condition(of line: Int) -> UInt32 { line < lines.count ? lines[line] : last }

    /// Where a value is given, if that is another text than the one it is put into.
    mutating func setOrigin(_ origin: SourceRange?, of index: Int) {
        let old = substitutions[index]
        substitutions[index] = Deck.Substitution(
            name: old.name, value: old.value, range: old.range, origin: origin)
    }

    /// The same in the file that holds the text it was found in.
    func mapped(_ place: (SourceRange) -> SourceRange) -> RegionFlow {
        var flow = self
        flow.conditions = conditions.map {
            Deck.Condition($0.kind, at: place($0.range), outer: $0.outer, choice: $0.choice)
        }
        flow.asWritten = asWritten.map(place)
        for index in flow.unread.indices { flow.unread[index].range = place(flow.unread[index].range) }
        flow.substitutions = substitutions.map {
            Deck.Substitution(name: $0.name, value: $0.value, range: place($0.range), origin: $0.origin.map(place))
        }
        return flow
    }

    /// The same under one more condition, of another text.
    func inside(_ kind: Deck.Condition.Kind, at range: SourceRange) -> RegionFlow {
        var flow = self
        flow.conditions = conditions.map {
            Deck.Condition(
                $0.kind, at: $0.range, outer: $0.outer == 0 ? UInt32(conditions.count + 1) : $0.outer,
                choice: $0.choice)
        }
        flow.conditions.append(Deck.Condition(kind, at: range))
        flow.depths.append(1)
        let number = UInt32(flow.conditions.count)
        flow.lines = lines.map { $0 == 0 ? number : $0 }
        if last == 0 { flow.last = number }
        for index in flow.unread.indices { flow.unread[index].isPossible = true }
        return flow
    }
}
