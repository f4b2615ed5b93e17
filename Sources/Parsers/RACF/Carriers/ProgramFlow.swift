import Diagnostics
import Languages

/// The commands that a program passes on, in the order in which it does, each with what decides whether it does so;
/// and the values of the program's variables as far as the program itself fixes them.
///
/// A carrier walks through its program and tells which ways part and meet again.
struct ProgramFlow {
    /// What a variable holds: text with a mark for each part that is not known, and where it was given.
    struct Value {
        var text: MappedText
        var origin: Range<Int>?

        var isKnown: Bool { !text.bytes.contains(Placeholder.substitution) }
    }

    /// One way of a choice, or the program as a whole.
    private struct Way {
        var condition: UInt32
        /// Whether it is known never to be gone, or to have ended.
        var isDead: Bool
        /// Whether it is known to be gone: what it does counts as if there were no choice.
        var isCertain: Bool
        /// Whether it is gone only where a command before it has failed: commands that are right are taken to succeed,
        /// so that an end of the program in it is not one that has to be reckoned with.
        var isFailure = false
        /// What variables held before it, for those that it changes.
        var before: [String: Value?] = [:]
    }

    private struct Choice {
        var number: UInt32
        var wayCount = 0
        /// Whether a way is known to be gone, so that the others are not.
        var isDecided = false
        /// What its ways leave in variables that they change; nothing where it is not known.
        var results: [String: [Value?]] = [:]
    }

    private(set) var flow = RegionFlow()
    private(set) var texts: [MappedText] = []
    private var ways = [Way(condition: 0, isDead: false, isCertain: true)]
    private var choices: [Choice] = []
    private(set) var values: [String: Value] = [:]
    var frames: [Frame] = []
    /// Values that come from outside, by name.
    let given: [String: String]

    init(given: [String: String] = [:]) { self.given = given }

    // MARK: Ways

    private var way: Way { ways[ways.count - 1] }
    /// Whether what comes next never runs.
    var isDead: Bool { way.isDead }
    var condition: UInt32 { way.condition }
    var isConditional: Bool { way.condition != 0 }
    var depth: Int { ways.count }

    mutating func beginChoice() { choices.append(Choice(number: flow.addChoice())) }

    /// - Parameter truth: whether it is gone, where the program fixes that.
    mutating func beginWay(_ kind: Deck.Condition.Kind, at range: Range<Int>, truth: Bool? = nil) {
        let last = choices.count - 1
        choices[last].wayCount += 1
        var truth = truth
        if choices[last].isDecided { truth = false }
        // A way that is gone for certain after others that may be.
        if truth == true, choices[last].wayCount > 1, choices[last].results[Self.open] != nil { truth = nil }
        switch truth {
        case true?:
            choices[last].isDecided = true
            ways.append(Way(condition: way.condition, isDead: way.isDead, isCertain: true))
        case false?: ways.append(Way(condition: way.condition, isDead: true, isCertain: false))
        case nil:
            choices[last].results[Self.open] = []
            let condition = flow.add(kind, at: range, outer: way.condition, choice: choices[last].number)
            ways.append(Way(condition: condition, isDead: way.isDead, isCertain: false))
        }
    }

    /// The way that is gone where no other one is.
    mutating func beginRest(at range: Range<Int>) {
        let last = choices.count - 1
        let isOnly = choices[last].results[Self.open] == nil && !choices[last].isDecided
        beginWay(.branch, at: range, truth: isOnly ? true : nil)
    }

    /// Stands for a way that may be gone; no variable has this name.
    private static let open = ""

    mutating func endWay() {
        guard ways.count > 1, let ended = ways.popLast(), !choices.isEmpty else { return }
        guard !ended.isCertain else {
            for (name, value) in ended.before where ways[ways.count - 1].before[name] == nil {
                ways[ways.count - 1].before[name] = .some(value)
            }
            // What ends inside ends this.
            if ended.isDead { ways[ways.count - 1].isDead = true }
            return
        }
        for (name, before) in ended.before {
            if !ended.isDead { choices[choices.count - 1].results[name, default: []].append(values[name]) }
            values[name] = before
        }
        if ended.isDead { choices[choices.count - 1].wayCount -= 1 }
    }

    /// - Parameter isExhaustive: whether one of its ways is gone in any case.
    mutating func endChoice(isExhaustive: Bool) {
        guard let choice = choices.popLast() else { return }
        if isExhaustive { flow.exhaust(choice.number) }
        for (name, results) in choice.results where name != Self.open {
            var all = results
            if !isExhaustive || results.count < choice.wayCount { all.append(values[name]) }
            let isSame = all.dropFirst().allSatisfy { result in
                guard let first = all[0], let result else { return false }
                return first.isKnown && result.text.bytes == first.text.bytes
            }
            self[name] = isSame ? all[0] : nil
        }
    }

    /// A choice of one way that may be gone or not.
    mutating func beginOptional(_ kind: Deck.Condition.Kind, at range: Range<Int>, truth: Bool? = nil) {
        beginChoice()
        beginWay(kind, at: range, truth: truth)
    }

    mutating func endOptional() {
        endWay()
        endChoice(isExhaustive: false)
    }

