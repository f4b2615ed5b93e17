public import Diagnostics
public import RACF

/// The lost commands of all decks, for findings that follow from one of them.
struct Causes: Sendable {
    private var losses: [(cause: Cause, loss: Deck.Loss)] = []
    /// The numbers of the losses that have a word.
    private var byWord: [String: [Int]] = [:]

    init(_ decks: [Deck], _ failures: [Evaluation.Event], _ unreached: [Evaluation.Unreached]) {
        for deck in decks {
            for loss in deck.losses { add(loss, in: deck) }
        }
        // The last failure: a command that names many profiles is lost once.
        var last: Evaluation.Event?
        for event in failures.prefix(10_000) {
            if let last, last.record.mark == event.record.mark, last.kind == event.kind { continue }
            last = event
            guard let place = event.place, let range = place.range,
                let deck = decks.first(where: { $0.file.id == place.file }), let command = deck.command(at: range),
                let loss = Deck.Loss(event.kind == .redefined ? "RF356" : "RF355", range, command)
            else { continue }
            add(loss, in: deck)
        }
        for part in unreached {
            guard let range = part.stop.range, let deck = decks.first(where: { $0.file.id == part.stop.file }) else {
                continue
            }
            for command in part.commands.prefix(1000) {
                if let loss = Deck.Loss(Evaluation.unreachedRule, range, command) { add(loss, in: deck) }
            }
        }
    }

    private mutating func add(_ loss: Deck.Loss, in deck: Deck) {
        for word in loss.words { byWord[word, default: []].append(losses.count) }
        losses.append((Cause(loss.rule, Place(deck.file.id, loss.range)), loss))
    }

    func first(_ verbs: [Verb], _ words: [String], isWhole: Bool?) -> Cause? {
        guard let rarest = words.min(by: { (byWord[$0]?.count ?? 0) < (byWord[$1]?.count ?? 0) }) else { return nil }
        return byWord[rarest]?.lazy.map { losses[$0] }.first { _, loss in
            verbs.contains(loss.verb) && (isWhole == nil || loss.isWhole == isWhole)
                && words.allSatisfy(loss.words.contains)
        }?.cause
    }
}

extension Evaluation {
    /// The rule that reports commands that are not reached.
    static let unreachedRule: RuleID = "RF364"

    /// Commands after the end of the run.
    public struct Unreached: Sendable {
        /// The command that ends the run; the first of `commands` if that is not shown.
        public let stop: Place
        public let commands: [Deck.Command]
        public let reason: Reason

        public enum Reason: Sendable {
            /// LOGOFF.
            case sessionEnds
            /// A command fails in a program that ends there.
            case failure
            /// A command fails, and the program tests for that.
            case testedFailure
            /// The flow of a script never comes here.
            case dead
            /// They are in a text that is written or printed, or that another program reads.
            case written
        }
    }

    /// The finding that one of these commands with these words is lost; `isWhole` if all of it is, or only operands.
    public func cause(_ verbs: Verb..., words: [String], isWhole: Bool? = nil) -> Cause? {
        storage.causes.value {
            Causes(decks, events(.redefined) + events(.missingProfile).filter { $0.state == .no }, unreached)
        }.first(verbs, words, isWhole: isWhole)
    }

    /// The reason why a PassTicket is refused, if it is a lost command.
    public func cause(of decision: AccessReport.Decision) -> Cause? {
        let application = decision.application
        let resource = "IRRPTAUTH.\(application).\(decision.target)"
        return switch decision.generationObstacle?.id {
        case "G1": cause(.rvary, words: ["ACTIVE"])
        case "G2": cause(.setropts, words: ["CLASSACT", "PTKTDATA"])
        case "G3": cause(.setropts, words: ["RACLIST", "PTKTDATA"])
        case "G4":
            cause(.rdefine, words: ["PTKTDATA", application], isWhole: true)
                ?? cause(.rdefine, .ralter, words: [application, "SSIGNON"])
        case "G5":
            cause(.rdefine, words: ["PTKTDATA", resource], isWhole: true)
                ?? cause(.rdefine, words: ["PTKTDATA", "IRRPTAUTH.\(application).*"], isWhole: true)
                ?? cause(.rdefine, words: ["PTKTDATA", "IRRPTAUTH.\(application).**"], isWhole: true)
                ?? cause(.rdefine, words: ["PTKTDATA", "IRRPTAUTH.**"], isWhole: true)
        case "G6": cause(.permit, words: ["PTKTDATA", decision.profile ?? resource])
        case "G7": cause(.setropts, words: ["RACLIST", "PTKTDATA", "REFRESH"])
        case "G8": cause(.setropts, words: ["GENERIC", "PTKTDATA"])
        default: nil
        }
    }

    /// The commands that are not reached, by what ends the run.
    public var unreached: [Unreached] { storage.unreachedByFailure.value { byFailure } + decks.flatMap(\.unreached) }

    private var byFailure: [Unreached] {
        var groups: [(stop: Mark, isFailure: Bool, commands: [Deck.Command])] = []
        for (mark, stop, isFailure) in storage.notReached {
            guard let command = storage.evidence.command(mark) else { continue }
            if groups.last?.stop == stop {
                groups[groups.count - 1].commands.append(command)
            } else {
                groups.append((stop, isFailure, [command]))
            }
        }
        return groups.compactMap { group in
            let isTested = group.commands.first?.region.stop == .never
            return storage.evidence.place(group.stop).map {
                let reason: Unreached.Reason =
                    !group.isFailure ? .sessionEnds : isTested ? .testedFailure : .failure
                return Unreached(stop: $0, commands: group.commands, reason: reason)
            }
        }
    }
}

extension Deck {
    /// The commands that the flow of the deck never reaches. A routine that is called elsewhere does run.
    fileprivate var unreached: [Evaluation.Unreached] {
        let words = words
        let numbers = (0..<words.commandCount).filter { words.effect($0) == .notReached }
        guard !numbers.isEmpty else { return [] }
        let running = Set(
            (0..<words.commandCount).filter { words.effect($0) != .notReached }.map { commands[$0].verbRange })
        var groups: [[Deck.Command]] = []
        for command in numbers.map({ commands[$0] }) where command.verb != nil && !running.contains(command.verbRange) {
            if let last = groups.last?.last, last.index + 1 == command.index, last.region.step == command.region.step {
                groups[groups.count - 1].append(command)
            } else {
                groups.append([command])
            }
        }
        return groups.compactMap { group in
            let first = group[0]
            guard !first.region.isDocumentation else { return nil }
            guard !first.region.isWritten else {
                return Evaluation.Unreached(stop: first.place, commands: group, reason: .written)
            }
            let before = first.index > 0 ? commands[first.index - 1] : nil
            guard first.carrier == .jcl || first.carrier == .plain, let before, before.effect != .notReached,
                before.region.step == first.region.step
            else { return Evaluation.Unreached(stop: first.place, commands: group, reason: .dead) }
            return Evaluation.Unreached(
                stop: before.place, commands: group, reason: before.verb == nil ? .sessionEnds : .failure)
        }
    }
}
