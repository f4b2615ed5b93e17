import Diagnostics

/// Reads one logical line: a command with its operands, or the rest of one that lost its continuation.
struct CommandParser {
    private var scanner: DeckScanner
    private let line: LogicalLine
    private var builder: DeckBuilder
    private let grammar: Grammar
    /// Index of the command being read.
    private var command: Int?
    private var isFatal = false
    private var isOpen = false
    /// Where each further command on the line begins, with the separators before it.
    private var splits: [SourceRange] = []
    private var firstSwallowed: SourceRange?
    private var depth = 0

    /// Words between `{{` and `}}`.
    private static let templateLimit = 8

    /// Deeper nesting is read as flat.
    private static let depthLimit = 64

    /// - Parameter builder: taken, and given back by `finish`, so that its arrays are never copied.
    init(_ line: LogicalLine, builder: consuming DeckBuilder, grammar: Grammar) {
        self.line = line
        self.builder = builder
        self.grammar = grammar
        scanner = DeckScanner(line)
    }

    consuming func finish() -> DeckBuilder { builder }

    /// - Parameter inSubcommands: whether unknown words may be subcommands of another program.
    mutating func run(inSubcommands: inout Bool) {
        switch scanner.next() {
        case .end: break
        // What the carrier puts there is not known.
        case .word(let word) where Placeholder.isSubstituted(line.bytes[word]): scanner.go(to: line.range.upperBound)
        case .word(let word): start(word, &inSubcommands)
        case .semicolon(let place): semicolon(place)
        case .string(let part, _): orphan(part.lowerBound..<(part.lowerBound + 1), inSubcommands)
        case .open(let place), .close(let place): orphan(place..<(place + 1), inSubcommands)
        }
        finishComments()
    }

    private mutating func start(_ word: Range<Int>, _ inSubcommands: inout Bool) {
        let isGlued = scanner.offset < line.range.upperBound && line.bytes[scanner.offset] == TSOBytes.open
        var name = line.bytes[word]
        // Entered as an operator command, where `#` is the usual prefix of the RACF subsystem.
        if name.first == UInt8(ascii: "#") { name = name.dropFirst() }
        if name.isEmpty || line.bytes[word.lowerBound] == UInt8(ascii: "%") { return other(word) }
        guard !isGlued, let verb = Verb.named(name) else {
            let text = String(decoding: name.map(TSOBytes.upper), as: UTF8.self)
            if !isGlued, TSOCommand.isKnown(text) {
                inSubcommands = text != "END" && (inSubcommands || TSOCommand.hasSubcommands(text))
                return other(word)
            }
            return orphan(word, inSubcommands)
        }
        inSubcommands = false
        begin(verb, word)
        operands(of: verb)
        end()
    }

    private mutating func begin(_ verb: Verb?, _ word: Range<Int>) {
        let range = line.fileRange(word)
        command = builder.commands.count
        isFatal = false
        isOpen = false
        builder.commands.append(
            Deck.CommandRecord(
                start: range.start, end: range.end, textEnd: range.end, firstNode: UInt32(builder.nodes.count),
                nodeEnd: 0, region: UInt32(builder.regions.count - 1), verb: verb, effect: .runs))
    }

    private mutating func end() {
        guard let command else { return }
        builder.commands[command].nodeEnd = UInt32(builder.nodes.count)
        builder.commands[command].textEnd = max(
            builder.commands[command].end, line.fileRange(line.range.lowerBound..<scanner.offset).end)
        if builder.commands[command].effect != .swallowed {
            builder.commands[command].effect = isFatal ? .fails : isOpen ? .unevaluable : .runs
        }
        self.command = nil
    }

    /// A TSO command whose operands do not matter here.
    private mutating func other(_ word: Range<Int>) {
        begin(nil, word)
        scanner.go(to: line.range.upperBound)
        end()
    }

    private mutating func report(_ kind: Deck.Defect.Kind, _ part: Range<Int>, isFatal fatal: Bool = true) {
        builder.report(kind, line.fileRange(part), command: command)
        isFatal = isFatal || fatal
    }

    // MARK: What is no command

