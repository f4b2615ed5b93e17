import Diagnostics

/// The access lists of all profiles of a class.
struct AccessLists: Sendable {
    /// The entries, chained from their profiles in the order in which they were added; 0 is none.
    private(set) var entries: [EntryRecord] = [EntryRecord(id: 0, added: .start, access: .none, isConditional: false)]
    /// The entries of long lists by profile and ID.
    private var entryOf: [UInt64: UInt32] = [:]

    /// The length above which lists are searched by hash.
    private static let shortList: UInt32 = 12

    /// Reserves room for more entries.
    mutating func reserve(_ more: Int) { entries.reserveLargePages(entries.count + more) }

    /// The number of the current entry of an ID, or 0.
    func entry(of id: UInt32, isConditional: Bool, in record: ProfileRecord, _ profile: Int) -> UInt32 {
        if record.entryCount > Self.shortList {
            let found = entryOf[Self.key(UInt32(profile), id, isConditional)] ?? 0
            return found != 0 && entries[Int(found)].isVisible(at: .now, record) ? found : 0
        }
        var next = record.firstEntry
        while next != 0 {
            let entry = entries[Int(next)]
            if entry.id == id, entry.isConditional == isConditional, entry.isVisible(at: .now, record) { return next }
            next = entry.next
        }
        return 0
    }

    /// The entries of a profile at a given time.
    func entries(of record: ProfileRecord, at time: Mark) -> [EntryRecord] {
        var found: [EntryRecord] = []
        var next = record.firstEntry
        while next != 0 {
            let entry = entries[Int(next)]
            if entry.isVisible(at: time, record) { found.append(entry) }
            next = entry.next
        }
        return found
    }

    /// Adds an entry after those of the profile, and replaces one with the same ID.
    mutating func add(_ new: EntryRecord, to record: inout ProfileRecord, _ profile: Int) {
        if record.firstEntry != 0 {
            remove(new.id, isConditional: new.isConditional, from: record, profile, at: new.added)
        }
        let number = UInt32(entries.count)
        var entry = new
        entry.profile = UInt32(profile)
        entries.append(entry)
        if record.firstEntry == 0 {
            record.firstEntry = number
        } else {
            entries[Int(record.lastEntry)].next = number
        }
        record.lastEntry = number
        record.entryCount += 1
        if record.entryCount > Self.shortList { keep(number, record) }
    }

    mutating func remove(
        _ id: UInt32, isConditional: Bool, from record: ProfileRecord, _ profile: Int, at mark: Mark
    ) {
        let found = entry(of: id, isConditional: isConditional, in: record, profile)
        if found != 0 { entries[Int(found)].removed = mark }
    }

    /// Records an entry for lookup, or all entries of a list that has become long.
    private mutating func keep(_ number: UInt32, _ record: ProfileRecord) {
        var next = record.entryCount == Self.shortList + 1 ? record.firstEntry : number
        while next != 0 {
            let entry = entries[Int(next)]
            entryOf[Self.key(entry.profile, entry.id, entry.isConditional)] = next
            next = entry.next
        }
    }

    private static func key(_ profile: UInt32, _ id: UInt32, _ isConditional: Bool) -> UInt64 {
        UInt64(profile) << 33 | UInt64(id) << 1 | (isConditional ? 1 : 0)
    }
}
