import Diagnostics
import RACF
import Subjects

/// TSO reads one command per line.
struct RF302CommandsOnOneLine: Rule {
    static let info = RuleInfo(
        id: "RF302",
        area: .racf,
        name: "commands-on-one-line",
        title: "A line holds one command",
        severity: .error,
        rationale: """
            TSO reads the second command on a line as operands of the first. It does not know them (IKJ56712I INVALID \
            KEYWORD), and in batch it cannot ask, so it rejects the whole line. The vendor's own instructions are \
            printed that way.
            """,
        remedy: "Begin each command on a line of its own.",
        bad: "SETROPTS GENERIC(PTKTDATA) SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)",
        good: """
            SETROPTS GENERIC(PTKTDATA)
            SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)
            """,
        messages: ["IKJ56712I"],
        source: "TSO/E parse: keyword operands; Deploying by using the Job Monitor, step 1")

    func check(_ deck: Deck, _ sink: inout FindingSink) {
        for defect in deck.defects {
            guard case .secondCommand(let splits) = defect.kind else { continue }
            let first = deck.commands.partitioningIndex { $0.verbRange.start >= defect.range.start }
            let verbs = deck.commands[first...].prefix(splits.count).compactMap { $0.verb?.name }
            let indent = deck.file.indentation(at: defect.range)
            sink.report(
                "\(verbs.joined(separator: " and ")) \(verbs.count == 1 ? "is" : "are") on the same line as another "
                    + "command, so the whole line is rejected",
                at: defect.range,
                fix: deck.mayBreakLine(at: defect.range)
                    ? Fix("begin each command on a line of its own", splits.map { ($0, "\n" + indent) }) : nil)
        }
    }
}

extension Deck {
    /// Whether a fix may break the line at a place. It may not where the carrier holds the text in another form, or
    /// where a sequence number would move.
    func mayBreakLine(at range: SourceRange) -> Bool {
        guard region(at: range)?.isVerbatim ?? false else { return false }
        let line = file.bytes[file.lineBounds(file.lineIndex(at: Int(range.end)))]
        let isDigit = { (byte: UInt8) in byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
        return line.count != 80 || !line.suffix(8).allSatisfy(isDigit)
    }
}

extension SourceFile {
    /// The blanks at the start of the line of a place.
    func indentation(at range: SourceRange) -> String {
        let line = bytes[lineBounds(lineIndex(at: Int(range.start)))]
        return String(decoding: line.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }, as: UTF8.self)
    }
}
