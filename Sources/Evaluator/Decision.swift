import Diagnostics
import Parsers

/// The generation of a PassTicket, condition by condition (racf.md 0.1), and the logon with it (0.2).
struct DecisionMaker {
    private let evaluation: Evaluation
    private let resourceClass: ResourceClass
    private typealias Condition = AccessReport.Condition
    private static let className = "PTKTDATA"

    init(_ evaluation: Evaluation) {
        self.evaluation = evaluation
        resourceClass = evaluation.state[Self.className]
    }

    /// G4 to G6 and G8 in one view of the profiles.
    private struct Chain {
        var key: Condition
        var covered: Condition
        var access: Condition
        var generic: Condition
        var coverage: Coverage
        var check: AccessCheck?

        var verdict: Truth { [key, covered, access, generic].reduce(.yes) { $0 && Truth($1.state) } }
    }

    func decide(caller: String, application: String, target: String) -> AccessReport.Decision {
        let resource = "IRRPTAUTH.\(application).\(target)"
        let database = chain(caller, application, resource, .database)
        let storage = chain(caller, application, resource, .storage)
        let (shown, loaded) = refreshed(database, storage)
        let first = [racf, active, raclisted]
        let conditions = first + [shown.key, shown.covered, shown.access, loaded, shown.generic]
        let generate = conditions.reduce(Truth.yes) { $0 && Truth($1.state) }
        let logon = logonConditions(application, target, shown.key)
        let logonTruth = logon.reduce(Truth.yes) { $0 && Truth($1.state) }
        return AccessReport.Decision(
            caller: caller, application: application, target: target, generate: Verdict(generate),
            logon: Verdict(logonTruth), profile: shown.coverage.profile?.name.text, via: shown.check?.via,
            access: shown.check?.access?.name, conditions: conditions + logon)
    }

    // MARK: G1 to G3

    private var racf: Condition {
        let fact = evaluation.state.isRACFActive
        return Condition(
            id: "G1", state: fact.value == .yes ? .holds : .fails,
            message: fact.value == .yes ? "RACF is active" : "RVARY made RACF inactive", place: fact.place)
    }

    private var active: Condition {
        option("G2", resourceClass.active, "active", "CLASSACT", assume: "active", evaluation.lostOption(.classact))
    }

    private var raclisted: Condition {
        option("G3", resourceClass.raclist, "RACLISTed", "RACLIST", assume: "raclist", evaluation.lostOption(.raclist))
    }

    private func option(
        _ id: String, _ fact: Fact, _ word: String, _ operand: String, assume: String, _ lost: Place?
    ) -> Condition {
        switch fact.value {
        case .yes:
            return Condition(id: id, state: .holds, message: "class PTKTDATA is \(word)", place: fact.place)
        case .no:
            let why = fact.place == nil && lost != nil ? ": the SETROPTS \(operand) in the deck is not carried out" : ""
            return Condition(
                id: id, state: .fails, message: "class PTKTDATA is not \(word)\(why)", place: fact.place ?? lost)
        case .unknown:
            return Condition(
                id: id, state: .unknown,
                message: "nothing shows whether class PTKTDATA is \(word): give a deck with SETROPTS "
                    + "\(operand)(PTKTDATA), or say --assume PTKTDATA=\(assume)", place: fact.place)
        }
    }

    // MARK: G4 to G8

    private func chain(_ caller: String, _ application: String, _ resource: String, _ view: ProfileView) -> Chain {
        let coverage = resourceClass.coverage(of: resource, in: view)
        let check = coverage.profile.map { AccessCheck($0, caller, .update, evaluation.state) }
        return Chain(
            key: keyCondition(application, view), covered: coverCondition(coverage, resource),
            access: accessCondition(coverage, check, resource), generic: genericCondition(coverage),
            coverage: coverage, check: check)
    }

    private func keyCondition(_ application: String, _ view: ProfileView) -> Condition {
        let key = ResourceClass.Key(name: application, isGeneric: false)
        guard let profile = resourceClass.profile(key, in: view), profile.exists != .no else {
            let lost = evaluation.lostProfile(application)
            guard resourceClass.complete == .yes else {
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
        let place = profile.legacyKey.value == .yes ? profile.legacyKey.place : profile.enhancedKey.place
        switch profile.exists && profile.hasKey {
        case .yes: return Condition(id: "G4", state: .holds, message: "\(application) holds a key", place: place)
        case .no:
            return Condition(
                id: "G4", state: .fails, message: "key profile \(application) holds no key", place: profile.definition)
        case .unknown:
            return Condition(
                id: "G4", state: .unknown,
                message: "the inputs do not show whether \(application) holds a key: give the RDEFINE with its SSIGNON",
                place: profile.legacyKey.place ?? profile.definition)
        }
    }

    private func coverCondition(_ coverage: Coverage, _ resource: String) -> Condition {
        switch coverage.state {
        case .yes:
            return Condition(
                id: "G5", state: .holds, message: "\(coverage.profile?.name.text ?? "") covers \(resource)",
                place: coverage.profile?.definition)
        case .no:
            let unusable = coverage.unusable.map { ": \($0.name.text) was stored as a discrete profile" } ?? ""
            return Condition(
                id: "G5", state: .fails, message: "no profile covers \(resource)\(unusable)",
                place: coverage.unusable?.definition ?? evaluation.lostProfile(resource))
        case .unknown:
            return Condition(
                id: "G5", state: .unknown,
                message: "\(coverage.reason): give all profiles of PTKTDATA and say --assume PTKTDATA=complete",
                place: coverage.profile?.definition)
        }
    }

    private func accessCondition(_ coverage: Coverage, _ check: AccessCheck?, _ resource: String) -> Condition {
        guard let check, let profile = coverage.profile else {
            return coverage.state == .no
                ? Condition(id: "G6", state: .fails, message: "without a profile nobody has access")
                : Condition(
                    id: "G6", state: .unknown, message: "the access list that decides for \(resource) is not shown")
        }
        let name = profile.name.text
        switch check.granted {
        case .yes:
            return Condition(
                id: "G6", state: .holds,
                message: "\(check.via ?? "") gives \(check.access?.name ?? "access") to \(name)", place: check.place)
        case .no:
            return Condition(
                id: "G6", state: .fails, message: check.reason,
                place: check.place ?? profile.definition)
        case .unknown:
            return Condition(id: "G6", state: .unknown, message: check.reason, place: check.place)
        }
    }

    private func genericCondition(_ coverage: Coverage) -> Condition {
        guard let profile = coverage.profile ?? coverage.unusable, profile.name.hasGenericCharacters else {
            return Condition(id: "G8", state: .holds, message: "no generic name is involved")
        }
        let name = profile.name.text
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
                message: "nothing shows whether generics were on when \(name) was defined: say --assume "
                    + "PTKTDATA=generic", place: profile.definition)
        }
    }

