import Diagnostics
import Languages

/// Finds the RACF commands in a CLIST by interpreting it as TSO would: separate statements, statements after THEN, ELSE
/// and labels, and values of variables that are used as a statement (TSO/E CLISTs, statements and symbolic variables).
struct CLISTCarrier {
    static let controlOperands: Set<String> = [
        "MSG", "NOMSG", "LIST", "NOLIST", "CONLIST", "NOCONLIST", "SYMLIST", "NOSYMLIST", "FLUSH", "NOFLUSH", "MAIN",
        "PROMPT", "NOPROMPT", "CAPS", "NOCAPS", "ASIS", "END(ENDO)",
    ]

    let bytes: [UInt8]
    var program: ProgramFlow
    /// The texts of variables that have not been passed on.
    private var pending: [String: [MappedText]] = [:]
    /// The label of a GOTO; the statements before it do not run.
    private var target: String?
    /// The labels to which the CLIST may go from before: after an error, or under a condition.
    private var possibleTargets: Set<String> = []
    /// The labels to which a later GOTO goes back.
    private var repeated: Set<String> = []
    /// Whether blocks end with ENDO, because END is a command.
    private var endsWithENDO = false
    /// Whether a command was passed on whose subcommands follow.
    private var hasSubcommands = false
    /// The depth of the branches outside the ERROR or ATTN routine that is being read.
    private var outsideHandler: Int?
    /// The statements of each subprocedure, with its PROC statement, and those that have been called or are open.
    private var subprocedures: [String: [MappedText]] = [:]
    private var openSubprocedures: [String] = []
    private var calledSubprocedures: Set<String> = []
    /// The depth of the branches outside the subprocedure that is being read.
    private var routineDepth = 0
    /// How it ends, if it shows that.
    private var ending: Deck.Ending?
    private var hasReturned = false

    static func regions(
        _ file: SourceFile, _ lines: Range<Int>, _ carrier: Deck.Carrier, given: [String: String] = [:]
    ) -> [DeckRegion] {
        var reader = CLISTCarrier(bytes: file.bytes, program: ProgramFlow(given: given))
        let statements = reader.statements(file, lines)
        reader.endsWithENDO = statements.contains { $0.bytes.map(\.uppercased).contains("END(ENDO)".utf8) }
        reader.findRepeated(statements)
        reader.execute(reader.withoutSubprocedures(statements))
        reader.ending = reader.program.ending(.lastCommand, .clist)
        reader.runUncalled()
        let ending = reader.ending
        return reader.program.takeRegion(carrier).map { [$0.ending(ending)] } ?? []
    }

    private init(bytes: [UInt8], program: ProgramFlow) {
        self.bytes = bytes
        self.program = program
    }

    /// Joins records into statements, as TSO does.
    private func statements(_ file: SourceFile, _ lines: Range<Int>) -> [MappedText] {
        var statements: [MappedText] = []
        var statement = MappedText()
        var dropsBlanks = false
        let isNumbered = lines.allSatisfy {
            let line = bytes[file.lineBounds($0)]
            return line.isEmpty || Self.withoutNumber(line).startIndex > line.startIndex
        }
        for index in lines {
            let numbers = isNumbered && !file.lineBounds(index).isEmpty ? Self.numberLength : 0
            let bounds = file.lineBounds(index)
            let record = DeckRecord(bytes, (bounds.lowerBound + numbers)..<bounds.upperBound, isFixed: false)
            var start = record.range.lowerBound
            let end = record.range.upperBound - (record.isContinued ? 1 : 0)
            if dropsBlanks {
                while start < end, TSOBytes.isSeparator(bytes[start]) { start += 1 }
            }
            statement.append(bytes[start..<max(start, end)])
            dropsBlanks = record.isContinued && bytes[record.range.upperBound - 1] == TSOBytes.plus
            guard !record.isContinued else { continue }
            statements.append(statement)
            statement = MappedText()
        }
        return statements + [statement]
    }

    private static let numberLength = 8

    /// A record without the number in its first columns, which TSO ignores in records of variable length.
    static func withoutNumber(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let number = line.prefix(numberLength)
        return number.count == numberLength && number.allSatisfy(\.isDigit) ? line.dropFirst(numberLength) : line
    }

