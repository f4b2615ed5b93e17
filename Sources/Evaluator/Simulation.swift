import Diagnostics
import RACF

extension CommandEffects {
    /// Applies the commands of a schedule, and says what each does. There are no grants in the report.
    mutating func simulate(_ schedule: Schedule, setUp: String) -> SimulationReport {
        var simulator = Simulator(self, schedule, setUp: setUp)
        // Otherwise the simulator would copy the state.
        state = SystemState(.unknown, nil)
        simulator.apply()
        self = simulator.effects
        return SimulationReport(
            inputs: [], runs: simulator.run.isEmpty ? [] : [simulator.run],
            stops: simulator.stop.map { [SimulationReport.Stop(setUp: setUp, place: $0)] } ?? [],
            classes: simulator.classes, gained: [], lost: [], unread: [])
    }
}

/// Applies commands one by one and compares the state before and after each.
private struct Simulator {
    typealias Step = SimulationReport.Step

    private(set) var effects: CommandEffects
    private let schedule: Schedule
    private(set) var run: SimulationRun
    private var last: Step?
    private(set) var stop: RelatedPlace?
    /// The classes that commands name.
    private var touched: Set<String> = []

    init(_ effects: CommandEffects, _ schedule: Schedule, setUp: String) {
        run = SimulationRun(setUp: setUp, capacity: schedule.steps.reduce(0) { $0 + $1.duration })
        self.effects = effects
        self.effects.wantsReplies = true
        self.effects.calls = Calls(schedule)
        self.schedule = schedule
    }

    mutating func apply() {
        for step in schedule.steps {
            let deck = schedule.decks[step.deck]
            effects.enter(step)
            switch step.kind {
            case .unread: effects.applyUnread(step, schedule)
            case .returned: effects.leave(step)
            case .commands(let commands):
                let lines = deck.defects.filter(\.isLost)
                var next = 0
                for index in commands {
                    let command = deck.commands[index]
                    while next < lines.count, lines[next].range.start < command.verbRange.start {
                        if index > 0, deck.commands[index - 1].verbRange.start > lines[next].range.start {
                            next += 1
                            continue
                        }
                        lost(lines[next], deck)
                        next += 1
                    }
                    apply(command, deck, isPossible: step.isPossible)
                }
                guard commands.upperBound == deck.commands.count, let last = deck.commands.last else { continue }
                for line in lines[next...] where line.range.start > last.verbRange.start { lost(line, deck) }
            }
        }
    }

    /// Reports a line that is not a command.
    private mutating func lost(_ defect: Deck.Defect, _ deck: Deck) {
        var step = Step(place: Place(deck.file.id, defect.range), verb: "", outcome: .notRun)
        let isName = deck.isCommandName(at: defect.range)
        (step.returnCode, step.message) = isName ? (12, "IKJ56500I") : (nil, "IKJ56621I")
        step.note = "this is not a command; usually it is an operand line that lost its continuation"
        add(step)
    }

    private mutating func apply(_ command: Deck.Command, _ deck: Deck, isPossible: Bool) {
        guard let verb = command.verb else { return effects.skip() }
        let observation = Observation(command, verb)
        let before = observation.values(effects.state)
        let unreached = effects.notReached.count
        effects.replies = []
        effects.applyOne(deck, command.index, isPossible: isPossible)
        var step = Step(place: command.place, verb: verb.name, outcome: .done)
        step.changes = observation.changes(from: before, to: observation.values(effects.state))
        let isUnreached = effects.notReached.count > unreached || command.effect == .notReached
        let isSure = effects.isUnconditional
        switch command.effect {
        case .shown, .swallowed, .repeated: return
        case _ where isUnreached: step.outcome = .notReached
        case .fails, .notReached:
            answer(&step, command, deck)
        case .unevaluable:
            step.outcome = .unknown
            let excludes = deck.defect(of: command).map {
                if case .conflictingOperand = $0.kind { true } else { false }
            }
            step.note = excludes ?? false ? "its operands exclude each other" : "one of its values is not shown"
        case .runs where !isSure:
            step.outcome = .unknown
            step.note =
                command.conditions.first.map { "it \($0.kind.phrase)" }
                ?? (isPossible
                    ? "it may not run"
                    : "an earlier command of its step fails, and the program probably ends there")
        case .runs:
            judge(&step)
        }
        touched.formUnion(observation.classes)
        if isUnreached, stop == nil, let last { noteStop(last, command) }
        add(step)
    }

    private mutating func add(_ step: Step) {
        run.append(step)
        last = step
    }

    private mutating func noteStop(_ last: Step, _ command: Deck.Command) {
        let name = last.verb.isEmpty ? "line" : last.verb
        let end =
            command.region.stop == .never
            ? "the program ends because of its return code" : "the program ends at the first return code above 0"
        let reason =
            last.outcome == .refused || last.outcome == .notRun
            ? "the \(name) fails, and \(end)" : "the session ends after this command"
        stop = RelatedPlace(last.place, reason)
    }

