import Diagnostics
import Languages

/// Instructions that pass commands on, or leave a part of the exec.
extension RexxCarrier {
    mutating func instruction(_ rest: ArraySlice<Token>, _ word: String) {
        guard let first = rest.first else { return }
        let second = rest.dropFirst().first
        if first.kind == .symbol, second?.kind == .equals { return assign(first, rest.dropFirst(2)) }
        let place = first.range.lowerBound..<(rest.last?.range.upperBound ?? first.range.upperBound)
        switch word {
        // TSO reads the lines left on the stack as commands when the exec ends, or the exec writes them to a deck.
        case "QUEUE", "PUSH": stack(rest.dropFirst(), isFirst: word == "PUSH")
        case "ADDRESS": address(rest.dropFirst())
        case "CALL": call(rest.dropFirst())
        case "PARSE", "ARG", "PULL": parse(rest)
        case "EXIT":
            calls(in: rest.dropFirst())
            exits(with: rest.dropFirst())
            program.end(at: place)
        case "RETURN":
            calls(in: rest.dropFirst())
            result = rest.count > 1 ? expression(rest.dropFirst()) : nil
            leave(.back, from: routineDepth, at: place)
        // A loop that is not followed ends here or goes on; one with a name may be any around it.
        case "ITERATE", "LEAVE":
            if let second, let outer = namedLoops.last(where: { $0.name == upper(second) }), outer.depth < loopDepth {
                leave(word == "LEAVE" ? .leave : .iterate, from: outer.depth, at: place)
            } else if second == nil, let loop = program.loops.last, loop > loopDepth {
                program.end(at: place, keeping: loop)
            } else {
                leave(word == "LEAVE" ? .leave : .iterate, from: loopDepth, at: place)
            }
        case "SIGNAL": signal(rest.dropFirst(), at: place)
        case "UPPER": for name in rest.dropFirst() { raise(name) }
        case "DROP": program.forget(rest.dropFirst().flatMap { matching(upper($0)) })
        case "INTERPRET": interpret(rest.dropFirst(), at: place)
        case "TRACE": trace(rest.dropFirst(), at: place)
        case _ where Self.instructions.contains(word): calls(in: rest.dropFirst())
        default: command(rest, environment)
        }
    }

    /// Records the return code of an exit, which is 0 without one.
    private mutating func exits(with rest: ArraySlice<Token>) {
        guard !rest.isEmpty else { return program.exits(with: .zero) }
        let code = expression(rest).flatMap { Int(String(decoding: $0.bytes, as: UTF8.self)) }
        program.exits(with: code.map { $0 == 0 ? .zero : .failure } ?? .open)
    }

    /// Records that the rest of the routine or of the loop body is not reached, or may not be.
    mutating func leave(_ how: Departure, from depth: Int, at place: Range<Int>) {
        let wasDead = program.isDead
        program.end(at: place, keeping: depth)
        guard !wasDead else { return }
        let isCertain = program.isDead && program.isEnded(from: depth)
        if isCertain {
            (departure, leftDepth) = (how, depth)
        } else if how == .back {
            mayHaveReturned = true
        } else {
            mayHaveLeft = true
            doubtDepth = min(doubtDepth, depth)
            if how == .leave { departure = .mayLeave }
        }
    }

    mutating func signal(_ rest: ArraySlice<Token>, at place: Range<Int>) {
        guard let name = rest.first.map(upper), name != "OFF" else { return }
        guard name != "ON" else {
            // An error is any return code above 0.
            if rest.dropFirst().first.map(upper) == "ERROR" { program.endsAtFailure() }
            return
        }
        guard !program.isDead else { return }
        // It continues at a label that only the run shows.
        guard name != "VALUE" else { return program.mayEnd(at: place) }
        if !program.isConditional, let start = labels[name], openRoutines.count < 32, mayFollow,
            !openRoutines.contains(name)
        {
            openRoutines.append(name)
            execute(start..<clauses.count)
            openRoutines.removeLast()
        }
        program.end(at: place)
    }

    /// Handles UPPER, which changes variables.
    private mutating func raise(_ name: Token) {
        guard let variable = resolved(name) else {
            return program.forget(matching(upper(name)))
        }
        guard let value = program[variable] else { return }
        let text = MappedText(
            value.text.bytes.map(\.uppercased), for: value.text.fileRange(0, value.text.bytes.count).bounds)
        program[variable] = ProgramFlow.Value(text: text, origin: value.origin)
    }

