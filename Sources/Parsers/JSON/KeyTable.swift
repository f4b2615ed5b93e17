import Diagnostics

/// The different keys of a document, each with a number, so that readers compare numbers.
struct KeyTable: Sendable {
    /// The number of a key that is none of them: a value, or a key more than are numbered.
    static let none = UInt16.max
    /// Longer runs of one slot are given up, so that no input makes the table slow.
    private static let probes = 16

    /// Where each key stands for the first time, without its quotes.
    private(set) var places: [SourceRange] = []
    /// Numbers plus one, by hash; 0 is free.
    private var slots = [UInt16](repeating: 0, count: 512)

    /// - Parameter hash: of the bytes between the quotes.
    mutating func number(of range: Range<Int>, hash: UInt32, in bytes: [UInt8]) -> UInt16 {
        if places.count * 2 >= slots.count, slots.count < 1 << 17 { grow(bytes) }
        var slot = Self.slot(hash, slots.count)
        for _ in 0..<Self.probes {
            let entry = slots[slot]
            guard entry != 0 else {
                guard places.count < Int(Self.none) else { return Self.none }
                places.append(SourceRange(range.lowerBound, range.upperBound))
                slots[slot] = UInt16(places.count)
                return UInt16(places.count - 1)
            }
            if Self.equal(bytes, range, places[Int(entry) - 1]) { return entry - 1 }
            slot = (slot + 1) & (slots.count - 1)
        }
        return Self.none
    }

    /// Mixes the next byte of a key into its hash.
    @inline(__always) static func mix(_ hash: UInt32, _ byte: UInt8) -> UInt32 {
        (hash << 5 | hash >> 27) ^ UInt32(byte)
    }

    private static func slot(_ hash: UInt32, _ count: Int) -> Int {
        Int(truncatingIfNeeded: hash &* 0x9E37_79B1 >> 8) & (count - 1)
    }

    private static func equal(_ bytes: [UInt8], _ range: Range<Int>, _ other: SourceRange) -> Bool {
        guard range.count == other.count else { return false }
        let distance = Int(other.start) - range.lowerBound
        var offset = range.lowerBound
        while offset < range.upperBound {
            guard bytes[offset] == bytes[offset + distance] else { return false }
            offset += 1
        }
        return true
    }

    private mutating func grow(_ bytes: [UInt8]) {
        slots = [UInt16](repeating: 0, count: slots.count * 4)
        for (number, place) in places.enumerated() {
            var slot = Self.slot(bytes[place.bounds].reduce(0, Self.mix), slots.count)
            for _ in 0..<Self.probes where slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            if slots[slot] == 0 { slots[slot] = UInt16(number + 1) }
        }
    }
}
