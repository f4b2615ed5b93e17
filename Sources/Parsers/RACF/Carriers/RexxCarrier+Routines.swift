import Diagnostics
import Languages

/// The routines of an exec, and external ones.
extension RexxCarrier {
    /// The number of tokens of an argument that are examined.
    private static let argumentLimit = 200

    /// The functions of REXX, and those of TSO/E, z/OS UNIX and products that run no commands (z/OS TSO/E REXX Reference).
    private static let builtIn: Set<String> = [
        "ABBREV", "ABS", "ADDRESS", "ARG", "B2X", "BITAND", "BITOR", "BITXOR", "BPXWDYN", "C2D", "C2X", "CENTER",
        "CENTRE",
        "CHANGESTR", "CHARIN", "CHAROUT", "CHARS", "COMPARE", "CONDITION", "COPIES", "COUNTSTR", "D2C", "D2X",
        "DATATYPE",
        "DATE", "DBCS", "DELSTR", "DELWORD", "DIGITS", "ENVIRONMENT", "ERRORTEXT", "EXTERNALS", "FIND", "FORM",
        "FORMAT",
        "FUZZ", "GETMSG", "INDEX", "INSERT", "IRRXUTIL", "ISFCALLS", "JUSTIFY", "LASTPOS", "LEFT", "LENGTH", "LINEIN",
        "LINEOUT", "LINES", "LINESIZE", "LISTDSI", "MAX", "MIN", "MSG", "MVSVAR", "OUTTRAP", "OVERLAY", "POS", "PROMPT",
        "QUEUED", "RANDOM", "REVERSE", "RIGHT", "SAY", "SETLANG", "SIGN", "SLEEP", "SOURCELINE", "SPACE", "STORAGE",
        "STREAM",
        "STRIP", "SUBSTR", "SUBWORD", "SYMBOL", "SYSCALL", "SYSCALLS", "SYSCPUS", "SYSDSN", "SYSVAR", "TIME", "TRACE",
        "TRANSLATE", "TRAPMSG", "TRUNC", "UPPER", "USERID", "VALUE", "VERIFY", "WORD", "WORDINDEX", "WORDLENGTH",
        "WORDPOS",
        "WORDS", "X2B", "X2C", "X2D", "XRANGE",
    ]

    mutating func call(_ rest: ArraySlice<Token>) {
        guard let name = rest.first, name.kind == .symbol || name.kind == .string else { return }
        let routine = upper(name).filter { $0 != "'" && $0 != "\"" }
        guard routine != "ON", routine != "OFF" else { return }
        calls(in: rest.dropFirst())
        let given = arguments(rest.dropFirst())
        if let start = labels[routine] { return call(routine, start, given, at: name.range) }
        guard !Self.builtIn.contains(routine) else { return set(by: routine, given) }
        if !passArgument(routine, given) { program.unread(.program, routine, at: name.range) }
    }

    /// Finds functions that run their argument: `rc = run("RDEFINE …")`.
    mutating func calls(in clause: ArraySlice<Token>) {
        for (index, token) in zip(clause.indices, clause) where token.kind == .open && index > clause.startIndex {
            let name = clause[index - 1]
            guard name.kind == .symbol, !token.isApart else { continue }
            let routine = upper(name)
            let inner = clause[(index + 1)..<max(index + 1, close(clause, index))].prefix(Self.argumentLimit)
            if let start = labels[routine] {
                result = nil
                call(routine, start, arguments(inner), at: name.range)
                results[name.range.lowerBound] = result
            } else if !passArgument(routine, arguments(inner)), !Self.builtIn.contains(routine) {
                program.unread(.program, routine, at: name.range)
            }
        }
    }

    /// Passes an argument of a routine to TSO. For an external routine, its name decides whether it does so.
    private mutating func passArgument(_ routine: String, _ given: [MappedText]) -> Bool {
        set(by: routine, given)
        guard routine.contains("TSO") || routine.contains("CMD"), let text = given.first else { return false }
        pass(text)
        return true
    }

    /// Makes the variables unknown that a function sets.
    private mutating func set(by routine: String, _ given: [MappedText]) {
        guard Self.settingFunctions.contains(routine), routine != "VALUE" || given.count > 1 else { return }
        let isKnown = routine != "VALUE" || !given[0].bytes.contains(Placeholder.substitution)
        program.forget(isKnown ? given.flatMap(names).flatMap { matching($0) + matching($0 + ".") } : program.names)
    }

    /// The functions that set variables that their arguments name.
    private static let settingFunctions: Set<String> = ["VALUE", "OUTTRAP", "IRRXUTIL"]

    /// The expressions between commas.
    private func arguments(_ tokens: ArraySlice<Token>) -> [MappedText] {
        var found: [MappedText] = []
        var start = tokens.startIndex
        var depth = 0
        for (index, token) in zip(tokens.indices, tokens) {
            if token.kind == .open { depth += 1 }
            if token.kind == .close { depth -= 1 }
            guard token.kind == .comma, depth == 0 else { continue }
            found.append(expression(tokens[start..<index]) ?? unknown(tokens[start..<index]))
            start = index + 1
        }
        if start < tokens.endIndex { found.append(expression(tokens[start...]) ?? unknown(tokens[start...])) }
        return found
    }

