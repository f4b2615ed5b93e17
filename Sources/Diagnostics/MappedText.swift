/// Text that a carrier (REXX, XML, YAML, JSON …) holds in another form: the bytes to read, and for each of them the
/// place in the user's file.
public struct MappedText: Sendable {
    /// From `textStart` on, the bytes of the text are in the file from `fileStart` on, one for one, until the next
    /// segment begins.
    struct Segment: Equatable, Sendable {
        var textStart: UInt32
        var fileStart: UInt32
        /// The number of bytes of the file for the first byte of the text; more than 1 for an escape or an entity.
        var fileCount: UInt32
    }

    public private(set) var bytes: [UInt8]
    /// Empty if the whole text is in the file as it is, as most texts are.
    private(set) var segments: [Segment]
    /// The place in the file of a text without segments.
    private var origin: UInt32 = 0

    /// An empty text; `append` adds to it.
    public init() {
        bytes = []
        segments = []
    }

    /// A text that is the file itself. Nothing is copied.
    public init(identity bytes: [UInt8]) {
        self.bytes = bytes
        segments = []
    }

    /// Whether offsets of the text are offsets of the file.
    public var isIdentity: Bool { segments.isEmpty && origin == 0 }

    /// Adds bytes that are in the file as they are.
    public mutating func append(_ slice: ArraySlice<UInt8>) {
        guard !slice.isEmpty else { return }
        begin(at: slice.startIndex)
        bytes += slice
    }

    /// Adds the decoded form of an escape or entity in the file.
    public mutating func append(_ decoded: some Collection<UInt8>, for range: Range<Int>) {
        for byte in decoded {
            divide()
            segments.append(
                Segment(
                    textStart: UInt32(bytes.count), fileStart: UInt32(range.lowerBound),
                    fileCount: UInt32(range.count)))
            bytes.append(byte)
        }
    }

    /// Adds another text of the same file, with its places.
    public mutating func append(_ other: MappedText) {
        guard !other.segments.isEmpty else {
            guard !other.bytes.isEmpty else { return }
            begin(at: Int(other.origin))
            bytes += other.bytes
            return
        }
        divide()
        segments += other.segments.map {
            Segment(
                textStart: $0.textStart + UInt32(bytes.count), fileStart: $0.fileStart, fileCount: $0.fileCount)
        }
        bytes += other.bytes
    }

    private mutating func begin(at fileOffset: Int) {
        if bytes.isEmpty {
            origin = UInt32(fileOffset)
            return
        }
        let last = segments.last ?? Segment(textStart: 0, fileStart: origin, fileCount: 1)
        if last.fileCount == 1, Int(last.fileStart) + bytes.count - Int(last.textStart) == fileOffset { return }
        divide()
        segments.append(Segment(textStart: UInt32(bytes.count), fileStart: UInt32(fileOffset), fileCount: 1))
    }

    /// Makes the bytes so far the first segment.
    private mutating func divide() {
        guard segments.isEmpty, !bytes.isEmpty else { return }
        segments.append(Segment(textStart: 0, fileStart: origin, fileCount: 1))
    }

    /// The range in the file of the text between two of its offsets.
    public func fileRange(_ start: Int, _ end: Int) -> SourceRange {
        guard !segments.isEmpty else { return SourceRange(Int(origin) + start, Int(origin) + end) }
        guard end > start else {
            let place = fileBounds(of: start).lowerBound
            return SourceRange(place, place)
        }
        return SourceRange(fileBounds(of: start).lowerBound, fileBounds(of: end - 1).upperBound)
    }

    /// The bytes of the file for one byte of the text.
    private func fileBounds(of offset: Int) -> Range<Int> {
        let next = segments.partitioningIndex { Int($0.textStart) > offset }
        guard next > 0 else { return 0..<0 }
        let segment = segments[next - 1]
        let distance = offset - Int(segment.textStart)
        let start = Int(segment.fileStart)
        return distance == 0 ? start..<(start + Int(segment.fileCount)) : (start + distance)..<(start + distance + 1)
    }
}
