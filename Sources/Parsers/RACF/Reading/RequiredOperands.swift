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
            case .when?: programCondition(word, from: first)
            default: break
            }
        }
        if !hasNames { missing("an ID") }
        if !hasClass { builder.classless.append(command) }
    }

    /// Reports operands that take each other back, as a whole or for the same class; which one takes effect is not
    /// documented.
    mutating func contradictions(from first: Int) {
        hasOpposites = false
        guard let command, !isOpen, !isFatal else { return }
        var words: [Deck.Word] = []
        var level = builder.nodes.level(from: first)
        while let word = builder.nodes.next(&level) { words.append(word) }
        for word in words {
            guard let keyword = builder.nodes[word].keyword, keyword.rawValue.hasPrefix("no"),
                let other = words.first(where: {
                    builder.nodes[$0].keyword?.rawValue == String(keyword.rawValue.dropFirst(2))
                })
            else { continue }
            let (taken, given) = (texts(word), texts(other))
            guard taken.isEmpty || given.isEmpty || !taken.isDisjoint(with: given) else { continue }
            let range = SourceRange(Int(builder.nodes[word].start), Int(builder.nodes[word].end))
            let name = builder.nodes[other].keyword?.name ?? ""
            builder.report(.conflictingOperand(with: name), range, command: command)
            isOpen = true
        }
    }

    /// The values in the parentheses of an operand, as written.
    private func texts(_ word: Deck.Word) -> Set<ArraySlice<UInt8>> {
        var texts: Set<ArraySlice<UInt8>> = []
        var level = builder.nodes.level(below: word)
        while let value = builder.nodes.next(&level) {
            let (start, end) = (Int(builder.nodes[value].start), Int(builder.nodes[value].end))
            texts.insert(ArraySlice(builder.file.bytes[start..<end].map(\.uppercased)))
        }
        return texts
    }

    /// Checks that no program is a condition for the class of PassTickets (ICH06020I).
    private mutating func programCondition(_ when: Deck.Word, from first: Int) {
        var conditions = builder.nodes.level(below: when)
        guard let condition = builder.nodes.next(&conditions), builder.nodes[condition].keyword == .program else {
            return
        }
        var level = builder.nodes.level(from: first)
        while let word = builder.nodes.next(&level) {
            var values = builder.nodes.level(below: word)
            guard builder.nodes[word].keyword == .class, let value = builder.nodes.next(&values),
                packed(value) == ResourceClassNames.passTickets
            else { continue }
            let range = SourceRange(Int(builder.nodes[when].start), Int(builder.nodes[when].end))
            builder.report(.conflictingOperand(with: "CLASS(PTKTDATA)"), range, command: command)
            isFatal = true
        }
    }
}
