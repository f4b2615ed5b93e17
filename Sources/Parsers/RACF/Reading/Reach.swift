import Diagnostics
import Languages

/// The conditions of the lines being read.
struct Reach {
    /// The number of the condition in the deck; 0 for none.
    var condition: UInt32 = 0
    /// Whether they never run.
    var isDead = false
    /// The environment that gets them, if it does not run RACF commands.
    var environment: Deck.Environment?
    /// The number before the first condition of the region.
    private var firstCondition: UInt32 = 0
    private var nextUnread = 0
    private var nextExit = 0
    /// The exits of the deck that count up to a line.
    private var openExits: [(exit: Int, until: Int)] = []
    /// The line being read, and that of the last command.
    private var line = 0
    private var lineOfCommand = -1
    /// The condition that may have ended the run.
    private var stop: UInt32 = 0
    /// The condition of the whole region; 0 for none.
    private var base: UInt32 = 0
    /// The last condition that the end of the run was added to, and the result.
    private var stopped: (inside: UInt32, condition: UInt32) = (0, 0)

    /// Whether the lines run whenever their region does.
    var isUnconditional: Bool { condition == base }

    init() {}

    /// Adds the conditions of a region to those of the deck.
    init(_ flow: RegionFlow, _ deck: inout Deck.Flow) {
        for way in flow.ways { base = deck.number(of: way, outer: base) }
        let base = base
        condition = base
        firstCondition = UInt32(deck.conditions.count)
        let firstChoice = UInt32(deck.choices.count)
        deck.conditions += flow.conditions.map {
            Deck.Condition(
                $0.kind, at: $0.range, outer: $0.outer == 0 ? base : $0.outer + firstCondition,
                choice: $0.choice == 0 ? 0 : $0.choice + firstChoice)
        }
        deck.choices += flow.choices
        deck.substitutions += flow.substitutions
        if let ending = flow.ending { deck.ending = ending }
        deck.idle += flow.idle
    }

    /// Continues with a line of the region.
    ///
    /// - Parameters:
    ///   - position: the number of commands before it.
    ///   - region: the index of the region.
    mutating func go(to line: Int, _ flow: RegionFlow, _ deck: inout Deck.Flow, position: Int, region: Int) {
        while nextUnread < flow.unread.count, flow.unread[nextUnread].line <= line {
            let part = flow.unread[nextUnread]
            deck.unread.append(
                Deck.UnreadPart(
                    kind: part.kind, name: part.name, range: part.range, position: position,
                    isPossible: part.isPossible, region: region, isInline: part.isInline || part.kind == .dataSet,
                    isChanged: part.isChanged))
            nextUnread += 1
        }
        while nextExit < flow.exits.count, flow.exits[nextExit].line < line {
            note(flow.exits[nextExit], &deck, position: position)
            nextExit += 1
        }
        for open in openExits where open.until <= line { deck.exits[open.exit].until = position }
        openExits.removeAll { $0.until <= line }
        self.line = line
        let number = flow.condition(of: line)
        if number == 0 {
            condition = stop == .max || stop == 0 ? base : stop
        } else {
            condition = number + firstCondition
            if stop != .max, stop != 0 { condition = stopped(inside: condition, &deck) }
        }
        isDead = stop == .max || flow.isDead || flow.dead.contains(line)
        environment = flow.refused[line]
    }

    /// Records that a command begins in the line.
    mutating func noteCommand() { lineOfCommand = line }

    /// Records an end after a failure. What TSO does with a line that is not a command is not followed.
    private mutating func note(_ exit: RegionFlow.Exit, _ deck: inout Deck.Flow, position: Int) {
        guard lineOfCommand == exit.line || exit.isOfAll, position > 0 else {
            deck.conditions.append(Deck.Condition(.stop, at: exit.range, outer: condition))
            return mayEnd(at: UInt32(deck.conditions.count))
        }
        deck.exits.append(
            Deck.Exit(
                command: position - 1, limit: exit.limit, isOfAll: exit.isOfAll, isSure: exit.isSure,
                endsGroup: exit.endsGroup,
                range: exit.range))
        if let until = exit.until { openExits.append((deck.exits.count - 1, until)) }
    }

    /// A condition under which a line runs only if the run did not end before; otherwise a command that every branch has
    /// would count as certain.
    private mutating func stopped(inside condition: UInt32, _ deck: inout Deck.Flow) -> UInt32 {
        if stopped.inside != condition {
            let range = deck.conditions[Int(stop) - 1].range
            deck.conditions.append(Deck.Condition(.stop, at: range, outer: condition))
            stopped = (condition, UInt32(deck.conditions.count))
        }
        return stopped.condition
    }

    /// Takes over the end of earlier regions.
    mutating func goOn(from before: Reach) {
        if before.stop == .max { end() } else if before.stop != 0 { mayEnd(at: before.stop) }
    }

    /// Records that the rest of the region does not run.
    mutating func end() {
        isDead = true
        stop = .max
    }