    private mutating func execute(_ statements: [MappedText]) {
        let outer = program.takeFrames()
        var index = 0
        while index < statements.count, !hasReturned {
            index = step(statements, index)
        }
        program.closeFrames(going: outer)
    }

    private func word(_ statement: MappedText, _ range: Range<Int>) -> String {
        String(decoding: statement.bytes[range].map(\.uppercased), as: UTF8.self)
    }

    private func place(_ statement: MappedText, _ range: Range<Int>) -> Range<Int> {
        statement.fileRange(range.lowerBound, range.upperBound).bounds
    }

    /// - Returns: the statement that comes next.
    private mutating func step(_ statements: [MappedText], _ index: Int) -> Int {
        let statement = statements[index]
        var scanner = DeckScanner(LogicalLine(bytes: statement.bytes, range: 0..<statement.bytes.count))
        while true {
            let start = scanner.offset
            guard case .word(let range) = scanner.next() else { return index + 1 }
            let name = word(statement, range)
            let place = place(statement, range)
            if name.last == ":", name.count > 1 {
                // Another round has other values.
                if repeated.contains(String(name.dropLast())) { program.forget(program.names) }
                if target == String(name.dropLast()) {
                    target = nil
                    program.revive()
                }
                if possibleTargets.contains(String(name.dropLast())) { program.mayContinue(at: place) }
                continue
            }
            if name == "THEN" || name == "ELSE" {
                if name == "ELSE" { program.beginElse(at: place) }
                guard isAtEnd(statement, scanner) else { continue }
                program.done()
                return index + 1
            }
            program.settle()
            switch name {
            case "IF":
                guard let end = skipToThen(&scanner, statement.bytes) else { return index + 1 }
                let condition = self.place(statement, range.lowerBound..<end)
                let truth = truth(statement, range.upperBound..<end)
                if truth == nil, let test = successTest(statement, range.upperBound..<end),
                    !hasElse(statements, index, isAtEnd(statement, scanner)),
                    program.beginIfSuccessful(at: condition, test)
                {
                    if isAtEnd(statement, scanner) {
                        program.done()
                        return index + 1
                    }
                    continue
                }
                program.beginIf(at: condition, truth: truth)
                if let test = failureTest(statement, range.upperBound..<end) { program.markFailure(test) }
                if isAtEnd(statement, scanner) {
                    program.done()
                    return index + 1
                }
            case "SELECT":
                program.beginSelect()
                return index + 1
            case "WHEN":
                guard scanner.isAtOpen() else { return index + 1 }
                let first = scanner.offset
                skipParentheses(&scanner)
                // If a value follows SELECT, it is a list of values.
                program.beginWhen(
                    at: self.place(statement, range.lowerBound..<max(range.upperBound, scanner.offset)),
                    truth: first < scanner.offset ? truth(statement, first..<scanner.offset) : nil)
            case "OTHERWISE": program.beginOtherwise(at: place)
            case "DO": return loop(statements, index, scanner.offset, place)
            case "DATA": return data(statements, index, isAnswer: scanner.offset < statement.bytes.count, at: place)
            case "END" where endsWithENDO || program.frames.isEmpty:
                // It ends the subcommands of a command, or else the CLIST.
                if !hasSubcommands { program.mayEnd(at: place) }
                hasSubcommands = false
                return index + 1
            case "END" where !endsWithENDO, "ENDO" where endsWithENDO:
                program.endBlock()
                return index + 1
            case "ERROR", "ATTN":
                // The statements that follow run only after another event.
                outsideHandler = program.depth
                program.beginIf(at: place, truth: nil)
                program.markFailure(nil)
            default:
                instruction(statement, name, start..<range.upperBound, scanner)
                program.done()
                return index + 1
            }
        }
    }

    /// Reads the statements between DATA and ENDDATA, which TSO runs even if they look like statements of the CLIST; after
    /// DATA PROMPT they answer the prompts of a command.
    ///
    /// - Returns: the statement that comes next.
    private mutating func data(_ statements: [MappedText], _ index: Int, isAnswer: Bool, at place: Range<Int>) -> Int {
        var next = index + 1
        if isAnswer { program.beginOptional(.branch, at: place) }
        while next < statements.count, !Self.endsData(statements[next]) {
            pass(substituted(statements[next], 0..<statements[next].bytes.count, isNoted: true))
            next += 1
        }
        if isAnswer { program.endOptional() }
        program.done()
        return next + 1
    }

