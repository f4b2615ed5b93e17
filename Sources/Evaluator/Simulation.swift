public import Diagnostics
import RACF

extension Evaluation {
    /// The result of each command in the order in which they run, without the grants. The commands and their effects are
    /// the same as for every other answer, but applied one by one.
    public func simulated(setUp: String) -> SimulationReport {
        let unloaded = storage.state.unloaded
        var listed = ListingEffects(SystemState(assumptions, unloaded))
        if let unloaded { listed.apply(unloaded) }
        for listing in listings { listed.apply(listing) }
        var state = listed.finished
        _ = state.insertClass(Array("PTKTDATA".utf8))
        var simulator = Simulator(
            CommandEffects(state, after: Mark(time: UInt32(listed.places.count))), storage.schedule)
        simulator.run()
        return SimulationReport(
            inputs: [], steps: simulator.steps.map { $0.inSetUp(setUp) },
            stops: simulator.stop.map { [SimulationReport.Stop(setUp: setUp, place: $0)] } ?? [],
            classes: simulator.classes.map { $0.inSetUp(setUp) },
            gained: [], lost: [], unread: [])
    }
}

extension SimulationReport.Step {
    fileprivate func inSetUp(_ name: String) -> Self {
        var step = self
        step.setUp = name
        return step
    }
}

extension SimulationReport.ClassState {
    fileprivate func inSetUp(_ name: String) -> Self {
        var state = self
        state.setUp = name
        return state
    }
}

/// Applies commands one by one and compares the state before and after each.
private struct Simulator {
    typealias Step = SimulationReport.Step

    private var effects: CommandEffects
    private let schedule: Schedule
    private(set) var steps: [Step] = []
    private(set) var stop: RelatedPlace?
    /// The classes that commands name.
    private var touched: Set<String> = []

    init(_ effects: CommandEffects, _ schedule: Schedule) {
        self.effects = effects
        self.schedule = schedule
    }