    /// The answer to a command that parse, or a check of its operands, rejects.
    private func answer(_ step: inout Step, _ command: Deck.Command, _ deck: Deck) {
        let defect = deck.defect(of: command)
        let next = command.index + 1
        let hasSecond = next < deck.commands.count && deck.commands[next].effect == .swallowed
        let message = hasSecond ? ("IKJ56712I", 8, true) : defect?.message(command.verb)
        step.outcome = message?.isOfParse ?? true ? .notRun : .refused
        (step.returnCode, step.message) = (message.map(\.code) ?? 8, message?.number)
    }

    /// Sets the outcome, return code and message by the answers of the command.
    private func judge(_ step: inout Step) {
        let replies = effects.replies
        let known = replies.filter { $0.kind != .unknown }
        guard
            let worst = known.max(by: {
                ($0.codes.lowerBound, $0.codes.upperBound) < ($1.codes.lowerBound, $1.codes.upperBound)
            })
        else { return setUnknown(&step) }
        let refused = known.filter { $0.kind == .refused }
        guard known.count == replies.count || !refused.isEmpty else { return setUnknown(&step) }
        step.message =
            (refused.first { $0.message != nil } ?? known.first { $0.message != nil && $0.codes == worst.codes })?
            .message
        step.returnCode = worst.codes.lowerBound == worst.codes.upperBound ? worst.codes.lowerBound : nil
        if !refused.isEmpty {
            step.outcome = refused.count < replies.count ? .doneInPart : .refused
            if refused.count == replies.count { step.changes = [] }
        } else if let message = step.message, message != Self.completion {
            step.outcome = .doneWithRemark
        }
        if known.count < replies.count { step.returnCode = nil }
    }

    /// The message of a SETROPTS that is done.
    private static let completion = "ICH14063I"

    private func setUnknown(_ step: inout Step) {
        step.outcome = .unknown
        step.note = "its result depends on something that the inputs do not show"
    }

    var classes: [SimulationReport.ClassState] {
        touched.sorted().map { name in
            let resourceClass = effects.state[name]
            var shown = SimulationReport.ClassState(
                name: name, active: resourceClass.active.value.rawValue,
                generic: resourceClass.generic.value.rawValue, raclist: resourceClass.raclist.value.rawValue,
                waits: resourceClass.isStale && resourceClass.raclist.value != .no)
            shown.setUp = run.setUp
            return shown
        }
    }
}

extension Deck.Defect {
    /// Whether the defect makes a line run nothing.
    fileprivate var isLost: Bool {
        switch kind {
        case .unknownCommand, .orphan: true
        default: false
        }
    }
}

extension Deck {
    /// Whether the word at the beginning of a range could be the name of a command; it is joined to no parenthesis.
    fileprivate func isCommandName(at range: SourceRange) -> Bool {
        let text = file.bytes[Int(range.start)...]
        let name = text.prefix { $0.isAlphanumeric || $0.isNational }
        let next = text.dropFirst(name.count).first ?? UInt8(ascii: " ")
        return (1...8).contains(name.count) && !(name.first?.isDigit ?? true) && next <= UInt8(ascii: " ")
    }

    /// The defect for which a command is rejected.
    fileprivate func defect(of command: Command) -> Defect? {
        defects.first {
            $0.command == command.index
                || command.range.start <= $0.range.start && $0.range.end <= command.range.end
        }
    }
}

extension Deck.Defect {
    /// The message about a rejected command, if it is established, with its return code.
    fileprivate func message(_ verb: Verb?) -> (number: String?, code: Int?, isOfParse: Bool)? {
        switch kind {
        case .unknownOperand, .secondCommand, .strayContinuation, .gluedOperand: ("IKJ56712I", 8, true)
        case .unknownClass, .unknownLevel: ("IKJ56702I", 8, true)
        case .invalidValue where verb == .rdefine && reason.contains("%*"): ("ICH10313I", 8, false)
        case .invalidValue where verb == .password && reason.hasPrefix("INTERVAL"): ("ICH08003I", 8, false)
        case .invalidValue: ("IKJ56702I", 8, true)
        case .conflictingOperand(let other) where other.hasPrefix("CLASS("): ("ICH06020I", 8, false)
        // REFRESH without an operand that takes it is ignored.
        case .missingOperand where verb == .setropts: ("ICH14013I", nil, false)
        case .missingOperand: ("IKJ56700A", 8, true)
        case .otherEnvironment(.unauthorized): ("IKJ56652I", nil, true)
        case .otherEnvironment: (nil, nil, true)
        default: nil
        }
    }

    private var reason: String {
        if case .invalidValue(let reason) = kind { reason } else { "" }
    }
}

/// The objects that a command names, and their state.
private struct Observation {
    private let command: Deck.Command
    private let verb: Verb
    private(set) var classes: [String] = []

    init(_ command: Deck.Command, _ verb: Verb) {
        self.command = command
        self.verb = verb
        switch verb {
        case .rdefine, .ralter, .rdelete: classes = command.positional.first.map { $0.items.map(\.text) } ?? []
        case .permit: classes = command.operand(.class)?.values.map(\.text) ?? []
        case .setropts:
            for keyword in [
                Keyword.classact, .noclassact, .generic, .nogeneric, .gencmd, .nogencmd, .raclist, .noraclist,
            ] {
                classes +=
                    command.operand(keyword)?.values.filter { !$0.isPlaceholder && $0.text != "*" }.map(\.text) ?? []
            }
        default: break
        }
        classes = Array(Set(classes)).sorted()
    }