    private static func endsData(_ statement: MappedText) -> Bool { firstWord(statement) == "ENDDATA" }

    private static func firstWord(_ statement: MappedText) -> String {
        let word = statement.bytes.drop(while: \.isBlank).prefix { !$0.isBlank }
        return String(decoding: word.map(\.uppercased), as: UTF8.self)
    }

    /// Whether no statement follows THEN or ELSE on its line, or after a continuation: nothing belongs to it then.
    private func isAtEnd(_ statement: MappedText, _ scanner: DeckScanner) -> Bool {
        statement.bytes[scanner.offset...].allSatisfy(\.isBlank)
    }

    private mutating func findRepeated(_ statements: [MappedText]) {
        var labels: Set<String> = []
        for statement in statements {
            let first = Self.firstWord(statement)
            if first.last == ":" { labels.insert(String(first.dropLast())) }
            let words = words(statement, 0..<statement.bytes.count)
            guard let goto = words.firstIndex(of: "GOTO"), goto + 1 < words.count else { continue }
            if labels.contains(words[goto + 1]) { repeated.insert(words[goto + 1]) }
        }
    }

    private func skipToThen(_ scanner: inout DeckScanner, _ bytes: [UInt8]) -> Int? {
        while true {
            switch scanner.next() {
            case .word(let word):
                if bytes[word].map(\.uppercased).elementsEqual("THEN".utf8) { return word.lowerBound }
            case .semicolon, .end: return nil
            case .string, .open, .close: continue
            }
        }
    }

    private func skipParentheses(_ scanner: inout DeckScanner) {
        var depth = 0
        repeat {
            switch scanner.next() {
            case .open: depth += 1
            case .close: depth -= 1
            case .semicolon, .end: return
            case .word, .string: break
            }
        } while depth > 0
    }

    // MARK: Statements

    private mutating func instruction(
        _ statement: MappedText, _ name: String, _ part: Range<Int>, _ scanner: DeckScanner
    ) {
        let whole = place(statement, part.lowerBound..<statement.bytes.count)
        switch name {
        case "PROC": procedure(statement, scanner)
        case "SET": set(statement, scanner)
        case "ISPEXEC" where CalledProgram.name(in: statement.bytes) != nil:
            pass(substituted(statement, part.lowerBound..<statement.bytes.count, isNoted: true))
        case "READ", "READDVAL", "GETFILE", "GLOBAL", "NGLOBAL", "SYSREF", "LISTDSI", "ISPEXEC", "ISREDIT":
            for variable in words(statement, scanner.offset..<statement.bytes.count) {
                program[variable] = given(variable)
            }
        case "EXIT", "GOTO":
            let label = words(statement, scanner.offset..<statement.bytes.count).first
            let isInHandler = outsideHandler.map { program.depth > $0 } ?? false
            if name == "GOTO", let label, program.isConditional || isInHandler { possibleTargets.insert(label) }
            if isInHandler { return program.endsAtFailure() }
            outsideHandler = nil
            guard name == "GOTO" else {
                let code = statement.bytes.split(whereSeparator: { " ()".utf8.contains($0) }).dropFirst(2).first
                program.exits(with: code.map { $0.elementsEqual("0".utf8) ? .zero : .open } ?? .lastCommand)
                return program.end(at: whole)
            }
            if program.isConditional { program.mayEnd(at: whole) } else { target = label }
            program.end(at: whole)
        case "RETURN":
            let wasDead = program.isDead
            program.end(at: whole, keeping: routineDepth)
            hasReturned = !wasDead && !openSubprocedures.isEmpty && program.isEnded(from: routineDepth)
        case "SYSCALL": call(statement, scanner, whole)
        case _ where name.first == "&": passVariable(statement, part, whole)
        default: pass(substituted(statement, part.lowerBound..<statement.bytes.count, isNoted: true))
        }
    }

    // MARK: Subprocedures

