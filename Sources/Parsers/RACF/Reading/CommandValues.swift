import Diagnostics
import Languages
import Secrets

/// Values of operands.
extension CommandParser {
    /// Deeper nesting is read as a flat list.
    private static let depthLimit = 64

    /// Words between `{{` and `}}`.
    private static let templateLimit = 8

    /// Reads values up to the closing parenthesis.
    ///
    /// - Parameter limits: the range of a number, or of the length of a text or secret.
    mutating func values(_ kind: ValueKind, of keyword: Keyword? = nil, within limits: ClosedRange<Int>? = nil) {
        let first = builder.nodes.count
        let start = scanner.offset
        var end = start
        reading: while true {
            switch scanner.next() {
            case .word(let word):
                if isStrayMark(word) { continue }
                if keyword == .classact, scanner.line.bytes[word].elementsEqual([TSOBytes.star]) {
                    report(.allClasses, word)
                }
                value(word, kind, of: keyword, within: limits)
            case .close: break reading
            case .string(let part, let isClosed): string(part, isClosed: isClosed, isSecret: kind.isSecret)
            case .open(let place):
                let last = builder.nodes.indices.last
                let list = builder.add(.list, place..<(place + 1), of: scanner.line)
                free()
                builder.close(list)
                if kind.isName, let last, last >= first {
                    // Neither has parentheses.
                    builder.nodes[last].flags.insert(.placeholder)
                    builder.nodes[list].flags.insert(.placeholder)
                    operandInList(keyword, end..<place)
                }
            case .end:
                assumeParenthesis()
                break reading
            case .semicolon(let place):
                assumeParenthesis()
                semicolon(place)
                break reading
            }
            end = scanner.offset
        }
        if kind == .text, builder.nodes.count > first + 1 { severalWords(keyword, start..<end, first) }
        if kind == .text, let limits { length(start..<end, first, of: keyword, limits) }
        if kind == .association, let keyword { associations(keyword, start..<end, first) }
        guard kind.isSecret, let keyword, builder.nodes.count > first else { return }
        let before = builder.secrets.count
        secrets(kind, keyword, start..<end, first)
        if let limits { lengths(of: builder.secrets[before...], limits) }
    }

    /// Detects `ID(AGNTUSR ACCESS(UPDATE)`, where the list is not closed. Text that a carrier inserts may have
    /// parentheses: `&STR(AGNTUSR)`.
    private mutating func operandInList(_ keyword: Keyword?, _ gap: Range<Int>) {
        isOpen = true
        guard let keyword, gap.allSatisfy({ scanner.line.bytes[$0].isBlank }) else { return }
        var start = gap.lowerBound
        while start > scanner.line.range.lowerBound, !TSOBytes.isDelimiter(scanner.line.bytes[start - 1]) { start -= 1 }
        let word = start..<gap.lowerBound
        guard word.allSatisfy({ scanner.line.bytes[$0].isLetter }), !word.isEmpty, !isFatal else { return }
        if let verb = command.flatMap({ builder.commands[$0].verb }), isKeyword(word, at: grammar[verb].level) {
            report(.missingParenthesis(inside: keyword.name), word)
        } else {
            report(.unknownOperand(of: keyword.name, candidates: []), word)
        }
    }

    /// A text with blanks requires apostrophes; otherwise only its first word counts.
    private mutating func severalWords(_ keyword: Keyword?, _ content: Range<Int>, _ first: Int) {
        guard let keyword, [.appldata, .data, .name].contains(keyword),
            !builder.nodes[first...].contains(where: { $0.flags.contains(.placeholder) })
        else { return }
        report(.unquotedText(of: keyword.name), trimmed(content))
    }

    /// Reads values and operands that no table describes.
    mutating func free() {
        isUnclear = true
        depth += 1
        defer { depth -= 1 }
        while true {
            switch scanner.next() {
            case .end: return assumeParenthesis()
            case .semicolon(let place):
                assumeParenthesis()
                return semicolon(place)
            case .close: return
            case .open(let place):
                guard depth < Self.depthLimit else { continue }
                let list = builder.add(.list, place..<(place + 1), of: scanner.line)
                free()
                builder.close(list)
            case .string(let part, let isClosed): string(part, isClosed: isClosed)
            case .word(let word):
                if isStrayMark(word) { continue }
                guard scanner.isAtOpen(), depth < Self.depthLimit else {
                    value(word, .other)
                    continue
                }
                let node = builder.add(.operand, word, of: scanner.line)
                _ = scanner.next()
                free()
                builder.close(node)
            }
        }
    }

