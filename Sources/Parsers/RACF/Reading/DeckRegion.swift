import Diagnostics
import Languages

/// Commands that a carrier found, to be read one line after the other.
struct DeckRegion: Sendable {
    /// What is known about the records of a deck.
    enum Records: Equatable, Sendable {
        /// So many characters, and 8 behind them that TSO drops.
        case fixed(Int)
        /// No line is longer than 80, so that they may have been.
        case maybeFixed
        case free

        static let fb80 = Records.fixed(72)

        var isFixed: Bool { if case .fixed = self { true } else { false } }
        /// The columns that TSO reads.
        var width: Int { if case .fixed(let width) = self { width } else { 72 } }
    }

    enum Text {
        /// Lines of the file, by index; nothing is copied.
        case lines(Range<Int>)
        /// What the carrier holds in another form.
        case mapped(MappedText)
    }

    var text: Text
    var carrier: Deck.Carrier
    var records = Records.free
    /// Whether it explains commands rather than running them.
    var isDocumentation = false
    /// Whether a continuation mark reaches into the next line; not where each line is a call of its own.
    var joinsLines = true

    /// Where the text stands in the file, if that is not as it is read.
    var map: MappedText? {
        guard case .mapped(let text) = text else { return nil }
        return text
    }

    func lines(of file: SourceFile) -> DeckLines {
        switch text {
        case .lines(let indices):
            return DeckLines(source: file, map: nil, indices: indices, records: records, joinsLines: joinsLines)
        case .mapped(let text):
            let source = SourceFile(path: file.path, bytes: text.bytes)
            return DeckLines(
                source: source, map: text, indices: source.lineStarts.indices, records: records,
                joinsLines: joinsLines)
        }
    }

    func described(_ lines: DeckLines) -> Deck.Region {
        Deck.Region(
            carrier: carrier, range: lines.range, isDocumentation: isDocumentation, isVerbatim: lines.map == nil)
    }
}

/// The lines of a region.
struct DeckLines {
    /// The file itself, or the text that its carrier holds.
    let source: SourceFile
    let map: MappedText?
    let indices: Range<Int>
    let records: DeckRegion.Records
    let joinsLines: Bool
    let bytes: [UInt8]

    init(
        source: SourceFile, map: MappedText?, indices: Range<Int>, records: DeckRegion.Records, joinsLines: Bool
    ) {
        self.source = source
        self.map = map
        self.indices = indices
        self.records = records
        self.joinsLines = joinsLines
        bytes = source.bytes
    }

    func record(_ index: Int) -> DeckRecord {
        DeckRecord(bytes, source.lineBounds(index), isFixed: records.isFixed, width: records.width)
    }

    /// The bytes of all lines.
    var bounds: Range<Int> {
        guard let last = indices.last, let first = indices.first else { return 0..<0 }
        return Int(source.lineStarts[first])..<source.lineBounds(last).upperBound
    }

    func fileRange(_ part: Range<Int>) -> SourceRange {
        map?.fileRange(part.lowerBound, part.upperBound) ?? SourceRange(part.lowerBound, part.upperBound)
    }

    /// Where the lines stand in the file.
    var range: SourceRange { fileRange(bounds) }

    /// Whether a record that is not blank follows.
    func hasText(from index: Int) -> Bool {
        joinsLines && (index..<max(index, indices.upperBound)).contains { !record($0).range.isEmpty }
    }
}
