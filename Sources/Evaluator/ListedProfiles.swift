import Diagnostics
import RACF

/// Puts listed profiles into the state. Where two inputs differ, neither counts, because nothing says which is newer
/// (docs/reference/unload.md#43-the-unload-comes-before-the-deck).
extension ListingEffects {
    mutating func apply(_ shown: RACFListing.Profile, _ file: FileID) {
        let number = state.insertClass(Array(shown.className.utf8))
        let name = Deck.Text(Array(shown.name.value.utf8))
        let isPattern = state.classes[number].isPattern(name)
        let profile = state.classes[number].insert(name, isGeneric: isPattern && shown.isGeneric != false)
        var record = state.classes[number].records[profile]
        let isKnown = record.isTouched
        if !isKnown {
            // A complete unload without it contradicts.
            record.exists = state.unloaded?.isComplete(shown.className) == true ? .unknown : .yes
        }
        if let isGeneric = shown.isGeneric {
            record.isGeneric = Truth(isGeneric)
        } else if !isKnown {
            record.isGeneric = .unknown
        }
        record.definition = mark(file, shown.name.range)
        if let uacc = shown.uacc {
            let level = AccessLevel(uacc.value)
            record.uacc = isKnown && record.uacc != nil && record.uacc != level ? nil : level
            record.uaccMark = mark(file, uacc.range)
        }
        if let warning = shown.isWarning {
            record.warning = (isKnown ? record.warning : .unknown).joined(Truth(warning.value))
            record.warningMark = mark(file, warning.range)
        }
        if let text = shown.applData { setApplData(text, &record, file) }
        setKeys(shown, &record, file)
        let old = state.classes[number].entries(of: record, in: .database)
        let wasComplete = isKnown && record.isListComplete
        if shown.entries != nil, shown.isListWhole { record.isListComplete = true }
        // Whoever submits a deck did not make it.
        record.creator = .no
        store(record, number, profile, at: mark(file, shown.name.range))
        if let entries = shown.entries {
            setList(
                entries + shown.conditionalEntries, isWhole: shown.isListWhole, old, wasComplete: wasComplete, number,
                profile, file)
        }
        if let task = shown.task, state.classes[number].isStarted { setTask(task, profile, file) }
        if let members = shown.members {
            setMembers(
                members.map { Located(Array($0.value.utf8), at: $0.range) }, number, profile, file,
                isComplete: shown.areMembersWhole)
        }
    }

    private mutating func setApplData(_ text: Located<String?>, _ record: inout ProfileRecord, _ file: FileID) {
        let old = record.applDataMark
        let wasKnown = record.applData != .unknown
        let before = applData[old]
        record.applDataMark = mark(file, text.range)
        guard !wasKnown || before == text.value else {
            record.applData = .unknown
            return
        }
        record.applData = text.value == nil ? .absent : .set
        note(text.value, at: record.applDataMark)
    }

    private mutating func setKeys(_ shown: RACFListing.Profile, _ record: inout ProfileRecord, _ file: FileID) {
        if let key = shown.legacyKey {
            let (old, new) = (record.legacyKey, KeyState(key.value))
            let isHeld = old.isHeld == .yes && new.isHeld == .yes
            record.legacyKey = old == .unknown || old == new ? new : isHeld ? .held : .unknown
            record.legacyMark = mark(file, key.range)
        }
        if let key = shown.enhancedKey {
            record.enhancedKey = record.enhancedKey.joined(Truth(key.value))
            record.enhancedMark = mark(file, key.range)
            record.allowsReplay = shown.allowsReplay.map(Truth.init) ?? .unknown
        }
    }

    /// - Parameters:
    ///   - old: the entries that other inputs show.
    ///   - wasComplete: whether those inputs show all of them.
    private mutating func setList(
        _ entries: [RACFListing.Entry], isWhole: Bool, _ old: [EntryRecord], wasComplete: Bool, _ number: ClassNumber,
        _ profile: ProfileNumber, _ file: FileID
    ) {
        var listed: Set<UInt64> = []
        func key(_ id: IDNumber, _ isConditional: Bool) -> UInt64 { UInt64(id.value) << 1 | (isConditional ? 1 : 0) }
        for entry in entries {
            guard let access = AccessLevel(entry.access) else { continue }
            let id = state.insertID(Array(entry.id.value.utf8))
            var record = EntryRecord(
                id: id, added: mark(file, entry.id.range), access: access, isConditional: entry.condition != nil,
                condition: entry.condition.map { ConditionClass(rawValue: $0.lowercased()) ?? .criteria })
            let other = old.first { $0.id == id && $0.isConditional == record.isConditional }
            record.isCertain = other.map { $0.access == access && $0.isCertain } ?? !wasComplete
            // It may be either of both, so that the higher one stays possible.
            if let other { record.access = max(access, other.access) }
            listed.insert(key(id, record.isConditional))
            state.classes[number].add(record, to: profile)
        }
        guard isWhole else { return }
        for var entry in old where !listed.contains(key(entry.id, entry.isConditional)) {
            (entry.isCertain, entry.next) = (false, .none)
            state.classes[number].add(entry, to: profile)
        }
    }