    mutating func value(
        _ word: Range<Int>, _ kind: ValueKind, of keyword: Keyword? = nil, within limits: ClosedRange<Int>? = nil
    ) {
        var word = word
        // The flags are those of this word, because the search for the end of a template reads other words.
        let classes = scanner.classes
        var isPlaceholder = classes.contains(.placeholder)
        if isPlaceholder { word = template(word) }
        if kind.isSecret {
            // Placeholders are detected for the parentheses as a whole.
            _ = builder.add(.word, word, of: scanner.line, flags: .secret)
            return
        }
        isPlaceholder = isPlaceholder && Placeholder.isOne(scanner.line.bytes[word])
        var flags: Deck.Node.Flags = isPlaceholder ? .placeholder : []
        if classes.isDisjoint(with: [.small, .placeholder]), scanner.line.isFile { flags.insert(.verbatim) }
        if classes.isDisjoint(with: [.generic, .placeholder]) { flags.insert(.discrete) }
        _ = builder.add(.word, word, of: scanner.line, flags: flags)
        if isPlaceholder {
            placeholder(word)
        } else if kind == .className {
            className(word, of: keyword)
        } else {
            syntax(word, kind, of: keyword, within: limits)
        }
    }

    /// The class descriptor table that IBM supplies contains only names without digits and national characters, and
    /// those of an installation have one of them (RACF Security Administrator's Guide, defining a class).
    private mutating func className(_ word: Range<Int>, of keyword: Keyword?) {
        guard let packed = PackedWord(scanner.line.bytes, word), packed != knownClass else { return }
        if ResourceClassNames.contains(packed) {
            knownClass = packed
            builder.namesPassTickets = builder.namesPassTickets || packed == ResourceClassNames.passTickets
        } else if let keyword, let verb = command.flatMap({ builder.commands[$0].verb }),
            grammar.name(packed, at: grammar[verb].level) != nil
        {
            // `RACLIST(PTKTDATA REFRESH)`.
            report(.missingParenthesis(inside: keyword.name), word)
        } else if scanner.line.bytes[word].allSatisfy(\.isLetter),
            let nearest = builder.suggestion(for: text(word), among: ResourceClassNames.all)
        {
            // The name of an installation's class has a digit or a national character.
            report(.unknownClass(nearest: nearest), word)
        }
    }

    /// `A.{{ name }}.B` is one word, including the blanks.
    mutating func template(_ word: Range<Int>) -> Range<Int> {
        var depth = CommandShape.templateDepth(scanner.line.bytes[word])
        guard depth > 0 else { return word }
        let before = scanner.offset
        for _ in 0..<Self.templateLimit {
            guard case .word(let next) = scanner.next() else { break }
            depth += CommandShape.templateDepth(scanner.line.bytes[next])
            if depth <= 0 { return word.lowerBound..<next.upperBound }
        }
        scanner.go(to: before)
        return word
    }

    mutating func placeholder(_ word: Range<Int>) {
        if !Placeholder.isSubstituted(scanner.line.bytes[word]) {
            builder.report(.placeholder, scanner.line.fileRange(word), command: command)
        }
        isUnclear = true
        isOpen = true
    }

    mutating func string(_ part: Range<Int>, isClosed: Bool, isSecret: Bool = false) {
        let isSubstituted =
            scanner.classes.contains(.placeholder) && Placeholder.isSubstituted(scanner.line.bytes[part])
        var flags: Deck.Node.Flags = isSubstituted ? .placeholder : []
        if isSecret { flags.insert(.secret) }
        _ = builder.add(.string, part, of: scanner.line, flags: flags)
        isOpen = isOpen || isSubstituted
        if !isSecret {
            for range in SecretScanner.secrets(in: scanner.line.bytes, part) {
                builder.hidden += scanner.line.fileRanges(range.bounds)
            }
        }
        guard !isClosed else { return }
        report(.unclosedApostrophe, part.lowerBound..<(part.lowerBound + 1), isFatal: false)
        // The effect on the command is undocumented.
        isOpen = true
    }

    mutating func isStrayMark(_ word: Range<Int>) -> Bool {
        guard word.count == 1 else { return false }
        let byte = scanner.line.bytes[word.lowerBound]
        guard byte == TSOBytes.minus || byte == TSOBytes.plus else { return false }
        var end = word.upperBound
        while end < scanner.line.range.upperBound, scanner.line.bytes[end].isBlank { end += 1 }
        // The mark of a joined line is removed; a remaining mark precedes other text or a comment.
        report(
            .strayContinuation(
                blanks: scanner.line.fileRange(word.upperBound..<end),
                comment: lastComment(from: end).map(scanner.line.fileRange)),
            word)
        return true
    }

    /// A comment that begins at a place and ends the line.
    private func lastComment(from start: Int) -> Range<Int>? {
        var scanner = DeckScanner(LogicalLine(bytes: scanner.line.bytes, range: start..<scanner.line.range.upperBound))
        guard scanner.skipComment(), scanner.unclosedComment == nil, let comment = scanner.comments.last,
            comment.upperBound == scanner.line.range.upperBound
        else { return nil }
        return comment
    }

    // MARK: Secrets

