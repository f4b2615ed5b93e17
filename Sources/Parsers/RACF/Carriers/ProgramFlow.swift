import Diagnostics
import Languages

/// The commands that a program passes on, in order and with their conditions, and the values of its variables as far as
/// the program itself determines them.
///
/// A carrier interprets its program and reports where branches divide and join.
struct ProgramFlow {
    /// The value of a variable: text with a mark for each unknown part, and the place of the assignment.
    struct Value {
        var text: MappedText
        var origin: Range<Int>?

        var isKnown: Bool { !text.bytes.contains(Placeholder.substitution) }
    }

    /// One branch of a choice, or the whole program.
    private struct Way {
        var condition: UInt32
        /// Whether it certainly never runs, or has ended.
        var isDead: Bool
        /// Whether it certainly runs, so that its commands count as if there were no choice.
        var isCertain: Bool
        /// Whether it is left out if an earlier command fails, which the evaluation of the commands shows.
        var maySkip = false
        /// The values before it of the variables that it changes.
        var before: [String: Value?] = [:]
    }

    private struct Choice {
        var number: UInt32
        var wayCount = 0
        /// Whether one branch certainly runs, so that the others do not.
        var isDecided = false
        /// The values after its branches of the variables that they change; `nil` for unknown ones.
        var results: [String: [Value?]] = [:]
    }

    private(set) var flow = RegionFlow()
    private var text = MappedText()
    /// What the program does at the next commands if they fail.
    var stop = Deck.Stop.never
    /// The number of lines and unread parts in the regions already taken.
    private var taken = 0
    private var ways = [Way(condition: 0, isDead: false, isCertain: true)]
    private var choices: [Choice] = []
    /// The open branches that run only after a failed command. Whether it fails shows when the commands are evaluated,
    /// so an end of the program in such a branch is kept with them.
    private var failures: [Failure] = []
    /// What the next test of a return code is about.
    private var tested = Tested.nothing
    /// Whether a command ran that is not passed on.
    private var hasRunOther = false
    /// The ends after failures that count only up to the end of a branch, such as a routine.
    private var openExits: [(exit: Int, depth: Int)] = []
    /// Whether the program ends after a failure.
    private var hasExits = false
    /// The return codes of the exits that may be taken.
    private var codes: Set<Deck.Ending.Code> = []

    private enum Tested {
        case nothing
        /// The command in a line.
        case line(Int)
        /// A command that is not passed on, whose code is not known.
        case other
    }

    /// What a branch tests that runs only after a failure.
    struct Test {
        /// The highest code with which it does not run.
        var limit = 0
        /// Whether it tests the highest code of all commands so far.
        var isOfAll = false
        /// Whether the limit is certain.
        var isExact = false
    }

    private struct Failure {
        var way: Int
        var test: Test
        var tested: Tested
    }
    private(set) var values: [String: Value] = [:]
    var frames: [Frame] = []
    /// The branches of the open loops that may not run.
    var loops: [Int] = []
    /// The environment that gets the next commands, if it does not run RACF commands.
    var environment: Deck.Environment?
    /// The values from outside, by name.
    let given: [String: String]

    init(given: [String: String] = [:]) { self.given = given }

    // MARK: Branches

    private var way: Way { ways[ways.count - 1] }
    /// Whether the next commands never run.
    var isDead: Bool { way.isDead }
    var condition: UInt32 { way.condition }
    var isConditional: Bool { way.condition != 0 }
    var depth: Int { ways.count }

    mutating func beginChoice() { choices.append(Choice(number: flow.addChoice())) }

