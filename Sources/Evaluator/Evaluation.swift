public import Diagnostics
public import RACF
public import Unload

/// What the decks of a set-up do to RACF, and who may generate PassTickets afterwards.
public struct Evaluation: Sendable {
    public let decks: [Deck]
    public let listings: [RACFListing]
    public let unloads: [Unload]
    public let assumptions: Assumptions
    /// The day for which dates of unloads are read; `nil` is the newest date in them.
    let date: CalendarDate?
    /// Whether this is a document in a set-up with other inputs. It shows only parts, so its unknown results are not
    /// reported.
    public let isAside: Bool
    /// The name in checks.
    public var name = ""
    /// The applications that the set-up is about.
    public var applications: [String] = []
    let storage: Storage

    /// The state of RACF after the last command, with the evidence.
    final class Storage: Sendable {
        let state: SystemState
        let evidence: Evidence
        let events: [EventRecord]
        /// The patterns of each class.
        let patterns: Table<ClassNumber, PatternIndex>
        /// The number of the class PTKTDATA.
        let passTickets: ClassNumber
        let survey: Survey
        let schedule: Schedule
        let listedApplData: [Mark: String]
        let listedLabels: [Mark: String]
        /// The commands that a failure prevents, and the command that fails.
        let notReached: [(command: Mark, stop: Mark, isFailure: Bool)]
        let causes = Memo<Causes>()
        let unreachedByFailure = Memo<[Evaluation.Unreached]>()
        /// The result of each command, if it was asked for.
        let simulation: SimulationReport?

        init(
            _ effects: CommandEffects, _ evidence: Evidence, _ schedule: Schedule, listed: ListingEffects,
            passTickets: ClassNumber, simulation: SimulationReport?
        ) {
            state = effects.state
            notReached = effects.notReached
            events = effects.events
            self.simulation = simulation
            self.schedule = schedule
            listedApplData = listed.applData
            listedLabels = listed.labels
            self.evidence = evidence
            self.passTickets = passTickets
            patterns = Table(
                state.classes.elements.map { resourceClass in
                    PatternIndex(names: resourceClass.patterns.lazy.map { resourceClass.profileName($0) })
                })
            survey = Survey(state.classes[passTickets], everyone: state.id("*"))
        }
    }

    /// - Parameters:
    ///   - decks: the decks in the order in which they run.
    ///   - listings: the state of the system before the decks.
    ///   - unloads: the parts of the database before the decks.
    ///   - date: the day for which dates of unloads are read; `nil` is the newest date in them.
    ///   - simulatedSetUp: the name of the set-up, if the result of each command is wanted: the `simulation`.
    public init(
        decks: [Deck], listings: [RACFListing] = [], unloads: [Unload] = [], assumptions: Assumptions,
        date: CalendarDate? = nil, isAside: Bool = false, simulatedSetUp: String? = nil
    ) {
        self.unloads = unloads
        self.date = date
        let database = unloads.isEmpty ? nil : UnloadDatabase(unloads)
        let unloaded = database.map { UnloadedState(database: $0, day: date.map(UnloadDay.init) ?? $0.newest) }
        self.decks = decks
        self.listings = listings
        self.isAside = isAside
        self.assumptions = assumptions
        var listed = ListingEffects(SystemState(assumptions, unloaded))
        if let unloaded { listed.apply(unloaded) }
        for listing in listings { listed.apply(listing) }
        for listing in listings { listed.applyMissing(of: listing) }
        var state = listed.finished
        let passTickets = state.insertClass(Array("PTKTDATA".utf8))
        var effects = CommandEffects(state, after: Mark(time: UInt32(listed.places.count)))
        let schedule = Schedule(decks)
        let simulation = simulatedSetUp.map { effects.simulate(schedule, setUp: $0) }
        if simulation == nil { effects.apply(schedule) }
        storage = Storage(
            effects, Evidence(listed: listed.places, schedule), schedule, listed: listed, passTickets: passTickets,
            simulation: simulation)
    }

    /// The result of each command in the order in which they run, without the grants, if it was asked for.
    public var simulation: SimulationReport? { storage.simulation }

    /// The system before the first command: what listings, unloads and assumptions say of it.
    public var beforeDecks: Evaluation {
        Evaluation(
            decks: [], listings: listings, unloads: unloads, assumptions: assumptions, date: date, isAside: isAside)
    }