    private mutating func orphan(_ word: Range<Int>, _ inSubcommands: Bool) {
        defer { scanner.go(to: line.range.upperBound) }
        guard !inSubcommands else { return }
        let name = line.bytes[word].map(TSOBytes.upper)
        var continues: Int?
        if let previous = builder.commands.indices.last, let verb = builder.commands[previous].verb {
            switch grammar.match(name[...], at: grammar[verb].level) {
            case .found, .ambiguous: continues = previous
            case .none:
                let isMark = name == [TSOBytes.minus] || name == [TSOBytes.plus]
                let isPunctuation = !(name.first.map(Self.isNameByte) ?? false)
                continues = isMark || isPunctuation ? previous : nil
            }
        }
        let text = String(decoding: name, as: UTF8.self)
        let nearest = continues == nil ? NearestName.find(text, among: Verb.allCases.map(\.name)) : nil
        report(.unknownCommand(continues: continues, nearest: nearest), word)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") || byte >= 0x80 || "#$@".utf8.contains(byte)
    }

    private mutating func semicolon(_ place: Int) {
        let rest = (place + 1)..<line.range.upperBound
        if let first = rest.first(where: { !TSOBytes.isSeparator(line.bytes[$0]) }) {
            report(.textAfterSemicolon, first..<rest.upperBound, isFatal: false)
        }
        scanner.go(to: line.range.upperBound)
    }

    private mutating func finishComments() {
        for comment in scanner.comments { builder.comments.append(line.fileRange(comment)) }
        if let comment = scanner.unclosedComment {
            builder.report(.unclosedComment, line.fileRange(comment), command: nil)
        }
        guard let firstSwallowed else { return }
        builder.report(.secondCommand(splits: splits), firstSwallowed, command: nil)
    }

    // MARK: Operands

    private mutating func operands(of verb: Verb) {
        let command = grammar[verb]
        for (index, kind) in command.positional.enumerated() {
            guard positional(kind, isFirst: index == 0, level: command.level) else { break }
        }
        level(command.level, isTop: true, inside: nil)
        required(verb)
    }

    /// Reads a positional operand; `false` if none stands there.
    private mutating func positional(_ kind: ValueKind, isFirst: Bool, level: Int) -> Bool {
        while true {
            let before = scanner.offset
            switch scanner.next() {
            case .word(let word):
                if isStrayMark(word) { continue }
                let isGlued = scanner.offset < line.range.upperBound && line.bytes[scanner.offset] == TSOBytes.open
                // A keyword with its value: the positional operand is missing.
                if isGlued, isKeyword(word, at: level) || !(isFirst && kind == .className) {
                    scanner.go(to: before)
                    return false
                }
                value(word, kind)
                return true
            case .string(let part, let isClosed):
                string(part, isClosed: isClosed)
                return true
            case .open(let place):
                let list = builder.add(.list, place..<(place + 1), of: line)
                values(kind)
                builder.close(list)
                return true
            case .close(let place): report(.surplusParenthesis, place..<(place + 1))
            case .semicolon, .end:
                scanner.go(to: before)
                return false
            }
        }
    }

    private func isKeyword(_ word: Range<Int>, at level: Int) -> Bool {
        if case .none = grammar.match(line.bytes[word].map(TSOBytes.upper)[...], at: level) { return false }
        return true
    }

    /// Operands up to the end of the line or, below the top, to the closing parenthesis.
    private mutating func level(_ level: Int, isTop: Bool, inside: Keyword?) {
        while true {
            switch scanner.next() {
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
                let list = builder.add(.list, place..<(place + 1), of: line)
                values(.other)
                builder.close(list)
            case .string(let part, let isClosed):
                if grammar.levels[level].isComplete, isClosed {
                    report(.unknownOperand(of: owner(inside), candidates: []), part)
                }
                string(part, isClosed: isClosed)
            case .word(let word):
                if isStrayMark(word) { continue }
                operand(word, level, isTop: isTop, inside: inside)
            }
        }
    }

    private func owner(_ inside: Keyword?) -> String {
        inside?.name ?? command.flatMap { builder.commands[$0].verb?.name } ?? ""
    }