    /// Takes out `NAME: PROC 1 USER` with the statements up to its END.
    private mutating func withoutSubprocedures(_ statements: [MappedText]) -> [MappedText] {
        var rest: [MappedText] = []
        var index = 0
        while index < statements.count {
            let words = statements[index].bytes.split(maxSplits: 2, whereSeparator: \.isBlank).prefix(2)
                .map { String(decoding: $0.map(\.uppercased), as: UTF8.self) }
            guard words.count == 2, words[0].last == ":", words[1] == "PROC",
                let end = endOfBlock(statements, index, depth: 1)
            else {
                rest.append(statements[index])
                index += 1
                continue
            }
            subprocedures[String(words[0].dropLast())] = Array(statements[index..<end])
            index = end + 1
        }
        return rest
    }

    private mutating func call(_ statement: MappedText, _ start: DeckScanner, _ whole: Range<Int>) {
        guard !program.isDead else { return }
        let text = substituted(statement, start.offset..<statement.bytes.count, isNoted: true)
        let words = text.bytes.indices.split { TSOBytes.isSeparator(text.bytes[$0]) }
        let name = words.first.map { String(decoding: text.bytes[$0].map(\.uppercased), as: UTF8.self) } ?? ""
        guard let body = subprocedures[name], !openSubprocedures.contains(name),
            openSubprocedures.count < Self.callLimit, calls < Self.callLimit
        else { return program.unread(.program, "SYSCALL \(name)", at: whole) }
        calls += 1
        let arguments = words.dropFirst().map { word in
            var argument = MappedText()
            argument.append(text, word.startIndex..<word.endIndex, bytes)
            return argument
        }
        program.beginOptional(.routine, at: whole, truth: true)
        run(name, body, arguments, at: whole)
        program.endOptional()
    }

    /// Interprets a subprocedure, which has separate variables.
    private mutating func run(_ name: String, _ body: [MappedText], _ arguments: [MappedText], at place: Range<Int>) {
        let outer = (routineDepth, hasReturned)
        calledSubprocedures.insert(name)
        openSubprocedures.append(name)
        (routineDepth, hasReturned) = (program.depth - 1, false)
        let saved = program.values
        var scanner = DeckScanner(LogicalLine(bytes: body[0].bytes, range: 0..<body[0].bytes.count))
        _ = (scanner.next(), scanner.next())
        let names = words(body[0], scanner.offset..<body[0].bytes.count)
        procedure(body[0], scanner)
        for (name, argument) in zip(names.dropFirst(), arguments) {
            program[name] = ProgramFlow.Value(text: argument, origin: place)
        }
        execute(Array(body.dropFirst()))
        if hasReturned { program.revive() }
        program.restore(saved)
        // These give it variables of its caller.
        if body.contains(where: { line in ["SYSREF", "NGLOBAL"].contains { line.bytes.contains($0.utf8) } }) {
            program.forget(program.names)
        }
        openSubprocedures.removeLast()
        (routineDepth, hasReturned) = outer
    }

    /// Interprets the subprocedures whose calls are not visible.
    private mutating func runUncalled() {
        program.reviveAfterEnd()
        for (name, body) in subprocedures.sorted(by: {
            $0.value[0].fileRange(0, 1).start < $1.value[0].fileRange(0, 1).start
        })
        where !calledSubprocedures.contains(name) {
            let place = place(body[0], 0..<1)
            program.beginOptional(.routine, at: place)
            run(name, body, [], at: place)
            program.endOptional()
        }
    }

    /// The number of calls that have been followed, and its limit.
    private var calls = 0
    private static let callLimit = 400

    // MARK: Commands

    private mutating func pass(_ text: MappedText) {
        let place = text.fileRange(0, max(1, text.bytes.count)).bounds
        if let name = CalledProgram.name(in: text.bytes) { return program.unread(.program, name, at: place) }
        guard DeckCarrier.verb(of: text.bytes) != nil else {
            let word = text.bytes.split(whereSeparator: TSOBytes.isSeparator).first ?? []
            hasSubcommands = TSOCommand.hasSubcommands(String(decoding: word.map(\.uppercased), as: UTF8.self))
            return program.runsOther()
        }
        program.emit(text.isInOrder ? text : MappedText(text.bytes, for: place))
    }

