import Diagnostics

/// What the unload says of a user ID or group, in few bytes, because a site may have a million of them.
struct UnloadID: Sendable {
    enum Password: UInt8, Sendable { case usual, protected, unknown }

    /// The records 0200 and 0100, by the number of the line; 0 if there is none.
    var userLine: UInt32 = 0
    var groupLine: UInt32 = 0
    /// The default group of a user, or the superior group of a group, by number plus 1.
    var group: UInt32 = 0
    var owner: UInt32 = 0
    var revokeDate: UnloadDate = 0
    var resumeDate: UnloadDate = 0
    var revoke = UnloadFlag.blank
    var special = UnloadFlag.blank
    var password = Password.unknown
    var restricted = UnloadFlag.blank
    var contained = UnloadFlag.blank
    /// Whether the user may not log on on every day, and at any time.
    var limitedToDays = UnloadFlag.blank
    var limitedToTimes = UnloadFlag.blank
    var hasPhrase = false
    /// Whether a 0102 record names it.
    var isMember = false
}

/// The user IDs and groups of an unload by name.
struct UnloadIDs: Sendable {
    private(set) var keys: [UInt64] = []
    var records: [UnloadID] = []
    /// Open addressing: the number plus 1 of the ID in a slot; 0 is free.
    private var slots = [UInt32](repeating: 0, count: 1024)
    /// The two IDs that were asked for last, -1 before there are any: the records of a user follow each other, and each
    /// names another group.
    private var last: (key: UInt64, number: Int) = (0, -1)
    private var beforeLast: (key: UInt64, number: Int) = (0, -1)
    /// The ID that was found last of those with the same beginning of their hash, in 64 KB: groups come again, and the
    /// slots of a large site do not fit into the fast memory of a processor.
    private var recent = [(key: UInt64, number: Int)](repeating: (0, -1), count: 4096)

    var count: Int { keys.count }

    func number(of key: UInt64) -> Int? {
        let slot = slot(key)
        return slots[slot] == 0 ? nil : Int(slots[slot]) - 1
    }

    /// The number of an ID, which is new if nothing has named it.
    @inline(__always)
    mutating func insert(_ key: UInt64) -> Int {
        if last.key == key, last.number >= 0 { return last.number }
        if beforeLast.key == key, beforeLast.number >= 0 {
            swap(&last, &beforeLast)
        } else {
            beforeLast = last
            last = (key, find(key))
        }
        return last.number
    }

    private mutating func find(_ key: UInt64) -> Int {
        let place = Int(truncatingIfNeeded: NumberSet.mixed(key) >> 52)
        if recent[place].key != key || recent[place].number < 0 { recent[place] = (key, findInSlots(key)) }
        return recent[place].number
    }

    private mutating func findInSlots(_ key: UInt64) -> Int {
        let slot = slot(key)
        if slots[slot] != 0 { return Int(slots[slot]) - 1 }
        keys.append(key)
        records.append(UnloadID())
        slots[slot] = UInt32(keys.count)
        if keys.count * 2 > slots.count { grow() }
        return keys.count - 1
    }

    @inline(__always)
    private func slot(_ key: UInt64) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: NumberSet.mixed(key)) & mask
        while slots[slot] != 0, keys[Int(slots[slot]) - 1] != key { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for (number, key) in keys.enumerated() { slots[slot(key)] = UInt32(number + 1) }
    }
}

/// A set of hashes.
struct NumberSet: Sendable {
    private var slots = [UInt64](repeating: 0, count: 1024)
    private(set) var count = 0

    static func mixed(_ value: UInt64) -> UInt64 {
        let product = (value ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
        return product.high ^ product.low
    }

    func contains(_ value: UInt64) -> Bool { slots[slot(value)] != 0 }

    /// - Returns: whether the value is new.
    mutating func insert(_ value: UInt64) -> Bool {
        let slot = slot(value)
        guard slots[slot] == 0 else { return false }
        slots[slot] = value
        count += 1
        guard count * 2 > slots.count else { return true }
        let old = slots
        slots = [UInt64](repeating: 0, count: old.count * 2)
        for value in old where value != 0 { slots[self.slot(value)] = value }
        return true
    }

    private func slot(_ value: UInt64) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: value) & mask
        while slots[slot] != 0, slots[slot] != value { slot = (slot + 1) & mask }
        return slot
    }
}
