import Diagnostics
import Languages

/// The conditions of the lines of a region, as determined by its carrier.
struct RegionFlow: Sendable {
    /// The conditions; their places are offsets in the text of the carrier.
    private(set) var conditions: [Deck.Condition] = []
    /// For each choice, whether one of its branches always runs.
    private(set) var choices: [Bool] = []
    /// For each line of the region, the number of its condition, or 0 for none. Further lines have `last`.
    var lines: [UInt32] = []
    /// The condition of the lines after those in `lines`.
    var last: UInt32 = 0
    /// The lines that never run.
    var dead: Set<Int> = []
    /// The lines that an environment gets which does not run RACF commands.
    var refused: [Int: Deck.Environment] = [:]
    /// Whether no line of it runs.
    var isDead = false
    /// The branches around the region, from the outermost one inwards. Other regions may be in the same ones.
    private(set) var ways: [Way] = []
    /// The unread parts, each before a line of the region.
    var unread: [Unread] = []

    /// The names of parts that are called where the flow never comes.
    var idle: [String] = []
    /// How the whole deck ends, if its last region shows it.
    var ending: Deck.Ending?

    /// The places where the program ends if an earlier command fails, in the order of those commands.
    var exits: [Exit] = []

    struct Exit: Sendable {
        /// The line of the last command before the test.
        var line: Int
        /// The highest code with which it does not end.
        var limit: Int
        /// Whether the highest code of all commands so far is tested.
        var isOfAll: Bool
        /// Whether it certainly ends there if the test holds.
        var isSure: Bool
        var range: SourceRange
        /// The first line that runs in any case; `nil` if there is none.
        var until: Int?
        /// Whether the group of the region ends, and not only its step.
        var endsGroup = false
    }

    struct Unread: Sendable {
        var line: Int
        var kind: Deck.UnreadPart.Kind
        var name: String
        var range: SourceRange
        /// Whether it may not run.
        var isPossible = false
        /// Whether the program that reads the deck reads it too.
        var isInline = false
        /// Whether the call changes it.
        var isChanged = false
    }

    /// A branch of a choice that several regions share.
    struct Way: Sendable {
        /// The place of its condition.
        var range: SourceRange
        /// The place of the choice.
        var choice: SourceRange
        /// Whether one of the branches always runs.
        var isExhaustive = false
    }

    var substitutions: [Deck.Substitution] = []
    /// The names that are not replaced, although the carrier assigns them a value.
    var asWritten: [SourceRange] = []
    /// Text after column 72, which is not among the lines.
    var dropped: [SourceRange] = []

    /// Whether it has no facts.
    var isEmpty: Bool {
        !isDead && conditions.isEmpty && dead.isEmpty && refused.isEmpty && exits.isEmpty && unread.isEmpty
            && idle.isEmpty
            && ending == nil && substitutions.isEmpty && asWritten.isEmpty && dropped.isEmpty && ways.isEmpty
    }

    /// Whether it only says how the deck ends.
    var isOnlyEnding: Bool {
        var rest = self
        rest.ending = nil
        return rest.isEmpty
    }

    /// The maximum depth; deeper conditions are merged.
    private static let depthLimit = 256
    private var depths: [UInt32] = []

    /// - Returns: the number of the new condition.
    mutating func add(
        _ kind: Deck.Condition.Kind, at range: Range<Int>, outer: UInt32 = 0, choice: UInt32 = 0
    ) -> UInt32 {
        let depth = outer == 0 ? 1 : depths[Int(outer) - 1] + 1
        // The outer condition is enough to make the inner commands conditional.
        guard depth <= Self.depthLimit else {
            if unread.last?.kind != .limit {
                let name = "a nesting of more than \(Self.depthLimit) conditions"
                let place = SourceRange(range.lowerBound, range.upperBound)
                unread.append(Unread(line: lines.count, kind: .limit, name: name, range: place, isPossible: true))
            }
            return outer
        }
        conditions.append(
            Deck.Condition(
                kind, at: SourceRange(range.lowerBound, range.upperBound), outer: outer, choice: choice))
        depths.append(depth)
        return UInt32(conditions.count)
    }

    /// - Returns: the number of a new choice that is not exhaustive.
    mutating func addChoice() -> UInt32 {
        choices.append(false)
        return UInt32(choices.count)
    }

    /// Records that one branch of a choice always runs.
    mutating func exhaust(_ choice: UInt32) { choices[Int(choice) - 1] = true }

    /// Puts the region into branches that are around all others.
    mutating func enclose(in outer: [Way]) {
        ways = outer + ways
        for index in unread.indices { unread[index].isPossible = true }
    }

    /// Records that one branch of each of these choices always runs.
    mutating func exhaust(_ choices: Set<UInt32>) {
        for index in ways.indices where choices.contains(ways[index].choice.start) { ways[index].isExhaustive = true }
    }

    func condition(of line: Int) -> UInt32 { line < lines.count ? lines[line] : last }

    /// Sets the place of a value that is in another text.
    mutating func setOrigin(_ origin: SourceRange?, of index: Int) {
        let old = substitutions[index]
        substitutions[index] = Deck.Substitution(
            name: old.name, value: old.value, range: old.range, origin: origin)
    }

    /// The flow with its places in the containing file.
    func mapped(_ place: (SourceRange) -> SourceRange) -> RegionFlow {
        var flow = self
        flow.conditions = conditions.map {
            Deck.Condition($0.kind, at: place($0.range), outer: $0.outer, choice: $0.choice)
        }
        flow.asWritten = asWritten.map(place)
        flow.dropped = dropped.map(place)
        flow.ways = ways.map {
            Way(range: place($0.range), choice: place($0.choice), isExhaustive: $0.isExhaustive)
        }
        for index in flow.unread.indices { flow.unread[index].range = place(flow.unread[index].range) }
        for index in flow.exits.indices { flow.exits[index].range = place(flow.exits[index].range) }
        flow.substitutions = substitutions.map {
            Deck.Substitution(name: $0.name, value: $0.value, range: place($0.range), origin: $0.origin.map(place))
        }
        return flow
    }

    /// The flow under an additional condition of another text.
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
