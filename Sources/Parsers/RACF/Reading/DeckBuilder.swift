import Diagnostics
import Languages

/// The arrays of a deck while it is read.
struct DeckBuilder {
    let file: SourceFile
    var commands: [Deck.CommandRecord] = []
    var nodes: [Deck.Node] = []
    var spliced: [Deck.Word: [UInt8]] = [:]
    var regions: [Deck.Region] = []
    var defects: [Deck.Defect] = []
    /// The offsets in the file, in ascending order.
    var comments: [SourceRange] = []
    /// The keys, passwords and phrases of the commands.
    var secrets: [Deck.WrittenSecret] = []
    /// The ranges that no report may show.
    var hidden: [SourceRange] = []
    /// The indices of PERMIT commands without CLASS.
    var classless: [Int] = []
    /// Whether a command concerns the class PTKTDATA.
    var namesPassTickets = false
    var flow = Deck.Flow()
    /// The first command that is too long to be read.
    var excess: SourceRange?
    private var suggestions = 0

    /// Further unknown words get no suggestion, because the search for one takes time.
    private static let suggestionLimit = 1000

    init(_ file: SourceFile) {
        self.file = file
        let lines = file.lineStarts.count
        commands.reserveLargePages(lines)
        // Unused capacity costs nothing, but growing an array copies it.
        nodes.reserveLargePages(file.bytes.count / 8)
    }

    /// Ends the last command.
    mutating func end(_ command: Int, at textEnd: UInt32, effect: Deck.Effect) {
        commands[command].nodeEnd = UInt32(nodes.count)
        commands[command].textEnd = max(commands[command].end, textEnd)
        switch commands[command].effect {
        case .swallowed, .notReached: return
        case .runs, .fails, .unevaluable, .shown, .repeated: commands[command].effect = effect
        }
    }

    /// Opens a node; the nodes that are added until `close` are below it.
    @inline(__always)
    mutating func add(
        _ kind: Deck.Node.Kind, _ part: Range<Int>, of line: LogicalLine, keyword: Keyword? = nil,
        flags: Deck.Node.Flags = []
    ) -> Deck.Word {
        let range = line.fileRange(part)
        if !line.isFile { splice(part, of: line, at: range) }
        nodes.append(
            Deck.Node(
                start: range.start, end: range.end, next: UInt32(nodes.count + 1),
                keyword: keyword, kind: kind, flags: flags))
        return Deck.Word(nodes.count - 1)
    }

    /// Keeps the text of a node that differs from the text in the file; inserted text is shown as written.
    private mutating func splice(_ part: Range<Int>, of line: LogicalLine, at range: SourceRange) {
        guard line.map != nil || range.count != part.count else { return }
        var text: [UInt8] = []
        for offset in part {
            if line.map != nil, line.bytes[offset] == Placeholder.substitution {
                text += file.bytes[line.fileRange(offset..<(offset + 1)).bounds]
            } else {
                text.append(line.bytes[offset])
            }
        }
        if line.bytes[part].contains(Placeholder.substitution) {
            flow.patterns[Deck.Word(nodes.count)] = line.bytes[part].map(\.uppercased)
        }
        if !file.bytes[range.bounds].elementsEqual(text) { spliced[Deck.Word(nodes.count)] = text }
    }

    @inline(__always)
    mutating func close(_ word: Deck.Word) { nodes[word].next = UInt32(nodes.count) }

    mutating func report(_ kind: Deck.Defect.Kind, _ range: SourceRange, command: Int?) {
        defects.append(Deck.Defect(kind, at: range, command: command))
    }

    /// The intended spelling of a misspelt word.
    mutating func suggestion(for word: ArraySlice<UInt8>, among names: @autoclosure () -> [String]) -> String? {
        guard suggestions < Self.suggestionLimit, word.count <= PackedWord.limit + 2 else { return nil }
        suggestions += 1
        return NearestName.find(String(decoding: word, as: UTF8.self), among: names())
    }
}
