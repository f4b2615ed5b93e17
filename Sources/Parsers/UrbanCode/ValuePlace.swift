public import Diagnostics

extension SourceFile {
    /// The place of a part of a value, whose text was decoded from the bytes at `range` with the escapes of JSON (`\/`,
    /// `\n`, `\u0041`), of Java properties or of Batch Edit. It is the whole value if the place is unknown.
    public func place(of part: Range<Int>, of value: String, at range: SourceRange) -> SourceRange {
        let decoded = Array(value.utf8)
        let start = Int(range.start)
        guard range.bounds.upperBound <= bytes.count, part.upperBound <= decoded.count else { return range }
        if range.count == decoded.count { return SourceRange(start + part.lowerBound, start + part.upperBound) }
        var raw = start
        var index = 0
        var first = raw
        while index < part.upperBound {
            if index == part.lowerBound { first = raw }
            guard raw < Int(range.end) else { return range }
            if bytes[raw] != UInt8(ascii: "\\") {
                guard bytes[raw] == decoded[index] else { return range }
                raw += 1
                index += 1
            } else if raw + 1 < Int(range.end), bytes[raw + 1] == UInt8(ascii: "u") {
                // Two of them form one scalar of four bytes.
                let length = Self.length(of: decoded[index])
                raw += length == 4 ? 12 : 6
                index += length
            } else {
                raw += 2
                index += 1
            }
        }
        return raw <= Int(range.end) && index == part.upperBound ? SourceRange(first, raw) : range
    }

    private static func length(of leading: UInt8) -> Int {
        leading < 0x80 ? 1 : leading < 0xE0 ? 2 : leading < 0xF0 ? 3 : 4
    }
}
