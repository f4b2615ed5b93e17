import Diagnostics
public import RACF
import Unload

/// Decides about the generation of a PassTicket, condition by condition
/// (docs/reference/racf.md#01-conditions-for-generating-a-ticket), and about the logon with it.
struct DecisionMaker {
    let storage: Evaluation.Storage
    let decks: [Deck]
    private typealias Condition = AccessReport.Condition
    private var resourceClass: ResourceClass { storage.state.classes[storage.passTickets] }

    init(_ storage: Evaluation.Storage, _ decks: [Deck]) {
        self.storage = storage
        self.decks = decks
    }

    /// The conditions G4 to G6 and G8 in one view of the profiles.
    private struct Chain {
        var key: Condition
        var covered: Condition
        var access: Condition
        var generic: Condition
        var coverage: Coverage
        var check: AccessCheck?

        /// The chain with failed conditions as unknown.
        var opened: Chain {
            func open(_ condition: Condition) -> Condition {
                var condition = condition
                if condition.state == .fails { condition.state = .unknown }
                return condition
            }
            var chain = self
            (chain.key, chain.covered, chain.access, chain.generic) = (
                open(key), open(covered), open(access), open(generic)
            )
            return chain
        }

        var verdict: Truth { [key, covered, access, generic].reduce(.yes) { $0 && Truth($1.state) } }
    }

    func decide(caller: String, application: String, target: String) -> AccessReport.Decision {
        let resource = "IRRPTAUTH.\(application).\(target)"
        let database = chain(caller, application, resource, .database)
        let storage = chain(caller, application, resource, .storage)
        let (shown, loaded) = refreshed(database, storage, application)
        let conditions = [racf, active, raclisted, shown.key, shown.covered, shown.access, loaded, shown.generic]
        let generate = conditions.reduce(Truth.yes) { $0 && Truth($1.state) }
        let logon = LogonConditions(self.storage).conditions(application, target, shown.key)
        let logonTruth = logon.reduce(Truth.yes) { $0 && Truth($1.state) }
        return AccessReport.Decision(
            caller: caller, application: application, target: target, generate: Verdict(generate),
            logon: Verdict(logonTruth), profile: shown.coverage.profile?.text, via: shown.check?.via,
            access: shown.check?.access?.name, conditions: (conditions + logon).map(withCommand))
    }

    func usability(of target: String, at application: String) -> [AccessReport.Condition] {
        LogonConditions(storage).usability(application, target).map(withCommand)
    }

    private func withCommand(_ condition: Condition) -> Condition {
        var condition = condition
        condition.ground = ground(of: condition)
        guard let place = condition.place, let range = place.range,
            let deck = decks.first(where: { $0.file.id == place.file })
        else { return condition }
        let command = deck.command(at: range)
        condition.command = command?.verb?.name
        guard condition.state == .unknown else { return condition }
        if let command, let outer = command.conditions.first {
            let line = deck.file.lineIndex(at: Int(outer.range.start)) + 1
            condition.message += "; the \(command.verb?.name ?? "command") \(outer.kind.phrase) (line \(line))"
        } else if let part = deck.unreadParts.first(where: { $0.range == range }) {
            condition.message += "; \(part.phrase) was not read"
        } else if command?.effect == .unevaluable {
            condition.message += "; the \(command?.verb?.name ?? "command") holds a value that is not shown"
        }
        return condition
    }

    /// The basis of a condition that no input shows: an assumption or other facts.
    private func ground(of condition: Condition) -> AccessReport.Condition.Ground? {
        guard condition.state != .unknown else { return nil }
        guard condition.place == nil else { return .shown }
        let assumptions = storage.state.assumptions
        if let unloaded = storage.state.unloaded {
            switch condition.id {
            case "G4" where unloaded.database.isComplete, "G5" where unloaded.database.isComplete,
                "G6" where unloaded.database.isComplete:
                return .inferred("the unload is complete")
            case "G7" where resourceClass.raclist.value != .no:
                return .assumed("that storage holds what the unload shows")
            default: break
            }
        }
        switch condition.id {
        case "G2", "G3", "G4", "G5", "G6": return .assumed(assumptions.option(for: "PTKTDATA"))
        case "E3", "E4": return .assumed(assumptions.option(for: nil))
        case "G1": return .inferred("no RVARY in the inputs")
        case "G7": return .inferred("the order of the commands")
        case "G8": return .inferred("the name of the profile")
        case "E1": return .inferred("G4")
        case _: return .inferred("the conditions before it")
        }
    }

    // MARK: G1 to G3

    private var racf: Condition {
        let fact = storage.state.isRACFActive
        let message =
            switch fact.value {
            case .yes: "RACF is active"
            case .no: "RVARY made RACF inactive"
            case .unknown: "an RVARY that cannot be evaluated may have made RACF inactive"
            }
        return Condition(id: "G1", state: fact.value.state, message: message, place: fact.place)
    }

    private var active: Condition {
        option("G2", resourceClass.active, "active", "CLASSACT", assume: "active", decks.lostOption(.classact))
    }

