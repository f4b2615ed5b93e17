import Diagnostics
import RACF
import Unload

/// Decides about the generation of a PassTicket, condition by condition
/// (docs/reference/racf.md#01-conditions-for-generating-a-ticket), and about the logon with it.
struct DecisionMaker {
    let storage: Evaluation.Storage
    let decks: [Deck]
    typealias Condition = AccessReport.Condition
    var resourceClass: ResourceClass { storage.state.classes[storage.passTickets] }

    init(_ storage: Evaluation.Storage, _ decks: [Deck]) {
        self.storage = storage
        self.decks = decks
    }

    /// The conditions G4 to G6 and G8 in one view of the profiles.
    struct Chain {
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
}