    /// Handles INTERPRET, whose text may set any variable if it is not a command in quotes.
    private mutating func interpret(_ value: ArraySlice<Token>, at place: Range<Int>) {
        if let text = expression(value), let quote = text.bytes.first, quote == text.bytes.last,
            quote == TSOBytes.apostrophe || quote == UInt8(ascii: "\""), text.bytes.count > 2,
            !text.bytes.contains(Placeholder.substitution),
            !text.bytes.dropFirst().dropLast().contains(quote), Self.environments.contains(environment)
        {
            var command = MappedText()
            command.append(text, 1..<(text.bytes.count - 1), bytes)
            return pass(command)
        }
        program.unread(.generated, "", at: place)
        program.forget(program.names)
    }

    /// Handles TRACE S, after which no clause runs, and `!`, after which no command does.
    private mutating func trace(_ value: ArraySlice<Token>, at place: Range<Int>) {
        calls(in: value)
        let setting = value.flatMap { bytes[$0.range].map(\.uppercased) }
        if setting.contains(UInt8(ascii: "!")) { return program.mayEnd(at: place) }
        if setting.first(where: \.isLetter) == UInt8(ascii: "S") { program.end(at: place) }
    }

    /// Handles ADDRESS, which exchanges the environments if it has no operands.
    mutating func address(_ rest: ArraySlice<Token>) {
        guard let name = rest.first else {
            swap(&environment, &earlierEnvironment)
            return
        }
        let isValue = name.kind == .open || name.kind == .symbol && upper(name) == "VALUE" && rest.count > 1
        guard name.kind == .symbol || name.kind == .string || isValue else { return }
        var environment = String(upper(name).drop { $0 == "'" || $0 == "\"" }.prefix { $0 != "'" && $0 != "\"" })
        if isValue {
            let text = expression(name.kind == .open ? rest : rest.dropFirst())?.bytes ?? [Placeholder.substitution]
            let isKnown = !text.contains(Placeholder.substitution)
            environment = isKnown ? String(decoding: text.map(\.uppercased), as: UTF8.self) : Self.unknownEnvironment
        }
        guard rest.count > 1, !isValue else {
            earlierEnvironment = self.environment
            self.environment = environment
            return
        }
        command(rest.dropFirst(), environment)
    }

    /// An environment that only the run shows.
    private static let unknownEnvironment = ""

    /// Records a line of the stack, which TSO reads when the exec ends.
    mutating func stack(_ value: ArraySlice<Token>, isFirst: Bool) {
        guard let text = taken(value), let shape = CommandShape(text.bytes, text.bytes.indices),
            shape.likeness == .sure
        else { return }
        switch drain {
        case .writes?: pass(text)
        case .pulls?:
            program.beginOptional(.branch, at: text.fileRange(0, 1).bounds)
            pass(text)
            program.endOptional()
        case nil:
            guard !program.isDead, DeckCarrier.verb(of: text.bytes) != nil else { return }
            let place = text.fileRange(0, max(1, text.bytes.count)).bounds
            let line = text.isInOrder ? text : MappedText(text.bytes, for: place)
            stacked.insert((line, program.condition), at: isFirst ? 0 : stacked.count)
        }
    }

    mutating func command(_ tokens: ArraySlice<Token>, _ environment: String) {
        guard let first = tokens.first else { return }
        let isBare = first.kind == .symbol && Self.environments.contains(environment)
        if isBare, let text = bareCommand(tokens) { return pass(text) }
        if first.kind == .symbol, tokens.dropFirst().first?.kind == .open, tokens.dropFirst().first?.isApart == false {
            calls(in: tokens)
        } else {
            calls(in: tokens.dropFirst())
        }
        guard environment != Self.unknownEnvironment else {
            program.beginOptional(.branch, at: first.range)
            command(tokens, "TSO")
            return program.endOptional()
        }
        guard Self.environments.contains(environment) else {
            program.runsOther()
            guard let text = taken(tokens) else { return program.forget(program.names) }
            setOutside(text)
            if Self.programEnvironments.contains(environment) { run(text, environment) }
            return
        }
        program.environment = environment == "TSO" ? nil : environment == "MVS" ? .mvs : .console
        defer { program.environment = nil }
        guard let text = taken(tokens) else { return }
        // An empty literal often stands before the variable.
        if first.kind == .symbol || first.kind == .string,
            text.bytes.first(where: { !$0.isBlank }) == Placeholder.substitution
        {
            // What a function returns is seldom meant as a command.
            let isCall = tokens.dropFirst().first.map { $0.kind == .open && !$0.isApart } ?? false
            if isCall || tokens.count == 1 && passPending(variable(first), at: first.range) { return }
            return program.unread(.generated, "", at: text.fileRange(0, text.bytes.count).bounds)
        }
        pass(text)
    }

