import Diagnostics

/// A word as people see it: names of z/OS, messages, codes of rules.
enum WordPlace {
    static func isPart(_ byte: UInt8) -> Bool {
        byte.isAlphanumeric || "_#@$".utf8.contains(byte)
    }

    /// The bytes of the word at a place; `nil` if there is none.
    static func range(_ bytes: [UInt8], _ offset: Int) -> Range<Int>? {
        var (start, end) = (min(offset, bytes.count), min(offset, bytes.count))
        while start > 0, isPart(bytes[start - 1]) { start -= 1 }
        while end < bytes.count, isPart(bytes[end]) { end += 1 }
        return start < end && end - start <= 64 ? start..<end : nil
    }
}