    /// - Parameter truth: whether the branch runs; `nil` if the program does not determine it.
    mutating func beginWay(_ kind: Deck.Condition.Kind, at range: Range<Int>, truth: Bool? = nil) {
        let last = choices.count - 1
        choices[last].wayCount += 1
        var truth = truth
        if choices[last].isDecided { truth = false }
        // The branch certainly runs if the earlier ones do not.
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

    /// Begins the branch that runs if no other one does.
    mutating func beginRest(at range: Range<Int>) {
        let last = choices.count - 1
        let isOnly = choices[last].results[Self.open] == nil && !choices[last].isDecided
        beginWay(.branch, at: range, truth: isOnly ? true : nil)
    }

    /// A key for an undecided branch; no variable has this name.
    private static let open = ""

    mutating func endWay() {
        guard ways.count > 1, let ended = ways.popLast(), !choices.isEmpty else { return }
        if failures.last?.way == ways.count { failures.removeLast() }
        closeExits()
        guard !ended.isCertain else {
            for (name, value) in ended.before where ways[ways.count - 1].before[name] == nil {
                ways[ways.count - 1].before[name] = .some(value)
            }
            if ended.maySkip { forget(ended.before.keys) }
            // An end inside the branch also ends this one.
            if ended.isDead { ways[ways.count - 1].isDead = true }
            return
        }
        for (name, before) in ended.before {
            if !ended.isDead { choices[choices.count - 1].results[name, default: []].append(values[name]) }
            values[name] = before
        }
        if ended.isDead { choices[choices.count - 1].wayCount -= 1 }
    }

    /// - Parameter isExhaustive: whether one of its branches always runs.
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

    /// Whether no branch of the last choice runs; `nil` if that is not known.
    var isLastChoiceUnmatched: Bool? {
        guard let choice = choices.last, !choice.isDecided else { return false }
        return choice.results[Self.open] == nil ? true : nil
    }

    /// Begins a choice with one optional branch.
    mutating func beginOptional(_ kind: Deck.Condition.Kind, at range: Range<Int>, truth: Bool? = nil) {
        beginChoice()
        beginWay(kind, at: range, truth: truth)
    }

    mutating func endOptional() {
        endWay()
        endChoice(isExhaustive: false)
    }

    /// Ends the program here, if this place is reached.
    ///
    /// - Parameter depth: the depth of the branches that continue after it, such as those of a caller.
    mutating func end(at range: Range<Int>, keeping kept: Int = 0) {
        guard !isDead else { return }
        let depth = max(kept, failures.last?.way ?? 0)
        if depth > kept { noteExit(at: range, keeping: kept) }
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

    /// Records that the program may end here.
    ///
    /// - Parameter kept: the depth of the branches that continue after it.
    mutating func mayEnd(at range: Range<Int>, keeping kept: Int = 0) {
        guard !isDead else { return }
        for index in ways.indices.dropFirst(kept) {
            ways[index].condition = flow.add(.stop, at: range, outer: ways[index].condition)
        }
    }

    /// Records that the program ends here if the command fails that was tested.
    private mutating func noteExit(at range: Range<Int>, keeping kept: Int) {
        guard let failure = failures.last else { return }
        switch failure.tested {
        case .nothing: return
        case .other:
            for index in kept..<failure.way {
                ways[index].condition = flow.add(.stop, at: range, outer: ways[index].condition)
            }
        case .line(let line):
            let isReached =
                ways[(failure.way + 1)...].allSatisfy(\.isCertain)
                && flow.lines[line] == ways[failure.way - 1].condition
            flow.exits.append(
                RegionFlow.Exit(
                    line: line, limit: failure.test.limit, isOfAll: failure.test.isOfAll,
                    isSure: failure.test.isExact && isReached && failures.count == 1,
                    range: SourceRange(range.lowerBound, range.upperBound)))
            openExits.append((flow.exits.count - 1, kept))
            hasExits = true
        }
    }

    /// Begins a branch that runs only if the last command is successful: its test counts like an end of the program up
    /// to the end of the branch.
    ///
    /// - Returns: whether the commands decide about it.
    mutating func beginIfSuccessful(at range: Range<Int>, _ test: Test) -> Bool {
        guard case .line(let line) = tested, !isDead, !(test.isOfAll && hasRunOther) else { return false }
        let isSure = test.isExact && failures.isEmpty && flow.lines[line] == condition
        beginIf(at: range, truth: true)
        ways[ways.count - 1].maySkip = true
        flow.exits.append(
            RegionFlow.Exit(
                line: line, limit: test.limit, isOfAll: test.isOfAll, isSure: isSure,
                range: SourceRange(range.lowerBound, range.upperBound)))
        openExits.append((flow.exits.count - 1, ways.count - 1))
        hasExits = true
        return true
    }

    /// The commands that follow run whether or not the exits inside a branch that has ended are taken.
    private mutating func closeExits() {
        for open in openExits where open.depth >= ways.count && flow.exits.indices.contains(open.exit) {
            flow.exits[open.exit].until = flow.lines.count
        }
        openExits.removeAll { $0.depth >= ways.count }
    }

    /// Continues at a place that is reached only by a jump that may be taken.
    mutating func mayContinue(at range: Range<Int>) {
        guard isDead else { return }
        revive()
        mayEnd(at: range)
        forget(names)
    }

    /// Whether the branch after a number of others has ended.
    func isEnded(from depth: Int) -> Bool { depth < ways.count && ways[depth].isDead }

    /// Records that the last branch runs only after a failed command.
    ///
    /// - Parameter test: what it tests; `nil` if it is not known which command failed.
    mutating func markFailure(_ test: Test?) {
        guard failures.last?.way != ways.count - 1 else { return }
        let isAboutOther = test?.isOfAll ?? false && hasRunOther
        failures.append(
            Failure(
                way: ways.count - 1, test: test ?? Test(),
                tested: test == nil ? .nothing : isAboutOther ? .other : tested))
    }

    /// Records that a command runs that is not passed on.
    mutating func runsOther() {
        guard !isDead else { return }
        (tested, hasRunOther) = (.other, true)
    }

    /// Whether an end here is that of a branch that runs only after a failed command.
    var isAfterFailure: Bool { !failures.isEmpty && !isDead }

    /// Continues after a routine that has ended.
    mutating func revive() { ways[ways.count - 1].isDead = false }

    /// Continues after the end of the program with what may be called.
    mutating func reviveAfterEnd() {
        for open in openExits where flow.exits.indices.contains(open.exit) {
            flow.exits[open.exit].until = flow.lines.count
        }
        openExits = []
        revive()
    }

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

    /// Makes the variables unknown that a loop changes.
    mutating func forget(_ names: some Sequence<String>) {
        for name in names where values[name] != nil { self[name] = nil }
    }

    /// Restores the values of variables before a routine with separate variables.
    mutating func restore(_ saved: [String: Value]) { values = saved }

    var names: [String] { Array(values.keys) }

    func names(changedSince saved: [String: Value]) -> [String] {
        names.filter { values[$0]?.text.bytes != saved[$0]?.text.bytes }
    }

    // MARK: Commands

    /// The number of lines and unread parts that have been passed on.
    var count: Int { taken + flow.lines.count + flow.unread.count }

    /// A region that was found separately, under the conditions of this place.
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
            if let environment { flow.refused[flow.lines.count] = environment }
            flow.lines.append(condition)
        }
        if !isDead { tested = .line(flow.lines.count - 1) }
        self.text.appendLines(text)
    }

