import Diagnostics

/// The distinct keys and the frequent values of a document, each with a number. Readers compare numbers, and compute
/// values of each text only once.
public struct TextTable: Sendable {
    /// The number of a text without a number: the table is full, or the node is not a string.
    public static let none = UInt16.max
    /// The limit after which values get a number only if an equal text has one; the remaining numbers are for keys.
    private static let valueLimit = 4096
    /// Longer values are seldom repeated.
    static let longestValue = 64
    /// The maximum length of a run of occupied slots, so that no input makes the table slow.
    private static let probes = 16

    private struct Entry {
        /// The first place of the text, without its quotes.
        var place: SourceRange
        var hash: Hash
    }

    /// The entries by their numbers.
    private var entries: [Entry] = []
    /// The numbers plus one, by hash; 0 is free.
    private var slots = [UInt16](repeating: 0, count: 512)

    /// The hash of a text's bytes, eight at a time. For texts of the same length below eight bytes, different texts
    /// have different hashes.
    struct Hash: Equatable {
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

        /// - Parameter word: eight bytes, the first one in the lowest bits; the last word of a text has zeros above,
        ///   and may be empty.
        mutating func add(_ word: UInt64) {
            value = (value ^ word) &* 0x9E37_79B9_7F4A_7C15
            value ^= value >> 29
        }

        /// - Parameter count: a power of two.
        fileprivate func slot(of count: Int) -> Int { Int(truncatingIfNeeded: value >> 8) & (count - 1) }
    }

    /// The places in the order of the numbers.
    var places: [SourceRange] { entries.map(\.place) }

    /// - Parameter range: the range between the quotes.
    mutating func number(of range: Range<Int>, _ hash: Hash, in bytes: [UInt8], isKey: Bool) -> UInt16 {
        // The first slot nearly always matches.
        let first = slots[hash.slot(of: slots.count)]
        if first != 0, isSame(first - 1, range, hash, bytes) { return first - 1 }
        return search(range, hash, bytes, isKey: isKey)
    }

    private func isSame(_ number: UInt16, _ range: Range<Int>, _ hash: Hash, _ bytes: [UInt8]) -> Bool {
        let entry = entries[Int(number)]
        return entry.hash == hash && entry.place.count == range.count
            && (range.count < ByteWord.count || bytes.holds(bytes, range, at: Int(entry.place.start)))
    }

    private mutating func search(_ range: Range<Int>, _ hash: Hash, _ bytes: [UInt8], isKey: Bool) -> UInt16 {
        if entries.count * 2 >= slots.count, slots.count < 1 << 17 { grow() }
        var slot = hash.slot(of: slots.count)
        for _ in 0..<Self.probes {
            guard slots[slot] != 0 else {
                guard entries.count < (isKey ? Int(Self.none) : Self.valueLimit) else { return Self.none }
                entries.append(Entry(place: SourceRange(range.lowerBound, range.upperBound), hash: hash))
                slots[slot] = UInt16(entries.count)
                return UInt16(entries.count - 1)
            }
            if isSame(slots[slot] - 1, range, hash, bytes) { return slots[slot] - 1 }
            slot = (slot + 1) & (slots.count - 1)
        }
        return Self.none
    }

    private mutating func grow() {
        slots = [UInt16](repeating: 0, count: slots.count * 4)
        for (number, entry) in entries.enumerated() {
            var slot = entry.hash.slot(of: slots.count)
            for _ in 0..<Self.probes where slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            if slots[slot] == 0 { slots[slot] = UInt16(number + 1) }
        }
    }
}
