import Diagnostics
import RACF

/// Applies commands to the state with the effect that they really have.
struct CommandEffects {
    var state: SystemState
    var events: [EventRecord] = []
    /// The command that is being applied.
    var mark: Mark
    /// Whether it always runs, possibly with unknown values.
    var isUnconditional = true
    /// The number of commands after it in its deck.
    var commandsLeft = 0
    /// What it answers, if anything depends on that.
    var replies: [Reply] = []
    var wantsReplies = false
    /// The decks that call each other, and what each of them may end.
    var calls = Calls()
    /// The steps that have ended, and the parts of programs that are left.
    private var stopped: [StopKey: Ending] = [:]
    private var left: [StopKey: [Ending]] = [:]
    /// The lowest and the highest code that is possible as the highest one of a step so far.
    private var worst: [StopKey: (low: Int, high: Int)] = [:]
    /// Whether the last command failed.
    private var lastFailure = Truth.no
    /// The number of entries that were copied from other lists.
    var copied = 0
    /// The commands that an earlier one prevents.
    private(set) var notReached: [(command: Mark, stop: Mark, isFailure: Bool)] = []

    typealias StopKey = Calls.Place

    private struct Ending {
        var truth: Truth
        /// The command that fails, or the last one before the end.
        var mark: Mark
        /// The first command that runs in any case.
        var until: Int
        var isFailure = true
    }

    /// The class used last, because successive commands mostly name the same class and few IDs.
    private var lastClass: (name: [UInt8], number: ClassNumber)?
    private var lastID: (name: [UInt8], number: IDNumber)?

    /// - Parameter mark: the time of the last fact in listings.
    init(_ state: SystemState, after mark: Mark) {
        self.state = state
        self.mark = mark
    }

    mutating func apply(_ schedule: Schedule) {
        calls = Calls(schedule)
        for step in schedule.steps {
            enter(step)
            switch step.kind {
            case .returned: leave(step)
            case .commands(let commands): apply(schedule.decks[step.deck], commands, isPossible: step.isPossible)
            case .unread: applyUnread(step, schedule)
            }
        }
    }

    mutating func applyUnread(_ step: Schedule.Step, _ schedule: Schedule) {
        guard case .unread(let part) = step.kind else { return }
        mark.time += 1
        let deck = schedule.decks[step.deck]
        state.openAll(at: Place(deck.file.id, deck.unreadParts[part].range), mark)
        // It may fail too.
        let region = deck.regions[deck.unreadParts[part].region]
        if calls.isUsed || region.stop != .never, calls.stop(of: region) != .never {
            end(calls.place(region), .unknown)
        }
    }

    // MARK: Calls

    /// Continues with a run of a deck.
    mutating func enter(_ step: Schedule.Step) {
        if calls.run != step.run { lastFailure = .no }
        calls.run = step.run
    }

    /// Ends a deck that was called, and with it what calls it, if that ends at a failure or is the same program.
    mutating func leave(_ step: Schedule.Step) {
        guard let (place, stop, isInline) = calls.caller else { return }
        let ending = calls.deck.ending
        var truth: Truth
        if isInline {
            switch ending.endsReader {
            case .never: truth = .no
            case .perhaps: truth = .unknown
            case .always: truth = .yes
            }
        } else {
            switch ending.code {
            case .zero: truth = .no
            case .failure: truth = .yes
            case .open: truth = .unknown
            case .lastCommand: truth = lastFailure
            }
            // It ended at a failure, with whatever code.
            if stopped.keys.contains(where: { $0.run == step.run }) { truth = .unknown }
        }
        if !isInline { lastFailure = truth }
        guard truth != .no, isInline || stop != .never else { return }
        let isSure = !step.isPossible && (isInline || stop == .atFailure)
        end(place, isSure ? truth : .unknown)
    }

    private mutating func end(_ place: StopKey, _ truth: Truth) {
        guard stopped[place]?.truth != .yes else { return }
        stopped[place] = Ending(truth: truth, mark: mark, until: .max, isFailure: false)
    }

    private mutating func apply(_ deck: Deck, _ commands: Range<Int>, isPossible: Bool) {
        let words = deck.words
        let hasStops = words.hasStops || calls.isUsed
        for command in commands { step(deck, words, command, isPossible: isPossible, hasStops: hasStops) }
    }

    /// Applies a single command.
    mutating func applyOne(_ deck: Deck, _ command: Int, isPossible: Bool) {
        let words = deck.words
        step(deck, words, command, isPossible: isPossible, hasStops: words.hasStops || calls.isUsed)
    }

