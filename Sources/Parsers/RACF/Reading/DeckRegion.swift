import Diagnostics
import Languages

/// Commands that a carrier found, to be read line by line.
struct DeckRegion: Sendable {
    /// The form of a deck's records.
    enum Records: Equatable, Sendable {
        /// Records with this number of characters and 8 more, which TSO drops.
        case fixed(Int)
        /// No line is longer than 80 characters, so the records may have been fixed.
        case maybeFixed
        case free

        static let fb80 = Records.fixed(72)

        var isFixed: Bool { if case .fixed = self { true } else { false } }
        /// The columns that TSO reads.
        var width: Int { if case .fixed(let width) = self { width } else { 72 } }
    }

    enum Text {
        /// Lines of the file by index, without a copy.
        case lines(Range<Int>)
        /// Text that the carrier contains in another form.
        case mapped(MappedText)
    }

    var text: Text
    var carrier: Deck.Carrier
    var records = Records.free
    /// Whether it explains commands rather than running them.
    var isDocumentation = false
    /// Whether a continuation mark joins the next line; it does not if each line is a separate call.
    var joinsLines = true
    /// `nil` if every line runs in order.
    var flow: RegionFlow?
    /// The step of a job, or another part, that reads several regions in order; an end of the step ends them all.
    var step = 0
    /// The number from which on the steps are those of jobs, which no other text shares.
    static let job = 1 << 40
    var stop = Deck.Stop.never
    /// The steps of a workflow, each with programs of its own: a step that fails may end them all; 0 for none.
    var group = 0
    /// Whether a command may be the name of an exec or a CLIST.
    var hasExecs = false
    /// Whether it is a text that is written or printed, and that nothing runs.
    var isWritten = false
    /// The user on the JOB statement, who submits the commands.
    var submitter: String?

    /// The places of the text in the file, if the text differs from the file.
    var map: MappedText? {
        guard case .mapped(let text) = text else { return nil }
        return text
    }

    /// The last region of a deck that ends in a certain way.
    func ending(_ ending: Deck.Ending?) -> DeckRegion {
        guard ending != nil else { return self }
        var region = self
        region.flow = flow ?? RegionFlow()
        region.flow?.ending = ending
        return region
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
            carrier: carrier, range: lines.range, isDocumentation: isDocumentation, isVerbatim: lines.map == nil,
            step: step, group: group, stop: stop, isWritten: isWritten, hasExecs: hasExecs, submitter: submitter)
    }
}

/// The lines of a region.
struct DeckLines {
    /// The file itself, or the text in its carrier.
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

    /// The places of the lines in the file.
    var range: SourceRange { fileRange(bounds) }

    /// Whether a record that is not blank follows.
    func hasText(from index: Int) -> Bool {
        joinsLines && (index..<max(index, indices.upperBound)).contains { !record($0).range.isEmpty }
    }
}