    /// Passes a command on that was reached before, under the condition of that place.
    mutating func emit(_ text: MappedText, under condition: UInt32) {
        guard !text.bytes.isEmpty else { return }
        flow.lines += repeatElement(condition, count: text.bytes.count { $0 == UInt8(ascii: "\n") } + 1)
        self.text.appendLines(text)
    }

    /// - Parameter isInline: whether the program that reads the text reads the part too.
    mutating func unread(
        _ kind: Deck.UnreadPart.Kind, _ name: String, at range: Range<Int>, isInline: Bool = false
    ) {
        guard !isDead else {
            if isNamed(kind) { flow.idle.append(name) }
            return
        }
        runsOther()
        flow.unread.append(
            RegionFlow.Unread(
                line: flow.lines.count, kind: kind, name: name,
                range: SourceRange(range.lowerBound, range.upperBound), isPossible: isConditional, isInline: isInline))
    }

    private func isNamed(_ kind: Deck.UnreadPart.Kind) -> Bool { kind == .program || kind == .dataSet }

    // MARK: End

    /// Records that the program ends here with a return code, unless this place is never reached.
    mutating func exits(with code: Deck.Ending.Code) {
        guard !isDead else { return }
        codes.insert(failures.isEmpty ? code : code == .zero ? .open : code)
    }

    /// How the program ends whose last instruction was read.
    ///
    /// - Parameter code: the return code without an exit.
    func ending(_ code: Deck.Ending.Code, _ carrier: Deck.Carrier) -> Deck.Ending? {
        let all = isDead ? codes : codes.union([code])
        var ending = Deck.Ending(carrier)
        ending.code = all.count == 1 ? all.first ?? .open : .open
        // Only a shell reads another text into itself.
        if carrier == .shell, !codes.isEmpty { ending.endsReader = isDead && !isConditional ? .always : .perhaps }
        return ending == Deck.Ending(carrier) ? nil : ending
    }

    /// Whether the program whose last instruction was read ends with a failure.
    var failure: Deck.Ending.Reader {
        guard codes.contains(.failure) || codes.contains(.open) else { return .never }
        return isDead && !isConditional && codes == [.failure] ? .always : .perhaps
    }

    /// Records a value that replaces a name.
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

    /// Records that the program ends, or goes elsewhere, at the first command that fails.
    mutating func endsAtFailure(_ ends: Bool = true) { stop = ends ? .perhapsAtFailure : .never }

    /// Takes the lines passed on so far as a region.
    mutating func takeRegion(_ carrier: Deck.Carrier) -> DeckRegion? {
        defer {
            text = MappedText()
            taken = count
            flow.lines = []
            flow.dead = []
            flow.refused = [:]
            flow.exits = []
            openExits = []
            tested = .nothing
            flow.unread = []
            flow.idle = []
            flow.substitutions = []
        }
        // It is a place for the parts that are not shown.
        let place = flow.unread.first?.range ?? (flow.idle.isEmpty ? nil : SourceRange(0, 0))
        let empty = place.map { MappedText([TSOBytes.blank], for: $0.bounds) }
        guard let text = text.bytes.isEmpty ? empty : text else { return nil }
        let isStraight =
            flow.lines.allSatisfy { $0 == 0 } && flow.dead.isEmpty && flow.refused.isEmpty && flow.exits.isEmpty
            && flow.unread.isEmpty && flow.idle.isEmpty && flow.substitutions.isEmpty
        var region = DeckRegion(
            text: .mapped(text), carrier: carrier, joinsLines: false, flow: isStraight ? nil : flow)
        (region.stop, region.step) = (stop, stop == .never && !hasExits ? 0 : 1)
        return region
    }
}

extension MappedText {
    /// A text that represents one place of the file.
    init(_ bytes: some Collection<UInt8>, for range: Range<Int>) {
        self.init()
        append(bytes, for: range)
    }

    /// Whether its places have the order of its bytes.
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