    /// Skips a command that is not a RACF command.
    mutating func skip() { mark.time += 1 }

    @inline(__always)
    private mutating func step(_ deck: Deck, _ words: Deck.Words, _ command: Int, isPossible: Bool, hasStops: Bool) {
        mark.time += 1
        commandsLeft = words.commandCount - command
        guard let verb = words.verb(command) else {
            if hasStops { exit(after: command, deck, words, (0, .max)) }
            return
        }
        let isCertain: Bool
        isUnconditional = !isPossible && words.isUnconditional(command)
        switch words.effect(command) {
        case .fails:
            if hasStops, isReached(command, deck, words) {
                exit(after: command, deck, words, Self.codesOfParse)
                // The parser knows the end of the program itself.
                let region = words.region(command)
                if calls.isInline, region.stop == .never { stop(region, .yes, isCertain: isUnconditional) }
                lastFailure = .yes
            }
            return
        case .swallowed, .shown, .notReached, .repeated: return
        case .unevaluable: isCertain = false
        case .runs: isCertain = isUnconditional
        }
        if hasStops {
            applyWithStop(verb, deck, words, command, isCertain: isCertain)
        } else {
            apply(verb, deck, words, command, isCertain: isCertain)
        }
    }

    /// Applies a command of a step that ends at the first failure.
    private mutating func applyWithStop(
        _ verb: Verb, _ deck: Deck, _ words: Deck.Words, _ command: Int, isCertain: Bool
    ) {
        guard isReached(command, deck, words) else { return }
        let isWanted = wantsReplies
        replies.removeAll(keepingCapacity: true)
        wantsReplies = true
        defer { wantsReplies = isWanted }
        apply(verb, deck, words, command, isCertain: isCertain && isUnconditional)
        exit(after: command, deck, words, replies.codes)
        lastFailure = replies.fails(above: 0)
        let region = words.region(command)
        let failure = calls.stop(of: region) == .perhapsAtError ? replies.fails(above: 4) : lastFailure
        stop(region, failure, isCertain: isCertain && isUnconditional)
    }

    /// Ends the step of a command that fails, if a failure ends it.
    private mutating func stop(_ region: Deck.Region, _ failure: Truth, isCertain: Bool) {
        let stop = calls.stop(of: region)
        guard stop != .never, failure != .no else { return }
        let isSure = failure == .yes && stop == .atFailure && isCertain
        stopped[calls.place(region)] = Ending(truth: isSure ? .yes : .unknown, mark: mark, until: .max)
    }

    /// The code of a command that parse rejects.
    private static let codesOfParse = (low: 8, high: 12)

    /// Whether the program goes on to a command; what it only may reach is not unconditional.
    private mutating func isReached(_ command: Int, _ deck: Deck, _ words: Deck.Words) -> Bool {
        let region = words.region(command)
        let key = StopKey(run: calls.run, step: region.step)
        left[key]?.removeAll { $0.until <= command }
        let endings = (left[key] ?? []) + calls.places(around: region).compactMap { stopped[$0] }
        if let ending = endings.first(where: { $0.truth == .yes }) {
            notReached.append((mark, ending.mark, ending.isFailure))
            return false
        }
        if !endings.isEmpty { isUnconditional = false }
        return true
    }

    /// Ends the program, or leaves a part of it, where it tests for the code of a command.
    private mutating func exit(after command: Int, _ deck: Deck, _ words: Deck.Words, _ codes: (low: Int, high: Int)) {
        let region = words.region(command)
        let key = StopKey(run: calls.run, step: region.step)
        let before = worst[key] ?? (0, 0)
        let all = (low: max(before.low, isUnconditional ? codes.low : 0), high: max(before.high, codes.high))
        worst[key] = all
        for exit in words.exits(after: command) {
            let tested = exit.isOfAll ? all : codes
            guard tested.high > exit.limit else { continue }
            let isSure = exit.isSure && isUnconditional && tested.low > exit.limit
            let ending = Ending(truth: isSure ? .yes : .unknown, mark: mark, until: exit.until)
            if exit.endsGroup {
                stopped[StopKey(run: calls.run, step: region.group)] = ending
            } else if exit.until == .max {
                stopped[calls.place(region)] = ending
            } else if !left[key, default: []].contains(where: { $0.until == exit.until }) {
                // A routine inside another one may be left too, and ends earlier.
                left[key, default: []].append(ending)
            }
        }
    }

