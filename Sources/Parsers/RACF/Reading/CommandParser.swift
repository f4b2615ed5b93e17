import Diagnostics
import Languages
import Secrets

/// Reads logical lines in order: commands with their operands, and the operands of commands that are not continued. The
/// result goes into the arrays of `builder`.
struct CommandParser {
    var builder: DeckBuilder
    var scanner: DeckScanner
    let grammar = Grammar.shared
    /// The bytes from which unjoined lines are read.
    private var source: LogicalLine

    // The state of the command being read.

    /// Its index.
    var command: Int?
    /// Whether TSO or RACF rejects it.
    var isFatal = false
    /// Whether a part of it is unknown.
    var isOpen = false
    /// Whether the text belongs to a command that ended before it, so that nothing more is reported about it.
    var isOrphaned = false

    // The state of the line.

    /// Whether it may contain secrets at places that the grammar does not describe.
    var isUnclear = false
    /// Whether it is for another security product.
    var isForeign = false
    /// The beginning of each further command, with the separators before it.
    var splits: [SourceRange] = []
    var firstSwallowed: SourceRange?
    /// A command that was found among the operands of another.
    var second: (verb: Verb, word: Range<Int>)?
    var depth = 0

    // The state of the region.

    /// The conditions of the lines being read.
    var reach = Reach()
    /// Whether a program was started, whose code is not known.
    var hasStartedProgram = false
    /// Whether unknown words are subcommands of another program.
    var subcommands: Subcommands?
    /// The command whose subcommands follow.
    private var owner = SourceRange(0, 0)
    /// A comment that ended with its line, until a command or the end of the comment follows.
    var openComment: SourceRange?
    /// The beginnings of symbols that nothing replaces, in ascending order.
    var symbolsAsWritten: [UInt32] = []
    /// The last word that was found to be a class.
    var knownClass: PackedWord?

    /// Whether the command has an operand that takes another one back.
    var hasOpposites = false

    /// The operands of previous commands.
    var repeated = RepeatedOperands()

    /// The program that reads the lines between a command and its END.
    enum Subcommands {
        case program
        /// A separate language, with some words that look like RACF's.
        case otherProduct
    }

    init(_ file: SourceFile) {
        builder = DeckBuilder(file)
        source = LogicalLine(bytes: file.bytes, range: 0..<0)
        scanner = DeckScanner(source)
    }

    /// What was read, and the classes of all bytes. The arrays have no other owner then, so that changing them copies
    /// nothing.
    consuming func finished() -> (DeckBuilder, TSOBytes.Class) { (builder, scanner.allClasses) }

    var line: LogicalLine { scanner.line }

    /// Begins a region.
    mutating func begin(_ lines: DeckLines, _ region: Deck.Region, _ flow: RegionFlow?) {
        beginReach(region, flow)
        let asWritten = flow?.asWritten ?? []
        for range in asWritten { builder.report(.symbolAsWritten, range, command: nil) }
        symbolsAsWritten = asWritten.map(\.start).sorted()
        for range in flow?.dropped ?? [] {
            let isOnlyClosing = builder.file.bytes[range.bounds].allSatisfy { $0 == TSOBytes.close || $0.isBlank }
            builder.report(.textPastColumn72(isDropped: true, isOnlyClosing: isOnlyClosing), range, command: nil)
        }
        builder.regions.append(region)
        source = LogicalLine(bytes: lines.bytes, range: 0..<0, map: lines.map)
        subcommands = nil
        hasStartedProgram = false
        openComment = nil
        scanner.start(source)
    }

    /// Reads a line of one record.
    mutating func read(_ range: Range<Int>) {
        if !scanner.line.segments.isEmpty { scanner.start(source) }
        scanner.start(range)
        read()
    }

    /// Reads records that are joined by continuation marks.
    mutating func read(joined line: LogicalLine) {
        scanner.start(line)
        read()
    }

    private mutating func read() {
        let secrets = builder.secrets.count
        isUnclear = false
        isForeign = false
        let range = scanner.line.range
        // Text that looks like a JCL statement is not one here, and no comment begins in `//*`.
        if range.count >= 2, scanner.line.bytes[range.lowerBound] == TSOBytes.slash,
            scanner.line.bytes[range.lowerBound + 1] == TSOBytes.slash
        {
            builder.report(.unknownCommand(nearest: nil), scanner.line.fileRange(range), command: nil)
            unread()
            return finishLine(secrets)
        }
        switch scanner.next() {
        case .end: break
        // The text that the carrier inserts there is unknown.
        case .word(let word)
        where scanner.classes.contains(.placeholder) && Placeholder.isSubstituted(scanner.line.bytes[word]):
            generated(scanner.line.fileRange(word))
            scanner.skipRest()
        case .word(let word): start(word)
        case .semicolon(let place): semicolon(place)
        case .string(let part, _): orphan(part.lowerBound..<(part.lowerBound + 1))
        case .open(let place), .close(let place): orphan(place..<(place + 1))
        }
        finishLine(secrets)
    }

