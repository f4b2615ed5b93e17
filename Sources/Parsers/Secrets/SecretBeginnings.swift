import Diagnostics

/// Finds places that may begin with the first three bytes of one of several words. It uses only tables, because all of
/// every input is searched.
@safe struct SecretBeginnings {
    /// For each byte, the groups of words in which it may be the first byte, then the second, then the third.
    private var firsts = [UInt32](repeating: 0, count: 256)
    private var seconds = [UInt32](repeating: 0, count: 256)
    private var thirds = [UInt32](repeating: 0, count: 256)
    /// Whether two bytes, with the first in the lower bits, may be the first two of a word or the two after the first,
    /// so that every second place of a text finds each word.
    private var pairs = [UInt8](repeating: 0, count: 1 << 16)

    /// - Parameter words: words of two or more bytes; case is ignored.
    init(of words: [[UInt8]]) {
        for word in words {
            // Words with the same first letter share a group, so that other groups remain separate. A short word has a
            // group apart, because it makes every third byte possible.
            let group: UInt32 = 1 << UInt32(word.count < 3 ? 31 : word[0] & 31)
            let forms = (0..<3).map { Self.forms(of: $0 < word.count ? word[$0] : nil) }
            for byte in forms[0] { firsts[byte] |= group }
            for byte in forms[1] { seconds[byte] |= group }
            for byte in forms[2] { thirds[byte] |= group }
            for (one, other) in [(forms[0], forms[1]), (forms[1], forms[2])] {
                for low in one { for high in other { pairs[high << 8 | low] = 1 } }
            }
        }
    }

    /// The forms of a byte in upper and lower case; all bytes if the word has none.
    private static func forms(of byte: UInt8?) -> [Int] {
        byte.map { [Int($0 | 0x20), Int($0 & ~0x20)] } ?? Array(0..<256)
    }

    /// - Returns: a place before which no word begins; `nil` if no word begins before `end`.
    func next(in bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
        guard start < end, end <= bytes.count else { return nil }
        var offset = start
        while offset <= end &- ByteWord.count, let word = ByteWord(bytes, at: offset) {
            // The byte before may be the first of a word.
            if mayHold(word.bits), let found = next(in: bytes, max(start, offset &- 1), offset &+ ByteWord.count, end) {
                return found
            }
            offset &+= ByteWord.count
        }
        return next(in: bytes, max(start, offset &- 1), end, end)
    }

    private func mayHold(_ word: UInt64) -> Bool {
        unsafe pairs.withUnsafeBufferPointer { pairs in
            unsafe pairs[Int(word & 0xFFFF)] | pairs[Int(word >> 16 & 0xFFFF)] | pairs[Int(word >> 32 & 0xFFFF)]
                | pairs[Int(word >> 48)] != 0
        }
    }

    /// Searches between two places. The last two bytes are not decided.
    private func next(in bytes: [UInt8], _ start: Int, _ limit: Int, _ end: Int) -> Int? {
        unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe firsts.withUnsafeBufferPointer { firsts in
                unsafe seconds.withUnsafeBufferPointer { seconds in
                    var offset = start
                    while offset < min(limit, end &- 2) {
                        let kinds = unsafe firsts[Int(bytes[offset])] & seconds[Int(bytes[offset &+ 1])]
                        if kinds != 0, unsafe kinds & thirds[Int(bytes[offset &+ 2])] != 0 { return offset }
                        offset &+= 1
                    }
                    return offset < limit ? offset : nil
                }
            }
        }
    }
}
