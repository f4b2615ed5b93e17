import Diagnostics
import Languages

/// Finds the RACF commands in shell scripts by interpreting them as the shell would: arguments of `tsocmd`, `tso` and
/// Zowe, here-documents, and strings that can only be commands, unless they are only printed.
struct ShellCarrier {
    typealias Command = ShellScanner.Command
    typealias Word = ShellScanner.Word

    /// The structure that contains a command.
    enum Frame {
        /// The part between `if` and `then`, the branches of an `if` with the number of its `elif`, and the branch
        /// after `else`.
        case condition(elifs: Int, Range<Int>)
        case then(elifs: Int)
        case otherwise(elifs: Int)
        /// Between `while` and `do`.
        case loopCondition(Range<Int>)
        case loop(isOptional: Bool)
        /// Whether one of its patterns is `*`, and whether a branch is open.
        case choice(word: MappedText, hasRest: Bool, isOpen: Bool)
        case brace
    }

    let bytes: [UInt8]
    let carrier: Deck.Carrier
    let depth: Int
    let commands: [Command]
    var program: ProgramFlow
    var frames: [Frame] = []
    /// The elements of arrays and of lists.
    var arrays: [String: [MappedText]] = [:]
    /// The bodies of functions by name.
    var functions: [String: Range<Int>] = [:]
    var calledFunctions: Set<String> = []
    var openFunctions: [String] = []
    /// The depths of the branches of the current function and the current loop.
    var functionDepth = 0
    var loopDepth = 0
    var departure: RexxCarrier.Departure?
    var regions: [DeckRegion] = []
    var budget: Int
    /// The bytes that values may still take that are made from other values.
    var growth = 1 << 18
    /// The number of optional branches that `&&` and `||` have begun.
    private var chained = 0
    /// The variables that are passed to a program that runs TSO commands.
    private var passed: Set<String> = []
    /// The variables that are passed to any program.
    private var referenced: Set<String> = []
    /// The array whose elements follow.
    private var openArray: String?

    /// The maximum length of a composed command.
    private static let longest = 1 << 15
    /// The maximum nesting of scripts in strings and here-documents.
    static let depthLimit = 3

    private static let printing: Set<String> = [
        "echo", "printf", "print", "log", "logger", "info", "warn", "error", "die", "fail", "usage", "grep", "sed",
        "awk",
        "cut", "case", "test", "[", "[[", "exit", "return",
    ]
    private static let shells: Set<String> = ["sh", "bash", "ksh", "zsh"]
    private static let prefixes: Set<String> = [
        "!", "time", "sudo", "exec", "eval", "command", "nohup", "env", "export", "local", "readonly", "declare",
        "typeset", "run",
    ]

    static func regions(
        _ bytes: [UInt8], _ range: Range<Int>, _ carrier: Deck.Carrier = .shell, given: [String: String] = [:]
    ) -> [DeckRegion] {
        regions(bytes, range, carrier, given: given, depth: 0)
    }

    static func regions(
        _ bytes: [UInt8], _ range: Range<Int>, _ carrier: Deck.Carrier, given: [String: String], depth: Int
    ) -> [DeckRegion] {
        var reader = ShellCarrier(bytes, range, carrier, given, depth: depth)
        reader.run()
        return reader.regions
    }

    private init(
        _ bytes: [UInt8], _ range: Range<Int>, _ carrier: Deck.Carrier, _ given: [String: String], depth: Int
    ) {
        self.bytes = bytes
        self.carrier = carrier
        self.depth = depth
        commands = ShellScanner(bytes, range).commands
        program = ProgramFlow(given: given)
        budget = 8 * commands.count + 20_000
        for command in commands where command.words.contains(where: { Self.runsTSO(Self.name($0)) }) {
            for word in command.words { passed.formUnion(names(in: word.text)) }
        }
        for command in commands {
            for word in command.words { referenced.formUnion(names(in: word.text)) }
        }
    }

    /// Whether `set` makes the script end at the first command that fails: `-e`, `-eu`, `-o errexit`.
    private static func endsAtFailure(_ words: ArraySlice<Word>) -> Bool {
        words.contains { word in
            let text = word.text.bytes
            return text.elementsEqual("errexit".utf8)
                || text.first == TSOBytes.minus && text.count > 1 && text.dropFirst().allSatisfy(\.isLetter)
                    && text.contains(UInt8(ascii: "e"))
        }
    }

    // MARK: Running

