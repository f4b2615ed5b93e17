import Diagnostics
import RACF
import Subjects

/// TSO reads one command a line.
struct RF302CommandsOnOneLine: Rule {
    static let info = RuleInfo(
        id: "RF302",
        area: .racf,
        name: "commands-on-one-line",
        title: "A line holds one command",
        severity: .error,
        rationale: """
            The second command on a line is taken for operands of the first. They are unknown (IKJ56712I INVALID \
            KEYWORD), and in batch nobody can be asked, so none of the line is done. The vendor's own instructions are \
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
                "\(verbs.joined(separator: " and ")) on the same line as another command: none of the line is done",
                at: defect.range,
                fix: deck.mayBreakLine(at: defect.range)
                    ? Fix("begin each command on a line of its own", splits.map { ($0, "\n" + indent) }) : nil)
        }
    }
}

extension Deck {
    /// Whether a fix may break the line of a place: not in what a carrier holds in another form, nor where a sequence
    /// number would move.
    func mayBreakLine(at range: SourceRange) -> Bool {
        guard region(at: range)?.isVerbatim ?? false else { return false }
        let line = file.bytes[file.lineBounds(file.lineIndex(at: Int(range.end)))]
        let isDigit = { (byte: UInt8) in byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
        return line.count != 80 || !line.suffix(8).allSatisfy(isDigit)
    }
}

extension SourceFile {
    /// The blanks that the line of a place begins with.
    func indentation(at range: SourceRange) -> String {
        let line = bytes[lineBounds(lineIndex(at: Int(range.start)))]
        return String(decoding: line.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }, as: UTF8.self)
    }
}
