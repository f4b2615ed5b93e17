import Diagnostics
import Languages

/// The commands of a script.
extension ShellCarrier {
    mutating func run(_ command: Command, _ all: ArraySlice<Word>, _ index: Int) {
        var words = all
        truth = nil
        let before = program.count
        defer { hasPassed = program.count > before }
        var declares = false
        var isReversed = false
        var replacesShell = false
        // What a declaration makes of the names that follow it.
        var isConstant = false
        var isAlias = false
        // `command` does not call functions.
        var isFunction = true
        var isEvaluated = false
        while let word = words.first, !word.isQuoted, Self.prefixes.contains(Self.name(word)),
            functions[Self.keyword(word)] == nil
        {
            words.removeFirst()
            let prefix = Self.name(word)
            if prefix == "!" { isReversed.toggle() }
            if prefix == "command" { isFunction = false }
            if prefix == "eval" { isEvaluated = true }
            if prefix == "exec" { replacesShell = true }
            if prefix == "readonly" { isConstant = true }
            if Self.declaring.contains(prefix) {
                declares = true
                if prefix != "export", prefix != "readonly" { declareLocal(words) }
            }
            while words.count > 1, let option = words.first, option.text.bytes.first == TSOBytes.minus {
                if declares, prefix != "export", option.text.bytes.contains(UInt8(ascii: "n")) { isAlias = true }
                if declares, prefix != "export", option.text.bytes.contains(UInt8(ascii: "r")) { isConstant = true }
                // `sudo -u IBMUSER`
                let takesArgument = prefix == "sudo" && ["-u", "-g", "-U", "-h", "-p"].contains(Self.keyword(option))
                words = words.dropFirst(takesArgument && words.count > 2 ? 2 : 1)
            }
        }
        if isAlias {
            let names = words.flatMap { identifiers(in: $0).prefix(1) }
            program.forget(names)
            return aliases.formUnion(names)
        }
        defer {
            if isReversed { truth = truth.map { !$0 } }
            if isConstant { constants.formUnion(words.flatMap { identifiers(in: $0).prefix(1) }) }
            if replacesShell, words.first.map({ !isRedirection($0) }) ?? false {
                program.end(at: place(command), keeping: subshellDepth)
            }
        }
        for word in all {
            loseDefaults(of: word)
            if mayEnd(at: word) { return }
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
        let values = program.values
        var assigned: [String] = []
        while let word = words.first, let sign = assignment(word) {
            if command.end == .open, words.count == 1, word.text.bytes.count == sign + 1 { return }
            assigned.append(assign(word, sign))
            if isConstant { constants.insert(assigned[assigned.count - 1]) }
            words.removeFirst()
        }
        // Which commands of a pipeline run in the shell itself depends on the shell.
        if command.isPiped || index > 0 && commands[index - 1].isPiped { program.forget(assigned) }
        // Before a command they hold for it alone, and its own words have the values from before.
        func takeBack() {
            guard !words.isEmpty, !declares else { return }
            for name in assigned { program[name] = values[name] }
        }
        if functions[words.first.map(Self.keyword) ?? ""] == nil { takeBack() }
        defer { if !assigned.isEmpty { takeBack() } }
        if isFunction { expand(&words) }
        var name = words.first.map(programName) ?? ""
        let place = place(command)
        if let first = words.first, name.utf8.contains(Placeholder.substitution) {
            return runUnknown(command, words, first, index)
        }
        if Self.shells.contains(name), let next = words.dropFirst().first, Self.runsTSO(Self.name(next)) {
            words.removeFirst()
            name = Self.name(next)
        }
        if isFunction, let called = functionName(words.first) {
            // Where a status is tested, a failure inside the function does not end the script.
            let isTested = endsAtFailure && !isBare(command, all)
            if isTested { setErrexit(false) }
            defer { if isTested { setErrexit(true) } }
            if budget > 0, !openFunctions.contains(called), openFunctions.count < 32, let body = functions[called] {
                call(called, body, words.dropFirst().filter { redirection($0) == nil }.flatMap(arguments))
            } else if !program.isDead {
                program.unread(
                    .limit, "the function \(called), which calls itself or is called too often,", at: place)
            }
            return
        }
        switch name {
        case "exit": return end(at: place, words.dropFirst().first)
        case "kill" where words.dropFirst().contains(where: isOwnProcess): return end(at: place)
        case "let":
            program.forget(words.dropFirst().flatMap { identifiers(in: $0) })
            mayFail(name, command, all, index)
        case _ where name.hasPrefix("(("):
            program.forget(words.first.map { identifiers(in: $0) } ?? [])
            return mayFail(name, command, all, index)
        case "return": return leave(.back, from: functionDepth, at: place)
        case "break": return leave(.leave, from: loopDepth, at: place)
        case "continue": return leave(.iterate, from: loopDepth, at: place)
        case "set" where words.dropFirst().contains(where: { Self.keyword($0) == "pipefail" }):
            let signs = words.dropFirst().map(Self.keyword)
            isPipefail = !signs.contains("+o")
            if isPipefail, Self.endsAtFailure(words.dropFirst()) { setErrexit(true) }
        case "set" where Self.endsAtFailure(words.dropFirst()): setErrexit(true)
        case "set" where words.dropFirst().contains(where: { Self.keyword($0) == "+e" }): setErrexit(false)
        case "set" where words.dropFirst().contains(where: { ["-n", "noexec"].contains(Self.keyword($0)) }):
            return program.end(at: place)
        case "set" where Self.endsAtUnset(words.dropFirst()): endsAtUnset = true
        case "set" where words.dropFirst().contains(where: { Self.keyword($0) == "+u" }): endsAtUnset = false
        case "shift": return shift(words.dropFirst().first)
        case "trap": return trap(words.dropFirst(), at: place)
        case "alias":
            for word in words.dropFirst() {
                guard let sign = assignment(word) else { continue }
                substitutes[String(decoding: word.text.bytes[..<sign], as: UTF8.self)] =
                    resolved(word.text.dropping(sign + 1, bytes))
            }
            return
        case "unalias": for word in words.dropFirst() { substitutes[Self.keyword(word)] = nil }
        case "true", ":": truth = true
        case "false":
            truth = false
            mayFail(name, command, all, index)
        case "[", "test", "[[":
            truth = comparison(words.dropFirst())
            mayFail(name, command, all, index)
        case "":
            if words.isEmpty, !declares, let inner = all.last.flatMap(substituted) {
                mayFail(inner, command, all, index)
            }
        case "read":
            forget(words.dropFirst().map(Self.keyword))
            return
        case "unset":
            for name in words.dropFirst().map(Self.keyword) {
                forget([name])
                if !aliases.contains(name), !constants.contains(name), functions[name] == nil, name.first != "-" {
                    program[name] = ProgramFlow.Value(text: MappedText(), origin: place)
                    program[Self.unset + name] = program[name]
                }
            }
        case _ where Self.setting.contains(name): forget(words.dropFirst().map(Self.keyword))
        case _ where !declares && isElement(words.first): program.forget(identifiers(in: words[words.startIndex]))
        case ".", "source":
            program.forget(program.names)
            hasSourced = true
            guard let file = words.dropFirst().first else { return }
            return runFile(file, as: .script, at: place, isInline: true)
        default: mayFail(name, command, all, index)
        }
        take(command, words, isEvaluated ? "eval" : name, index)
    }

    /// Whether a word is `>file` or `2>&1`.
    private func isRedirection(_ word: Word) -> Bool {
        guard !word.isQuoted, let first = word.text.bytes.first(where: { !$0.isDigit }) else { return false }
        return "<>&".utf8.contains(first)
    }

    /// Makes variables unknown; one that stands for another may change any.
    private mutating func forget(_ names: [String]) {
        program.forget(names.contains(where: aliases.contains) ? program.names : names)
    }

    /// Whether nothing tests the exit status of a command, so that a failure counts.
    func isBare(_ command: Command, _ words: ArraySlice<Word>) -> Bool {
        switch frames.last {
        case .condition?, .loopCondition?: return false
        default: break
        }
        let isNegated = words.first.map { Self.keyword($0) == "!" } ?? false
        return command.end != .and && command.end != .or && command.end != .pipe && !isNegated
    }

    /// The program that reads the output of a command.
    func following(_ index: Int) -> String? {
        index + 1 < commands.count ? commands[index + 1].words.first.map(Self.name) : nil
    }

    /// Records that the rest of the function or of the loop body is not reached, or may not be.
    mutating func leave(_ how: RexxCarrier.Departure, from depth: Int, at place: Range<Int>) {
        let wasDead = program.isDead
        noteFailureEnd(at: place)
        program.end(at: place, keeping: depth)
        guard !wasDead else { return }
        if program.isDead, program.isEnded(from: depth) {
            departure = how
        } else if how == .back {
            mayHaveReturned = true
        } else {
            mayHaveLeft = true
            if how == .leave { departure = .mayLeave }
        }
    }

    /// Notes the variables that belong to the function alone: `local X=1 Y`.
    private mutating func declareLocal(_ words: ArraySlice<Word>) {
        guard !openFunctions.isEmpty else { return }
        for word in words { locals.formUnion(identifiers(in: word).prefix(1)) }
    }

    /// Whether a word sets an element of an array: `X[0]=1`.
    private func isElement(_ word: Word?) -> Bool {
        guard let text = word?.text.bytes, let open = text.firstIndex(of: UInt8(ascii: "[")), open > 0,
            let sign = text.firstIndex(of: UInt8(ascii: "="))
        else { return false }
        return open < sign && text[..<open].allSatisfy(\.isNameByte)
    }

    /// The names in an arithmetic expression, which may change them.
    private func identifiers(in word: Word) -> [String] {
        word.text.bytes.split { !$0.isNameByte }.map { String(decoding: $0, as: UTF8.self) }
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
    mutating func printed(_ command: Command) {
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
    func lineEnd(_ text: [UInt8], _ start: Int) -> Int {
        (start..<text.count).first { offset in
            text[offset] == UInt8(ascii: "\n")
                || text[offset] == UInt8(ascii: "\\") && offset + 1 < text.count
                    && text[offset + 1] == UInt8(ascii: "n")
        } ?? text.count
    }

    /// Reads the arguments of a program that runs TSO commands, joined by blanks as the program joins them.
    mutating func arguments(_ words: ArraySlice<Word>) {
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
            for part in resolvedWords(word) { text.append(part) }
            if text.bytes.count > Self.longest { return }
        }
        if text.bytes.first == Placeholder.substitution, text.bytes.split(separator: TSOBytes.blank).count == 1 {
            return program.unread(.generated, "", at: text.fileRange(0, text.bytes.count).bounds)
        }
        pass(text)
    }

    func resolvedWords(_ word: Word) -> [MappedText] { [resolvedNoting(word.text)] }

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
            inner(text)
        }
    }

    /// Reads a string as a script.
    mutating func inner(_ source: MappedText) {
        // The scanner replaces a line end by a blank.
        var text = MappedText()
        for index in source.bytes.indices {
            let range = source.fileRange(index, index + 1)
            let isEnd = source.bytes[index] == TSOBytes.blank && isLineEnd(range)
            text.append(isEnd ? UInt8(ascii: "\n") : source.bytes[index], at: range.bounds, bytes)
        }
        let inner = Self.regions(text.bytes, 0..<text.bytes.count, carrier, given: program.given, depth: depth + 1)
        flush()
        regions += inner.map { $0.mapped(through: text, text.bytes, file: bytes) }.map(program.inside)
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

    func isLineEnd(_ range: SourceRange) -> Bool {
        Int(range.start) < bytes.count && bytes[Int(range.start)] == UInt8(ascii: "\n")
    }
}
