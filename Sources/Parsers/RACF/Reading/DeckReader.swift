import Diagnostics

/// Reads the commands of a file: finds them in their carrier, joins records, parses logical lines.
struct DeckReader {
    private var builder: DeckBuilder
    private let file: SourceFile
    private let grammar = Grammar.shared

    init(_ file: SourceFile) {
        self.file = file
        builder = DeckBuilder(file)
    }

    /// What is known about the records of a deck.
    enum Records {
        /// 80 characters, the last 8 of which TSO drops.
        case fixed
        /// No line is longer than 80, so that they may have been.
        case maybeFixed
        case free
    }

    /// Lines of the file that TSO reads one after the other.
    struct Region {
        var lines: Range<Int>
        var carrier: Deck.Carrier
        var records: Records
    }

    mutating func read(_ regions: [Region]) -> DeckBuilder {
        for region in regions.prefix(Int(UInt16.max)) { read(region) }
        return builder
    }

    private mutating func read(_ region: Region) {
        builder.carriers.append(region.carrier)
        builder.regions.append(region.lines)
        var index = region.lines.lowerBound
        var inSubcommands = false
        while index < region.lines.upperBound {
            let record = record(index, region)
            index += 1
            reportColumns(record, region)
            // A JCL statement in a plain deck is somebody's wrapper around it.
            guard !record.range.isEmpty, region.carrier != .plain || !file.bytes[record.range].starts(with: "//".utf8)
            else { continue }
            var line = LogicalLine(bytes: file.bytes, range: record.range)
            if record.isContinued { line = join(record, &index, region) }
            var parser = CommandParser(line, builder: take(), grammar: grammar)
            parser.run(inSubcommands: &inSubcommands)
            builder = parser.finish()
        }
    }

    /// Leaves an empty builder behind, so that the arrays have one owner.
    private mutating func take() -> DeckBuilder {
        var taken = DeckBuilder(empty: file)
        swap(&taken, &builder)
        return taken
    }

    private func record(_ index: Int, _ region: Region) -> DeckRecord {
        DeckRecord(file.bytes, file.lineBounds(index), isFixed: region.records == .fixed)
    }

    private mutating func reportColumns(_ record: DeckRecord, _ region: Region) {
        guard let text = record.textPastColumn72, region.records != .free else { return }
        let isOnlyClosing = file.bytes[text].allSatisfy { $0 == TSOBytes.close || TSOBytes.isBlank($0) }
        builder.report(
            .textPastColumn72(isDropped: region.records == .fixed, isOnlyClosing: isOnlyClosing),
            SourceRange(text.lowerBound, text.upperBound), command: nil)
    }

    /// Joins records while they end in a mark. With `-` the blanks of the next record stay; with `+` its leading
    /// separators and comments go. A blank record ends the command (TSO/E, continuation lines).
    private mutating func join(_ first: DeckRecord, _ index: inout Int, _ region: Region) -> LogicalLine {
        var joined: [UInt8] = []
        var segments: [LogicalLine.Segment] = []
        var record = first
        while true {
            let text = record.range.lowerBound..<(record.range.upperBound - (record.isContinued ? 1 : 0))
            if !text.isEmpty {
                segments.append(LogicalLine.Segment(start: joined.count, fileStart: text.lowerBound))
                joined += file.bytes[text]
            }
            guard record.isContinued else { break }
            let mark = record.range.upperBound - 1
            guard hasText(from: index, region) else {
                builder.report(.danglingContinuation, SourceRange(mark, mark + 1), command: nil)
                break
            }
            let next = self.record(index, region)
            index += 1
            reportColumns(next, region)
            guard !next.range.isEmpty else { break }
            record = next
            if file.bytes[mark] == TSOBytes.plus { record.range = skipDelimiters(record.range) }
            if record.range.isEmpty { break }
        }
        return LogicalLine(bytes: joined, range: 0..<joined.count, segments: segments)
    }

    /// Whether a record that is not blank follows.
    private func hasText(from index: Int, _ region: Region) -> Bool {
        (index..<max(index, region.lines.upperBound)).contains { !record($0, region).range.isEmpty }
    }

    private func skipDelimiters(_ range: Range<Int>) -> Range<Int> {
        var scanner = DeckScanner(LogicalLine(bytes: file.bytes, range: range))
        switch scanner.next() {
        case .word(let part), .string(let part, _): return part.lowerBound..<range.upperBound
        case .open(let place), .close(let place), .semicolon(let place): return place..<range.upperBound
        case .end: return range.upperBound..<range.upperBound
        }
    }
}
