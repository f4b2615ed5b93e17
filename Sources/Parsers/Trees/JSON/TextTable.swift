import Diagnostics

/// The distinct keys and the frequent values of a document, each with a number. Readers compare numbers, and compute
/// values of each text only once.
public struct TextTable: Sendable {
    /// The number of a text without a number: the table is full, or the node is not a string.
    public static let none = UInt16.max
    /// The limit after which values get a number only if an equal text has one; the remaining numbers are for keys.
    public static let valueLimit = 4096
    /// Longer values are seldom repeated.
    static let longestValue = 64

    /// The first place of each text, without its quotes, by its number.
    private(set) var places: [SourceRange] = []
    /// By hashes of texts and their lengths.
    private var numbers: [UInt64: UInt16] = [:]

    /// The hash of a text's bytes, eight at a time. For texts of the same length below eight bytes, different texts
    /// have different hashes.
    struct Hash {
        fileprivate private(set) var value: UInt64 = 0

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
    }

    /// - Parameter range: the range between the quotes.
    mutating func number(of range: Range<Int>, _ hash: Hash, in bytes: [UInt8], isKey: Bool) -> UInt16 {
        var key = hash
        key.add(UInt64(range.count))
        if let number = numbers[key.value] { return isSame(number, range, bytes) ? number : Self.none }
        guard places.count < (isKey ? Int(Self.none) : Self.valueLimit) else { return Self.none }
        let number = UInt16(places.count)
        numbers[key.value] = number
        places.append(SourceRange(range.lowerBound, range.upperBound))
        return number
    }

    /// Whether a text is the one with a number, and not another one with the same hash.
    private func isSame(_ number: UInt16, _ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        let place = places[Int(number)]
        return place.count == range.count
            && (range.count < ByteWord.count || bytes.holds(bytes, range, at: Int(place.start)))
    }
}
