public import Diagnostics
public import RACF

/// Questions that single rules ask.
extension Evaluation {
    /// The classes in the order of their names.
    public var classes: [ResourceClass] { storage.state.classes.elements.sorted { $0.name < $1.name } }

    public func lastChange(of resourceClass: ResourceClass) -> Place? {
        storage.evidence.place(resourceClass.lastChange)
    }

    /// The confidence in a place. It is lower for listings, which may change with any release and show the state when
    /// they were taken.
    public func confidence(in place: Place) -> Confidence {
        decks.contains { $0.file.id == place.file } ? .high : .medium
    }

    /// The deck that contains a place.
    public func deck(of place: Place) -> Deck? { decks.first { $0.file.id == place.file } }

    /// Whether undefined profiles of a class are missing: the decks define profiles in it, or an option says so for the
    /// class.
    public func isShownIncomplete(_ className: String) -> Bool {
        if assumptions.explicit(className) != nil { return true }
        guard let number = storage.state.classNumber(Array(className.utf8)) else { return false }
        return storage.state.classes[number].records.elements.contains {
            $0.definition != .start || $0.exists == .no && $0.changed != .start
        }
    }

    /// The generic profile that is used if there is no profile with this name.
    public func profileCovering(_ name: String, in className: String) -> Profile? {
        guard let number = storage.state.classNumber(Array(className.utf8)) else { return nil }
        return storage.coverage(of: name, in: number, .database).profile
    }

    /// The profiles for the generation of PassTickets with the submitter of the deck on their list, or possibly so: the
    /// first one, and how many there are.
    public var profilesWithCreator: (first: Profile, count: Int)? {
        let traits = storage.survey.traits
        let records = passTickets.records
        var first: ProfileNumber?
        var count = 0
        for number in traits.numbers where traits[number].contains(.access) {
            let record = records[number]
            guard record.creator != .no, !record.mayHaveLostCreator, record.definition != .start else { continue }
            first = first ?? number
            count += 1
        }
        return first.map { (Profile(storage, storage.passTickets, $0, .database), count) }
    }

    /// The conditions E3 and E4 of a decision: whether a user can log on to an application at all, in whatever way.
    public func usability(of target: String, at application: String) -> [AccessReport.Condition] {
        DecisionMaker(storage, decks).usability(of: target, at: application)
    }
}

extension Profile {
    public var traits: Traits {
        classNumber == storage.passTickets ? storage.survey.traits[number] : []
    }

    /// What a generic profile covers completely.
    public enum Breadth: Sendable { case everyTarget, everyApplication, everything }

    public var breadth: Breadth? {
        guard let reach = Reach(name) else { return nil }
        func isAny(_ pattern: String) -> Bool {
            let name = ProfileName("T.\(pattern)")
            return ["T.A", "T.ZZZZZZZZ", "T.#1"].allSatisfy { name.covers($0) == .yes }
        }
        let everyTarget = isAny(reach.targets)
        switch (everyTarget, isAny(reach.application)) {
        case (true, true): return .everything
        case (true, false): return .everyTarget
        case (false, true): return .everyApplication
        case (false, false): return nil
        }
    }
}

// MARK: Keys

/// A key in the profile of an application.
public struct KeyUse: Sendable {
    public enum Identity: Hashable, Sendable {
        case value(DESKey)
        case label(String)
    }

    public let identity: Identity
    public let application: String
    public let place: Place
}

extension Evaluation {
    /// Every key that a command gives to a profile, whether the command runs or not, and every label in effect.
    public var keyUses: [KeyUse] {
        var uses: [KeyUse] = []
        for deck in decks {
            for key in deck.keys {
                guard let value = key.secret?.parityClearedKey else { continue }
                for name in deck.profiles(at: key.range) {
                    uses.append(
                        KeyUse(identity: .value(value), application: name, place: Place(deck.file.id, key.range)))
                }
            }
        }
        for profile in passTicketProfiles(with: .holdsKey) {
            guard let (label, place) = storage.keyLabel(profile.record) else { continue }
            let application = profile.text.split(separator: ".").first.map(String.init) ?? ""
            uses.append(KeyUse(identity: .label(label), application: application, place: place))
        }
        return uses
    }
}

