import Diagnostics
import Languages

/// The structures of a script: `if`, `case`, loops, functions, `&&` and `||`.
extension ShellCarrier {
    mutating func execute(_ range: Range<Int>) {
        let outer = (frames, chains, chain)
        (frames, chains, chain) = ([], [], Chain())
        var index = range.lowerBound
        while index < range.upperBound {
            budget -= 1
            if departure == .back || departure == .leave { break }
            index = step(index, range.upperBound)
        }
        while closeFrame() {}
        endChain()
        (frames, chains, chain) = outer
    }

    mutating func open(_ frame: Frame) {
        frames.append(frame)
        chains.append(chain)
        chain = Chain()
    }

    /// - Returns: whether a structure was open.
    @discardableResult
    mutating func closeFrame() -> Bool {
        guard let frame = frames.popLast() else { return false }
        endChain()
        close(frame)
        chain = chains.popLast() ?? Chain()
        return true
    }

    mutating func close(_ frame: Frame) {
        switch frame {
        case .brace, .subshell: break
        case .condition, .then, .otherwise, .loopCondition, .loop, .choice: truth = nil
        }
        switch frame {
        case .condition(let elifs, _): endIf(elifs, hasElse: false, isOpen: false)
        case .then(let elifs): endIf(elifs, hasElse: false, isOpen: true)
        case .otherwise(let elifs): endIf(elifs, hasElse: true, isOpen: true)
        case .loop(let isOptional): if isOptional { program.endOptional() }
        case .choice(_, let hasRest, _, let isOpen):
            if isOpen { program.endWay() }
            program.endChoice(isExhaustive: hasRest)
        case .subshell(let values, let depth, let wasDead):
            if !wasDead { program.revive() }
            program.endOptional()
            program.restore(values)
            subshellDepth = depth
        case .loopCondition, .brace: break
        }
    }

    private mutating func openSubshell(at place: Range<Int>) {
        open(.subshell(values: program.values, depth: subshellDepth, wasDead: program.isDead))
        program.beginOptional(.branch, at: place, truth: true)
        subshellDepth = program.depth - 1
    }

