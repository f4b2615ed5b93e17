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
    /// The steps that have ended, and the parts of programs that are left.
    private var stopped: [StopKey: Ending] = [:]
    private var left: [StopKey: [Ending]] = [:]
    /// The lowest and the highest code that is possible as the highest one of a step so far.
    private var worst: [StopKey: (low: Int, high: Int)] = [:]
    /// The number of entries that were copied from other lists.
    var copied = 0
    /// The commands that an earlier one prevents.
    private(set) var notReached: [(command: Mark, stop: Mark)] = []

    private struct StopKey: Hashable {
        var file: FileID
        var step: Int
    }

    private struct Ending {
        var truth: Truth
        /// The command that fails.
        var mark: Mark
        /// The first command that runs in any case.
        var until: Int
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
        for step in schedule.steps {
            switch step.kind {
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
    }

    private mutating func apply(_ deck: Deck, _ commands: Range<Int>, isPossible: Bool) {
        let words = deck.words
        let hasStops = words.hasStops
        for command in commands { step(deck, words, command, isPossible: isPossible, hasStops: hasStops) }
    }

    /// Applies a single command.
    mutating func applyOne(_ deck: Deck, _ command: Int, isPossible: Bool) {
        let words = deck.words
        step(deck, words, command, isPossible: isPossible, hasStops: words.hasStops)
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
            if hasStops, isReached(command, deck, words) { exit(after: command, deck, words, Self.codesOfParse) }
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
        let region = words.region(command)
        let failure = replies.fails(above: region.stop == .perhapsAtError ? 4 : 0)
        exit(after: command, deck, words, replies.codes)
        guard region.stop != .never, failure != .no else { return }
        let isSure = failure == .yes && region.stop == .atFailure && isCertain && isUnconditional
        stopped[StopKey(file: deck.file.id, step: region.step)] = Ending(
            truth: isSure ? .yes : .unknown, mark: mark, until: .max)
    }

    /// The code of a command that parse rejects.
    private static let codesOfParse = (low: 8, high: 12)

    /// Whether the program goes on to a command; what it only may reach is not unconditional.
    private mutating func isReached(_ command: Int, _ deck: Deck, _ words: Deck.Words) -> Bool {
        let key = StopKey(file: deck.file.id, step: words.region(command).step)
        left[key]?.removeAll { $0.until <= command }
        let endings = (left[key] ?? []) + [stopped[key]].compactMap(\.self)
        if let ending = endings.first(where: { $0.truth == .yes }) {
            notReached.append((mark, ending.mark))
            return false
        }
        if !endings.isEmpty { isUnconditional = false }
        return true
    }

    /// Ends the program, or leaves a part of it, where it tests for the code of a command.
    private mutating func exit(after command: Int, _ deck: Deck, _ words: Deck.Words, _ codes: (low: Int, high: Int)) {
        let key = StopKey(file: deck.file.id, step: words.region(command).step)
        let before = worst[key] ?? (0, 0)
        let all = (low: max(before.low, isUnconditional ? codes.low : 0), high: max(before.high, codes.high))
        worst[key] = all
        for exit in words.exits(after: command) {
            let tested = exit.isOfAll ? all : codes
            guard tested.high > exit.limit else { continue }
            let isSure = exit.isSure && isUnconditional && tested.low > exit.limit
            let ending = Ending(truth: isSure ? .yes : .unknown, mark: mark, until: exit.until)
            if exit.until == .max {
                stopped[key] = ending
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