    private mutating func run() {
        let first = bytes.prefix { $0 != UInt8(ascii: "\n") }
        if first.starts(with: "#!".utf8), first.contains(" -e") { program.endsAtFailure() }
        execute(0..<commands.count)
        program.revive()
        for (name, body) in functions.sorted(by: { $0.value.lowerBound < $1.value.lowerBound })
        where !calledFunctions.contains(name) {
            let place = commands[body.lowerBound].words.first.map(place) ?? 0..<0
            program.beginOptional(.routine, at: place)
            call(name, body, [])
            program.endOptional()
        }
        flush()
    }

    mutating func flush() {
        if let region = program.takeRegion(carrier) { regions.append(region) }
    }

    mutating func execute(_ range: Range<Int>) {
        let outer = frames
        frames = []
        var index = range.lowerBound
        while index < range.upperBound {
            budget -= 1
            if departure == .back || departure == .leave { break }
            index = step(index, range.upperBound)
        }
        while let frame = frames.popLast() { close(frame) }
        frames = outer
    }

    private mutating func close(_ frame: Frame) {
        switch frame {
        case .condition(let elifs, _): endIf(elifs, hasElse: false, isOpen: false)
        case .then(let elifs): endIf(elifs, hasElse: false, isOpen: true)
        case .otherwise(let elifs): endIf(elifs, hasElse: true, isOpen: true)
        case .loop(let isOptional): if isOptional { program.endOptional() }
        case .choice(_, let hasRest, let isOpen):
            if isOpen { program.endWay() }
            program.endChoice(isExhaustive: hasRest)
        case .loopCondition, .brace: break
        }
    }

    private mutating func endIf(_ elifs: Int, hasElse: Bool, isOpen: Bool) {
        if isOpen { program.endWay() }
        program.endChoice(isExhaustive: hasElse)
        for _ in 0..<elifs {
            program.endWay()
            program.endChoice(isExhaustive: true)
        }
    }

    func place(_ word: Word) -> Range<Int> { word.text.fileRange(0, max(1, word.text.bytes.count)).bounds }

    func place(_ command: Command) -> Range<Int> {
        guard let first = command.words.first, let last = command.words.last else { return 0..<0 }
        return place(first).lowerBound..<max(place(first).upperBound, place(last).upperBound)
    }

    /// - Returns: the command that comes next.
    private mutating func step(_ index: Int, _ limit: Int) -> Int {
        let command = commands[index]
        if case .choice(let word, let hasRest, let isOpen)? = frames.last, !isOpen {
            if command.words.first.map(Self.keyword) == "esac" { return keywords(index, limit) }
            pattern(command, word, hasRest)
            return index + 1
        }
        let next = keywords(index, limit)
        if command.end == .wayEnd, case .choice(let word, let hasRest, true)? = frames.last {
            endChain()
            program.endWay()
            frames[frames.count - 1] = .choice(word: word, hasRest: hasRest, isOpen: false)
        }
        return next
    }

    /// Reads a pattern of a `case`; `|` separates several patterns.
    private mutating func pattern(_ command: Command, _ word: MappedText, _ hasRest: Bool) {
        let isRest = command.words.contains { $0.text.bytes == [TSOBytes.star] }
        // Only the last pattern of a branch begins the branch.
        guard command.end == .close else {
            if isRest { frames[frames.count - 1] = .choice(word: word, hasRest: true, isOpen: false) }
            return
        }
        let pattern = command.words.first?.text.bytes ?? []
        let isLiteral = !pattern.contains { "*?[".utf8.contains($0) || $0 == Placeholder.substitution }
        let isKnown = !word.bytes.contains(Placeholder.substitution) && !word.bytes.isEmpty
        if isRest || hasRest {
            program.beginRest(at: place(command))
        } else {
            program.beginWay(
                .branch, at: place(command), truth: isLiteral && isKnown ? pattern == word.bytes : nil)
        }
        frames[frames.count - 1] = .choice(word: word, hasRest: hasRest || isRest, isOpen: true)
    }

    static func keyword(_ word: Word) -> String {
        word.isQuoted ? "" : String(decoding: word.text.bytes, as: UTF8.self)
    }