    private mutating func call(_ name: String, _ start: Int, _ given: [MappedText], at range: Range<Int>) {
        guard !program.isDead else { return }
        guard mayFollow, !openRoutines.contains(name) else {
            // What it does after its own call depends on how often it calls itself.
            return program.unread(
                .limit, "the routine \(name), which calls itself or is called too often,", at: range)
        }
        program.beginOptional(.routine, at: range, truth: true)
        routine(name, start, given)
        program.endOptional()
    }

    /// Interprets a routine in a separate branch.
    mutating func routine(_ name: String, _ start: Int, _ given: [MappedText]) {
        let outer = (arguments, routineDepth, loopDepth, departure, environment)
        let outerDoubt = mayHaveReturned
        mayHaveReturned = false
        calledRoutines.insert(name)
        openRoutines.append(name)
        (arguments, routineDepth, loopDepth, departure) = (given, program.depth - 1, program.depth - 1, nil)
        let saved = program.values
        if isIsolated(start) { program.restore(saved.filter { exposed(start).contains($0.key) }) }
        execute(start..<clauses.count)
        if isIsolated(start) {
            let changed = exposed(start)
            program.restore(saved)
            program.forget(changed)
        } else if mayHaveReturned {
            program.forget(program.names(changedSince: saved))
        }
        if mayHaveReturned { result = nil }
        mayHaveReturned = outerDoubt
        if departure == .back { program.revive() }
        openRoutines.removeLast()
        (arguments, routineDepth, loopDepth, departure, environment) = outer
    }

    /// Whether PROCEDURE follows a label.
    private func isIsolated(_ start: Int) -> Bool { procedure(start) != nil }

    private func procedure(_ start: Int) -> ArraySlice<Token>? {
        for index in start..<min(start + 2, clauses.count) {
            guard let word = clauses[index].firstIndex(where: { $0.kind == .symbol && upper($0) == "PROCEDURE" }) else {
                continue
            }
            return clauses[index][word...]
        }
        return nil
    }

    private func exposed(_ start: Int) -> [String] {
        (procedure(start) ?? []).filter { $0.kind == .symbol }.map(upper)
    }

    // MARK: PARSE

    /// Handles PARSE, ARG and PULL, which assign the words of a known text to variables.
    mutating func parse(_ clause: ArraySlice<Token>) {
        var rest = clause
        var source: MappedText?
        loop: while let word = rest.first.map(upper) {
            rest = rest.dropFirst()
            switch word {
            case "PARSE", "UPPER": continue
            case "ARG":
                source = openRoutines.isEmpty ? nil : arguments.first
                if !openRoutines.isEmpty, rest.contains(where: { $0.kind == .comma }) { return assignArguments(rest) }
                break loop
            case "VAR":
                guard let name = rest.first, name.kind == .symbol else { break loop }
                source = program[upper(name)]?.text
                rest = rest.dropFirst()
                break loop
            case "VALUE":
                let with = rest.firstIndex { $0.kind == .symbol && upper($0) == "WITH" } ?? rest.endIndex
                source = expression(rest[..<with])
                rest = with < rest.endIndex ? rest[(with + 1)...] : []
                break loop
            default: break loop
            }
        }
        assign(source, to: rest)
    }

    private mutating func assignArguments(_ template: ArraySlice<Token>) {
        for (index, part) in template.split(whereSeparator: { $0.kind == .comma }).enumerated() {
            assign(index < arguments.count ? arguments[index] : nil, to: part)
        }
    }

    private mutating func assign(_ source: MappedText?, to template: ArraySlice<Token>) {
        let names = template.filter { $0.kind == .symbol }
        // Patterns divide the text at other places than blanks.
        guard let source, names.count == template.count else {
            for name in names { assign(name, given(upper(name))) }
            return
        }
        var start = 0
        let text = source.bytes
        for (index, name) in names.enumerated() {
            while start < text.count, text[start].isBlank { start += 1 }
            var end = text.count
            if index < names.count - 1 {
                end = text[start...].firstIndex(where: \.isBlank) ?? text.count
            }
            var part = MappedText()
            part.append(source, start..<max(start, end), bytes)
            assign(name, ProgramFlow.Value(text: part, origin: name.range))
            start = end
        }
    }

    /// The value from outside.
    private func given(_ name: String) -> ProgramFlow.Value? {
        program.given[name].map {
            ProgramFlow.Value(text: MappedText(Array($0.utf8), for: 0..<0), origin: nil)
        }
    }

    private mutating func assign(_ name: Token, _ value: ProgramFlow.Value?) {
        guard upper(name) != "." else { return }
        program[resolved(name) ?? upper(name)] = value
    }
}
