import Diagnostics
import RACF
import Unload

/// Puts the profiles of an unload into the state before the decks. Users and groups stay in the unload
/// (docs/reference/unload.md#41-mapping).
extension ListingEffects {
    /// The members of groups on access lists that are looked at one by one.
    private static let memberLimit = 200_000

    mutating func apply(_ unloaded: UnloadedState) {
        let database = unloaded.database
        for name in database.groups {
            setGroup(name, Fact(database.isInAllStates(group: name) ? .yes : .unknown, at: database.group(name)))
        }
        for part in database.parts {
            var order: [String: Int] = [:]
            for profile in part.profiles {
                order[profile.className, default: 0] += 1
                apply(profile, of: part, in: database, rank: order[profile.className] ?? 0)
            }
        }
        nameMembers(database)
    }

    private mutating func apply(_ shown: Unload.Profile, of part: Unload, in database: UnloadDatabase, rank: Int) {
        let file = part.file.id
        let (number, profile) = insert(
            shown.className, shown.name, isGeneric: shown.isGeneric?.value != false)
        func place(_ range: SourceRange?) -> SourceRange { range ?? SourceRange(0, 0) }
        var record = ProfileRecord()
        record.exists = .yes
        record.isGeneric = shown.isGeneric?.value.map(Truth.init) ?? .unknown
        record.definition = mark(file, place(shown.place ?? shown.entries.first?.id.range))
        record.creator = .no
        if let uacc = shown.uacc {
            record.uacc = AccessLevel.exactly(uacc.value)
            record.uaccMark = mark(file, uacc.range)
        }
        if let warning = shown.isWarning {
            record.warning = warning.value.map(Truth.init) ?? .unknown
            record.warningMark = mark(file, warning.range)
        }
        if let text = shown.applData {
            record.applDataMark = mark(file, text.range)
            record.applData = text.value == nil ? .absent : .set
            note(text.value, at: record.applDataMark)
        }
        setKey(shown, in: database, &record, file)
        record.isListComplete = database.isComplete
        if shown.isGeneric?.value == true, database.isInOrder(shown.className) { setOrder(rank, number, profile) }
        store(record, number, profile, at: mark(file, place(shown.place)))
        for entry in shown.entries { add(entry, number, profile, file) }
        if let task = shown.task { setTask(task, number, profile, file) }
        if !database.isCertain(shown) { doubt(number, profile, at: mark(file, place(shown.place))) }
        if !shown.members.isEmpty { setMembers(shown.members, number, profile, file, isComplete: database.isComplete) }
    }

    /// Without a 0530 record a profile has no key, if the system unloads keys at all.
    private mutating func setKey(
        _ shown: Unload.Profile, in database: UnloadDatabase, _ record: inout ProfileRecord, _ file: FileID
    ) {
        guard let key = shown.key else {
            guard database.showsKeys, database.isComplete else { return }
            (record.legacyKey, record.enhancedKey) = (.none, .no)
            return
        }
        switch key.legacy {
        case .none: record.legacyKey = .none
        case .masked: record.legacyKey = .masked
        case .encrypted: record.legacyKey = .encrypted
        case .label: record.legacyKey = .label
        case .unknown: record.legacyKey = .unknown
        }
        record.enhancedKey = key.enhanced.map(Truth.init) ?? .unknown
        record.allowsReplay = key.allowsReplay.map(Truth.init) ?? .unknown
        if let place = key.legacyPlace {
            record.legacyMark = mark(file, place)
            if case .label(let label) = key.legacy { noteLabel(label, at: record.legacyMark) }
        }
        if let place = key.enhancedPlace { record.enhancedMark = mark(file, place) }
    }

    private mutating func add(_ entry: Unload.Entry, _ number: ClassNumber, _ profile: ProfileNumber, _ file: FileID) {
        guard let access = AccessLevel.exactly(entry.access.value) else { return }
        add(
            EntryRecord(
                id: id(Array(entry.id.value.utf8)), added: mark(file, entry.access.range), access: access,
                isConditional: entry.condition != nil,
                condition: entry.condition.map { ConditionClass(rawValue: $0.lowercased()) ?? .criteria }),
            number, profile)
    }

    /// Makes the users known who are in the groups on access lists of PTKTDATA, so that answers can name them.
    private mutating func nameMembers(_ database: UnloadDatabase) {
        var groups: Set<[UInt8]> = []
        for part in database.parts {
            for profile in part.profiles where profile.className == "PTKTDATA" {
                groups.formUnion(profile.entries.map { Array($0.id.value.utf8) })
            }
        }
        for member in database.members(of: groups).prefix(Self.memberLimit) { _ = id(member) }
    }
}

extension AccessLevel {
    /// The level with a name; other words in the place of one, such as TRUST, are none.
    static func exactly(_ word: String) -> AccessLevel? {
        [.none, .execute, .read, .update, .control, .alter].first { $0.name == word }
    }
}