    /// Records that the rest of the region may not run.
    mutating func mayEnd(at condition: UInt32) {
        guard stop == 0 else { return }
        stop = condition
        if self.condition == base { self.condition = condition }
    }
}

extension CommandParser {
    /// Begins a region; the end of its step also ends it.
    mutating func beginReach(_ region: Deck.Region, _ flow: RegionFlow?) {
        let isSameStep = region.step != 0 && builder.regions.last?.step == region.step
        let before = reach
        reach = flow.map { Reach($0, &builder.flow) } ?? Reach()
        if isSameStep { reach.goOn(from: before) }
    }

    /// Handles LOGOFF, which ends the session, and END, which probably does.
    ///
    /// - Parameter isInside: whether it is a subcommand of another program.
    mutating func endSession(_ word: PackedWord, at range: SourceRange, isInside: Bool) {
        if word == TSOCommand.logoff {
            let isCertain = reach.isUnconditional
            if !reach.isDead { endsReader(isCertain) }
            guard isCertain else { return mayEnd(at: range) }
            reach.end()
        } else if word == TSOCommand.end, !isInside {
            endsReader(false)
            mayEnd(at: range)
        }
    }

    private mutating func endsReader(_ isCertain: Bool) {
        guard builder.flow.ending?.endsReader != .always else { return }
        var ending = Deck.Ending(builder.regions.last?.carrier)
        ending.endsReader = isCertain ? .always : .perhaps
        builder.flow.ending = ending
    }

    /// Handles WHEN SYSRC, which may end the session after a command that fails, and at once if a program was started.
    mutating func endsAtFailure(at range: SourceRange) {
        if hasStartedProgram { mayEnd(at: range) }
        guard let region = builder.regions.indices.last, builder.regions[region].stop == .never else { return }
        builder.regions[region].stop = .perhapsAtFailure
        let hasFailed = builder.commands.reversed().prefix { Int($0.region) == region }.contains { $0.effect == .fails }
        if hasFailed { mayEnd(at: range) }
    }

    /// Handles a command that certainly fails.
    mutating func fail(at range: SourceRange) {
        switch builder.regions.last?.stop ?? .never {
        case .never: return
        case .atFailure: if reach.isUnconditional { reach.end() } else { mayEnd(at: range) }
        case .perhapsAtFailure, .perhapsAtError: mayEnd(at: range)
        }
    }

    mutating func mayEnd(at range: SourceRange) {
        guard !reach.isDead else { return }
        builder.flow.conditions.append(Deck.Condition(.stop, at: range, outer: reach.condition))
        reach.mayEnd(at: UInt32(builder.flow.conditions.count))
    }

    /// Continues with a line of the region.
    mutating func reach(_ line: Int, _ flow: RegionFlow) {
        reach.go(
            to: line, flow, &builder.flow, position: builder.commands.count, region: builder.regions.count - 1)
    }

    /// Handles a command of several lines, some of which may be missing.
    mutating func reach(through lines: Range<Int>, from first: Int, _ flow: RegionFlow) {
        let condition = flow.condition(of: lines.lowerBound - 1 - first)
        guard let other = lines.first(where: { flow.condition(of: $0 - first) != condition }) else { return }
        reach.go(
            to: other - first, flow, &builder.flow, position: builder.commands.count, region: builder.regions.count - 1)
    }

    /// Handles an exec or a CLIST that the deck calls.
    mutating func called(_ name: String, at range: SourceRange) {
        guard !reach.isDead else { return builder.flow.idle.append(name) }
        builder.flow.unread.append(
            Deck.UnreadPart(
                kind: .program, name: name, range: range, position: builder.commands.count,
                isPossible: reach.condition != 0, region: builder.regions.count - 1, isInline: false,
                isChanged: false))
    }

    /// Handles a command that is generated while the deck runs.
    mutating func generated(_ range: SourceRange) {
        guard !reach.isDead else { return }
        builder.flow.unread.append(
            Deck.UnreadPart(
                kind: .generated, name: "", range: range, position: builder.commands.count,
                isPossible: reach.condition != 0, region: builder.regions.count - 1, isInline: false,
                isChanged: false))
    }
}

extension Deck.Flow {
    /// The number of the condition of a branch that several regions share.
    fileprivate mutating func number(of way: RegionFlow.Way, outer: UInt32) -> UInt32 {
        if let known = ways[way.range.start] { return known }
        let choice = sharedChoices[way.choice.start] ?? UInt32(choices.count + 1)
        if choice > choices.count {
            choices.append(way.isExhaustive)
            sharedChoices[way.choice.start] = choice
        }
        conditions.append(Deck.Condition(.branch, at: way.range, outer: outer, choice: choice))
        ways[way.range.start] = UInt32(conditions.count)
        return UInt32(conditions.count)
    }

    mutating func set(_ condition: UInt32, of command: Int) {
        while conditionOf.count < command { conditionOf.append(0) }
        conditionOf.append(condition)
    }
}