    private var names: [Deck.Value] {
        let index = verb == .rdefine || verb == .ralter || verb == .rdelete ? 1 : 0
        let positional = command.positional
        return positional.count > index ? positional[index].items.filter { !$0.isPlaceholder } : []
    }

    /// The subject, attribute and value of everything that the command could change.
    func values(_ state: SystemState) -> [(subject: String, attribute: String, value: String)] {
        switch verb {
        case .rdefine, .ralter, .rdelete: return profiles(state)
        case .permit: return entries(state)
        case .setropts: return options(state)
        case .adduser, .altuser, .deluser, .connect, .remove, .addgroup, .delgroup: return users(state)
        default: return []
        }
    }

    private func profiles(_ state: SystemState) -> [(String, String, String)] {
        guard let name = classes.first, classes.count == 1 else { return [] }
        let resourceClass = state[name]
        return names.flatMap { profile -> [(String, String, String)] in
            let number =
                resourceClass.number(of: profile.bytes, isGeneric: true)
                ?? resourceClass.number(of: profile.bytes, isGeneric: false)
            let record = number.map { resourceClass.record($0, in: .database) } ?? .unmentioned
            let exists = number == nil && resourceClass.complete == .yes ? Truth.no : record.exists
            let subject = "\(name) \(profile.text)"
            return [
                (subject, "defined", exists.rawValue),
                (subject, "UACC", record.exists == .yes ? record.uacc?.name ?? "unknown" : "none"),
                (subject, "key", record.exists == .yes ? record.hasKey.rawValue : "no"),
                (subject, "WARNING", record.exists == .yes ? record.warning.rawValue : "no"),
            ]
        }
    }

    private func entries(_ state: SystemState) -> [(String, String, String)] {
        guard let name = classes.first, let profile = names.first else { return [] }
        let resourceClass = state[name]
        let number =
            resourceClass.number(of: profile.bytes, isGeneric: true)
            ?? resourceClass.number(of: profile.bytes, isGeneric: false)
        let ids = command.operand(.id)?.values.flatMap(\.items).filter { !$0.isPlaceholder } ?? []
        return ids.map { value in
            let subject = "\(name) \(profile.text)"
            guard let number, let id = state.id(value.text) else { return (subject, "access of \(value.text)", "none") }
            let found = resourceClass.entry(of: id, isConditional: command.has(.when), in: number)
            guard found != .none else { return (subject, "access of \(value.text)", "none") }
            let entry = resourceClass.entries[found]
            return (subject, "access of \(value.text)", entry.isCertain ? entry.access.name : "unknown")
        }
    }

    private func options(_ state: SystemState) -> [(String, String, String)] {
        var values = classes.flatMap { name -> [(String, String, String)] in
            let resourceClass = state[name]
            return [
                ("class \(name)", "active", resourceClass.active.value.rawValue),
                ("class \(name)", "generic", resourceClass.generic.value.rawValue),
                ("class \(name)", "RACLISTed", resourceClass.raclist.value.rawValue),
                ("class \(name)", "waits for a REFRESH", resourceClass.isStale ? "yes" : "no"),
            ]
        }
        values.append(("system", "GRPLIST", state.listOfGroups.value.rawValue))
        values.append(("system", "ADDCREATOR", state.addCreator.value.rawValue))
        return values
    }

    private func users(_ state: SystemState) -> [(String, String, String)] {
        names.flatMap { name -> [(String, String, String)] in
            if verb == .addgroup || verb == .delgroup {
                let exists = state.id(name.text).flatMap { state.groups[$0]?.value } ?? .unknown
                return [("group \(name.text)", "defined", exists.rawValue)]
            }
            let user = state.user(name.text)
            var values = [
                ("user \(name.text)", "defined", user.exists.value.rawValue),
                ("user \(name.text)", "revoked", user.isRevoked.value.rawValue),
                ("user \(name.text)", "PROTECTED", user.isProtected.value.rawValue),
                ("user \(name.text)", "RESTRICTED", user.isRestricted.value.rawValue),
            ]
            for group in (command.operand(.group) ?? command.operand(.dfltgrp))?.values ?? [] {
                let isMember = state.id(group.text).map { state.membership(of: user, in: $0).value } ?? .unknown
                values.append(("user \(name.text)", "in \(group.text)", isMember.rawValue))
            }
            return values
        }
    }

    func changes(
        from before: [(subject: String, attribute: String, value: String)],
        to after: [(subject: String, attribute: String, value: String)]
    ) -> [SimulationReport.Change] {
        zip(before, after).compactMap { before, after in
            guard before.value != after.value else { return nil }
            return SimulationReport.Change(
                subject: after.subject, attribute: after.attribute, before: before.value, after: after.value)
        }
    }
}