    /// Handles the keywords before a command.
    private mutating func keywords(_ index: Int, _ limit: Int) -> Int {
        let command = commands[index]
        var words = command.words[...]
        while let word = words.first {
            let place = place(word)
            switch Self.keyword(word) {
            case "if":
                isNegated = words.dropFirst().first.map(Self.keyword) == "!"
                frames.append(.condition(elifs: 0, place.lowerBound..<self.place(command).upperBound))
                program.beginChoice()
            case "then":
                guard case .condition(let elifs, let range)? = frames.last else { break }
                endChain()
                program.beginWay(.branch, at: range, truth: truth)
                let isFailure = index > 0 && isFailureTest(commands[index - 1])
                if isFailure || hasPassed && isNegated { program.markFailure() }
                truth = nil
                frames[frames.count - 1] = .then(elifs: elifs)
            case "elif":
                guard case .then(let elifs)? = frames.last else { break }
                program.endWay()
                program.beginRest(at: place)
                program.beginChoice()
                frames[frames.count - 1] = .condition(
                    elifs: elifs + 1, place.lowerBound..<self.place(command).upperBound)
            case "else":
                guard case .then(let elifs)? = frames.last else { break }
                program.endWay()
                program.beginRest(at: place)
                frames[frames.count - 1] = .otherwise(elifs: elifs)
            case "fi", "done", "esac", "}":
                if let frame = frames.popLast() { close(frame) }
                return finish(command, index)
            case "while", "until":
                frames.append(.loopCondition(place.lowerBound..<self.place(command).upperBound))
            case "for", "select": return loop(index, words, limit)
            case "do":
                guard case .loopCondition(let range)? = frames.last else { break }
                endChain()
                program.forget(assigned(in: index..<(end(of: index, limit) ?? limit)))
                program.beginOptional(.loop, at: range)
                frames[frames.count - 1] = .loop(isOptional: true)
            case "case":
                let rest = words.dropFirst()
                let value = rest.first.map { resolved($0.text) } ?? MappedText()
                program.beginChoice()
                frames.append(.choice(word: value, hasRest: false, isOpen: false))
                let behind = rest.dropFirst(2)
                if !behind.isEmpty {
                    var first = command
                    first.words = Array(behind)
                    pattern(first, value, false)
                }
                return index + 1
            case "{": frames.append(.brace)
            case "function":
                return function(words.dropFirst().first, index, limit)
            default:
                if command.end == .function, words.count == 1 { return function(word, index, limit) }
                run(command, words, index)
                return finish(command, index)
            }
            words = words.dropFirst()
        }
        return finish(command, index)
    }

    /// Whether the last command was a TSO command.
    private var hasPassed = false

    /// Whether a command tests for an exit status other than 0.
    private func isFailureTest(_ command: Command) -> Bool {
        let words = command.words.map { word in
            word.text.bytes == [Placeholder.substitution]
                ? String(decoding: bytes[word.text.fileRange(0, 1).bounds], as: UTF8.self) : Self.keyword(word)
        }
        return words.contains("$?") && words.contains { ["-ne", "-gt", "!=", "-ge"].contains($0) }
    }

    /// Whether the last condition is true; `nil` if the script alone does not decide it.
    private var truth: Bool?
    /// Whether `!` precedes the condition.
    private var isNegated = false

    /// Handles the end of a command, which decides whether the next one runs.
    private mutating func finish(_ command: Command, _ index: Int) -> Int {
        switch command.end {
        case .and, .or:
            program.beginOptional(
                .branch, at: place(command), truth: truth.map { command.end == .and ? $0 : !$0 })
            truth = nil
            chained += 1
            if hasPassed, command.end == .or { program.markFailure() }
            if isFailureTest(command), command.end == .and { program.markFailure() }
        case .line, .background, .close, .wayEnd: endChain()
        case .pipe, .open, .function: break
        }
        return index + 1
    }

    private mutating func endChain() {
        while chained > 0 {
            program.endOptional()
            chained -= 1
        }
    }

    /// Records a function without running it.
    private mutating func function(_ name: Word?, _ index: Int, _ limit: Int) -> Int {
        guard let name else { return index + 1 }
        var start = index + 1
        // `function name {` in one command.
        if commands[index].words.contains(where: { Self.keyword($0) == "{" }) { start = index }
        guard start < limit, let end = end(of: start, limit) else { return index + 1 }
        functions[Self.keyword(name)] = start..<end
        return end + 1
    }

    /// The command that ends the structure of a command.
    func end(of start: Int, _ limit: Int) -> Int? {
        var depth = 0
        for index in start..<limit {
            for word in commands[index].words {
                switch Self.keyword(word) {
                case "{", "do", "if", "case": depth += 1
                case "}", "done", "fi", "esac":
                    depth -= 1
                    if depth == 0 { return index }
                case "then", "else", "elif", "while", "until", "!", "for", "function": continue
                default: break
                }
                break
            }
            if let first = commands[index].words.first.map(Self.keyword), first == "function",
                commands[index].words.contains(where: { Self.keyword($0) == "{" })
            {
                depth += 1
            }
        }
        return nil
    }

    // MARK: Commands

