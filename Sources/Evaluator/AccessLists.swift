import Diagnostics

/// The access lists of all profiles of a class.
struct AccessLists: Sendable {
    /// The entries, chained from their profiles in the order in which they were added; the first one means none.
    private(set) var entries = Table<EntryNumber, EntryRecord>([
        EntryRecord(id: IDNumber(0), added: .start, access: .none, isConditional: false)
    ])
    /// The entries of long lists by profile and ID.
    private var entryOf: [UInt64: EntryNumber] = [:]

    /// The length above which lists are searched by hash.
    private static let shortList: UInt32 = 12

    /// Reserves room for more entries.
    mutating func reserve(_ more: Int) { entries.reserve(more) }

    /// The current entry of an ID.
    func entry(
        of id: IDNumber, isConditional: Bool, in record: ProfileRecord, _ profile: ProfileNumber
    ) -> EntryNumber {
        if record.entryCount > Self.shortList {
            let found = entryOf[Self.key(profile, id, isConditional)] ?? .none
            return found != .none && entries[found].isVisible(at: .now, record) ? found : .none
        }
        var next = record.firstEntry
        while next != .none {
            let entry = entries[next]
            if entry.id == id, entry.isConditional == isConditional, entry.isVisible(at: .now, record) { return next }
            next = entry.next
        }
        return .none
    }

    /// The entries of a profile at a given time.
    func entries(of record: ProfileRecord, at time: Mark) -> [EntryRecord] {
        var found: [EntryRecord] = []
        var next = record.firstEntry
        while next != .none {
            let entry = entries[next]
            if entry.isVisible(at: time, record) { found.append(entry) }
            next = entry.next
        }
        return found
    }

    /// Adds an entry after those of the profile, and replaces one with the same ID.
    mutating func add(_ new: EntryRecord, to record: inout ProfileRecord, _ profile: ProfileNumber) {
        if record.firstEntry != .none {
            remove(new.id, isConditional: new.isConditional, from: record, profile, at: new.added)
        }
        var entry = new
        entry.profile = profile
        let number = entries.append(entry)
        if record.firstEntry == .none {
            record.firstEntry = number
        } else {
            entries[record.lastEntry].next = number
        }
        record.lastEntry = number
        record.entryCount += 1
        if record.entryCount > Self.shortList { keep(number, record) }
    }

    mutating func remove(
        _ id: IDNumber, isConditional: Bool, from record: ProfileRecord, _ profile: ProfileNumber, at mark: Mark
    ) {
        let found = entry(of: id, isConditional: isConditional, in: record, profile)
        if found != .none { entries[found].removed = mark }
    }

    /// Records an entry for lookup, or all entries of a list that has become long.
    private mutating func keep(_ number: EntryNumber, _ record: ProfileRecord) {
        var next = record.entryCount == Self.shortList + 1 ? record.firstEntry : number
        while next != .none {
            let entry = entries[next]
            entryOf[Self.key(entry.profile, entry.id, entry.isConditional)] = next
            next = entry.next
        }
    }

    private static func key(_ profile: ProfileNumber, _ id: IDNumber, _ isConditional: Bool) -> UInt64 {
        UInt64(profile.value) << 33 | UInt64(id.value) << 1 | (isConditional ? 1 : 0)
    }
}
