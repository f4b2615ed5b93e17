/// Names by number: each is kept once, and is found again by its bytes.
struct NameTable: Sendable {
    private var bytes: [UInt8] = []
    /// Where each name ends in `bytes`; the first stands for a name before them all.
    private var ends: [UInt32] = [0]
    private var hashes: [UInt32] = []
    /// Open addressing: number of a name + 1, or 0.
    private var slots = [UInt32](repeating: 0, count: 64)

    var count: Int { hashes.count }

    subscript(number: Int) -> ArraySlice<UInt8> { bytes[Int(ends[number])..<Int(ends[number + 1])] }

    func text(_ number: Int) -> String { String(decoding: self[number], as: UTF8.self) }

    func number(of name: [UInt8]) -> Int? { number(of: name[...], hash: Hash(name)) }

    /// - Parameter hash: of `name`, for whoever looks for many beginnings of one name.
    func number(of name: ArraySlice<UInt8>, hash: Hash) -> Int? {
        let found = slots[slot(of: name, hash.value)]
        return found == 0 ? nil : Int(found) - 1
    }

    /// The number of a name, a new one if it is not known yet.
    mutating func insert(_ name: [UInt8]) -> Int {
        let hash = Hash(name).value
        let slot = slot(of: name[...], hash)
        if slots[slot] != 0 { return Int(slots[slot]) - 1 }
        bytes += name
        ends.append(UInt32(bytes.count))
        hashes.append(hash)
        slots[slot] = UInt32(hashes.count)
        if hashes.count * 2 > slots.count { grow() }
        return hashes.count - 1
    }

    /// The slot of a name, or the free one where it belongs.
    private func slot(of name: ArraySlice<UInt8>, _ hash: UInt32) -> Int {
        let mask = slots.count - 1
        var slot = Int(hash) & mask
        while slots[slot] != 0 {
            let number = Int(slots[slot]) - 1
            if hashes[number] == hash, isEqual(number, name) { return slot }
            slot = (slot + 1) & mask
        }
        return slot
    }

    private func isEqual(_ number: Int, _ name: ArraySlice<UInt8>) -> Bool {
        let start = Int(ends[number])
        guard Int(ends[number + 1]) - start == name.count else { return false }
        for index in 0..<name.count where bytes[start + index] != name[name.startIndex + index] { return false }
        return true
    }

    private mutating func grow() {
        let mask = slots.count * 2 - 1
        var grown = [UInt32](repeating: 0, count: mask + 1)
        for number in hashes.indices {
            var slot = Int(hashes[number]) & mask
            while grown[slot] != 0 { slot = (slot + 1) & mask }
            grown[slot] = UInt32(number + 1)
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
