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

    /// Of the bytes of a key, eight at a time.
    struct Hash {
        private var value: UInt64 = 0

        init() {}

        init(_ bytes: [UInt8], _ range: Range<Int>) {
            var offset = range.lowerBound
            while range.upperBound - offset >= ByteWord.count, let word = ByteWord(bytes, at: offset) {
                add(word.bits)
                offset += ByteWord.count
            }
            add(bytes[offset..<range.upperBound].reversed().reduce(0) { $0 << 8 | UInt64($1) })
        }

        /// - Parameter word: the first byte lowest; the last of a key has zeros above, and may be empty.
        mutating func add(_ word: UInt64) {
            value = (value ^ word) &* 0x9E37_79B9_7F4A_7C15
            value ^= value >> 29
        }

        /// - Parameter count: a power of two.
        fileprivate func slot(of count: Int) -> Int { Int(truncatingIfNeeded: value >> 8) & (count - 1) }
    }

    /// - Parameter range: the bytes between the quotes.
    mutating func number(of range: Range<Int>, _ hash: Hash, in bytes: [UInt8]) -> UInt16 {
        if places.count * 2 >= slots.count, slots.count < 1 << 17 { grow(bytes) }
        var slot = hash.slot(of: slots.count)
        for _ in 0..<Self.probes {
            let entry = slots[slot]
            guard entry != 0 else {
                guard places.count < Int(Self.none) else { return Self.none }
                places.append(SourceRange(range.lowerBound, range.upperBound))
                slots[slot] = UInt16(places.count)
                return UInt16(places.count - 1)
            }
            let place = places[Int(entry) - 1]
            if place.count == range.count, Self.isSame(bytes, Int(place.start), range) { return entry - 1 }
            slot = (slot + 1) & (slots.count - 1)
        }
        return Self.none
    }

    /// Most keys are one or two words long.
    private static func isSame(_ bytes: [UInt8], _ start: Int, _ range: Range<Int>) -> Bool {
        var offset = 0
        while offset < range.count {
            guard let one = ByteWord(bytes, at: start + offset),
                let other = ByteWord(bytes, at: range.lowerBound + offset)
            else { return bytes.holds(bytes, range, at: start) }
            let rest = range.count - offset
            guard one.bits(first: rest) == other.bits(first: rest) else { return false }
            offset += ByteWord.count
        }
        return true
    }

    private mutating func grow(_ bytes: [UInt8]) {
        slots = [UInt16](repeating: 0, count: slots.count * 4)
        for (number, place) in places.enumerated() {
            var slot = Hash(bytes, place.bounds).slot(of: slots.count)
            for _ in 0..<Self.probes where slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            if slots[slot] == 0 { slots[slot] = UInt16(number + 1) }
        }
    }
}
