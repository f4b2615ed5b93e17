import Diagnostics
import Languages

/// What follows the name of a command.
extension CommandParser {
    mutating func operands(of verb: Verb) {
        let spec = grammar[verb]
        var next = spec.positional.lowerBound
        while next < spec.positional.upperBound,
            positional(
                grammar.positionals[next], level: spec.level, isLast: next + 1 == spec.positional.upperBound)
        { next += 1 }
        let first = builder.nodes.count
        if repeated.addEnding(verb, at: scanner.offset, of: scanner.line, to: &builder) {
            scanner.go(to: scanner.line.range.upperBound)
        } else {
            let (offset, remarks) = (scanner.offset, clearRemarks)
            level(spec.level, isTop: true, inside: nil)
            if hasOpposites { contradictions(from: first) }
            if remarks != nil, clearRemarks == remarks {
                repeated.keepEnding(verb, from: offset, of: scanner.line, first..<builder.nodes.count)
            }
        }
        guard let command, builder.commands[command].verb == verb else { return }
        if next - spec.positional.lowerBound < spec.required, !isInserted(before: first) {
            missing(grammar.positionals[next..<spec.positional.upperBound])
        }
        switch verb {
        case .permit: permit(first)
        case .rdefine, .ralter, .rdelete: classAndProfile(verb)
        case .setropts: refresh(first)
        case .addsd, .altdsd, .deldsd, .listdsd: dataSetNames(verb)
        default: break
        }
    }

    /// Whether the last word is inserted later, so that it may be several.
    private func isInserted(before node: Int) -> Bool {
        guard isOpen, let command, Int(builder.commands[command].firstNode) < node else { return false }
        return builder.nodes[node - 1].flags.contains(.placeholder)
    }

    /// Reads a positional operand; `false` if there is none.
    private mutating func positional(_ kind: ValueKind, level: Int, isLast: Bool) -> Bool {
        while true {
            let before = scanner.offset
            switch scanner.next() {
            case .word(let word):
                if isStrayMark(word) { continue }
                if isInserted(before: builder.nodes.count), isKeyword(word, at: level) {
                    scanner.go(to: before)
                    return false
                }
                // The word is a keyword with its value, so the positional operand is missing.
                if scanner.isAtGluedOpen, isLast || isKeyword(word, at: level) {
                    if !isKeyword(word, at: level), let glued = gluedKeyword(word, at: level) {
                        let place = scanner.line.fileRange(glued.place..<glued.place)
                        report(.gluedOperand(glued.name, at: place), word)
                        _ = builder.add(.word, word.lowerBound..<glued.place, of: scanner.line)
                        read(unknown: glued.place..<word.upperBound)
                        return true
                    }
                    scanner.go(to: before)
                    return false
                }
                value(word, kind)
                return true
            case .string(let part, let isClosed):
                string(part, isClosed: isClosed)
                if isClosed, part.count == 2 { report(.missingOperand("the \(kind.rawValue)"), part) }
                return true
            case .open(let place):
                let list = builder.add(.list, place..<(place + 1), of: scanner.line)
                values(kind)
                builder.close(list)
                if let command, builder.commands[command].verb == .permit, builder.nodes.count > list.index + 2 {
                    report(.severalNames, place..<(place + 1))
                }
                return builder.nodes.count > list.index + 1
            case .close(let place): report(.surplusParenthesis, place..<(place + 1))
            case .semicolon, .end:
                scanner.go(to: before)
                return false
            }
        }
    }

    func isKeyword(_ word: Range<Int>, at level: Int) -> Bool {
        guard let packed = PackedWord(scanner.line.bytes, word) else { return false }
        if case .none = grammar.match(packed, at: level) { return false }
        return true
    }

    /// The place in a word where an operand begins that is joined to it: `keys:exportCLASS(…)`.
    func gluedKeyword(_ word: Range<Int>, at level: Int) -> (place: Int, name: String)? {
        guard scanner.isAtGluedOpen else { return nil }
        for length in (2...PackedWord.limit).reversed() where length < word.count {
            let place = word.upperBound - length
            guard let packed = PackedWord(scanner.line.bytes, place..<word.upperBound) else { continue }
            if let name = grammar.name(packed, at: level) { return (place, name) }
        }
        return nil
    }

