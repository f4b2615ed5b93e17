import Diagnostics
import RACF
import Unload

/// The conditions that profiles decide: G4 to G8.
extension DecisionMaker {
    func chain(_ caller: String, _ application: String, _ resource: String, _ view: ProfileView) -> Chain {
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
        if check?.granted == .no, mayBeGranted(by: coverage, caller, resource, view) {
            check?.granted = .unknown
            check?.reason += "; without that profile another one would decide"
        }
        return Chain(
            key: keyCondition(application, view), covered: coverCondition(coverage, resource),
            access: accessCondition(coverage, check, resource), generic: genericCondition(coverage),
            coverage: coverage, check: check)
    }

    /// Whether the profile that refuses may not exist, and the next one may grant.
    private func mayBeGranted(
        by coverage: Coverage, _ caller: String, _ resource: String, _ view: ProfileView
    ) -> Bool {
        guard coverage.state == .unknown, let profile = coverage.profile, profile.exists == .unknown else {
            return false
        }
        return storage.coverage(of: resource, in: storage.passTickets, view, without: profile.number).profiles
            .contains { AccessCheck($0, caller, .update, resource: resource).granted != .no }
    }

    func keyCondition(_ application: String, _ view: ProfileView) -> Condition {
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

    func coverCondition(_ coverage: Coverage, _ resource: String) -> Condition {
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

    func accessCondition(_ coverage: Coverage, _ check: AccessCheck?, _ resource: String) -> Condition {
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

    func genericCondition(_ coverage: Coverage) -> Condition {
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

    /// G7: the profiles in storage count. The result shows the database, unless storage still grants what the database
    /// no longer does.
    func refreshed(_ database: Chain, _ storage: Chain, _ application: String) -> (Chain, Condition) {
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
        // What was there before the decks is not asked: a deck says what its changes do to a system that is not shown.
        if before == .unknown, now == .no || mayHoldChanged(storage, application) {
            return (
                now == .no ? storage : database,
                condition(.unknown, "storage may still hold what was there before", change)
            )
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

    /// Whether what is unknown of storage was loaded after a command or a listing that leaves it open.
    private func mayHoldChanged(_ chain: Chain, _ application: String) -> Bool {
        let isKeyOpen =
            chain.key.state == .unknown && storage.keyProfile(application, .storage)?.record.isTouched ?? false
        let isListOpen = chain.covered.state == .unknown || chain.access.state == .unknown
        return isKeyOpen || isListOpen && chain.coverage.profiles.contains { $0.record.isTouched }
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