    /// Reads `&CMD`, whose value is the command.
    private mutating func passVariable(_ statement: MappedText, _ part: Range<Int>, _ whole: Range<Int>) {
        let text = substituted(statement, part.lowerBound..<statement.bytes.count, isNoted: true)
        guard text.bytes.first == Placeholder.substitution else { return pass(text) }
        let name = words(statement, part).first ?? ""
        let texts = pending.removeValue(forKey: name) ?? []
        if texts.isEmpty { program.unread(.generated, "", at: whole) }
        for text in texts {
            program.beginOptional(.branch, at: whole)
            pass(text)
            program.endOptional()
        }
    }

    /// The names in a range, without the characters around them.
    private func words(_ statement: MappedText, _ range: Range<Int>) -> [String] {
        statement.bytes[range].split { !$0.isNameByte }
            .map { String(decoding: $0.map(\.uppercased), as: UTF8.self) }
    }

    private func given(_ name: String) -> ProgramFlow.Value? {
        program.given[name].map { ProgramFlow.Value(text: MappedText(Array($0.utf8), for: 0..<0), origin: nil) }
    }

    /// Reads `PROC 1 MODE AGENT(AGNTUSR)`: positional parameters come from outside, others may have a default.
    private mutating func procedure(_ statement: MappedText, _ start: DeckScanner) {
        var scanner = start
        var last: String?
        var depth = 0
        while true {
            switch scanner.next() {
            case .word(let range):
                let name = word(statement, range)
                if depth == 0 {
                    last = name
                    program[name] = given(name)
                } else if let last, given(last) == nil {
                    var text = MappedText()
                    text.append(statement, range, bytes)
                    program[last] = ProgramFlow.Value(text: text, origin: place(statement, range))
                }
            case .open: depth += 1
            case .close: depth -= 1
            case .string: continue
            case .semicolon, .end: return
            }
        }
    }

    /// Reads `SET &X = &STR(RDEFINE …)`.
    private mutating func set(_ statement: MappedText, _ scanner: DeckScanner) {
        let source = statement.bytes
        guard let sign = source[scanner.offset...].firstIndex(of: UInt8(ascii: "=")),
            let name = words(statement, scanner.offset..<sign).first
        else { return }
        var start = sign + 1
        while start < source.count, source[start].isBlank { start += 1 }
        var reader = CLISTText(bytes: bytes, statement: statement, values: program.values)
        var text = reader.read(start..<source.count)
        if reader.isCut {
            program.unread(
                .limit, "a value that grows beyond \(CLISTText.longest) characters",
                at: place(statement, start..<source.count))
        }
        if let number = CLISTNumber.value(of: text.bytes), text.bytes.contains(where: { !$0.isDigit }) {
            text = MappedText(Array(String(number).utf8), for: place(statement, start..<source.count))
        }
        // `&&X` and similar texts name a variable by another one.
        guard source[scanner.offset..<sign].count(where: { $0 == UInt8(ascii: "&") }) < 2 else {
            return program.forget(program.names)
        }
        program[name] = ProgramFlow.Value(text: text, origin: place(statement, scanner.offset..<source.count))
        guard DeckCarrier.verb(of: text.bytes) != nil else { return }
        let first = text.fileRange(0, 1)
        pending[name, default: []].removeAll { $0.fileRange(0, 1) == first }
        pending[name, default: []].append(text)
    }

    // MARK: Values

    /// The text with the values of its variables, and marks for unknown ones.
    private mutating func substituted(_ statement: MappedText, _ part: Range<Int>, isNoted: Bool) -> MappedText {
        var reader = CLISTText(bytes: bytes, statement: statement, values: program.values)
        let text = reader.read(part)
        for note in reader.notes { program.note(note.name, note.value, at: note.range) }
        return text
    }

    private func substituted(_ statement: MappedText, _ part: Range<Int>) -> MappedText {
        var reader = CLISTText(bytes: bytes, statement: statement, values: program.values)
        return reader.read(part)
    }