    /// Reads operands up to the end of the line or, in nested levels, up to the closing parenthesis.
    mutating func level(_ level: Int, isTop: Bool, inside: Keyword?) {
        var seen = Exclusions()
        while true {
            switch scanner.next() {
            case .word(let word):
                if isStrayMark(word) { continue }
                operand(word, level, isTop: isTop, inside: inside, &seen)
                if second != nil { return }
            case .end:
                if !isTop { assumeParenthesis() }
                return
            case .semicolon(let place):
                if !isTop { assumeParenthesis() }
                return semicolon(place)
            case .close(let place):
                guard isTop else { return }
                report(.surplusParenthesis, place..<(place + 1))
            case .open(let place):
                if grammar.levels[level].isComplete {
                    report(.unknownOperand(of: owner(inside), candidates: []), place..<(place + 1))
                }
                isUnclear = true
                let list = builder.add(.list, place..<(place + 1), of: scanner.line)
                free()
                builder.close(list)
            case .string(let part, let isClosed):
                if grammar.levels[level].isComplete, isClosed {
                    report(.unknownOperand(of: owner(inside), candidates: []), part)
                }
                isUnclear = true
                string(part, isClosed: isClosed)
            }
        }
    }

    private func owner(_ inside: Keyword?) -> String {
        inside?.name ?? command.flatMap { builder.commands[$0].verb?.name } ?? ""
    }

    /// TSO closes open parentheses at the end of a command (IKJ56707I).
    mutating func assumeParenthesis() {
        isUnclear = true
        if let command { builder.commands[command].isUnfinished = true }
        guard !isOrphaned else { return }
        let end = scanner.line.range.upperBound
        builder.report(.assumedParenthesis, scanner.line.fileRange((end - 1)..<end), command: command)
    }

    private mutating func operand(
        _ word: Range<Int>, _ level: Int, isTop: Bool, inside: Keyword?, _ seen: inout Exclusions
    ) {
        if isTop, let known = repeated.add(level, at: word.lowerBound, of: scanner.line, to: &builder) {
            exclude(grammar.rows[known.row], word, &seen)
            return scanner.go(to: known.end)
        }
        guard let packed = PackedWord(scanner.line.bytes, word.prefix(PackedWord.limit)) else {
            return unknown(word, level, isTop: isTop, inside)
        }
        switch grammar.match(packed, at: level) {
        case .found(let index) where word.count > PackedWord.limit && !isName(word, grammar.rows[index].keyword):
            unknown(word, level, isTop: isTop, inside)
        case .found(let index):
            exclude(grammar.rows[index], word, &seen)
            found(index, word, level, isTop: isTop)
        case .ambiguous:
            if grammar.levels[level].isComplete {
                let names = grammar.names(beginningWith: packed, at: level)
                report(.unknownOperand(of: owner(inside), candidates: names), word)
            }
            read(unknown: word)
        case .none:
            if isTop, let verb = Verb.named(packed), isSecond(verb, packed, level) {
                second = (verb, word)
                isFatal = true
                return
            }
            unknown(word, level, isTop: isTop, inside)
        }
    }

    /// Whether a word is the whole name of a keyword, or begins it.
    private func isName(_ word: Range<Int>, _ keyword: Keyword) -> Bool {
        keyword.name.utf8.starts(with: text(word))
    }

    /// Reads an operand of the grammar. If it has no defect, its nodes may be reused when it occurs again.
    private mutating func found(_ index: Int, _ word: Range<Int>, _ level: Int, isTop: Bool) {
        let (row, remarks) = (grammar.rows[index], isTop ? clearRemarks : nil)
        let node = builder.add(.operand, word, of: scanner.line, keyword: row.keyword)
        content(row, word, level)
        builder.close(node)
        guard remarks != nil, clearRemarks == remarks else { return }
        repeated.keep(
            level, index, word.lowerBound..<scanner.offset, of: scanner.line, node.index..<builder.nodes.count)
    }