    private mutating func setTask(_ task: RACFListing.Task, _ profile: ProfileNumber, _ file: FileID) {
        // =MEMBER takes the user ID from the name of the procedure.
        let user = task.user.value
        let isOpen = user == "=MEMBER"
        let number = user.isEmpty || isOpen ? nil : id(Array(user.utf8))
        let isTrusted = task.isTrusted.map(Truth.init) ?? .unknown
        let old = state.startedTasks[profile]
        let differs = old.map { $0.user != number || $0.isTrusted.joined(isTrusted) == .unknown } ?? false
        state.startedTasks[profile] = SystemState.StartedTask(
            user: number, openUser: isOpen ? .any : nil, isTrusted: differs ? .unknown : isTrusted,
            mark: mark(file, task.user.range))
    }

    // MARK: Classes

    /// What a report about one class says.
    mutating func apply(_ shown: RACFListing.ClassState, _ file: FileID) {
        guard state.assumptions.explicit(shown.className).map({ $0.active == .unknown }) ?? true else { return }
        let number = state.insertClass(Array(shown.className.utf8))
        let old = state.classes[number].active
        state.classes[number].active = Fact(
            (old.place == nil ? .unknown : old.value).joined(Truth(shown.isActive.value)),
            at: Place(file, shown.isActive.range))
    }

    /// What one listing shows and RLIST did not find for another.
    mutating func applyMissing(of listing: RACFListing) {
        for (className, name) in listing.missingProfiles {
            let bytes = Array(name.value.utf8)
            let number = state.insertClass(Array(className.utf8))
            let numbers = [true, false].compactMap { state.classes[number].number(of: bytes, isGeneric: $0) }
            for profile in numbers where state.classes[number].records[profile].exists == .yes {
                let mark = mark(listing.file.id, name.range)
                state.classes[number].change(profile, at: mark) { $0.exists = .unknown }
            }
        }
    }

    /// The classes of which a listing shows all profiles: others do not exist.
    mutating func applyWholeClasses(of listing: RACFListing) {
        for whole in listing.wholeClasses {
            let name = whole.value
            let number = state.insertClass(Array(name.utf8))
            setOrder(of: listing.genericOrders[name] ?? [], number)
            guard state.assumptions.explicit(name).map({ $0.complete == .unknown }) ?? true else { continue }
            state.classes[number].complete = .yes
            let shown = Set(listing.profiles.lazy.filter { $0.className == name }.map { Array($0.name.value.utf8) })
            for profile in state.classes[number].records.numbers {
                guard !shown.contains(Array(state.classes[number].profileName(profile))) else { continue }
                let mark = mark(listing.file.id, whole.range)
                state.classes[number].change(profile, at: mark) { $0.exists = $0.exists == .yes ? .unknown : .no }
            }
        }
    }

    /// Takes the order of generic profiles from a listing of a class, unless an unload gives it.
    private mutating func setOrder(of names: [String], _ number: ClassNumber) {
        guard state.classes[number].order.isEmpty else { return }
        for (rank, name) in names.enumerated() {
            guard let profile = state.classes[number].number(of: Array(name.utf8), isGeneric: true) else { continue }
            setOrder(rank, number, profile)
        }
    }
}

extension Truth {
    /// What two inputs say together: unknown if they differ.
    func joined(_ other: Truth) -> Truth {
        if self == .unknown { return other }
        return other == .unknown || other == self ? self : .unknown
    }
}

extension KeyState {
    fileprivate init(_ shown: RACFListing.LegacyKey) {
        switch shown {
        case .none: self = .none
        case .masked: self = .masked
        case .encrypted: self = .encrypted
        case .label: self = .label
        }
    }
}