    // MARK: G7

    /// What is in storage counts. Shown is the database, unless storage still grants what it no longer does.
    private func refreshed(_ database: Chain, _ storage: Chain) -> (Chain, Condition) {
        let place = resourceClass.lastLoad
        guard resourceClass.isStale, resourceClass.raclist.value != .no else {
            return (database, Condition(id: "G7", state: .holds, message: "nothing waits for a REFRESH", place: place))
        }
        let change = resourceClass.lastChange
        switch (database.verdict, storage.verdict) {
        case (let now, let before) where now == before:
            return (
                database,
                Condition(id: "G7", state: .holds, message: "a REFRESH would not change the answer", place: place)
            )
        case (_, .yes):
            return (
                storage,
                Condition(
                    id: "G7", state: resourceClass.isLoadUncertain ? .unknown : .holds,
                    message: "storage still holds the old profile: a REFRESH takes the access away", place: change)
            )
        case (_, _):
            let isUncertain = resourceClass.isLoadUncertain
            return (
                database,
                Condition(
                    id: "G7",
                    state: isUncertain || storage.verdict == .unknown && database.verdict != .yes
                        ? .unknown : resourceClass.raclist.value == .yes ? .fails : .unknown,
                    message: isUncertain
                        ? "RACLIST loads the profiles only if PTKTDATA was not RACLISTed before: end with SETROPTS "
                            + "RACLIST(PTKTDATA) REFRESH, or say --assume PTKTDATA=noraclist"
                        : "changes wait for SETROPTS RACLIST(PTKTDATA) REFRESH", place: change)
            )
        }
    }

    // MARK: The logon

    private func logonConditions(_ application: String, _ target: String, _ key: Condition) -> [Condition] {
        [
            Condition(
                id: "E1", state: key.state,
                message: key.state == .holds
                    ? "the same key profile serves the logon, where agent and Job Monitor share the database"
                    : key.message, place: key.place),
            Condition(
                id: "E2", state: .unknown,
                message: "no input shows the clocks: they have to agree to about ten minutes, and the TOD clock is GMT"),
            user(target), protection(target), replay(application),
        ]
    }

    private func user(_ id: String) -> Condition {
        let user = evaluation.state.user(id)
        if user.exists.value == .no {
            return Condition(id: "E3", state: .fails, message: "\(id) does not exist", place: user.exists.place)
        }
        switch user.isRevoked.value {
        case .yes:
            return Condition(id: "E3", state: .fails, message: "\(id) is revoked", place: user.isRevoked.place)
        case .no:
            return Condition(id: "E3", state: .holds, message: "\(id) is not revoked", place: user.isRevoked.place)
        case .unknown:
            return Condition(
                id: "E3", state: .unknown, message: "nothing shows whether \(id) exists and is not revoked",
                place: user.isRevoked.place)
        }
    }

    private func protection(_ id: String) -> Condition {
        let fact = evaluation.state.user(id).isProtected
        let message =
            switch fact.value {
            case .yes: "\(id) is PROTECTED: it cannot log on with a PassTicket"
            case .no: "\(id) is not PROTECTED"
            case .unknown: "nothing shows whether \(id) is PROTECTED"
            }
        return Condition(id: "E4", state: fact.value.failing, message: message, place: fact.place)
    }

    /// The phrase at the beginning of APPLDATA switches replay protection off for legacy tickets.
    private func replay(_ application: String) -> Condition {
        let key = ResourceClass.Key(name: application, isGeneric: false)
        guard let profile = resourceClass.profile(key, in: .database), profile.isApplDataKnown,
            profile.enhancedKey.value == .no
        else {
            return Condition(
                id: "E5", state: .unknown, message: "nothing shows whether replay protection is off for \(application)")
        }
        let phrase = "NO REPLAY PROTECTION"
        let text = profile.applData ?? ""
        let isOff = text == phrase || text.hasPrefix(phrase + " ")
        return Condition(
            id: "E5", state: isOff ? .holds : .unknown,
            message: isOff
                ? "replay protection is off for \(application)"
                : "replay protection is on for \(application): a second job within a second is refused",
            place: profile.definition)
    }
}

extension Truth {
    fileprivate init(_ state: AccessReport.Condition.State) {
        switch state {
        case .holds: self = .yes
        case .fails: self = .no
        case .unknown: self = .unknown
        }
    }

    /// The state of a condition that holds where this is not so.
    fileprivate var failing: AccessReport.Condition.State {
        switch self {
        case .yes: .fails
        case .no: .holds
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