    private mutating func start(_ word: Range<Int>) {
        let first = scanner.line.bytes[word.lowerBound]
        // It is entered as an operator command, where `#` is the usual prefix of the RACF subsystem.
        let name = (word.lowerBound + (first == UInt8(ascii: "#") ? 1 : 0))..<word.upperBound
        if name.isEmpty || first == UInt8(ascii: "%") {
            if first == UInt8(ascii: "%"), subcommands == nil {
                called(String(decoding: scanner.line.bytes[word], as: UTF8.self), at: scanner.line.fileRange(word))
            }
            return other(word)
        }
        guard !scanner.isAtGluedOpen, let packed = PackedWord(scanner.line.bytes, name) else { return orphan(word) }
        let verb = Verb.named(packed) ?? unusualVerb(packed, isPrefixed: name.lowerBound > word.lowerBound)
        if subcommands == .otherProduct, !(verb.map(OtherProduct.isForeign) ?? false) {
            if TSOCommand.endsSubcommands(packed) { subcommands = nil }
            isForeign = true
            return unread()
        }
        if let verb {
            if scanner.classes.contains(.small), Self.isProse(scanner.line, word, verb) {
                return orphan(word.lowerBound..<scanner.line.range.upperBound)
            }
            // Up to END the program reads the line, which TSO does not run then.
            if subcommands == .program { mayEnd(at: owner) }
            subcommands = nil
            openComment = nil
            begin(verb, word)
            operands(of: verb)
            while let (verb, word) = second {
                second = nil
                readSecond(verb, word)
            }
            return end()
        }
        start(other: word, name, packed)
    }

    /// The command that a word names only here: some commands are the operator's, and HELP may be a subcommand.
    private func unusualVerb(_ word: PackedWord, isPrefixed: Bool) -> Verb? {
        if isPrefixed || builder.regions.last?.carrier == .operatorCommand { return Verb.ofOperator(word) }
        return subcommands == nil && (word == Self.help || word == Self.shortHelp) ? .help : nil
    }

    private static let suggestedNames = Verb.allCases.filter { !$0.isOperators && $0 != .help }.map(\.name)
    private static let help = PackedWord("HELP")
    private static let shortHelp = PackedWord("H")

    /// Reads a line that is not a RACF command, or not a command at all.
    private mutating func start(other word: Range<Int>, _ name: Range<Int>, _ packed: PackedWord) {
        if packed == TSOCommand.tsoexec, let verb = scanner.nextVerb() { return start(verb) }
        let bytes = scanner.line.bytes
        if let product = OtherProduct.beginning(with: packed, bytes, scanner.offset..<scanner.line.range.upperBound) {
            if !product.isOneLine { subcommands = .otherProduct }
            builder.report(.otherProduct(product), scanner.line.fileRange(word), command: nil)
            isForeign = true
            return unread()
        }
        let text = String(decoding: bytes[name].map(\.uppercased), as: UTF8.self)
        guard TSOCommand.isKnown(text) else { return orphan(word) }
        if let program = CalledProgram.name(in: Array(bytes[word.lowerBound..<scanner.line.range.upperBound])) {
            called(program, at: scanner.line.fileRange(word))
        }
        let isInside = subcommands != nil
        if TSOCommand.endsSubcommands(packed) {
            subcommands = nil
        } else if TSOCommand.hasSubcommands(text) {
            (subcommands, owner) = (.program, scanner.line.fileRange(word))
        }
        let range = scanner.line.fileRange(word)
        let testsCode =
            packed == TSOCommand.when && bytes[word.upperBound..<scanner.line.range.upperBound].contains("SYSRC")
        other(word)
        endSession(packed, at: range, isInside: isInside)
        if testsCode { endsAtFailure(at: range) }
        hasStartedProgram = hasStartedProgram || TSOCommand.startsProgram(packed)
    }

    /// Whether the line is a sentence: `Permit the user to generate` begins with a word that is also a command, in
    /// lower case, as commands seldom are.
    private static func isProse(_ line: LogicalLine, _ word: Range<Int>, _ verb: Verb) -> Bool {
        switch verb {
        case .connect, .help, .password, .permit, .remove, .search: break
        default: return false
        }
        let rest = line.bytes[word.upperBound..<line.range.upperBound]
        return !rest.contains { $0 == TSOBytes.open || $0 == TSOBytes.close || $0 == TSOBytes.apostrophe }
            && rest.split(whereSeparator: \.isBlank).count >= 3
    }

    func text(_ word: Range<Int>) -> ArraySlice<UInt8> { scanner.line.bytes[word].map(\.uppercased)[...] }

    mutating func begin(_ verb: Verb?, _ word: Range<Int>) {
        let range = scanner.line.fileRange(word)
        command = builder.commands.count
        isFatal = false
        isOpen = false
        builder.commands.append(
            Deck.CommandRecord(
                start: range.start, end: range.end, textEnd: range.end, firstNode: UInt32(builder.nodes.count),
                nodeEnd: 0, region: UInt32(builder.regions.count - 1), verb: verb,
                effect: reach.isDead ? .notReached : .runs))
        reach.noteCommand()
        if reach.condition != 0 { builder.flow.set(reach.condition, of: builder.commands.count - 1) }
        if let environment = reach.environment, verb != nil { report(.otherEnvironment(environment), word) }
    }