    /// The number of defects of the deck so far; `nil` while the command as a whole has a defect.
    @inline(__always)
    private var clearRemarks: Int? {
        isUnclear || isOpen || isFatal ? nil : builder.remarks + scanner.comments.count
    }

    /// Of operands that exclude each other, the second is reported; which one takes effect is undocumented.
    private mutating func exclude(_ row: Grammar.Row, _ word: Range<Int>, _ seen: inout Exclusions) {
        if row.opposite != nil { hasOpposites = true }
        guard row.exclusion != 0 else { return }
        guard let other = seen.add(row.keyword, to: row.exclusion), other != row.keyword else { return }
        report(.conflictingOperand(with: other.name), word, isFatal: false)
        isOpen = true
    }

    /// The last operand of each group of a level that was read.
    private struct Exclusions {
        private var first: Keyword?
        private var second: Keyword?

        /// The previous operand of its group.
        mutating func add(_ keyword: Keyword, to group: UInt8) -> Keyword? {
            if group == 1 {
                defer { first = keyword }
                return first
            }
            defer { second = keyword }
            return second
        }
    }

    private mutating func unknown(_ word: Range<Int>, _ level: Int, isTop: Bool, _ inside: Keyword?) {
        var word = word
        let isPlaceholder = scanner.classes.contains(.placeholder)
        if isPlaceholder {
            word = template(word)
            placeholder(word)
        } else if grammar.levels[level].isComplete, !isOrphaned {
            judgeUnknown(word, level, isTop: isTop, inside: inside)
        }
        read(unknown: word, flags: isPlaceholder ? .placeholder : [])
    }

    private mutating func judgeUnknown(_ word: Range<Int>, _ level: Int, isTop: Bool, inside: Keyword?) {
        // A dash or blank of a word processor is reported separately.
        if scanner.classes.contains(.foreign), EBCDICCharacters.contains(scanner.line.bytes, word) {
            isFatal = true
            return
        }
        if !isTop, let inside, let verb = command.flatMap({ builder.commands[$0].verb }),
            isKeyword(word, at: grammar[verb].level)
        {
            return report(.missingParenthesis(inside: inside.name), word)
        }
        if inside == .uacc || inside == .access { return report(.unknownLevel, word) }
        if let packed = PackedWord(scanner.line.bytes, word), let place = grammar.owner(of: packed, below: level) {
            return report(.unknownOperand(of: owner(inside), candidates: [], belongsIn: place.name), word)
        }
        let nearest = builder.suggestion(for: text(word), among: grammar.names(at: level))
        report(.unknownOperand(of: owner(inside), candidates: nearest.map { [$0] } ?? []), word)
    }

    private mutating func read(unknown word: Range<Int>, flags: Deck.Node.Flags = []) {
        isUnclear = true
        let node = builder.add(.operand, word, of: scanner.line, flags: flags)
        if scanner.isAtOpen() {
            _ = scanner.next()
            free()
        }
        builder.close(node)
    }

    /// Reads the parentheses of a keyword.
    private mutating func content(_ row: Grammar.Row, _ word: Range<Int>, _ level: Int) {
        guard scanner.isAtOpen() else {
            if !row.isOptional { report(.missingOperand(row.keyword.name), word) }
            return
        }
        let open = scanner.offset
        _ = scanner.next()
        let before = builder.nodes.count
        switch row.form {
        case .flag:
            if grammar.levels[level].isComplete {
                report(.unknownOperand(of: row.keyword.name, candidates: []), open..<(open + 1))
            }
            return free()
        case .anything: return free()
        case .values(let kind): values(kind, of: row.keyword, within: row.limits)
        case .operands(let inner): self.level(inner, isTop: false, inside: row.keyword)
        }
        if row.isOptional { return }
        let count = builder.nodes.count - before
        if count == 0 || count == 1 && Self.isEmptyName(builder.nodes[before], row.form) {
            report(.missingOperand(row.keyword.name), word)
        }
    }

    /// Whether the parentheses contain only `''`, where a name is required.
    private static func isEmptyName(_ node: Deck.Node, _ form: Grammar.Form) -> Bool {
        guard node.kind == .string, node.end - node.start == 2, case .values(let kind) = form else { return false }
        return kind.isName || kind == .profile
    }
}
