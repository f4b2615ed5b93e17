import Diagnostics

/// Names by number: each is kept once, and is found again by its bytes.
struct NameTable: Sendable {
    private var bytes: [UInt8] = []
    /// Where each name ends in `bytes`; the first stands for a name before them all.
    private var ends: [UInt32] = [0]
    /// Open addressing: the hash of a name and, in the low half, its number + 1; 0 is free. Names that do not fit are
    /// told by the slot alone, which is what a big table waits for.
    private var slots = [UInt64](repeating: 0, count: 64)

    var count: Int { ends.count - 1 }

    subscript(number: Int) -> ArraySlice<UInt8> { bytes[Int(ends[number])..<Int(ends[number + 1])] }

    func text(_ number: Int) -> String { String(decoding: self[number], as: UTF8.self) }

    func number(of name: [UInt8]) -> Int? { number(of: name[...], hash: Hash(name, 0..<name.count)) }

    /// - Parameter hash: of `name`, for whoever looks for many beginnings of one name.
    func number(of name: ArraySlice<UInt8>, hash: Hash) -> Int? {
        let hash = hash.value
        return Self.number(in: slots[slot(hash) { self[$0].elementsEqual(name) }])
    }

    /// The number of a name, a new one if it is not known yet.
    mutating func insert(_ name: [UInt8]) -> Int { insert(name, 0..<name.count) }

    /// The same for a name that stands among other bytes.
    mutating func insert(_ text: [UInt8], _ name: Range<Int>) -> Int {
        let hash = Hash(text, name).value
        let slot = slot(hash) { isEqual($0, text, name) }
        if let number = Self.number(in: slots[slot]) { return number }
        bytes += text[name]
        ends.append(UInt32(bytes.count))
        slots[slot] = UInt64(hash) << 32 | UInt64(count)
        if count * 2 > slots.count { grow() }
        return count - 1
    }

    /// The slot of the name of a hash for which `isWanted` holds, or the free one where it belongs.
    private func slot(_ hash: UInt32, _ isWanted: (Int) -> Bool) -> Int {
        let mask = slots.count - 1
        var slot = Int(hash) & mask
        while let number = Self.number(in: slots[slot]) {
            if slots[slot] >> 32 == hash, isWanted(number) { return slot }
            slot = (slot + 1) & mask
        }
        return slot
    }

    private static func number(in slot: UInt64) -> Int? { slot == 0 ? nil : Int(slot & 0xFFFF_FFFF) - 1 }

    private func isEqual(_ number: Int, _ text: [UInt8], _ name: Range<Int>) -> Bool {
        let start = Int(ends[number])
        guard Int(ends[number + 1]) - start == name.count else { return false }
        return bytes.holds(text, name, at: start)
    }

    private mutating func grow() {
        let mask = slots.count * 2 - 1
        var grown = [UInt64](repeating: 0, count: mask + 1)
        for entry in slots where entry != 0 {
            var slot = Int(entry >> 32) & mask
            while grown[slot] != 0 { slot = (slot + 1) & mask }
            grown[slot] = entry
        }
        slots = grown
    }

    /// Of eight bytes at a time, so that a name of a profile takes four steps.
    struct Hash {
        private var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        /// The bytes of the eight that are not full, and how many there are in all.
        private var open: UInt64 = 0
        private var count: UInt64 = 0

        init() {}

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

        /// Both halves of a product, so that every byte has a say in every bit.
        private static func mixed(_ value: UInt64) -> UInt64 {
            let product = value.multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
            return product.high ^ product.low
        }
    }
}
