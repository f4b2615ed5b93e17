/// The number of characters before every step of bytes in a file, because a minified export is one line of any length.
struct ColumnTable: Sendable {
    static let step = 4096

    private struct Count {
        var scalars = 0
        var utf16 = 0
    }

    /// The counts before each step.
    private var counts: [Count] = []

    init(_ bytes: [UInt8]) {
        var count = Count()
        for start in stride(from: 0, to: bytes.count, by: Self.step) {
            counts.append(count)
            let part = bytes[start..<min(start + Self.step, bytes.count)]
            count.scalars += Self.count(part, .scalars)
            count.utf16 += Self.count(part, .utf16)
        }
        counts.append(count)
    }

    /// Counts characters in a range that is longer than a step.
    func count(_ bytes: [UInt8], _ range: Range<Int>, _ unit: ReportSource.ColumnUnit) -> Int {
        let first = (range.lowerBound + Self.step - 1) / Self.step
        let last = range.upperBound / Self.step
        let (before, behind) = (counts[first], counts[last])
        let whole =
            switch unit {
            case .utf8: (last - first) * Self.step
            case .scalars: behind.scalars - before.scalars
            case .utf16: behind.utf16 - before.utf16
            }
        return whole + Self.count(bytes[range.lowerBound..<(first * Self.step)], unit)
            + Self.count(bytes[(last * Self.step)..<range.upperBound], unit)
    }

    static func count(_ part: ArraySlice<UInt8>, _ unit: ReportSource.ColumnUnit) -> Int {
        switch unit {
        case .utf8: part.count
        case .scalars: part.reduce(into: 0) { count, byte in if byte & 0xC0 != 0x80 { count += 1 } }
        case .utf16:
            part.reduce(into: 0) { count, byte in if byte & 0xC0 != 0x80 { count += byte >= 0xF0 ? 2 : 1 } }
        }
    }
}