    /// Reads the parentheses of an operand with a secret: one key, or one or two passwords.
    private mutating func secrets(_ kind: ValueKind, _ keyword: Keyword, _ content: Range<Int>, _ firstNode: Int) {
        let whole = trimmed(content)
        let name: Secret.Kind = kind == .key ? .key : kind == .phrase ? .phrase : .password
        // `<new password>` is one placeholder of two words.
        if kind == .key || Placeholder.isOne(scanner.line.bytes[whole], for: name) {
            return secret(name, keyword, whole, firstNode..<builder.nodes.count)
        }
        var scan = DeckScanner(LogicalLine(bytes: scanner.line.bytes, range: content))
        var node = firstNode
        while node < builder.nodes.count {
            switch scan.next() {
            case .word(let part), .string(let part, _):
                secret(name, keyword, part, node..<(node + 1))
                node += 1
            case .end: return
            case .open, .close, .semicolon: continue
            }
        }
    }

    /// The passwords of `DEFINE(NODE.USER/PASSWORD)`. The user half is hidden with them.
    private mutating func associations(_ keyword: Keyword, _ content: Range<Int>, _ firstNode: Int) {
        for pair in DeckSecrets.pairs(in: scanner.line.bytes, content) {
            let range = scanner.line.fileRange(pair.whole)
            builder.hidden += scanner.line.fileRanges(pair.whole)
            builder.secrets.append(
                Deck.WrittenSecret(
                    operand: keyword.name, kind: .password,
                    secret: Secret(.password, scanner.line.bytes[pair.second]),
                    range: scanner.line.fileRange(pair.second), command: isOrphaned ? nil : command))
            for node in builder.nodes.indices[firstNode...]
            where builder.nodes[node].start < range.end && range.start < builder.nodes[node].end {
                if builder.nodes[node].kind != .list { builder.nodes[node].flags.insert(.secret) }
            }
        }
    }

    private func trimmed(_ part: Range<Int>) -> Range<Int> {
        var part = part
        while !part.isEmpty, TSOBytes.isSeparator(scanner.line.bytes[part.lowerBound]) { part.removeFirst() }
        while !part.isEmpty, TSOBytes.isSeparator(scanner.line.bytes[part.upperBound - 1]) { part.removeLast() }
        return part
    }

    private mutating func secret(_ kind: Secret.Kind, _ keyword: Keyword, _ part: Range<Int>, _ nodes: Range<Int>) {
        let bytes = scanner.line.bytes[part]
        let isPlaceholder = Placeholder.isOne(bytes, for: kind)
        // Text around an inserted text is a part of a secret.
        let isPart = !isPlaceholder && Placeholder.isSubstituted(bytes)
        let secret = isPlaceholder || isPart ? nil : Secret(kind, Self.unquoted(bytes, kind))
        builder.secrets.append(
            Deck.WrittenSecret(
                operand: keyword.name, kind: kind, secret: secret, range: scanner.line.fileRange(part),
                command: isOrphaned ? nil : command))
        if isPart {
            builder.hidden += scanner.line.fileRanges(part)
            isOpen = true
            return
        }
        guard let secret else {
            for node in nodes {
                builder.nodes[node].flags.remove(.secret)
                builder.nodes[node].flags.insert(.placeholder)
            }
            return placeholder(part)
        }
        builder.hidden += scanner.line.fileRanges(part)
        if kind == .key, !(secret.count == 16 && secret.isHexadecimal) { isFatal = true }
    }

    /// The quotes are part of a key, which allows none, but not of a password.
    private static func unquoted(_ bytes: ArraySlice<UInt8>, _ kind: Secret.Kind) -> ArraySlice<UInt8> {
        guard kind != .key, bytes.first == TSOBytes.apostrophe else { return bytes }
        let inner = bytes.dropFirst()
        return inner.last == TSOBytes.apostrophe ? inner.dropLast() : inner
    }

    /// Finds secrets in a line with text that the grammar does not describe, by their operands alone.
    mutating func hideUnclear(_ firstSecret: Int) {
        let known = builder.secrets[firstSecret...].map(\.range).sorted { $0.start < $1.start }
        for found in DeckSecrets.find(scanner.line.bytes, scanner.line.range) {
            let range = scanner.line.fileRange(found.range)
            let next = known.partitioningIndex { $0.end > range.start }
            let comment = scanner.comments.partitioningIndex { $0.upperBound > found.range.lowerBound }
            guard next == known.count || known[next].start >= range.end,
                comment == scanner.comments.count || !scanner.comments[comment].overlaps(found.range)
            else { continue }
            if !found.isPlaceholder { builder.hidden += scanner.line.fileRanges(found.range) }
            guard let operand = found.operand, let kind = found.kind else { continue }
            let isKnown = !found.isPlaceholder && !Placeholder.isSubstituted(scanner.line.bytes[found.range])
            let secret = isKnown ? Secret(kind, Self.unquoted(scanner.line.bytes[found.range], kind)) : nil
            builder.secrets.append(
                Deck.WrittenSecret(operand: operand, kind: kind, secret: secret, range: range, command: nil))
            if found.isPlaceholder, !isForeign, !Placeholder.isSubstituted(scanner.line.bytes[found.range]),
                !builder.defects.suffix(16).contains(where: { $0.range == range })
            {
                builder.report(.placeholder, range, command: nil)
            }
        }
    }
}
