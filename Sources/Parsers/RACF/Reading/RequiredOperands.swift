import Diagnostics

/// The operands that a command requires.
extension CommandParser {
    mutating func missing(_ kinds: ArraySlice<ValueKind>) {
        missing(kinds.map { "the \($0.rawValue)" }.joined(separator: " and "))
    }

    /// An operand that the command requires.
    mutating func missing(_ what: String) {
        guard let command else { return }
        let record = builder.commands[command]
        builder.report(
            .missingOperand(what), SourceRange(Int(record.start), Int(record.end)), command: command)
        builder.commands[command].isUnfinished = true
        isFatal = true
    }

    /// An ID is required unless a list is copied or emptied; without CLASS the command is for data sets.
    mutating func permit(_ first: Int) {
        guard let command, !isOpen, !isFatal else { return }
        var hasNames = false
        var hasClass = false
        var level = builder.nodes.level(from: first)
        while let word = builder.nodes.next(&level) {
            switch builder.nodes[word].keyword {
            case .id?, .from?, .reset?: hasNames = true
            case .class?: hasClass = true
            default: break
            }
        }
        if !hasNames { missing("an ID") }
        if !hasClass { builder.classless.append(command) }
    }
}