    private var raclisted: Condition {
        option("G3", resourceClass.raclist, "RACLISTed", "RACLIST", assume: "raclist", decks.lostOption(.raclist))
    }

    private func option(
        _ id: String, _ fact: Fact, _ word: String, _ operand: String, assume: String, _ lost: Place?
    ) -> Condition {
        switch fact.value {
        case .yes:
            return Condition(
                id: id, state: .holds,
                message: "class PTKTDATA is \(word)" + (fact.place == nil ? ", as --assume says" : ""),
                place: fact.place)
        case .no:
            let why = fact.place == nil && lost != nil ? ": the SETROPTS \(operand) in the deck is not carried out" : ""
            return Condition(
                id: id, state: .fails, message: "class PTKTDATA is not \(word)\(why)", place: fact.place ?? lost)
        case .unknown:
            let isListed = fact.place.map { place in !decks.contains { $0.file.id == place.file } } ?? false
            let partner =
                fact.place == nil
                ? "" : isListed ? ", the list of classes may be cut short" : ", the command for it cannot be relied on"
            return Condition(
                id: id, state: .unknown,
                message: "no input shows whether class PTKTDATA is \(word)\(partner): give a deck with SETROPTS "
                    + "\(operand)(PTKTDATA), or use --assume PTKTDATA=\(assume)", place: fact.place)
        }
    }

    // MARK: G4 to G8

    private func chain(_ caller: String, _ application: String, _ resource: String, _ view: ProfileView) -> Chain {
        var coverage = storage.coverage(of: resource, in: storage.passTickets, view)
        let checks = coverage.profiles.map { ($0, AccessCheck($0, caller, .update, resource: resource)) }
        var check = checks.first?.1
        if coverage.state == .yes, checks.count > 1, Set(checks.map(\.1.granted)).count > 1 {
            coverage.state = .unknown
            check = nil
            let outcomes = checks.map { "\($0.0.text) would \($0.1.granted == .yes ? "grant" : "not grant")" }
            coverage.reason =
                "RACF's order between generic profiles that cover it is not documented: "
                + outcomes.joined(separator: ", ")
        }
        return Chain(
            key: keyCondition(application, view), covered: coverCondition(coverage, resource),
            access: accessCondition(coverage, check, resource), generic: genericCondition(coverage),
            coverage: coverage, check: check)
    }

    private func keyCondition(_ application: String, _ view: ProfileView) -> Condition {
        guard let profile = storage.keyProfile(application, view) else {
            let lost = decks.lostProfile(application)
            let isOpen = resourceClass.mayBeDefined(Array(application.utf8), at: resourceClass.time(of: view))
            guard resourceClass.complete == .yes, !isOpen else {
                return Condition(
                    id: "G4", state: .unknown,
                    message: "the inputs do not show the key profile \(application): give the deck that defines it",
                    place: lost)
            }
            return Condition(
                id: "G4", state: .fails,
                message: "there is no key profile \(application)"
                    + (lost == nil ? "" : ": the RDEFINE in the deck is not carried out"), place: lost)
        }
        switch profile.exists && profile.hasKey {
        case .yes:
            return Condition(id: "G4", state: .holds, message: "\(application) holds a key", place: profile.keyPlace)
        case .no:
            return Condition(
                id: "G4", state: .fails, message: "key profile \(application) holds no key",
                place: profile.keyPlace ?? profile.definition)
        case .unknown:
            return Condition(
                id: "G4", state: .unknown,
                message: "the inputs do not show whether \(application) has a key: give the RDEFINE with its SSIGNON",
                place: profile.keyPlace ?? profile.definition)
        }
    }

    private func coverCondition(_ coverage: Coverage, _ resource: String) -> Condition {
        let names = coverage.profiles.map(\.text).joined(separator: " or ")
        switch coverage.state {
        case .yes:
            return Condition(
                id: "G5", state: .holds, message: "\(names) covers \(resource)", place: coverage.profile?.definition)
        case .no:
            let unusable = coverage.unusable.map {
                ": \($0.text) "
                    + ($0.name.isWellFormed ? "was stored as a discrete profile" : "is not a valid generic name")
            }
            return Condition(
                id: "G5", state: .fails, message: "no profile covers \(resource)\(unusable ?? "")",
                place: coverage.unusable?.definition ?? decks.lostProfile(resource))
        case .unknown:
            return Condition(
                id: "G5", state: .unknown,
                message: "\(coverage.reason): give all profiles of PTKTDATA and use --assume PTKTDATA=complete",
                place: coverage.profile?.definition)
        }
    }

    private func accessCondition(_ coverage: Coverage, _ check: AccessCheck?, _ resource: String) -> Condition {
        guard let check, let profile = coverage.profile else {
            return coverage.state == .no
                ? Condition(id: "G6", state: .fails, message: "without a profile nobody has access")
                : Condition(
                    id: "G6", state: .unknown,
                    message: coverage.profiles.isEmpty
                        ? "the access list that decides for \(resource) is not shown"
                        : "it is not documented which access list decides for \(resource)")
        }
        switch check.granted {
        case .yes:
            return Condition(
                id: "G6", state: .holds,
                message: "\(check.via ?? "") gives \(check.access?.name ?? "access") to \(profile.text)",
                place: check.place)
        case .no:
            return Condition(
                id: "G6", state: .fails, message: check.reason, place: check.place ?? profile.definition)
        case .unknown:
            return Condition(id: "G6", state: .unknown, message: check.reason, place: check.place)
        }
    }

