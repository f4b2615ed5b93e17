public import Diagnostics

/// A command as TSO reads it: one record, or several records joined by continuation marks, with the place of every
/// byte.
public struct LogicalLine {
    /// The bytes from `start` on are those of the region from `fileStart` on.
    public struct Segment {
        public var start: Int
        public var fileStart: Int

        public init(start: Int, fileStart: Int) {
            self.start = start
            self.fileStart = fileStart
        }
    }

    /// The bytes of the region, or the joined records.
    public let bytes: [UInt8]
    public var range: Range<Int>
    /// Empty if `bytes` are those of the region.
    public let segments: [Segment]
    /// The places of the region's bytes in the file, if the region is not the file itself.
    public let map: MappedText?
    /// Whether offsets are those of the file.
    public let isFile: Bool

    public init(bytes: [UInt8], range: Range<Int>, segments: [Segment] = [], map: MappedText? = nil) {
        self.bytes = bytes
        self.range = range
        self.segments = segments
        self.map = map
        isFile = segments.isEmpty && map == nil
    }

    /// The index of the segment that contains a byte.
    private func segment(_ offset: Int) -> Int { max(1, segments.partitioningIndex { $0.start > offset }) - 1 }

    /// The place of a byte in the region.
    private func place(_ offset: Int) -> Int {
        guard !segments.isEmpty else { return offset }
        let segment = segments[segment(offset)]
        return segment.fileStart + offset - segment.start
    }

    /// The place of a part.
    @inline(__always)
    public func fileRange(_ part: Range<Int>) -> SourceRange {
        isFile ? SourceRange(part.lowerBound, part.upperBound) : mappedRange(part)
    }

    private func mappedRange(_ part: Range<Int>) -> SourceRange {
        let start = place(part.lowerBound)
        let end = part.isEmpty ? start : place(part.upperBound - 1) + 1
        guard let map else { return SourceRange(start, end) }
        return map.fileRange(start, end)
    }

    /// The places of a part, which a continuation may divide.
    public func fileRanges(_ part: Range<Int>) -> [SourceRange] {
        guard !segments.isEmpty, !part.isEmpty else { return [fileRange(part)] }
        return (segment(part.lowerBound)...segment(part.upperBound - 1)).map { index in
            let end = index + 1 < segments.count ? segments[index + 1].start : part.upperBound
            return fileRange(max(part.lowerBound, segments[index].start)..<min(part.upperBound, end))
        }
    }
}

/// The part of a record that TSO reads: without trailing blanks and, from column 73 on, without everything in fixed
/// records and without exactly eight digits elsewhere.
public struct DeckRecord {
    /// The readable part.
    public var range: Range<Int>
    /// Whether the next record continues this one.
    public var isContinued: Bool
    /// Text from column 73 on that is not a sequence number, whether it is dropped or not.
    public var textPastColumn72: Range<Int>?

    /// - Parameters:
    ///   - isFixed: whether records have 8 characters more than `width`, which TSO drops.
    ///   - width: the columns before a sequence number.
    public init(_ bytes: [UInt8], _ line: Range<Int>, isFixed: Bool, width: Int = 72) {
        var end = line.upperBound
        if line.count > width {
            let limit = Self.end(of: width, bytes, line)
            while end > limit, bytes[end - 1].isBlank { end -= 1 }
            let isNumber = end - limit == 8 && bytes[limit..<end].allSatisfy(\.isDigit)
            if end > limit, !isNumber { textPastColumn72 = limit..<end }
            if isFixed || isNumber { end = limit }
        }
        while end > line.lowerBound, bytes[end - 1].isBlank { end -= 1 }
        range = line.lowerBound..<end
        let last = end > line.lowerBound ? bytes[end - 1] : 0
        isContinued = last == TSOBytes.minus || last == TSOBytes.plus
    }

    /// The offset after that many characters.
    private static func end(of width: Int, _ bytes: [UInt8], _ line: Range<Int>) -> Int {
        var start = line.lowerBound
        var columns = 0
        while start < line.upperBound, columns < width {
            start += 1
            while start < line.upperBound, bytes[start] & 0xC0 == 0x80 { start += 1 }
            columns += 1
        }
        return start
    }
}
