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
        edit: .safe("begins each command on a line of its own"))

    func report(_ defect: Deck.Defect, of deck: Deck, to sink: inout FindingSink) {
        guard case .secondCommand(let splits) = defect.kind else { return }
        let first = deck.commands.partitioningIndex { $0.verbRange.start >= defect.range.start }
        let verbs = deck.commands[first...].prefix(splits.count).compactMap { $0.verb?.name }
        sink.report(
            "\(verbs.joined(separator: " and ")) \(verbs.count == 1 ? "is" : "are") on the same line as another "
                + "command, so the whole line is rejected",
            at: defect.range,
            fix: fix(splits, deck, first))
    }

    private func fix(_ splits: [SourceRange], _ deck: Deck, _ first: Int) -> Fix? {
        let last = first + splits.count - 1
        guard first > 0, last < deck.commands.count,
            let line = deck.commandLine(
                of: deck.commands[first - 1], closedAfter: Int(deck.commands[last].range.end))
        else { return nil }
        return deck.edit(
            "begin each command on a line of its own", line.lead + splits.map { ($0, line.separation) })
    }
}
