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

    func number(of name: [UInt8]) -> Int? { number(of: name[...], hash: Hash(name)) }

    /// - Parameter hash: of `name`, for whoever looks for many beginnings of one name.
    func number(of name: ArraySlice<UInt8>, hash: Hash) -> Int? {
        Self.number(in: slots[slot(of: name, hash.value)])
    }

    /// The number of a name, a new one if it is not known yet.
    mutating func insert(_ name: [UInt8]) -> Int {
        let hash = Hash(name).value
        let slot = slot(of: name[...], hash)
        if let number = Self.number(in: slots[slot]) { return number }
        bytes += name
        ends.append(UInt32(bytes.count))
        slots[slot] = UInt64(hash) << 32 | UInt64(count)
        if count * 2 > slots.count { grow() }
        return count - 1
    }

    /// The slot of a name, or the free one where it belongs.
    private func slot(of name: ArraySlice<UInt8>, _ hash: UInt32) -> Int {
        let mask = slots.count - 1
        var slot = Int(hash) & mask
        while let number = Self.number(in: slots[slot]) {
            if slots[slot] >> 32 == hash, isEqual(number, name) { return slot }
            slot = (slot + 1) & mask
        }
        return slot
    }

    private static func number(in slot: UInt64) -> Int? { slot == 0 ? nil : Int(slot & 0xFFFF_FFFF) - 1 }

    private func isEqual(_ number: Int, _ name: ArraySlice<UInt8>) -> Bool {
        let start = Int(ends[number])
        guard Int(ends[number + 1]) - start == name.count else { return false }
        for index in 0..<name.count where bytes[start + index] != name[name.startIndex + index] { return false }
        return true
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

    /// FNV-1a, its halves folded together.
    struct Hash {
        private var state: UInt64 = 0xCBF2_9CE4_8422_2325

        init() {}

        init(_ name: [UInt8]) { for byte in name { append(byte) } }

        mutating func append(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }

        var value: UInt32 { UInt32(truncatingIfNeeded: state ^ (state >> 32)) }
    }
}