    /// The program ends here, if this place is reached.
    ///
    /// - Parameter depth: of the ways that go on behind it, as those of a caller do.
    mutating func end(at range: Range<Int>, keeping kept: Int = 0) {
        guard !isDead else { return }
        let depth = max(kept, ways.lastIndex(where: \.isFailure) ?? 0)
        var index = ways.count - 1
        while index >= depth {
            ways[index].isDead = true
            guard ways[index].isCertain else { break }
            index -= 1
        }
        index -= 1
        while index >= depth {
            ways[index].condition = flow.add(.stop, at: range, outer: ways[index].condition)
            index -= 1
        }
    }

    /// The program may end here.
    mutating func mayEnd(at range: Range<Int>) {
        guard !isDead else { return }
        for index in ways.indices {
            ways[index].condition = flow.add(.stop, at: range, outer: ways[index].condition)
        }
    }

    /// Whether the way that begins behind some others has ended.
    func isEnded(from depth: Int) -> Bool { depth < ways.count && ways[depth].isDead }

    /// The way that was begun last is gone only where a command has failed.
    mutating func markFailure() { ways[ways.count - 1].isFailure = true }

    /// Goes on after a routine that has ended.
    mutating func revive() { ways[ways.count - 1].isDead = false }

    // MARK: Variables

    subscript(name: String) -> Value? {
        get { values[name] }
        set {
            if ways.count > 1, ways[ways.count - 1].before[name] == nil {
                ways[ways.count - 1].before[name] = .some(values[name])
            }
            values[name] = newValue
        }
    }

    /// Variables that a loop changes are not known in it.
    mutating func forget(_ names: some Sequence<String>) {
        for name in names where values[name] != nil { self[name] = nil }
    }

    /// Back to what variables held before a routine with variables of its own.
    mutating func restore(_ saved: [String: Value]) { values = saved }

    var names: [String] { Array(values.keys) }

    // MARK: Commands

    /// How many lines have been passed on and are not taken.
    var count: Int { flow.lines.count + flow.unread.count }

    /// A region that was found in another way, under what decides about this place.
    func inside(_ region: DeckRegion) -> DeckRegion {
        guard isDead || isConditional else { return region }
        var region = region
        let outer = flow.conditions.indices.contains(Int(condition) - 1) ? flow.conditions[Int(condition) - 1] : nil
        region.flow = (region.flow ?? RegionFlow()).inside(outer?.kind ?? .branch, at: outer?.range ?? .init(0, 0))
        region.flow?.isDead = isDead
        return region
    }

    mutating func emit(_ text: MappedText) {
        guard !text.bytes.isEmpty else { return }
        let lines = text.bytes.count { $0 == UInt8(ascii: "\n") } + 1
        for _ in 0..<lines {
            if isDead { flow.dead.insert(flow.lines.count) }
            flow.lines.append(condition)
        }
        texts.append(text)
    }

    mutating func unread(_ kind: Deck.UnreadPart.Kind, _ name: String, at range: Range<Int>) {
        guard !isDead else { return }
        flow.unread.append(
            RegionFlow.Unread(
                line: flow.lines.count, kind: kind, name: name,
                range: SourceRange(range.lowerBound, range.upperBound), isPossible: isConditional))
    }

    /// Puts a value in for a name.
    mutating func substitute(_ name: String, _ value: Value, at range: Range<Int>, into text: inout MappedText) {
        text.append(value.text.bytes, for: range)
        note(name, value, at: range)
    }

    mutating func note(_ name: String, _ value: Value, at range: Range<Int>) {
        let place = SourceRange(range.lowerBound, range.upperBound)
        guard value.isKnown, flow.substitutions.last?.range != place else { return }
        flow.substitutions.append(
            Deck.Substitution(
                name: name, value: String(decoding: value.text.bytes, as: UTF8.self), range: place,
                origin: value.origin.map { SourceRange($0.lowerBound, $0.upperBound) }))
    }

    /// What has been passed on so far, as a region; nothing is left of it.
    mutating func takeRegion(_ carrier: Deck.Carrier) -> DeckRegion? {
        defer {
            texts = []
            flow.lines = []
            flow.dead = []
            flow.unread = []
            flow.substitutions = []
        }
        // A place for what is not shown.
        let empty = flow.unread.first.map { MappedText([TSOBytes.blank], for: $0.range.bounds) }
        guard let text = DeckCarrier.joined(texts) ?? empty else { return nil }
        let isStraight =
            flow.lines.allSatisfy { $0 == 0 } && flow.dead.isEmpty && flow.unread.isEmpty
            && flow.substitutions.isEmpty
        return DeckRegion(
            text: .mapped(text), carrier: carrier, joinsLines: false, flow: isStraight ? nil : flow)
    }
}

extension MappedText {
    /// A text all of which stands for one place of the file.
    init(_ bytes: some Collection<UInt8>, for range: Range<Int>) {
        self.init()
        append(bytes, for: range)
    }

    /// Whether its places follow each other as its bytes do.
    var isInOrder: Bool {
        var last: UInt32 = 0
        for index in bytes.indices {
            let start = fileRange(index, index + 1).start
            guard start >= last else { return false }
            last = start
        }
        return true
    }
}