    /// Records a program that an environment runs.
    private mutating func run(_ text: MappedText, _ environment: String) {
        if let command = CalledProgram.command(in: text.bytes) {
            var inner = MappedText()
            inner.append(text, command, bytes)
            return pass(inner)
        }
        let place = text.fileRange(0, max(1, text.bytes.count)).bounds
        let first = text.bytes.split(whereSeparator: TSOBytes.isSeparator).first.map {
            String(decoding: $0, as: UTF8.self)
        }
        if environment == "ISPEXEC" {
            if let name = CalledProgram.name(in: text.bytes) { program.unread(.program, name, at: place) }
        } else if let first, !CalledProgram.isUtility(first) {
            program.unread(.program, first, at: place)
        }
    }

    /// Passes on every text that a variable may contain.
    ///
    /// - Returns: whether there is one.
    mutating func passPending(_ variable: String, at range: Range<Int>) -> Bool {
        let texts = pending.removeValue(forKey: variable) ?? []
        for text in texts {
            program.beginOptional(.branch, at: range)
            pass(text)
            program.endOptional()
        }
        return !texts.isEmpty
    }

    /// Reads an unquoted command: symbols without a value have their names as values (`SETROPTS LIST`).
    mutating func bareCommand(_ tokens: ArraySlice<Token>) -> MappedText? {
        guard let first = tokens.first, let verb = Verb.named(bytes[first.range]), first.range.count > 3,
            program[upper(first)] == nil, tokens.dropFirst().first.map(\.isApart) ?? true
        else { return nil }
        guard let text = taken(tokens, isBare: true), text.bytes.count > first.range.count,
            let shape = CommandShape(text.bytes, text.bytes.indices), shape.verb == verb, !shape.isOrdinary
        else { return nil }
        return text
    }

    /// Passes a command on to TSO.
    mutating func pass(_ text: MappedText) {
        if let command = CalledProgram.command(in: text.bytes) {
            var inner = MappedText()
            inner.append(text, command, bytes)
            return pass(inner)
        }
        let place = text.fileRange(0, max(1, text.bytes.count)).bounds
        if let name = CalledProgram.name(in: text.bytes) {
            return program.unread(.program, name, at: place)
        }
        guard DeckCarrier.verb(of: text.bytes) != nil else {
            program.runsOther()
            if Self.settingCommands.contains(where: { text.bytes.map(\.uppercased).starts(with: $0.utf8) }) {
                setOutside(text)
            }
            return
        }
        room -= max(0, text.bytes.count - place.count)
        guard room >= 0 else { return program.unread(.limit, "a command of values that grow too long", at: place) }
        program.emit(text.isInOrder ? text : MappedText(text.bytes, for: place))
    }

    private static let settingCommands = ["EXECIO ", "ISPEXEC ", "ISREDIT "]

    /// Handles a command that sets variables of the exec: those that it names, or any if it shows a panel or reads a
    /// table, or is not known.
    private mutating func setOutside(_ text: MappedText) {
        let words = names(in: text)
        let isAny =
            text.bytes.contains(Placeholder.substitution) && words.first != "EXECIO"
            || words.contains { $0 == "DISPLAY" || $0.hasPrefix("TB") }
        program.forget(isAny ? program.names : words.flatMap(matching))
    }

    /// The words of a text that may be names of variables.
    func names(in text: MappedText) -> [String] {
        text.bytes.split { !$0.isNameByte && $0 != UInt8(ascii: ".") }
            .map { String(decoding: $0.map(\.uppercased), as: UTF8.self) }
    }
}
