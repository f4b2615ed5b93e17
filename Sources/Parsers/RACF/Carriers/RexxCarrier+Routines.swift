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
        if routine == "ON" { return callOnError(rest.dropFirst()) }
        guard routine != "OFF" else { return }
        calls(in: rest.dropFirst())
        let given = arguments(rest.dropFirst())
        if let start = labels[routine] { return call(routine, start, given, at: name.range) }
        guard !Self.builtIn.contains(routine) else { return set(by: routine, given) }
        if !passArgument(routine, given) { program.unread(.program, routine, at: name.range) }
    }

    /// Handles CALL ON ERROR, whose routine may end the exec after a command that fails.
    private mutating func callOnError(_ rest: ArraySlice<Token>) {
        guard let condition = rest.first.map(upper), condition == "ERROR" else { return }
        let isNamed = rest.dropFirst().first.map(upper) == "NAME"
        guard let start = labels[isNamed ? rest.last.map(upper) ?? "" : condition] else {
            return program.endsAtFailure()
        }
        for clause in clauses[start...] {
            let words = clause.filter { $0.kind == .symbol }.map(upper)
            if words.contains("EXIT") || words.contains("SIGNAL") { return program.endsAtFailure() }
            if words.contains("RETURN") { return }
        }
        program.endsAtFailure()
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
        let outerLoops = namedLoops
        namedLoops = []
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
        namedLoops = outerLoops
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
        var isUpper = clause.first.map(upper) != "PARSE"
        loop: while let word = rest.first.map(upper) {
            rest = rest.dropFirst()
            switch word {
            case "PARSE": continue
            case "UPPER": isUpper = true
            case "ARG":
                source = openRoutines.isEmpty ? nil : arguments.first
                if !openRoutines.isEmpty, rest.contains(where: { $0.kind == .comma }) {
                    return assignArguments(rest, isUpper)
                }
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
        assign(isUpper ? source.map(raised) : source, to: rest)
    }

    private mutating func assignArguments(_ template: ArraySlice<Token>, _ isUpper: Bool) {
        for (index, part) in template.split(whereSeparator: { $0.kind == .comma }).enumerated() {
            let source = index < arguments.count ? arguments[index] : nil
            assign(isUpper ? source.map(raised) : source, to: part)
        }
    }

    private func raised(_ text: MappedText) -> MappedText {
        var raised = MappedText()
        for index in text.bytes.indices {
            raised.append(text.bytes[index].uppercased, at: text.fileRange(index, index + 1).bounds, bytes)
        }
        return raised
    }

    private mutating func assign(_ source: MappedText?, to template: ArraySlice<Token>) {
        let names = template.filter { $0.kind == .symbol && !isNumber($0) }
        guard let source, let parts = parts(of: source, template) else {
            for name in names { assign(name, given(upper(name))) }
            return
        }
        for (names, range) in parts { assign(source, range, to: names) }
    }

    /// Assigns the words of a part to variables; the last one has the rest.
    private mutating func assign(_ source: MappedText, _ range: Range<Int>, to names: [Token]) {
        var start = range.lowerBound
        let text = source.bytes
        for (index, name) in names.enumerated() {
            while start < range.upperBound, text[start].isBlank, names.count > 1 || range.count == text.count {
                start += 1
            }
            var end = range.upperBound
            if index < names.count - 1 {
                end = text[start..<end].firstIndex(where: \.isBlank) ?? end
            }
            var part = MappedText()
            part.append(source, start..<max(start, end), bytes)
            assign(name, ProgramFlow.Value(text: part, origin: name.range))
            start = end
        }
    }

    private func isNumber(_ token: Token) -> Bool { bytes[token.range].allSatisfy(\.isDigit) }

    /// The variables of a template between its patterns, with the part of the text for each group: columns (`9`, `=9`,
    /// `+8`) and texts (`','`, `(X)`); `nil` if the exec alone does not decide them.
    private func parts(of source: MappedText, _ template: ArraySlice<Token>) -> [(names: [Token], Range<Int>)]? {
        let text = source.bytes
        var parts: [([Token], Range<Int>)] = []
        var names: [Token] = []
        var start = 0
        // The column to which `+8` is relative; after a text it is where that begins.
        var column = 0
        func end(to place: Int) -> Int { place > start ? place : text.count }
        var rest = template
        while let token = rest.popFirst() {
            if token.kind == .symbol, !isNumber(token) {
                names.append(token)
                continue
            }
            guard !text.contains(Placeholder.substitution) else { return nil }
            var found: Range<Int>
            switch token.kind {
            case .symbol, .equals, .other:
                let number = token.kind == .symbol ? token : rest.popFirst()
                guard let number, isNumber(number), let distance = Int(upper(number)), distance < 1 << 15 else {
                    return nil
                }
                let sign = token.kind == .other ? bytes[token.range.lowerBound] : 0
                var place = distance - 1
                if sign == TSOBytes.plus { place = column + distance }
                if sign == TSOBytes.minus { place = column - distance }
                place = min(max(0, place), text.count)
                found = place..<place
            case .string, .open:
                var wanted = bytes[token.range].dropFirst().dropLast()
                if token.kind == .open {
                    guard let name = rest.popFirst(), rest.popFirst()?.kind == .close, let value = program[upper(name)],
                        value.isKnown
                    else { return nil }
                    wanted = value.text.bytes[...]
                }
                let place = wanted.isEmpty ? nil : text[start...].firstRange(of: wanted)
                found = place ?? text.count..<text.count
            case .bar, .close, .comma, .colon, .comparison: return nil
            }
            let isText = token.kind == .string || token.kind == .open
            parts.append((names, start..<(isText ? found.lowerBound : end(to: found.lowerBound))))
            names = []
            (start, column) = (found.upperBound, found.lowerBound)
        }
        return parts + [(names, start..<text.count)]
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
