import Diagnostics
import Languages

/// A word of up to 16 characters in upper case that is fast to compare; no keyword is longer.
struct PackedWord: Hashable, Sendable {
    static let limit = 16

    /// The characters, with the first in the highest byte.
    private var high: UInt64 = 0
    private var low: UInt64 = 0
    private(set) var count = 0

    @inline(__always)
    init?(_ bytes: [UInt8], _ range: Range<Int>) {
        guard !range.isEmpty, range.count <= Self.limit else { return nil }
        guard range.lowerBound + Self.limit <= bytes.count, let first = ByteWord(bytes, at: range.lowerBound),
            let second = ByteWord(bytes, at: range.lowerBound + ByteWord.count)
        else {
            // At the end of the text.
            for index in range { append(bytes[index]) }
            return
        }
        count = range.count
        high = first.uppercased(first: count)
        if count > ByteWord.count { low = second.uppercased(first: count - ByteWord.count) }
    }

    init?(_ word: ArraySlice<UInt8>) {
        guard !word.isEmpty, word.count <= Self.limit else { return nil }
        for byte in word { append(byte) }
    }

    init(_ name: String) {
        for byte in name.utf8 where count < Self.limit { append(byte) }
    }

    private mutating func append(_ byte: UInt8) {
        let upper = UInt64(byte.uppercased)
        if count < 8 {
            high |= upper << UInt64(56 - 8 * count)
        } else {
            low |= upper << UInt64(120 - 8 * count)
        }
        count += 1
    }

    func hash(into hasher: inout Hasher) { hasher.combine(high ^ low) }

    var first: UInt8 { UInt8(truncatingIfNeeded: high >> 56) }

    /// Whether the other word begins with this one.
    @inline(__always)
    func isPrefix(of other: PackedWord) -> Bool {
        guard count <= other.count else { return false }
        // Shifts by less than 64: a word has 1 to 16 characters.
        if count <= 8 { return (high ^ other.high) &>> UInt64(truncatingIfNeeded: 64 &- 8 &* count) == 0 }
        return high == other.high && (low ^ other.low) &>> UInt64(truncatingIfNeeded: 128 &- 8 &* count) == 0
    }
}

extension PackedWord: Comparable {
    static func < (left: PackedWord, right: PackedWord) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}
