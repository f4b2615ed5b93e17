import Diagnostics
import RACF
import Subjects

/// TSO reads one command per line.
struct RF302CommandsOnOneLine: DefectRule {
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
        source: "TSO/E parse: keyword operands; Deploying by using the Job Monitor, step 1",
        offersFix: true)

    func report(_ defect: Deck.Defect, of deck: Deck, to sink: inout FindingSink) {
        guard case .secondCommand(let splits) = defect.kind else { return }
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