    private mutating func apply(
        _ verb: Verb, _ deck: Deck, _ words: Deck.Words, _ command: Int, isCertain: Bool
    ) {
        switch verb {
        case .rdefine, .ralter, .rdelete:
            let change = ProfileChange(words, command, isCertain: isCertain)
            guard !change.isElsewhere else { return }
            profiles(verb, words, command, change)
        case .permit:
            let change = PermitChange(words, command, isCertain: isCertain)
            guard !change.isElsewhere else { return }
            permit(words, change)
        case .setropts: setropts(deck.commands[command], isCertain: isCertain)
        case .adduser, .altuser, .deluser, .addgroup, .delgroup, .connect, .remove:
            usersAndGroups(deck.commands[command], verb, isCertain: isCertain)
        case .rvary: rvary(deck.commands[command], isCertain: isCertain)
        case .altgroup, .addsd, .altdsd, .deldsd, .listdsd, .listgrp, .listuser, .password, .racdcert, .raclink,
            .racmap, .racpriv, .rlist, .search, .help, .display, .restart, .set, .signoff, .stop, .target:
            if wantsReplies { list(verb, deck.commands[command]) }
        }
    }

    private mutating func rvary(_ command: Deck.Command, isCertain: Bool) {
        reply(.unknown, nil, 0...12)
        if command.hasInsertedOperand { state.isRACFActive = Fact(.unknown, at: command.place) }
        guard command.has(.inactive) || command.has(.active) else { return }
        // The operator has to agree to it.
        let isActive = Truth(command.has(.active))
        guard isCertain || isActive != state.isRACFActive.value else { return }
        state.isRACFActive = Fact(isCertain ? isActive : .unknown, at: command.place)
    }

    /// The number of the class that a word names.
    mutating func classNumber(_ words: Deck.Words, _ word: Deck.Word) -> ClassNumber {
        if let lastClass, words.equals(word, lastClass.name) { return lastClass.number }
        let own = Array(words.text(word).own)
        let number = state.insertClass(own)
        lastClass = (own, number)
        return number
    }

    /// The ID that a word names.
    mutating func id(_ words: Deck.Words, _ word: Deck.Word) -> IDNumber {
        if let lastID, words.equals(word, lastID.name) { return lastID.number }
        let own = Array(words.text(word).own)
        let number = state.insertID(own)
        lastID = (own, number)
        return number
    }

    mutating func report(
        _ kind: Evaluation.Event.Kind, _ resourceClass: ClassNumber, _ profile: ProfileNumber?,
        _ truth: Truth = .no
    ) {
        events.append(
            EventRecord(
                kind: kind, truth: truth, resourceClass: resourceClass, profile: profile,
                mark: mark))
    }
}

/// Something that a command did, or could not do.
struct EventRecord: Sendable {
    var kind: Evaluation.Event.Kind
    var truth: Truth
    var resourceClass: ClassNumber
    /// `nil` for events about a class.
    var profile: ProfileNumber?
    var mark: Mark
    var other = Mark.start
}

extension Deck.Words {
    /// Checks the class and the profiles of RDEFINE, RALTER and RDELETE.
    func classAndProfiles(of command: Int) -> (resourceClass: Deck.Word, profiles: Deck.Word)? {
        var level = level(of: command)
        guard let first = next(&level), !isOperand(first), let second = next(&level), !isOperand(second) else {
            return nil
        }
        return (isList(first) ? self.first(below: first) ?? first : first, second)
    }

    /// The first word in the parentheses of an operand or a list.
    func first(below word: Deck.Word) -> Deck.Word? {
        var level = level(below: word)
        return next(&level)
    }

    /// Calls `body` with each item of a list, or with the word itself.
    func items(_ word: Deck.Word, _ body: (Deck.Word) -> Void) {
        guard isList(word) else { return body(word) }
        children(word, body)
    }

    func children(_ word: Deck.Word, _ body: (Deck.Word) -> Void) {
        var level = level(below: word)
        while let child = next(&level) { body(child) }
    }

    /// The access level in the parentheses of an operand.
    func accessLevel(_ word: Deck.Word) -> AccessLevel? { value(word).flatMap { AccessLevel(keyword($0)) } }

    /// The last value in the parentheses of an operand.
    func value(_ word: Deck.Word) -> Deck.Word? {
        var level = level(below: word)
        var last: Deck.Word?
        while let child = next(&level) { last = child }
        return last
    }
}