    /// Whether a condition is true; `nil` if the CLIST alone does not decide it.
    private func truth(_ statement: MappedText, _ part: Range<Int>) -> Bool? {
        let text = substituted(statement, part).bytes
        let words = text.split { $0.isBlank || $0 == TSOBytes.open || $0 == TSOBytes.close }[...]
        // Brackets may group the parts in another way.
        let isGrouped = text.count { $0 == TSOBytes.open } > 1
        return isGrouped && words.contains(where: Self.connects) ? nil : truth(words)
    }

    /// The words that join conditions, the looser ones first, and the truth of one part that decides.
    private static let connectives = [(words: ["OR", "|"], decides: true), (words: ["AND", "&&"], decides: false)]

    private static func connects(_ word: ArraySlice<UInt8>) -> Bool {
        connectives.contains { $0.words.contains(String(decoding: word.map(\.uppercased), as: UTF8.self)) }
    }

    private func truth(_ words: ArraySlice<ArraySlice<UInt8>>) -> Bool? {
        for (signs, decides) in Self.connectives {
            let parts = words.split { signs.contains(String(decoding: $0.map(\.uppercased), as: UTF8.self)) }
            guard parts.count > 1 else { continue }
            let truths = parts.map(truth)
            if truths.contains(decides) { return decides }
            return truths.contains(nil) ? nil : !decides
        }
        return comparison(words)
    }

    private func comparison(_ parts: ArraySlice<ArraySlice<UInt8>>) -> Bool? {
        var words = parts
        guard !words.contains(where: { $0.contains(Placeholder.substitution) }) else { return nil }
        if words.count == 1, let sign = words.first?.firstIndex(of: UInt8(ascii: "=")), let word = words.first {
            words = [word[..<sign], word[sign...sign], word[(sign + 1)...]]
        }
        guard words.count == 3, let left = words.first?.map(\.uppercased), let right = words.last?.map(\.uppercased)
        else { return nil }
        let sign = String(decoding: words[words.startIndex + 1].map(\.uppercased), as: UTF8.self)
        if let low = Int(String(decoding: left, as: UTF8.self)), let high = Int(String(decoding: right, as: UTF8.self))
        {
            switch sign {
            case "=", "EQ": return low == high
            case "NE", "<>", "^=": return low != high
            case "<", "LT": return low < high
            case ">", "GT": return low > high
            case "<=", "LE": return low <= high
            case ">=", "GE": return low >= high
            default: return nil
            }
        }
        switch sign {
        case "=", "EQ": return left == right
        case "NE", "<>", "^=": return left != right
        default: return nil
        }
    }

    /// Whether ELSE follows the statement after THEN.
    private func hasElse(_ statements: [MappedText], _ index: Int, _ isEmpty: Bool) -> Bool {
        guard !isEmpty else { return true }
        let words = statements[index].bytes.split(whereSeparator: \.isBlank)
            .map { String(decoding: $0.map(\.uppercased), as: UTF8.self) }
        let isBlock = words.last == "DO"
        guard let end = isBlock ? endOfBlock(statements, index) : index else { return true }
        let next = statements[(end + 1)...].first { $0.bytes.contains { !$0.isBlank } }
        return next.map(Self.firstWord) == "ELSE"
    }

    /// What a condition tests that holds only if the last command is successful: `&LASTCC = 0`.
    private func successTest(_ statement: MappedText, _ part: Range<Int>) -> ProgramFlow.Test? {
        let text = String(decoding: statement.bytes[part].map(\.uppercased), as: UTF8.self)
        let words = text.split { " ()".contains($0) }
        guard words.count == 3, ["&LASTCC", "&MAXCC"].contains(words[0]), let number = Int(words[2]) else { return nil }
        let isOfAll = words[0] == "&MAXCC"
        switch words[1] {
        case "=", "EQ": return number == 0 ? ProgramFlow.Test(isOfAll: isOfAll, isExact: true) : nil
        case "<=", "LE": return ProgramFlow.Test(limit: number, isOfAll: isOfAll, isExact: true)
        case "<", "LT": return number > 0 ? ProgramFlow.Test(limit: number - 1, isOfAll: isOfAll, isExact: true) : nil
        default: return nil
        }
    }