    private mutating func run(_ command: Command, _ all: ArraySlice<Word>, _ index: Int) {
        var words = all
        truth = nil
        let before = program.count
        defer { hasPassed = program.count > before }
        while let word = words.first, !word.isQuoted, Self.prefixes.contains(Self.name(word)) {
            words.removeFirst()
            while words.count > 1, let option = words.first, option.text.bytes.first == TSOBytes.minus {
                words.removeFirst()
            }
        }
        if index > 0, commands[index - 1].end == .open, let (name, isAppended) = arrayBefore(index) {
            openArray = name
            if !isAppended { arrays[name] = [] }
        }
        if let name = openArray {
            for word in all {
                arrays[name, default: []].append(resolved(word.text))
                if !referenced.contains(name) { string(word.text) }
            }
            if command.end == .close { openArray = nil }
            return
        }
        while let word = words.first, let sign = assignment(word) {
            if command.end == .open, words.count == 1, word.text.bytes.count == sign + 1 { return }
            assign(word, sign)
            words.removeFirst()
        }
        var name = words.first.map { $0.isQuoted ? "" : Self.name(Word(text: resolved($0.text))) } ?? ""
        if Self.shells.contains(name), let next = words.dropFirst().first, Self.runsTSO(Self.name(next)) {
            words.removeFirst()
            name = Self.name(next)
        }
        let place = place(command)
        switch name {
        case "exit": return program.end(at: place)
        case "return": return leave(.back, from: functionDepth, at: place)
        case "break": return leave(.leave, from: loopDepth, at: place)
        case "continue": return leave(.iterate, from: loopDepth, at: place)
        case "set" where Self.endsAtFailure(words.dropFirst()): program.endsAtFailure()
        case "true", ":": truth = true
        case "false": truth = false
        case "[", "test", "[[": truth = comparison(words.dropFirst())
        case "read":
            for word in words.dropFirst() { program[Self.keyword(word)] = nil }
            return
        case ".", "source":
            program.forget(program.names)
            return program.unread(.program, words.dropFirst().first.map(Self.keyword) ?? "", at: place)
        case _ where Self.shells.contains(name):
            if let script = words.dropFirst().first(where: { $0.text.bytes.first != TSOBytes.minus }),
                !words.dropFirst().contains(where: { $0.text.bytes == Array("-c".utf8) })
            {
                return program.unread(.program, Self.keyword(script), at: place)
            }
        default: break
        }
        if let body = functions[name], budget > 0, !openFunctions.contains(name), openFunctions.count < 32 {
            call(name, body, words.dropFirst().map { resolved($0.text) })
            if program.count > before { return }
        }
        take(command, words, name, index)
    }

    private mutating func take(_ command: Command, _ words: ArraySlice<Word>, _ name: String, _ index: Int) {
        if command.isPiped, let next = following(index), Self.runsTSO(next) {
            printed(command)
        } else if Self.runsTSO(name) {
            arguments(words.dropFirst())
        } else if name == "zowe", words.contains(where: { $0.text.bytes.elementsEqual("issue".utf8) }) {
            let arguments = words.drop { !["command", "cmd"].contains(Self.name($0)) }.dropFirst()
            self.arguments(arguments.prefix { $0.isQuoted || $0.text.bytes.first != TSOBytes.minus })
        } else if !Self.printing.contains(name) {
            for word in words where word.isQuoted || words.count == 1 { string(word.text) }
        }
        // `: <<'END'` comments out a part of a script.
        for document in command.documents where name != ":" {
            flush()
            regions += self.document(document, isTSO: Self.runsTSO(name)).map(program.inside)
        }
    }

    /// The program that reads the output of a command.
    private func following(_ index: Int) -> String? {
        index + 1 < commands.count ? commands[index + 1].words.first.map(Self.name) : nil
    }

    /// Records that the rest of the function or of the loop body is not reached, or may not be.
    private mutating func leave(_ how: RexxCarrier.Departure, from depth: Int, at place: Range<Int>) {
        let wasDead = program.isDead
        program.end(at: place, keeping: depth)
        guard !wasDead else { return }
        if program.isDead, program.isEnded(from: depth) {
            departure = how
        } else if how == .leave {
            departure = .mayLeave
        }
    }

    static func runsTSO(_ name: String) -> Bool { ["tsocmd", "tso", "tsoexec", "mvscmdauth"].contains(name) }

    /// The name without its folder, in lower case.
    static func name(_ word: Word) -> String {
        let bytes = word.text.bytes
        let start = bytes.lastIndex(of: TSOBytes.slash).map { $0 + 1 } ?? 0
        return String(decoding: bytes[start...], as: UTF8.self).lowercased()
    }

