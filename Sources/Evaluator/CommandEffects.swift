import Diagnostics
import RACF

/// Applies commands to the state with the effect that they really have.
struct CommandEffects {
    var state: SystemState
    var events: [EventRecord] = []
    /// The command that is being applied.
    var mark: Mark
    /// The number of commands after it in its deck.
    var commandsLeft = 0
    /// Whether a command that cannot be evaluated may name any class.
    var mayNameAnyClass = false
    /// The class used last, because successive commands mostly name the same class and few IDs.
    private var lastClass = (name: [UInt8](), number: -1)
    private var lastID = (name: [UInt8](), number: UInt32.max)

    /// - Parameter mark: the time of the last fact in listings.
    init(_ state: SystemState, after mark: Mark) {
        self.state = state
        self.mark = mark
    }

    mutating func apply(_ deck: Deck) {
        let words = deck.words
        for command in 0..<words.commandCount {
            mark.time += 1
            commandsLeft = words.commandCount - command
            guard let verb = words.verb(command) else { continue }
            let isCertain: Bool
            switch words.effect(command) {
            case .fails, .swallowed, .shown: continue
            case .unevaluable: isCertain = false
            case .runs: isCertain = true
            }
            apply(verb, deck, words, command, isCertain: isCertain)
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
        case .altgroup, .addsd, .altdsd, .deldsd, .listdsd, .listgrp, .listuser, .password, .racdcert, .racmap,
            .rlist, .search:
            return
        }
    }

    private mutating func rvary(_ command: Deck.Command, isCertain: Bool) {
        guard command.has(.inactive) || command.has(.active) else { return }
        // The operator has to agree to it.
        let isActive: Truth = !isCertain ? .unknown : Truth(command.has(.active))
        state.isRACFActive = Fact(isActive, at: command.place)
    }

    /// The number of the class that a word names.
    mutating func classNumber(_ words: Deck.Words, _ word: Int) -> Int {
        if lastClass.number >= 0, words.equals(word, lastClass.name) { return lastClass.number }
        let own = Array(words.text(word).own)
        lastClass = (own, state.insertClass(own))
        return lastClass.number
    }

    /// The ID that a word names.
    mutating func id(_ words: Deck.Words, _ word: Int) -> UInt32 {
        if lastID.number != .max, words.equals(word, lastID.name) { return lastID.number }
        let own = Array(words.text(word).own)
        lastID = (own, state.insertID(own))
        return lastID.number
    }

    mutating func report(_ kind: Evaluation.Event.Kind, _ resourceClass: Int, _ profile: Int?, _ truth: Truth = .no) {
        events.append(
            EventRecord(
                kind: kind, truth: truth, resourceClass: UInt32(resourceClass), profile: profile.map(UInt32.init),
                mark: mark))
    }
}

/// Something that a command did, or could not do.
struct EventRecord: Sendable {
    var kind: Evaluation.Event.Kind
    var truth: Truth
    var resourceClass: UInt32
    /// `nil` for events about a class.
    var profile: UInt32?
    var mark: Mark
    var other = Mark.start
}

extension Deck.Words {
    /// The class and the profiles that RDEFINE, RALTER and RDELETE begin with.
    func classAndProfiles(of command: Int) -> (resourceClass: Int, profiles: Int)? {
        let all = words(of: command)
        guard all.lowerBound < all.upperBound, !isOperand(all.lowerBound) else { return nil }
        let second = after(all.lowerBound)
        guard second < all.upperBound, !isOperand(second) else { return nil }
        return (first(of: all.lowerBound), second)
    }

    /// The first item of a list, or the word itself.
    private func first(of word: Int) -> Int {
        let below = words(below: word)
        return isList(word) && below.lowerBound < below.upperBound ? below.lowerBound : word
    }

    /// Calls `body` with each item of a list, or with the word itself.
    func items(_ word: Int, _ body: (Int) -> Void) {
        guard isList(word) else { return body(word) }
        children(word, body)
    }

    func children(_ word: Int, _ body: (Int) -> Void) {
        let below = words(below: word)
        var next = below.lowerBound
        while next < below.upperBound {
            body(next)
            next = after(next)
        }
    }

    /// The access level in the parentheses of an operand.
    func level(_ word: Int) -> AccessLevel? { value(word).flatMap { AccessLevel(keyword($0)) } }

    /// The last value in the parentheses of an operand.
    func value(_ word: Int) -> Int? {
        let below = words(below: word)
        var last: Int?
        var next = below.lowerBound
        while next < below.upperBound {
            last = next
            next = after(next)
        }
        return last
    }
}
