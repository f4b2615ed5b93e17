import Diagnostics
import Languages

/// Reads the commands of a file: joins the records of its regions and parses logical lines.
struct DeckReader {
    private var parser: CommandParser
    private let file: SourceFile

    init(_ file: SourceFile) {
        self.file = file
        parser = CommandParser(file)
    }

    /// - Parameter regions: the regions in the order of the file.
    consuming func read(_ regions: [DeckRegion]) -> CommandParser {
        for region in regions where parser.builder.excess == nil { read(region) }
        return parser
    }

    /// The bytes of a command that is read: TSO takes 32,760, and what is known of a word takes many times its length.
    static let longestCommand = 65_536

    private mutating func read(_ region: DeckRegion) {
        let lines = region.lines(of: file)
        parser.begin(lines, region.described(lines), region.flow)
        var index = lines.indices.lowerBound
        while index < lines.indices.upperBound {
            let record = lines.record(index)
            if let flow = region.flow { parser.reach(index - lines.indices.lowerBound, flow) }
            index += 1
            if let text = record.textPastColumn72 { reportColumns(text, lines) }
            guard !record.range.isEmpty, !isComment(lines.bytes, record.range, region.carrier),
                !isDelimiter(record.range, before: index, lines, region.carrier)
            else { continue }
            guard record.range.count <= Self.longestCommand else {
                parser.builder.excess = lines.fileRange(record.range)
                break
            }
            if record.isContinued {
                let first = index
                guard let joined = join(record, &index, lines) else {
                    parser.builder.excess = lines.fileRange(record.range)
                    break
                }
                if let flow = region.flow {
                    parser.reach(through: first..<index, from: lines.indices.lowerBound, flow)
                }
                parser.read(joined: joined)
            } else {
                parser.read(record.range)
            }
        }
        if let flow = region.flow { parser.reach(.max, flow) }
    }

    /// Whether a line is the `/*` at the end of in-stream data that was copied without the job around it: the deck ends
    /// there, or a JCL statement follows.
    private func isDelimiter(
        _ record: Range<Int>, before next: Int, _ lines: DeckLines, _ carrier: Deck.Carrier
    ) -> Bool {
        guard record.count == 2, Self.copied.contains(carrier), lines.bytes[record].elementsEqual("/*".utf8) else {
            return false
        }
        for index in next..<max(next, lines.indices.upperBound) {
            let text = lines.bytes[lines.record(index).range]
            guard text.allSatisfy(\.isBlank) else { return text.starts(with: "//".utf8) }
        }
        return true
    }

    /// The carriers into which a part of a job may have been copied.
    private static let copied: Set<Deck.Carrier> = [.plain, .markdown, .xml]

    /// A JCL statement in a plain deck is a wrapper around it. `#` begins a comment, unless it is the prefix of the
    /// RACF subsystem, which precedes every command of a deck or none.
    private func isComment(_ bytes: [UInt8], _ record: Range<Int>, _ carrier: Deck.Carrier) -> Bool {
        var start = record.lowerBound
        if record.count >= 2, bytes[start] == TSOBytes.slash, bytes[start + 1] == TSOBytes.slash,
            Self.copied.contains(carrier)
        {
            return true
        }
        while start < record.upperBound, bytes[start].isBlank { start += 1 }
        guard bytes[start] == UInt8(ascii: "#") else {
            // Output of a terminal between commands; in JCL it would be a command.
            return record.upperBound - start == 5 && carrier != .jcl
                && bytes[start..<record.upperBound].elementsEqual("READY".utf8)
        }
        return carrier != .operatorCommand || start + 1 == record.upperBound || bytes[start + 1].isBlank
    }

    private mutating func reportColumns(_ text: Range<Int>, _ lines: DeckLines) {
        guard lines.records != .free else { return }
        let isOnlyClosing = lines.bytes[text].allSatisfy { $0 == TSOBytes.close || $0.isBlank }
        parser.builder.report(
            .textPastColumn72(isDropped: lines.records.isFixed, isOnlyClosing: isOnlyClosing),
            lines.fileRange(text), command: nil)
    }

    /// Joins records while they end in a mark. `-` keeps the blanks of the next record, `+` removes its leading
    /// separators and comments. A blank record ends the command (TSO/E, continuation lines).
    ///
    /// - Returns: `nil` if the command is too long.
    private mutating func join(_ first: DeckRecord, _ index: inout Int, _ lines: DeckLines) -> LogicalLine? {
        var joined: [UInt8] = []
        var segments: [LogicalLine.Segment] = []
        var record = first
        while true {
            let text = record.range.lowerBound..<(record.range.upperBound - (record.isContinued ? 1 : 0))
            if !text.isEmpty {
                segments.append(LogicalLine.Segment(start: joined.count, fileStart: text.lowerBound))
                joined += lines.bytes[text]
            }
            guard joined.count + segments.count <= Self.longestCommand else { return nil }
            guard record.isContinued else { break }
            let mark = record.range.upperBound - 1
            guard lines.hasText(from: index) else {
                parser.builder.report(.danglingContinuation, lines.fileRange(mark..<(mark + 1)), command: nil)
                break
            }
            let next = lines.record(index)
            index += 1
            if let text = next.textPastColumn72 { reportColumns(text, lines) }
            guard !next.range.isEmpty else { break }
            record = next
            if lines.bytes[mark] == TSOBytes.plus { record.range = skipDelimiters(record.range, lines) }
            if record.range.isEmpty { break }
        }
        // Nothing but marks; a line without segments would be one of the region's bytes.
        if segments.isEmpty { segments = [LogicalLine.Segment(start: 0, fileStart: first.range.lowerBound)] }
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
