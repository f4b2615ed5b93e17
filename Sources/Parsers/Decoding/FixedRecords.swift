import Diagnostics

/// Records of one length without line ends, as in a binary download of a data set.
struct FixedRecords: Equatable {
    var length: Int
    /// Whether the last record has fewer bytes than the others.
    var isCutShort: Bool

    /// The record length that the bytes suggest, for EBCDIC text without line ends; `nil` if the text is one line.
    ///
    /// A multiple of 80 means records of 80, the usual form of members and JCL, unless another length
    /// fits and 80 does not. A length fits where records end in two blanks, or in eight digits, and the next one
    /// begins with text.
    static func find(in bytes: [UInt8]) -> FixedRecords? {
        guard bytes.count >= 80 else { return nil }
        let usual = fit(80, bytes)
        let isMultiple = bytes.count.isMultiple(of: 80)
        if usual > 0.5, isMultiple || bytes.count >= 240 { return FixedRecords(length: 80, isCutShort: !isMultiple) }
        if usual > 0.2, isMultiple { return FixedRecords(length: 80, isCutShort: false) }
        // The number of record ends is compared rather than their share, because all ends of a double or triple length
        // fit.
        var best: (length: Int, ends: Double)?
        for length in 20...1024 where length != 80 && bytes.count.isMultiple(of: length) {
            // Two records may fit by chance, so only common lengths are accepted for them.
            guard bytes.count >= 3 * length || (bytes.count == 2 * length && common.contains(length)) else { continue }
            let fit = fit(length, bytes)
            let ends = fit * Double(bytes.count / length - 1)
            // Continued lines begin with blanks, so not every record end is visible.
            if fit > 0.2, ends >= best?.ends ?? 0 { best = (length, ends) }
        }
        if let best { return FixedRecords(length: best.length, isCutShort: false) }
        return isMultiple ? FixedRecords(length: 80, isCutShort: false) : nil
    }

    private static let common = [72, 100, 120, 121, 128, 132, 133, 137, 255, 256]

    /// The share of record ends that look like one, minus three times the share of those that cut a word.
    private static func fit(_ length: Int, _ bytes: [UInt8]) -> Double {
        var score = 0
        var ends = 0
        var start = length
        while start < bytes.count, ends < 4096 {
            let isPadded = bytes[start - 1] == 0x40 && bytes[start - 2] == 0x40
            let isNumbered = bytes[(start - 8)..<start].allSatisfy { $0 >= 0xF0 && $0 <= 0xF9 }
            if isPadded || isNumbered {
                // The text may be indented by a few columns.
                if bytes[start...].prefix(4).contains(where: { $0 != 0x40 }) { score += 1 }
            } else if bytes[start - 1] != 0x40, bytes[start] != 0x40 {
                score -= 3
            }
            ends += 1
            start += length
        }
        return ends == 0 ? 0 : Double(score) / Double(ends)
    }

    /// Makes each record a line, so that line and column are record and column.
    ///
    /// - Parameter text: UTF-8; a record is `length` characters.
    static func lines(_ text: [UInt8], length: Int, isASCII: Bool) -> [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity(text.count + text.count / length + 1)
        var start = 0
        while start < text.count {
            var end = min(start + length, text.count)
            if !isASCII {
                end = start
                for _ in 0..<length where end < text.count {
                    end += 1
                    while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
                }
            }
            if start > 0 { lines.append(UInt8(ascii: "\n")) }
            lines += text[start..<end]
            start = end
        }
        return lines
    }
}