    private func genericCondition(_ coverage: Coverage) -> Condition {
        guard let profile = coverage.profile ?? coverage.unusable, profile.name.hasGenericCharacters else {
            return Condition(id: "G8", state: .holds, message: "no generic name is involved")
        }
        let name = profile.text
        switch profile.isGeneric {
        case .yes:
            return Condition(
                id: "G8", state: .holds, message: "\(name) was defined while generics were on",
                place: profile.definition)
        case .no:
            return Condition(
                id: "G8", state: .fails,
                message: "\(name) was defined before SETROPTS GENERIC(PTKTDATA), so it is a discrete profile",
                place: profile.definition)
        case .unknown:
            return Condition(
                id: "G8", state: .unknown,
                message: "no input shows whether generics were on when \(name) was defined: use --assume "
                    + "PTKTDATA=generic", place: profile.definition)
        }
    }

    // MARK: G7

    /// G7: the profiles in storage count. The result shows the database, unless storage still grants what the database
    /// no longer does.
    private func refreshed(_ database: Chain, _ storage: Chain, _ application: String) -> (Chain, Condition) {
        func condition(_ state: Condition.State, _ message: String, _ place: Place?) -> Condition {
            Condition(id: "G7", state: state, message: message, place: place)
        }
        let load = resourceClass.loadPlace
        guard resourceClass.isStale, resourceClass.raclist.value != .no else {
            return (database, condition(.holds, "no change waits for a REFRESH", load))
        }
        if resourceClass.mayHoldOtherState {
            return (
                database.opened,
                condition(
                    .unknown, "a REFRESH that may not run may have loaded what an earlier command did", load)
            )
        }
        let (now, before) = (database.verdict, storage.verdict)
        if now == before {
            return (database, condition(.holds, "a REFRESH would not change the answer", load))
        }
        // The profiles that decide in either view.
        let profiles = database.coverage.profiles + storage.coverage.profiles
        let numbers = (profiles.map(\.number) + [self.storage.keyNumber(application)]).compactMap(\.self)
        let last = numbers.map { resourceClass.records[$0].changed }.max() ?? .start
        let change = self.storage.evidence.place(last)
        let isUncertain = last <= resourceClass.uncertainLoad
        if before == .yes {
            return (
                storage,
                condition(
                    isUncertain ? .unknown : .holds,
                    "storage still has the old state: a REFRESH removes the access", change)
            )
        }
        if before == .unknown, now == .no {
            return (storage, condition(.unknown, "storage may still hold what was there before", change))
        }
        if isUncertain {
            return (
                database,
                condition(
                    .unknown,
                    "RACLIST loads the profiles only if PTKTDATA was not RACLISTed before: end with SETROPTS "
                        + "RACLIST(PTKTDATA) REFRESH, or use --assume PTKTDATA=noraclist", change)
            )
        }
        return (database, condition(.fails, "changes wait for SETROPTS RACLIST(PTKTDATA) REFRESH", change))
    }
}

extension Evaluation.Storage {
    func keyNumber(_ application: String) -> ProfileNumber? {
        state.classes[passTickets].number(of: Array(application.utf8), isGeneric: false)
    }

    /// The discrete profile of an application, if it exists or may exist.
    func keyProfile(_ application: String, _ view: ProfileView) -> Profile? {
        guard let number = keyNumber(application) else { return nil }
        let profile = Profile(self, passTickets, number, view)
        return profile.exists == .yes || profile.exists == .unknown && profile.record.isTouched ? profile : nil
    }
}

extension Deck.Condition.Kind {
    /// The phrase that follows the name of a command.
    var phrase: String {
        switch self {
        case .branch: "runs only under a condition"
        case .loop: "is in a loop that may not run"
        case .routine: "is in a routine that may not be called"
        case .step: "is in a step that may not run"
        case .stop: "follows a command that may end the run"
        case .unread: "follows a part that may end the run"
        }
    }
}

extension Deck.UnreadPart {
    /// The phrase that begins a sentence.
    public var phrase: String {
        switch kind {
        case .dataSet: "the data set \(name)"
        case .program: "\(name)"
        case .generated: "a command that is built at run time"
        case .limit: "what follows from \(name)"
        }
    }
}

extension Truth {
    init(_ state: AccessReport.Condition.State) {
        switch state {
        case .holds: self = .yes
        case .fails: self = .no
        case .unknown: self = .unknown
        }
    }

    /// The state of a condition that holds if this is true.
    var state: AccessReport.Condition.State {
        switch self {
        case .yes: .holds
        case .no: .fails
        case .unknown: .unknown
        }
    }
}

extension Verdict {
    init(_ truth: Truth) {
        switch truth {
        case .yes: self = .granted
        case .no: self = .refused
        case .unknown: self = .unknown
        }
    }
}