    /// The first input about RACF; `nil` if there is none.
    public var firstFile: FileID? { (decks.map(\.file) + listings.map(\.file) + unloads.map(\.file)).first?.id }

    /// The state of RACF after the last command.
    public var state: SystemState { storage.state }
    /// The class of PassTickets.
    public var passTickets: ResourceClass { storage.state.classes[storage.passTickets] }

    /// Whether an ID is that of a group.
    public func isGroup(_ name: String) -> Bool { storage.state.id(name).map(storage.state.isGroup) ?? false }

    /// The profiles of PTKTDATA that exist or may exist and have one of these traits, in the order of the decks.
    public func passTicketProfiles(with traits: Traits) -> [Profile] {
        storage.survey.traits.numbers.lazy.filter { !storage.survey.traits[$0].isDisjoint(with: traits) }
            .map { Profile(storage, storage.passTickets, $0, .database) }
    }

    /// The discrete profile with a name, if it exists or may exist.
    public func passTicketProfile(named name: String) -> Profile? {
        guard let number = passTickets.number(of: Array(name.utf8), isGeneric: false) else { return nil }
        let profile = Profile(storage, storage.passTickets, number, .database)
        return profile.exists == .no || !profile.record.isTouched ? nil : profile
    }

    public func decide(caller: String, application: String, target: String) -> AccessReport.Decision {
        DecisionMaker(storage, decks).decide(caller: caller, application: application, target: target)
    }

    /// Everyone who may generate PassTickets, with refused entries.
    public func grants(_ setUp: String) -> [AccessReport.Grant] {
        var grants = Grants(storage)
        var rows = grants.rows()
        for index in rows.indices { rows[index].setUp = setUp }
        return rows
    }

    /// The parts of decks that are not among the inputs.
    public var unread: [RelatedPlace] {
        unreadParts.map { deck, part in
            RelatedPlace(Place(deck.file.id, part.range), "\(part.phrase) is not among the inputs")
        }
    }

    /// Decides about every caller and target, and lists all grants.
    public func accessReport(callers: [String], applications: [String], targets: [String]) -> AccessReport {
        let decisions = callers.flatMap { caller in
            applications.flatMap { application in
                targets.map { decide(caller: caller, application: application, target: $0) }
            }
        }
        var grants = Grants(storage)
        return AccessReport(inputs: [], decisions: decisions, grants: grants.rows(), unread: unread)
    }
}

extension Evaluation {
    /// A SETROPTS with this operand for PTKTDATA that the system does not carry out.
    public func lostOption(_ keyword: Keyword) -> Place? { decks.lostOption(keyword) }

    /// An RDEFINE of this profile that the system does not carry out.
    public func lostProfile(_ name: String) -> Place? { decks.lostProfile(name) }

    /// The first command that names the class PTKTDATA.
    public var firstPassTicketCommand: Place? {
        for deck in decks {
            for command in deck.commands where command.namesPTKTDATA && command.effect != .shown {
                return command.place
            }
        }
        return nil
    }
}

extension [Deck] {
    func lostOption(_ keyword: Keyword) -> Place? {
        lost(.setropts) { command in
            command.operand(keyword)?.values.contains { $0.text == "PTKTDATA" } ?? false
        }
    }

    func lostProfile(_ name: String) -> Place? {
        lost(.rdefine) { command in
            command.positional.count >= 2 && command.positional[1].items.contains { $0.text == name }
        }
    }

    private func lost(_ verb: Verb, _ matches: (Deck.Command) -> Bool) -> Place? {
        for deck in self {
            let words = deck.words
            for index in 0..<words.commandCount where words.verb(index) == verb {
                guard words.effect(index) == .fails || words.effect(index) == .swallowed else { continue }
                let command = deck.commands[index]
                if matches(command) { return command.place }
            }
        }
        return nil
    }
}

extension Evaluation.Storage {
    /// APPLDATA as a command or a listing has it.
    func applData(_ mark: Mark) -> (text: String, place: Place)? {
        if let listed = listedApplData[mark], let place = evidence.place(mark) { return (listed, place) }
        guard let command = evidence.command(mark), let value = command.operand(.appldata)?.values.last else {
            return nil
        }
        return (value.text, Place(command.place.file, value.range))
    }
}
