import Diagnostics

/// Reads the commands of a file: joins the records of its regions, parses logical lines.
struct DeckReader {
    private var builder: DeckBuilder
    private let file: SourceFile
    private let grammar = Grammar.shared

    init(_ file: SourceFile) {
        self.file = file
        builder = DeckBuilder(file)
    }

    mutating func read(_ regions: [DeckRegion]) -> DeckBuilder {
        for region in regions { read(region) }
        return builder
    }

    private mutating func read(_ region: DeckRegion) {
        let lines = region.lines(of: file)
        builder.regions.append(region.described(lines))
        var index = lines.indices.lowerBound
        var inSubcommands = false
        while index < lines.indices.upperBound {
            let record = lines.record(index)
            index += 1
            reportColumns(record, lines)
            // A JCL statement in a plain deck is somebody's wrapper around it.
            guard !record.range.isEmpty, region.carrier != .plain || !lines.bytes[record.range].starts(with: "//".utf8)
            else { continue }
            guard !isComment(lines.bytes[record.range], region.carrier) else { continue }
            var line = LogicalLine(bytes: lines.bytes, range: record.range, map: lines.map)
            if record.isContinued { line = join(record, &index, lines) }
            var parser = CommandParser(line, builder: take(), grammar: grammar)
            parser.run(inSubcommands: &inSubcommands)
            builder = parser.finish()
        }
    }

    /// `#` begins a comment, unless it is the prefix of the RACF subsystem, which stands before each command of a deck
    /// or before none.
    private func isComment(_ record: ArraySlice<UInt8>, _ carrier: Deck.Carrier) -> Bool {
        let text = record.drop(while: TSOBytes.isBlank)
        guard text.first == UInt8(ascii: "#") else { return false }
        return carrier != .operatorCommand || text.dropFirst().first.map(TSOBytes.isBlank) ?? true
    }

    /// Leaves an empty builder behind, so that the arrays have one owner.
    private mutating func take() -> DeckBuilder {
        var taken = DeckBuilder(empty: file)
        swap(&taken, &builder)
        return taken
    }

    private mutating func reportColumns(_ record: DeckRecord, _ lines: DeckLines) {
        guard let text = record.textPastColumn72, lines.records != .free else { return }
        let isOnlyClosing = lines.bytes[text].allSatisfy { $0 == TSOBytes.close || TSOBytes.isBlank($0) }
        builder.report(
            .textPastColumn72(isDropped: lines.records == .fixed, isOnlyClosing: isOnlyClosing),
            lines.fileRange(text), command: nil)
    }

    /// Joins records while they end in a mark. With `-` the blanks of the next record stay; with `+` its leading
    /// separators and comments go. A blank record ends the command (TSO/E, continuation lines).
    private mutating func join(_ first: DeckRecord, _ index: inout Int, _ lines: DeckLines) -> LogicalLine {
        var joined: [UInt8] = []
        var segments: [LogicalLine.Segment] = []
        var record = first
        while true {
            let text = record.range.lowerBound..<(record.range.upperBound - (record.isContinued ? 1 : 0))
            if !text.isEmpty {
                segments.append(LogicalLine.Segment(start: joined.count, fileStart: text.lowerBound))
                joined += lines.bytes[text]
            }
            guard record.isContinued else { break }
            let mark = record.range.upperBound - 1
            guard lines.hasText(from: index) else {
                builder.report(.danglingContinuation, lines.fileRange(mark..<(mark + 1)), command: nil)
                break
            }
            let next = lines.record(index)
            index += 1
            reportColumns(next, lines)
            guard !next.range.isEmpty else { break }
            record = next
            if lines.bytes[mark] == TSOBytes.plus { record.range = skipDelimiters(record.range, lines) }
            if record.range.isEmpty { break }
        }
        return LogicalLine(bytes: joined, range: 0..<joined.count, segments: segments, map: lines.map)
    }

    private func skipDelimiters(_ range: Range<Int>, _ lines: DeckLines) -> Range<Int> {
        var scanner = DeckScanner(LogicalLine(bytes: lines.bytes, range: range))
        switch scanner.next() {
        case .word(let part), .string(let part, _): return part.lowerBound..<range.upperBound
        case .open(let place), .close(let place), .semicolon(let place): return place..<range.upperBound
        case .end: return range.upperBound..<range.upperBound
        }
    }
}