    mutating func end() {
        guard let command else { return }
        let textEnd = scanner.line.fileRange(scanner.line.range.lowerBound..<scanner.offset).end
        builder.end(command, at: textEnd, effect: isFatal ? .fails : isOpen ? .unevaluable : .runs)
        self.command = nil
        if isFatal { fail(at: SourceRange(Int(builder.commands[command].start), Int(builder.commands[command].end))) }
    }

    /// A TSO command whose operands are not read here.
    private mutating func other(_ word: Range<Int>) {
        begin(nil, word)
        unread()
        end()
    }

    private mutating func unread() {
        isUnclear = true
        scanner.skipRest()
    }

    mutating func report(_ kind: Deck.Defect.Kind, _ part: Range<Int>, isFatal fatal: Bool = true) {
        isUnclear = true
        guard !isOrphaned else { return }
        builder.report(kind, scanner.line.fileRange(part), command: command)
        isFatal = isFatal || fatal
    }

    mutating func semicolon(_ place: Int) {
        let rest = (place + 1)..<scanner.line.range.upperBound
        if let first = rest.first(where: { !TSOBytes.isSeparator(scanner.line.bytes[$0]) }) {
            report(.textAfterSemicolon, first..<rest.upperBound, isFatal: false)
        }
        unread()
    }

    // MARK: Lines that are not commands

    private mutating func orphan(_ word: Range<Int>) {
        guard subcommands == nil else { return unread() }
        defer { fail(at: scanner.line.fileRange(word)) }
        if let comment = openComment {
            builder.report(.lineOfComment(comment), scanner.line.fileRange(word), command: nil)
            if scanner.line.bytes[scanner.line.range].contains("*/") { openComment = nil }
            return unread()
        }
        let previous = builder.commands.indices.last.flatMap { index in
            builder.commands[index].verb.map { (index, $0) }
        }
        guard let (index, verb) = previous, continues(word, index, verb) else {
            let nearest =
                word.count > PackedWord.limit
                ? nil : builder.suggestion(for: text(word), among: Self.suggestedNames)
            if nearest == nil, builder.regions.last?.hasExecs ?? false, word.count <= 8,
                text(word).allSatisfy({ $0.isAlphanumeric || $0.isNational })
            {
                called(String(decoding: text(word), as: UTF8.self), at: scanner.line.fileRange(word))
                return unread()
            }
            builder.report(.unknownCommand(nearest: nearest), scanner.line.fileRange(word), command: nil)
            return unread()
        }
        scanner.go(to: word.lowerBound)
        let first = builder.nodes.count
        isOrphaned = true
        level(grammar[verb].level, isTop: true, inside: nil)
        isOrphaned = false
        var lost: [Keyword] = []
        var words = builder.nodes.level(from: first)
        while let word = builder.nodes.next(&words) {
            if let keyword = builder.nodes[word].keyword { lost.append(keyword) }
        }
        builder.report(.orphan(of: index, lost: lost), scanner.line.fileRange(word), command: nil)
        isUnclear = true
    }

    /// Whether a word that is not a command was an operand, or part of one, of the previous command.
    private func continues(_ word: Range<Int>, _ previous: Int, _ verb: Verb) -> Bool {
        let first = scanner.line.bytes[word.lowerBound]
        // A line of text after an asterisk is a comment.
        if first == TSOBytes.star, word.count == 1 { return false }
        guard TSOBytes.isNameStart(first) else { return true }
        if builder.commands[previous].isUnfinished { return true }
        guard let packed = PackedWord(scanner.line.bytes, word) else { return false }
        switch grammar.match(packed, at: grammar[verb].level) {
        case .found: return word.upperBound < scanner.line.range.upperBound && isOpen(after: word) || word.count >= 4
        case .ambiguous: return isOpen(after: word)
        case .none: return false
        }
    }

    private func isOpen(after word: Range<Int>) -> Bool {
        scanner.line.bytes[word.upperBound..<scanner.line.range.upperBound].first { !$0.isBlank }
            == TSOBytes.open
    }

    // MARK: The line as a whole

    private mutating func finishLine(_ firstSecret: Int) {
        if !scanner.comments.isEmpty { finishComments() }
        if isUnclear { hideUnclear(firstSecret) }
        guard let firstSwallowed else { return }
        builder.report(.secondCommand(splits: splits), firstSwallowed, command: nil)
        self.firstSwallowed = nil
        splits = []
    }

    private mutating func finishComments() {
        for comment in scanner.comments {
            builder.comments.append(scanner.line.fileRange(comment))
            for found in DeckSecrets.find(scanner.line.bytes, comment) {
                if !found.isPlaceholder { builder.hidden += scanner.line.fileRanges(found.range) }
            }
        }
        if let comment = scanner.unclosedComment {
            let range = scanner.line.fileRange(comment)
            builder.report(.unclosedComment, range, command: nil)
            openComment = range
        }
    }
}