extension Evaluation.Storage {
    func keyLabel(_ profile: ProfileRecord) -> (String, Place)? {
        if profile.legacyKey == .label, let label = listedLabels[profile.legacyMark],
            let place = evidence.place(profile.legacyMark)
        {
            return (label, place)
        }
        guard profile.legacyKey == .label, let command = evidence.command(profile.legacyMark),
            let value = command.operand(.ssignon)?.operand(.keylabel)?.values.last
        else { return nil }
        return (value.text, Place(command.place.file, value.range))
    }
}

extension Deck {
    /// Applications that the command at a place gives a key to.
    fileprivate func profiles(at range: SourceRange) -> [String] {
        let positional = command(at: range)?.positional ?? []
        guard positional.count >= 2, positional[0].text == "PTKTDATA" else { return [] }
        return positional[1].items.compactMap { $0.text.split(separator: ".").first.map(String.init) }
    }
}

// MARK: Masked grants

extension Evaluation {
    /// A profile that hides a less specific one that would grant access.
    public struct MaskedGrant: Sendable {
        public let profile: Profile
        public let hidden: Profile
        public let caller: String
        /// The permission that has no effect.
        public let place: Place?
    }

    /// The grant of a less specific profile than the one that decides, if there is one.
    public func maskedGrant(caller: String, application: String, target: String) -> MaskedGrant? {
        let resource = "IRRPTAUTH.\(application).\(target)"
        guard let profile = storage.coverage(of: resource, in: storage.passTickets, .database).profile,
            AccessCheck(profile, caller, .update, resource: resource).granted == .no,
            let hidden = storage.coverage(
                of: resource, in: storage.passTickets, .database, without: profile.number
            ).profile
        else { return nil }
        let check = AccessCheck(hidden, caller, .update, resource: resource)
        guard check.granted == .yes else { return nil }
        return MaskedGrant(profile: profile, hidden: hidden, caller: caller, place: check.place)
    }

    /// The profiles that lack an entry with UPDATE of the next less specific one: one ID for each profile. They are not
    /// all if many generic profiles have the same beginning, so that the comparisons are limited.
    public var maskedGrants: (found: [MaskedGrant], isWhole: Bool) {
        let resourceClass = passTickets
        let traits = storage.survey.traits
        let granting = resourceClass.patterns.filter { traits[$0].contains([.access, .grants]) }
        guard !granting.isEmpty, passTickets.generic.value != .no else { return ([], true) }
        let names = granting.map { ProfileName(resourceClass.profileName($0)) }
        let lists = granting.map { number in
            resourceClass.entries(of: resourceClass.records[number], in: .database).filter {
                $0.access >= .update && !$0.isConditional && $0.isCertain
            }
        }
        let index = PatternIndex(names: granting.map { resourceClass.profileName($0) })
        var found: [MaskedGrant] = []
        var comparisons = 0
        for number in traits.numbers where traits[number].contains(.access) {
            guard comparisons < Masks.mostComparisons else { return (found, false) }
            guard !traits[number].contains(.universalAccess) else { continue }
            let bytes = resourceClass.profileName(number)
            index.each(bytes) { candidate in
                comparisons += 1
                guard granting[candidate] != number, found.last?.profile.number != number else { return }
                let missing = lists[candidate].first { entry in
                    let own = resourceClass.entry(of: entry.id, isConditional: false, in: number)
                    return own == .none || resourceClass.entries[own].access < .update
                }
                guard let missing, covers(names[candidate], granting[candidate], number) else { return }
                let hidden = Profile(storage, storage.passTickets, granting[candidate], .database)
                let caller = storage.state.ids.text(missing.id)
                found.append(
                    MaskedGrant(
                        profile: Profile(storage, storage.passTickets, number, .database), hidden: hidden,
                        caller: caller, place: storage.evidence.place(missing.added, permitting: caller)))
            }
        }
        return (found, true)
    }

    /// Whether a less specific name covers all of another.
    private func covers(_ name: ProfileName, _ number: ProfileNumber, _ other: ProfileNumber) -> Bool {
        let bytes = passTickets.profileName(other)
        guard bytes.contains(where: ProfileName.isGenericCharacter) else {
            return name.covers(Array(bytes), variable: storage.variable) == .yes
        }
        return passTickets.precedes(other, number) && ProfileName(bytes).overlaps(name)
    }
}