    // MARK: Texts

    /// Reads the text that `echo` and `printf` write to a program that runs it, one command on each line.
    private mutating func printed(_ command: Command) {
        for word in command.words where word.isQuoted {
            let resolved = resolved(word.text, isNoted: true)
            let text = resolved.bytes
            var start = 0
            while start < text.count {
                let end = lineEnd(text, start)
                if end > start, DeckCarrier.verb(of: text, start..<end) != nil {
                    var line = MappedText()
                    line.append(resolved, start..<end, bytes)
                    pass(line)
                }
                start = end + (end < text.count && text[end] == UInt8(ascii: "\n") ? 1 : 2)
            }
        }
    }

    /// The end of a line, which may also be the two characters `\n`.
    private func lineEnd(_ text: [UInt8], _ start: Int) -> Int {
        (start..<text.count).first { offset in
            text[offset] == UInt8(ascii: "\n")
                || text[offset] == UInt8(ascii: "\\") && offset + 1 < text.count
                    && text[offset + 1] == UInt8(ascii: "n")
        } ?? text.count
    }

    /// Reads the arguments of a program that runs TSO commands, joined by blanks as the program joins them.
    private mutating func arguments(_ words: ArraySlice<Word>) {
        var text = MappedText()
        for word in words.drop(while: { !$0.isQuoted && $0.text.bytes.first == TSOBytes.minus }) {
            // The target of its output.
            if !word.isQuoted, let first = word.text.bytes.first(where: { !$0.isDigit }),
                "<>".utf8.contains(first)
            {
                break
            }
            if !text.bytes.isEmpty {
                let place = Int(word.text.fileRange(0, min(1, word.text.bytes.count)).start)
                text.append([TSOBytes.blank], for: place..<place)
            }
            for part in resolvedWords(word) { text.append(part, 0..<part.bytes.count, bytes) }
            if text.bytes.count > Self.longest { return }
        }
        if text.bytes.first == Placeholder.substitution, text.bytes.split(separator: TSOBytes.blank).count == 1 {
            return program.unread(.generated, "", at: text.fileRange(0, text.bytes.count).bounds)
        }
        pass(text)
    }

    private func resolvedWords(_ word: Word) -> [MappedText] { [resolvedNoting(word.text)] }

    mutating func pass(_ text: MappedText) {
        let place = text.fileRange(0, max(1, text.bytes.count)).bounds
        if let name = CalledProgram.name(in: text.bytes) { return program.unread(.program, name, at: place) }
        guard DeckCarrier.verb(of: text.bytes) != nil else { return }
        for (name, value, range) in notes(in: text) { program.note(name, value, at: range) }
        program.emit(text.isInOrder ? text : MappedText(text.bytes, for: place))
    }

    func isCommand(_ text: MappedText) -> Bool {
        text.bytes.count > 4 && CommandShape(text.bytes, 0..<text.bytes.count)?.likeness == .sure
    }

    /// Whether a variable is passed to a program that runs TSO commands.
    func isPassed(_ name: String) -> Bool { passed.contains(name) }

    /// Reads a string that is a command, or a script that contains one.
    mutating func string(_ source: MappedText) {
        guard source.bytes.count > 4 else { return }
        let text = resolved(source, isNoted: true)
        let lines = lines(of: text)
        if lines.count > 1 {
            for line in lines { pass(line) }
        } else if isCommand(text) {
            pass(text)
        } else if depth < Self.depthLimit, text.bytes.contains("tsocmd") {
            let inner = Self.regions(
                text.bytes, 0..<text.bytes.count, carrier, given: program.given, depth: depth + 1)
            flush()
            regions += inner.map { $0.mapped(through: text, text.bytes, file: bytes) }.map(program.inside)
        }
    }

    /// The commands of a string on separate lines, to be run in order.
    func lines(of text: MappedText) -> [MappedText] {
        var found: [MappedText] = []
        var start = 0
        for offset in 0...text.bytes.count {
            // The scanner replaces a line end by a blank.
            let isEnd =
                offset == text.bytes.count
                || text.bytes[offset] == TSOBytes.blank
                    && isLineEnd(text.fileRange(offset, offset + 1))
            guard isEnd else { continue }
            if CommandShape(text.bytes, start..<offset)?.likeness == .sure {
                var line = MappedText()
                line.append(text, start..<offset, bytes)
                found.append(line)
            }
            start = offset + 1
        }
        return found
    }

    private func isLineEnd(_ range: SourceRange) -> Bool {
        Int(range.start) < bytes.count && bytes[Int(range.start)] == UInt8(ascii: "\n")
    }
}