    /// Whether a condition tests for a return code above 0.
    private func failureTest(_ statement: MappedText, _ part: Range<Int>) -> ProgramFlow.Test? {
        let text = String(decoding: statement.bytes[part].map(\.uppercased), as: UTF8.self)
        let isOfAll = text.contains("&MAXCC")
        guard isOfAll || text.contains("&LASTCC") else { return nil }
        let words = text.split { " ()".contains($0) }
        guard words.count == 3, words[0] == (isOfAll ? "&MAXCC" : "&LASTCC"), let number = Int(words[2]) else {
            let isTest = [">", "GT", ">=", "GE", "NE", "<>", "^=", "NOT"].contains { words.contains(Substring($0)) }
            return isTest || text.contains(">") ? ProgramFlow.Test(isOfAll: isOfAll) : nil
        }
        switch words[1] {
        case ">", "GT": return ProgramFlow.Test(limit: number, isOfAll: isOfAll, isExact: true)
        case ">=", "GE": return ProgramFlow.Test(limit: max(0, number - 1), isOfAll: isOfAll, isExact: true)
        case "NE", "<>", "^=", "¬=": return number == 0 ? ProgramFlow.Test(isOfAll: isOfAll, isExact: true) : nil
        default: return nil
        }
    }

    // MARK: Loops

    private mutating func loop(
        _ statements: [MappedText], _ index: Int, _ offset: Int, _ range: Range<Int>
    ) -> Int {
        let statement = statements[index]
        let control = substituted(statement, offset..<statement.bytes.count).bytes
        let words = control.split(whereSeparator: { $0.isBlank || $0 == UInt8(ascii: "=") })
            .map { String(decoding: $0.map(\.uppercased), as: UTF8.self) }
        guard let first = words.first, first != "UNTIL" else {
            program.beginBlock()
            return index + 1
        }
        let end = endOfBlock(statements, index)
        let name = self.words(statement, offset..<statement.bytes.count).first ?? ""
        if words.count >= 4, words[2] == "TO", let from = Int(words[1]), let to = Int(words[3]),
            from <= to, to &- from < Self.iterationLimit, words.count == 4, let end,
            statements.count < Self.bodyLimit
        {
            for value in from...to {
                program[name] = ProgramFlow.Value(text: MappedText(Array(String(value).utf8), for: range), origin: nil)
                execute(Array(statements[(index + 1)..<end]))
            }
            program.done()
            return end + 1
        }
        if let end {
            for statement in statements[index..<end] {
                let words = self.words(statement, 0..<statement.bytes.count)
                if let set = words.firstIndex(of: "SET"), set + 1 < words.count { program.forget([words[set + 1]]) }
            }
        }
        program.beginBlock(optionalAt: range)
        return index + 1
    }

    private static let iterationLimit = 400
    /// The maximum length of a loop body that is interpreted repeatedly.
    private static let bodyLimit = 2000

    /// The statement that ends a DO, or the subprocedure whose first statement is given.
    private func endOfBlock(_ statements: [MappedText], _ start: Int, depth outer: Int = 0) -> Int? {
        var depth = outer
        var isData = false
        for index in start..<statements.count {
            let words = statements[index].bytes.split(whereSeparator: \.isBlank)
                .map { String(decoding: $0.map(\.uppercased), as: UTF8.self) }
            guard let first = words.first else { continue }
            if first == "DATA" || first == "ENDDATA" { isData = first == "DATA" }
            if isData { continue }
            if first == (endsWithENDO ? "ENDO" : "END") {
                depth -= 1
                if depth == 0 { return index }
            } else if first == "SELECT" || words.prefix(40).contains("DO"), first != "SET", first != "WRITE" {
                depth += 1
            }
        }
        return nil
    }
}

/// Whole numbers of a CLIST: a number, or the sum or difference of two.
enum CLISTNumber {
    static func value(of text: [UInt8]) -> Int? {
        let words = text.split(whereSeparator: \.isBlank)
        func number(_ word: ArraySlice<UInt8>) -> Int? {
            word.count < 10 ? Int(String(decoding: word, as: UTF8.self)) : nil
        }
        switch words.count {
        case 1: return number(words[0])
        case 3:
            guard let left = number(words[0]), let right = number(words[2]) else { return nil }
            if words[1].elementsEqual([TSOBytes.plus]) { return left + right }
            if words[1].elementsEqual([TSOBytes.minus]) { return left - right }
            return nil
        default: return nil
        }
    }
}