    private mutating func assumeParenthesis() {
        let end = line.range.upperBound
        builder.report(.assumedParenthesis, line.fileRange((end - 1)..<end), command: command)
    }

    private mutating func isStrayMark(_ word: Range<Int>) -> Bool {
        guard word.count == 1, let byte = line.bytes[word].first, byte == TSOBytes.minus || byte == TSOBytes.plus else {
            return false
        }
        var end = word.upperBound
        while end < line.range.upperBound, TSOBytes.isBlank(line.bytes[end]) { end += 1 }
        // The mark of a joined line is gone; one that is left stands before other text, or a comment.
        report(.strayContinuation(blanks: line.fileRange(word.upperBound..<end)), word)
        return true
    }

    private mutating func operand(_ word: Range<Int>, _ level: Int, isTop: Bool, inside: Keyword?) {
        let isPlaceholder = Placeholder.isOne(line.bytes[word])
        switch grammar.match(line.bytes[word].map(TSOBytes.upper)[...], at: level) {
        case .found(let keyword, let form):
            let node = builder.add(.operand, word, of: line, keyword: keyword)
            content(form, keyword, word)
            builder.close(node)
        case .ambiguous(let candidates):
            let isJudged = grammar.levels[level].isComplete
            if isJudged { report(.unknownOperand(of: owner(inside), candidates: candidates.map(\.name)), word) }
            unknown(word)
        case .none:
            if isPlaceholder {
                placeholder(word)
            } else if let verb = Verb.named(line.bytes[word]), isTop, command != nil, !isAtGluedOpen {
                return second(verb, word)
            } else if grammar.levels[level].isComplete {
                judgeUnknown(word, level, isTop: isTop, inside: inside)
            }
            unknown(word)
        }
    }

    private var isAtGluedOpen: Bool {
        scanner.offset < line.range.upperBound && line.bytes[scanner.offset] == TSOBytes.open
    }

    private mutating func judgeUnknown(_ word: Range<Int>, _ level: Int, isTop: Bool, inside: Keyword?) {
        if !isTop, let inside, let verb = command.flatMap({ builder.commands[$0].verb }),
            isKeyword(word, at: grammar[verb].level)
        {
            return report(.missingParenthesis(inside: inside.name), word)
        }
        let isLevel = [Keyword.uacc, .access].contains { $0 == inside }
        if isLevel { return report(.unknownLevel, word) }
        let text = String(decoding: line.bytes[word].map(TSOBytes.upper), as: UTF8.self)
        let nearest = NearestName.find(text, among: grammar.keywords(at: level).map(\.name))
        report(.unknownOperand(of: owner(inside), candidates: nearest.map { [$0] } ?? []), word)
    }

    private mutating func unknown(_ word: Range<Int>) {
        let node = builder.add(.operand, word, of: line)
        if scanner.isAtOpen() {
            _ = scanner.next()
            values(.other)
        }
        builder.close(node)
    }

    /// What stands in the parentheses of a keyword.
    private mutating func content(_ form: Grammar.Form, _ keyword: Keyword, _ word: Range<Int>) {
        let hasOpen = scanner.isAtOpen()
        switch form {
        case .flag:
            guard hasOpen else { return }
            report(.unknownOperand(of: keyword.name, candidates: []), scanner.offset..<(scanner.offset + 1))
            enter { $0.values(.other) }
        case .anything:
            if hasOpen { enter { $0.values(.other) } }
        case .optional(let inner):
            if hasOpen { content(inner, keyword, word) }
        case .values(let kind):
            guard hasOpen else { return report(.missingOperand(keyword.name), word) }
            let before = builder.nodes.count
            enter { $0.values(kind) }
            if builder.nodes.count == before { report(.missingOperand(keyword.name), word) }
        case .words(let inner), .operands(let inner):
            guard hasOpen else { return report(.missingOperand(keyword.name), word) }
            let before = builder.nodes.count
            enter { $0.level(inner, isTop: false, inside: keyword) }
            if builder.nodes.count == before { report(.missingOperand(keyword.name), word) }
        }
    }

    private mutating func enter(_ body: (inout CommandParser) -> Void) {
        _ = scanner.next()
        body(&self)
    }

    // MARK: Values