    mutating func run() {
        for step in schedule.steps {
            let deck = schedule.decks[step.deck]
            switch step.kind {
            case .unread: effects.applyUnread(step, schedule)
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
                    run(command, deck, isPossible: step.isPossible)
                }
                guard commands.upperBound == deck.commands.count, let last = deck.commands.last else { continue }
                for line in lines[next...] where line.range.start > last.verbRange.start { lost(line, deck) }
            }
        }
    }

    /// Reports a line that is not a command.
    private mutating func lost(_ defect: Deck.Defect, _ deck: Deck) {
        var step = Step(place: Place(deck.file.id, defect.range), verb: "", outcome: .notRun)
        step.note = "this is not a command; usually it is an operand line that lost its continuation"
        steps.append(step)
    }

    private mutating func run(_ command: Deck.Command, _ deck: Deck, isPossible: Bool) {
        guard let verb = command.verb else { return effects.skip() }
        let observation = Observation(command, verb)
        let before = observation.values(effects.state)
        let raclisted = observation.classes.filter { effects.state[$0].raclist.value == .yes }
        let exists = observation.subjectExists(effects.state)
        let (events, unreached) = (effects.events.count, effects.notReached.count)
        effects.applyOne(deck, command.index, isPossible: isPossible)
        var step = Step(place: command.place, verb: verb.name, outcome: .done)
        step.changes = observation.changes(from: before, to: observation.values(effects.state))
        let isUnreached = effects.notReached.count > unreached || command.effect == .notReached
        let isSure = effects.isUnconditional
        switch command.effect {
        case .shown, .swallowed, .repeated: return
        case _ where isUnreached: step.outcome = .notReached
        case .fails, .notReached:
            step.outcome = .notRun
            (step.returnCode, step.message) = (8, deck.message(for: command))
        case .unevaluable:
            step.outcome = .unknown
            step.note = "one of its values is not shown"
        case .runs where !isSure:
            step.outcome = .unknown
            step.note =
                command.conditions.first.map { "it \($0.kind.phrase)" }
                ?? (isPossible
                    ? "it may not run"
                    : "an earlier command of its step fails, and the program probably ends there")
        case .runs:
            judge(&step, verb, effects.events[events...], isRaclisted: !raclisted.isEmpty, exists)
        }
        touched.formUnion(observation.classes)
        if isUnreached, stop == nil, let last = steps.last { noteStop(last, command) }
        steps.append(step)
    }

    private mutating func noteStop(_ last: Step, _ command: Deck.Command) {
        let reason =
            last.outcome == .refused || last.outcome == .notRun
            ? "the \(last.verb.isEmpty ? "line" : last.verb) fails, and the program ends at the first return code above 0"
            : "the session ends after this command"
        stop = RelatedPlace(last.place, reason)
    }

    /// Sets the return code and message, if docs/reference/messages.md#2-racf-commands establishes them.
    private func judge(
        _ step: inout Step, _ verb: Verb, _ events: ArraySlice<EventRecord>, isRaclisted: Bool, _ exists: Truth
    ) {
        for event in events {
            switch event.kind {
            case .redefined: return set(&step, .refused, 4, "ICH10102I")
            case .missingProfile where event.truth == .no:
                return verb == .permit ? set(&step, .refused, 8, "ICH06004I") : set(&step, .refused, 4, "ICH11102I")
            case .missingForDelete: return set(&step, .refused, 4, "ICH12102I")
            case .genericName where event.truth == .no: set(&step, .doneWithRemark, nil, "ICH10321I")
            case .refreshInVain: set(&step, .doneWithRemark, nil, "ICH14070I")
            case .missingProfile, .genericName, .genericRefresh, .raclistInactive, .raclistAgain: continue
            }
            return
        }
        step.returnCode = 0
        switch verb {
        case .rdefine: if isRaclisted { set(&step, .doneWithRemark, 0, "ICH10006I") }
        case .ralter: if isRaclisted { set(&step, .doneWithRemark, 0, "ICH11009I") }
        case .rdelete: if isRaclisted { set(&step, .doneWithRemark, 0, "ICH12002I") }
        case .permit: if isRaclisted { set(&step, .doneWithRemark, 0, "ICH06011I") }
        case .setropts: step.message = "ICH14063I"
        case .adduser, .addgroup: if exists == .yes, step.changes.isEmpty { set(&step, .refused, 8, "IKJ56702I") }
        case .deluser: if exists == .no { set(&step, .refused, 8, "IKJ56702I") }
        case .altuser: if exists == .no { set(&step, .refused, nil, "ICH21009I") }
        case .connect, .remove, .delgroup: break
        case .altgroup, .addsd, .altdsd, .deldsd, .listdsd, .listgrp, .listuser, .password, .racdcert, .raclink,
            .racmap, .racpriv, .rlist, .rvary, .search, .help, .display, .restart, .set, .signoff, .stop, .target:
            set(&step, .unknown, nil, nil)
            step.note = "its result depends on something that the inputs do not show"
        }
    }

    private func set(_ step: inout Step, _ outcome: SimulationReport.Outcome, _ code: Int?, _ message: String?) {
        (step.outcome, step.returnCode, step.message) = (outcome, code, message)
    }

    var classes: [SimulationReport.ClassState] {
        touched.sorted().map { name in
            let resourceClass = effects.state[name]
            return SimulationReport.ClassState(
                name: name, active: resourceClass.active.value.rawValue,
                generic: resourceClass.generic.value.rawValue, raclist: resourceClass.raclist.value.rawValue,
                waits: resourceClass.isStale && resourceClass.raclist.value != .no)
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
    /// The message of the parse service, if it is established.
    fileprivate func message(for command: Command) -> String? {
        let defect = defects.first {
            $0.command == command.index
                || command.range.start <= $0.range.start
                    && $0.range.end <= command.range.end
        }
        switch defect?.kind {
        case .unknownOperand?, .secondCommand?, .strayContinuation?, .gluedOperand?: return "IKJ56712I"
        case .unknownClass?, .invalidValue?, .unknownLevel?: return "IKJ56702I"
        case .missingOperand?: return "IKJ56700A"
        default: return nil
        }
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

    func subjectExists(_ state: SystemState) -> Truth {
        guard let first = names.first else { return .unknown }
        switch verb {
        case .adduser, .altuser, .deluser:
            let fact = state.user(first.text).exists
            return fact.value == .yes && fact.place == nil ? .unknown : fact.value
        case .addgroup: return state.id(first.text).flatMap { state.groups[$0]?.value } ?? .unknown
        default: return .unknown
        }
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
