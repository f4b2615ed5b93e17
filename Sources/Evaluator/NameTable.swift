import Diagnostics

/// Names by number. Each is kept once and found by its bytes.
struct NameTable<Number: TableNumber>: Sendable {
    private var bytes: [UInt8] = []
    /// The end of each name in `bytes`; the first one is for a name before all of them.
    private var ends: [UInt32] = [0]
    private var hashes: [UInt32] = []
    /// Open addressing: the tag of the name in a slot (0 if the slot is free), and its number. The tags alone decide
    /// about nearly every new name, and those of a big table fit into the cache.
    private var tags = [UInt8](repeating: 0, count: 64)
    private var numbers = [Number](repeating: Number(0), count: 64)
    /// The number of the name used last, because successive commands mostly name the same profile.
    private var last: Number?

    /// The length of the longest profile name, with the mark of a generic one.
    private static var longest: Int { 247 }

    var count: Int { ends.count - 1 }

    subscript(number: Number) -> ArraySlice<UInt8> { bytes[Int(ends[number.index])..<Int(ends[number.index + 1])] }

    func text(_ number: Number) -> String { String(decoding: self[number], as: UTF8.self) }

    func number(of name: [UInt8]) -> Number? { number(of: name[...], hash: NameHash(name, 0..<name.count)) }

    /// - Parameter hash: the hash of `name`, for callers that look up many prefixes of one name.
    func number(of name: ArraySlice<UInt8>, hash: NameHash) -> Number? {
        let slot = slot(hash.value) { self[$0].elementsEqual(name) }
        return tags[slot] == 0 ? nil : numbers[slot]
    }

    /// The number of a name, which is new if the name is not known yet.
    mutating func insert(_ name: [UInt8]) -> Number { insert(name, 0..<name.count) }

    /// The same for a name inside other bytes.
    mutating func insert(_ text: [UInt8], _ name: Range<Int>) -> Number {
        if let last, isEqual(last, text, name) { return last }
        let number = find(text, name)
        last = number
        return number
    }

    /// Reserves room for more names of the average length, within the length that RACF allows.
    mutating func reserve(_ more: Int) {
        bytes.reserveLargePages(bytes.count + more * min(bytes.count / max(1, count) + 1, Self.longest))
        ends.reserveLargePages(ends.count + more)
        hashes.reserveLargePages(hashes.count + more)
    }

    private mutating func find(_ text: [UInt8], _ name: Range<Int>) -> Number {
        let hash = NameHash(text, name).value
        let slot = slot(hash) { isEqual($0, text, name) }
        guard tags[slot] == 0 else { return numbers[slot] }
        let number = Number(count)
        bytes.append(name, of: text)
        ends.append(UInt32(bytes.count))
        hashes.append(hash)
        (tags[slot], numbers[slot]) = (Self.tag(hash), number)
        if count * 2 > tags.count { grow() }
        return number
    }

    /// The slot of the name with a hash for which `isWanted` holds, or the free slot for it.
    private func slot(_ hash: UInt32, _ isWanted: (Number) -> Bool) -> Int {
        let mask = tags.count - 1
        let tag = Self.tag(hash)
        var slot = Int(hash) & mask
        while tags[slot] != 0 {
            if tags[slot] == tag, hashes[numbers[slot].index] == hash, isWanted(numbers[slot]) { return slot }
            slot = (slot + 1) & mask
        }
        return slot
    }

    /// The bits of a hash that depend least on its slot.
    private static func tag(_ hash: UInt32) -> UInt8 { UInt8(hash >> 24) | 1 }

    private func isEqual(_ number: Number, _ text: [UInt8], _ name: Range<Int>) -> Bool {
        let start = Int(ends[number.index])
        guard Int(ends[number.index + 1]) - start == name.count else { return false }
        return bytes.holds(text, name, at: start)
    }

    private mutating func grow() {
        let mask = tags.count * 2 - 1
        tags = [UInt8](repeating: 0, count: mask + 1)
        numbers = [Number](repeating: Number(0), count: mask + 1)
        for (number, hash) in hashes.enumerated() {
            var slot = Int(hash) & mask
            while tags[slot] != 0 { slot = (slot + 1) & mask }
            (tags[slot], numbers[slot]) = (Self.tag(hash), Number(number))
        }
    }
}

/// A hash that takes eight bytes at a time, so that the name of a profile takes four steps.
struct NameHash {
    private var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    /// The bytes of the incomplete group of eight, and the total number of bytes.
    private var open: UInt64 = 0
    private var count: UInt64 = 0

    init() {}

    @inline(__always)
    init(_ text: [UInt8], _ name: Range<Int>) {
        var offset = name.lowerBound
        while name.upperBound - offset >= ByteWord.count, let word = ByteWord(text, at: offset) {
            state = Self.mixed(state ^ word.bits)
            offset += ByteWord.count
        }
        count = UInt64(offset - name.lowerBound)
        while offset < name.upperBound {
            append(text[offset])
            offset += 1
        }
    }

    mutating func append(_ byte: UInt8) {
        open |= UInt64(byte) << (8 * (count & 7))
        count += 1
        guard count & 7 == 0 else { return }
        state = Self.mixed(state ^ open)
        open = 0
    }

    var value: UInt32 { UInt32(truncatingIfNeeded: Self.mixed(state ^ open ^ count << 56)) }

    /// Combines both halves of a product, so that every byte affects every bit.
    private static func mixed(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
        return product.high ^ product.low
    }
}
