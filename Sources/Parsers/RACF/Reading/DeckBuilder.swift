import Diagnostics

/// The arrays of a deck while it is read.
struct DeckBuilder {
    let file: SourceFile
    var commands: [Deck.CommandRecord] = []
    var nodes: [Deck.Node] = []
    var spliced: [UInt32: [UInt8]] = [:]
    var regions: [Deck.Region] = []
    var defects: [Deck.Defect] = []
    /// In the file, ascending.
    var comments: [SourceRange] = []

    init(_ file: SourceFile) {
        self.file = file
        let lines = file.lineStarts.count
        commands.reserveCapacity(lines)
        nodes.reserveCapacity(lines * 4)
    }

    /// Holds the place of a builder that is being used.
    init(empty file: SourceFile) { self.file = file }

    /// Opens a node; what is added until `close` stands below it.
    mutating func add(
        _ kind: Deck.Node.Kind, _ part: Range<Int>, of line: LogicalLine, keyword: Keyword? = nil,
        isPlaceholder: Bool = false
    ) -> Int {
        let range = line.fileRange(part)
        if line.map != nil || range.count != part.count { splice(part, of: line, at: range) }
        nodes.append(
            Deck.Node(
                start: range.start, end: range.end, next: UInt32(nodes.count + 1),
                keyword: keyword, kind: kind, isPlaceholder: isPlaceholder))
        return nodes.count - 1
    }

    /// Keeps the text of a node that stands otherwise in the file; what the carrier puts in shows as it is written.
    private mutating func splice(_ part: Range<Int>, of line: LogicalLine, at range: SourceRange) {
        var text: [UInt8] = []
        for offset in part {
            if line.map != nil, line.bytes[offset] == Placeholder.substitution {
                text += file.bytes[line.fileRange(offset..<(offset + 1)).bounds]
            } else {
                text.append(line.bytes[offset])
            }
        }
        if !file.bytes[range.bounds].elementsEqual(text) { spliced[UInt32(nodes.count)] = text }
    }

    mutating func close(_ node: Int) { nodes[node].next = UInt32(nodes.count) }

    mutating func report(_ kind: Deck.Defect.Kind, _ range: SourceRange, command: Int?) {
        defects.append(Deck.Defect(kind, at: range, command: command))
    }
}