    mutating func endIf(_ elifs: Int, hasElse: Bool, isOpen: Bool) {
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
    mutating func step(_ index: Int, _ limit: Int) -> Int {
        let command = commands[index]
        if case .choice(let word, let hasRest, let matches, false)? = frames.last {
            if command.words.first.map(Self.keyword) == "esac" { return keywords(index, limit) }
            pattern(command, word, hasRest, matches)
            return index + 1
        }
        if command.words.isEmpty, command.end == .open {
            openSubshell(at: index + 1 < limit ? place(commands[index + 1]) : 0..<0)
            return index + 1
        }
        let next = keywords(index, limit)
        if command.end == .close, case .subshell? = frames.last { closeFrame() }
        if command.end == .wayEnd || command.end == .fallThrough,
            case .choice(let word, let hasRest, _, true)? = frames.last
        {
            endChain()
            program.endWay()
            frames[frames.count - 1] = .choice(word: word, hasRest: hasRest, isOpen: false)
        }
        return next
    }

    /// Reads a pattern of a `case`; `|` separates several patterns.
    ///
    /// - Parameter earlier: whether the patterns before it match.
    mutating func pattern(_ command: Command, _ word: MappedText, _ hasRest: Bool, _ earlier: Bool?) {
        guard let pattern = command.words.first?.text.bytes else { return }
        let isRest = command.words.contains { $0.text.bytes == [TSOBytes.star] }
        let isLiteral = !pattern.contains { "*?[".utf8.contains($0) || $0 == Placeholder.substitution }
        let isKnown = !word.bytes.contains(Placeholder.substitution) && !word.bytes.isEmpty
        let own = isLiteral && isKnown ? pattern == word.bytes : nil
        let matches = own == true || earlier == true ? true : own == nil || earlier == nil ? nil : false
        // Only the last pattern of a branch begins the branch.
        let isLast = command.end == .close
        if isLast, isRest || hasRest, !fallsThrough {
            program.beginRest(at: place(command))
        } else if isLast {
            program.beginWay(.branch, at: place(command), truth: matches)
        }
        frames[frames.count - 1] = .choice(
            word: word, hasRest: !fallsThrough && (hasRest || isRest), matches: isLast ? false : matches,
            isOpen: isLast)
    }

    static func keyword(_ word: Word) -> String {
        word.isQuoted ? "" : String(decoding: word.text.bytes, as: UTF8.self)
    }

    /// Handles the keywords before a command.
    mutating func keywords(_ index: Int, _ limit: Int) -> Int {
        let command = commands[index]
        var words = command.words[...]
        while let word = words.first {
            let place = place(word)
            switch Self.keyword(word) {
            case "if":
                isNegated = words.dropFirst().first.map(Self.keyword) == "!"
                open(.condition(elifs: 0, place.lowerBound..<self.place(command).upperBound))
                program.beginChoice()
            case "then":
                guard case .condition(let elifs, let range)? = frames.last else { break }
                endChain()
                program.beginWay(.branch, at: range, truth: truth)
                let isFailure = index > 0 && isFailureTest(commands[index - 1])
                if isFailure || hasPassed && isNegated { markFailure(isFailure ? commands[index - 1] : nil) }
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
                closeFrame()
                return finish(command, index)
            case "while", "until":
                open(.loopCondition(place.lowerBound..<self.place(command).upperBound))
            case "for", "select": return loop(index, words, limit)
            case "do":
                guard case .loopCondition(let range)? = frames.last else { break }
                endChain()
                program.forget(assigned(in: index..<(end(of: index, limit, from: words.startIndex) ?? limit)))
                program.beginOptional(.loop, at: range)
                frames[frames.count - 1] = .loop(isOptional: true)
            case "case":
                let rest = words.dropFirst()
                let value = fallsThrough ? MappedText() : rest.first.map { resolved($0.text) } ?? MappedText()
                program.beginChoice()
                open(.choice(word: value, hasRest: false, isOpen: false))
                let behind = rest.dropFirst(2)
                if !behind.isEmpty {
                    var first = command
                    first.words = Array(behind)
                    pattern(first, value, false, false)
                }
                return index + 1
            case "{": open(.brace)
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

    /// Whether a command tests for an exit status other than 0.
    func isFailureTest(_ command: Command) -> Bool {
        command.words.contains { isStatus($0.text) }
            && command.words.contains { ["-ne", "-gt", "!=", "-ge"].contains(Self.keyword($0)) }
    }

    /// Whether a command tests for the exit status 0.
    func isSuccessTest(_ command: Command) -> Bool {
        command.words.contains { isStatus($0.text) }
            && command.words.contains { ["-eq", "=", "=="].contains(Self.keyword($0)) }
            && command.words.contains { $0.text.bytes.elementsEqual("0".utf8) }
    }

    /// Whether a text is the exit status of a command: `$?`, or a variable that has it.
    func isStatus(_ text: MappedText) -> Bool {
        guard text.bytes == [Placeholder.substitution] else { return false }
        let reference = bytes[text.fileRange(0, 1).bounds]
        return reference.elementsEqual("$?".utf8) || names(in: text).contains(where: statuses.contains)
    }

    /// Handles the end of a command, which decides whether the next one runs.
    mutating func finish(_ command: Command, _ index: Int) -> Int {
        switch command.end {
        case .and, .or:
            endChain()
            let runs = truth.map { command.end == .and ? $0 : !$0 }
            program.beginOptional(.branch, at: place(command), truth: runs)
            chain = Chain(isOpen: true, runs: runs, truth: truth)
            truth = nil
            if hasPassed, command.end == .or { markFailure(nil) }
            if isSuccessTest(command), command.end == .or { markFailure(nil) }
            if isFailureTest(command), command.end == .and { markFailure(command) }
        case .line, .background, .close, .wayEnd, .fallThrough: endChain()
        case .pipe, .open, .function: break
        }
        return index + 1
    }

    /// Ends a command after `&&` or `||`; the truth is then that of the whole chain.
    mutating func endChain() {
        guard chain.isOpen else { return }
        program.endOptional()
        truth = chain.runs.flatMap { $0 ? truth : chain.truth }
        chain = Chain()
    }

    /// Records a function without running it.
    mutating func function(_ name: Word?, _ index: Int, _ limit: Int) -> Int {
        guard let name else { return index + 1 }
        var start = index + 1
        // `function name {` in one command.
        if commands[index].words.contains(where: { Self.keyword($0) == "{" }) { start = index }
        guard start < limit, searchBudget > 0 else { return index + 1 }
        let end = end(of: start, limit)
        searchBudget -= (end ?? limit) - start
        if searchBudget <= 0 {
            program.unread(.limit, "a nesting of too many functions", at: place(name))
        }
        guard let end else { return index + 1 }
        functions[Self.keyword(name)] = start..<end
        return end + 1
    }

    /// The command that ends the structure of a command.
    ///
    /// - Parameter first: the number of the word that begins the structure.
    func end(of start: Int, _ limit: Int, from first: Int = 0) -> Int? {
        var depth = 0
        for index in start..<limit {
            for word in commands[index].words.dropFirst(index == start ? first : 0) {
                switch Self.keyword(word) {
                case "{", "do", "if":
                    depth += 1
                    continue
                case "case": depth += 1
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
}
