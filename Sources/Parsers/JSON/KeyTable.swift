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

    /// - Parameter range: the bytes between the quotes.
    mutating func number(of range: Range<Int>, in bytes: [UInt8]) -> UInt16 {
        let hash = Self.hash(bytes, range)
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
            let place = places[Int(entry) - 1]
            if place.count == range.count, bytes.holds(bytes, range, at: Int(place.start)) { return entry - 1 }
            slot = (slot + 1) & (slots.count - 1)
        }
        return Self.none
    }

    private static func slot(_ hash: UInt64, _ count: Int) -> Int {
        Int(truncatingIfNeeded: hash >> 32) & (count - 1)
    }

    /// Of eight bytes at a time.
    private static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: range.count)
        var offset = range.lowerBound
        while offset < range.upperBound {
            let word: UInt64
            if let bits = ByteWord(bytes, at: offset)?.bits(first: range.upperBound - offset) {
                word = bits
            } else {
                // At the end of the text.
                word = bytes[offset..<range.upperBound].reversed().reduce(0) { $0 &<< 8 | UInt64($1) }
            }
            hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 29
            offset += ByteWord.count
        }
        return hash &* 0x9E37_79B9_7F4A_7C15
    }

    private mutating func grow(_ bytes: [UInt8]) {
        slots = [UInt16](repeating: 0, count: slots.count * 4)
        for (number, place) in places.enumerated() {
            var slot = Self.slot(Self.hash(bytes, place.bounds), slots.count)
            for _ in 0..<Self.probes where slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            if slots[slot] == 0 { slots[slot] = UInt16(number + 1) }
        }
    }
}