    /// Values up to the closing parenthesis.
    private mutating func values(_ kind: ValueKind) {
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
                let list = builder.add(.list, place..<(place + 1), of: line)
                values(.other)
                builder.close(list)
            case .string(let part, let isClosed): string(part, isClosed: isClosed)
            case .word(let word):
                if isStrayMark(word) { continue }
                value(word, kind)
            }
        }
    }

    private mutating func value(_ word: Range<Int>, _ kind: ValueKind) {
        let word = template(word)
        let bytes = line.bytes[word]
        let isSecret =
            switch kind {
            case .key, .password, .phrase: true
            case .className, .profile, .id, .text, .number, .label, .other: false
            }
        let isPlaceholder = isSecret ? Placeholder.isOneForSecret(bytes) : Placeholder.isOne(bytes)
        _ = builder.add(.word, word, of: line, isPlaceholder: isPlaceholder)
        if isPlaceholder {
            placeholder(word)
        } else if kind == .key, !(bytes.count == 16 && Secret(.key, bytes).isHexadecimal) {
            isFatal = true
        }
    }

    /// `{{ name }}` is one word, blanks and all.
    private mutating func template(_ word: Range<Int>) -> Range<Int> {
        let text = line.bytes[word]
        guard text.first == UInt8(ascii: "{"), text.starts(with: "{{".utf8), !text.suffix(2).elementsEqual("}}".utf8)
        else { return word }
        let before = scanner.offset
        for _ in 0..<Self.templateLimit {
            guard case .word(let next) = scanner.next() else { break }
            if line.bytes[next].suffix(2).elementsEqual("}}".utf8) { return word.lowerBound..<next.upperBound }
        }
        scanner.go(to: before)
        return word
    }

    private mutating func placeholder(_ word: Range<Int>) {
        if !Placeholder.isSubstituted(line.bytes[word]) { report(.placeholder, word, isFatal: false) }
        isOpen = true
    }

    private mutating func string(_ part: Range<Int>, isClosed: Bool) {
        let isSubstituted = Placeholder.isSubstituted(line.bytes[part])
        _ = builder.add(.string, part, of: line, isPlaceholder: isSubstituted)
        isOpen = isOpen || isSubstituted
        guard !isClosed else { return }
        report(.unclosedApostrophe, part.lowerBound..<(part.lowerBound + 1), isFatal: false)
        // No manual says what happens to the command.
        isOpen = true
    }

    // MARK: The command as a whole

    /// Another command behind the first: its words are operands that do not exist, so nothing on the line is done.
    private mutating func second(_ verb: Verb, _ word: Range<Int>) {
        var blanks = word.lowerBound
        while blanks > line.range.lowerBound, TSOBytes.isSeparator(line.bytes[blanks - 1]) { blanks -= 1 }
        splits.append(line.fileRange(blanks..<word.lowerBound))
        firstSwallowed = firstSwallowed ?? line.fileRange(word)
        isFatal = true
        let after = scanner.offset
        scanner.go(to: blanks)
        end()
        scanner.go(to: after)
        begin(verb, word)
        if let command { builder.commands[command].effect = .swallowed }
        operands(of: verb)
        end()
    }

    private mutating func required(_ verb: Verb) {
        guard let command, builder.commands[command].verb == verb else { return }
        switch verb {
        case .rdefine, .ralter, .rdelete, .permit: break
        default: return
        }
        let first = Int(builder.commands[command].firstNode)
        var positional = 0
        var names = false
        var index = first
        while index < builder.nodes.count {
            let node = builder.nodes[index]
            switch node.keyword {
            case .id?, .from?, .reset?: names = true
            case nil where node.kind != .operand: positional += 1
            default: break
            }
            index = Int(node.next)
        }
        let verbRange = SourceRange(Int(builder.commands[command].start), Int(builder.commands[command].end))
        func missing(_ what: String) {
            builder.report(.missingOperand(what), verbRange, command: command)
            isFatal = true
        }
        if verb == .permit {
            if positional == 0 { missing("the profile") }
            if !names { missing("an ID") }
        } else if positional < 2 {
            missing(positional == 0 ? "the class and the profile" : "the profile")
        }
    }
}
