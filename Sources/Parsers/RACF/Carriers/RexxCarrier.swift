import Diagnostics
import Languages

/// Finds the RACF commands that a REXX exec passes to TSO by interpreting it: strings that are a separate clause, that
/// follow ADDRESS TSO, in a variable that is passed to TSO, or in the argument of a routine that does so (TSO/E REXX
/// Reference).
///
/// Variables are replaced by the values that the exec itself determines, and conditional commands are distinguished.
struct RexxCarrier {
    typealias Token = RexxScanner.Token

    /// The instruction that leaves a routine or the body of a loop before its end.
    enum Departure { case iterate, leave, mayLeave, back }

    let bytes: [UInt8]
    let clauses: [ArraySlice<Token>]
    /// The clause of each label.
    let labels: [String: Int]
    /// For a clause that ends in DO or SELECT, the clause of its END.
    private let ends: [Int: Int]
    var program: ProgramFlow
    var environment = "TSO"
    /// The arguments of the current routine.
    var arguments: [MappedText] = []
    /// The routines that are being interpreted, and those that have been.
    var openRoutines: [String] = []
    var calledRoutines: Set<String> = []
    /// The depths of the branches of the current routine and the current loop.
    var routineDepth = 0
    var loopDepth = 0
    var departure: Departure?
    /// The texts that were assigned to variables and have not been passed on, by variable or stem.
    var pending: [String: [MappedText]] = [:]
    /// The number of clauses that may still be interpreted.
    private var budget: Int
    /// The result of the current function.
    var result: MappedText?

    /// The environments to which a string that looks like a RACF command may be passed.
    private static let environments: Set<String> = ["TSO", "CONSOLE", "MVS", "CMD"]

    private static let instructions: Set<String> = [
        "SAY", "TRACE", "NUMERIC", "NOP", "DROP", "PROCEDURE", "OPTIONS", "UPPER",
    ]

    /// The commands, one on each line.
    static func regions(_ bytes: [UInt8], _ range: Range<Int>, _ carrier: Deck.Carrier = .rexx) -> [DeckRegion] {
        regions(bytes, range, carrier, given: [:])
    }

    static func regions(
        _ bytes: [UInt8], _ range: Range<Int>, _ carrier: Deck.Carrier, given: [String: String]
    ) -> [DeckRegion] {
        var reader = RexxCarrier(bytes, range, given)
        reader.run()
        return reader.program.takeRegion(carrier).map { [$0] } ?? []
    }

    private init(_ bytes: [UInt8], _ range: Range<Int>, _ given: [String: String]) {
        self.bytes = bytes
        program = ProgramFlow(given: given)
        let clauses = RexxScanner(bytes, range).clauses.map { $0[...] }
        self.clauses = clauses
        var labels: [String: Int] = [:]
        var ends: [Int: Int] = [:]
        var open: [Int] = []
        for (index, clause) in clauses.enumerated() {
            if clause.count > 1, clause.first?.kind == .symbol, clause.dropFirst().first?.kind == .colon {
                let name = Self.upper(bytes, clause[clause.startIndex])
                if labels[name] == nil { labels[name] = index }
            }
            guard let word = Self.instruction(bytes, clause).first.map({ Self.upper(bytes, $0) }) else { continue }
            if word == "DO" || word == "SELECT" { open.append(index) }
            if word == "END", let start = open.popLast() { ends[start] = index }
        }
        self.labels = labels
        self.ends = ends
        budget = 8 * clauses.count + 20_000
    }

    /// The instruction of a clause after labels, IF … THEN, WHEN … THEN, ELSE and OTHERWISE.
    private static func instruction(_ bytes: [UInt8], _ clause: ArraySlice<Token>) -> ArraySlice<Token> {
        var rest = clause
        while let first = rest.first, first.kind == .symbol {
            if rest.dropFirst().first?.kind == .colon {
                rest = rest.dropFirst(2)
                continue
            }
            if rest.dropFirst().first?.kind == .equals { return rest }
            switch upper(bytes, first) {
            case "IF", "WHEN":
                let then = rest.firstIndex { $0.kind == .symbol && upper(bytes, $0) == "THEN" }
                guard let then else { return rest }
                rest = rest[(then + 1)...]
            case "THEN", "ELSE", "OTHERWISE": rest = rest.dropFirst()
            default: return rest
            }
        }
        return rest
    }

    static func upper(_ bytes: [UInt8], _ token: Token) -> String {
        String(decoding: bytes[token.range].map(\.uppercased), as: UTF8.self)
    }

    func upper(_ token: Token) -> String { Self.upper(bytes, token) }

    // MARK: Running

    private mutating func run() {
        execute(0..<clauses.count)
        program.revive()
        // These routines are not called, or their calls are not visible.
        for (name, start) in labels.sorted(by: { $0.value < $1.value }) where !calledRoutines.contains(name) {
            let range = clauses[start].first?.range ?? 0..<0
            program.beginOptional(.routine, at: range)
            routine(name, start, [])
            program.endOptional()
        }
    }

    /// Interprets a range of clauses separately.
    mutating func execute(_ range: Range<Int>) {
        let outer = program.takeFrames()
        var index = range.lowerBound
        while index < range.upperBound {
            budget -= 1
            guard budget > 0 || !openRoutines.isEmpty || range.count == clauses.count else { break }
            if departure == .back || departure == .leave { break }
            index = step(index)
        }
        program.closeFrames(going: outer)
    }

    /// Whether a loop or a call may be followed; the total time is proportional to the length of the exec.
    var mayFollow: Bool { budget > 0 && openRoutines.count < 32 }

    /// - Returns: the clause that comes next.
    private mutating func step(_ index: Int) -> Int {
        var rest = clauses[index]
        while let first = rest.first {
            let second = rest.dropFirst().first
            if first.kind == .symbol, second?.kind == .colon {
                program.settle()
                enter(upper(first))
                rest = rest.dropFirst(2)
                continue
            }
            let word = first.kind == .symbol && second?.kind != .equals ? upper(first) : ""
            if word == "THEN" || word == "ELSE" {
                if word == "ELSE" { program.beginElse(at: first.range) }
                rest = rest.dropFirst()
                continue
            }
            program.settle()
            switch word {
            case "IF", "WHEN":
                let then = rest.firstIndex { $0.kind == .symbol && upper($0) == "THEN" }
                let condition = rest[(rest.startIndex + 1)..<(then ?? rest.endIndex)]
                calls(in: condition)
                begin(word, condition, at: first.range)
                rest = then.map { rest[($0 + 1)...] } ?? []
            case "OTHERWISE":
                program.beginOtherwise(at: first.range)
                rest = rest.dropFirst()
            case "SELECT":
                program.beginSelect()
                return index + 1
            case "DO": return loop(index, rest.dropFirst(), first.range)
            case "END":
                program.endBlock()
                return index + 1
            default:
                instruction(rest, word)
                program.done()
                return index + 1
            }
        }
        return index + 1
    }

    /// Continues the program in a routine, or begins it there.
    private mutating func enter(_ label: String) {
        if openRoutines.isEmpty, program.isDead { return }
        calledRoutines.insert(label)
    }

    private mutating func begin(_ word: String, _ condition: ArraySlice<Token>, at range: Range<Int>) {
        let end = condition.last?.range.upperBound ?? range.upperBound
        let place = range.lowerBound..<max(range.upperBound, end)
        if word == "IF" {
            program.beginIf(at: place, truth: truth(condition))
        } else {
            program.beginWhen(at: place, truth: truth(condition))
        }
        if isFailure(condition) { program.markFailure() }
    }

    // MARK: Loops

    private mutating func loop(_ index: Int, _ control: ArraySlice<Token>, _ range: Range<Int>) -> Int {
        let end = ends[index]
        let body = (index + 1)..<(end ?? index + 1)
        switch iterations(control) {
        case .once:
            if !control.isEmpty { program.forget(assigned(in: body)) }
            program.beginBlock()
            return index + 1
        case .values(let variable, let values) where end != nil && mayFollow:
            for value in values {
                program[variable] = ProgramFlow.Value(
                    text: MappedText(Array(String(value).utf8), for: range), origin: nil)
                guard iterate(body, range) else { break }
            }
        case .while(let condition) where end != nil && mayFollow:
            var count = 0
            while true {
                guard let isTrue = truth(condition), count < Self.iterationLimit, mayFollow else {
                    optional(body, range)
                    break
                }
                count += 1
                guard isTrue, iterate(body, range) else { break }
            }
        case .values, .while, .unknown:
            program.forget(assigned(in: body))
            program.beginBlock(optionalAt: range)
            return index + 1
        }
        program.done()
        return (end ?? index) + 1
    }

    static let iterationLimit = 400

    /// Interprets the body of a loop once.
    ///
    /// - Returns: whether it may continue.
    private mutating func iterate(_ body: Range<Int>, _ range: Range<Int>) -> Bool {
        let (outerDepth, outerDeparture) = (loopDepth, departure)
        program.beginOptional(.loop, at: range, truth: departure == .mayLeave ? nil : true)
        loopDepth = program.depth - 1
        execute(body)
        let left = departure
        if left == .iterate || left == .leave { program.revive() }
        program.endOptional()
        loopDepth = outerDepth
        departure = left == .back ? .back : left == .mayLeave ? .mayLeave : outerDeparture
        return left != .leave && left != .back && mayFollow && !program.isDead
    }

    private mutating func optional(_ body: Range<Int>, _ range: Range<Int>) {
        program.forget(assigned(in: body))
        program.beginOptional(.loop, at: range)
        let outerDepth = loopDepth
        loopDepth = program.depth - 1
        execute(body)
        loopDepth = outerDepth
        if departure == .iterate || departure == .leave || departure == .mayLeave { departure = nil }
        program.endOptional()
        program.forget(assigned(in: body))
    }

    /// The variables that a range of clauses changes.
    private func assigned(in range: Range<Int>) -> [String] {
        var names: [String] = []
        for clause in clauses[range] {
            let rest = Self.instruction(bytes, clause)
            guard let first = rest.first, first.kind == .symbol else { continue }
            if rest.dropFirst().first?.kind == .equals {
                names += matching(upper(first))
            } else if ["PARSE", "PULL", "ARG", "DO", "UPPER", "DROP"].contains(upper(first)) {
                for token in rest.dropFirst() where token.kind == .symbol { names += matching(upper(token)) }
            } else if ["CALL", "INTERPRET"].contains(upper(first)) {
                return program.names
            }
        }
        return names
    }

    /// The variable, or all variables that a changing tail may denote.
    private func matching(_ name: String) -> [String] {
        guard let dot = name.firstIndex(of: ".") else { return [name] }
        return program.names.filter { $0.hasPrefix(name[...dot]) }
    }

    // MARK: Instructions

    private mutating func instruction(_ rest: ArraySlice<Token>, _ word: String) {
        guard let first = rest.first else { return }
        let second = rest.dropFirst().first
        if first.kind == .symbol, second?.kind == .equals { return assign(first, rest.dropFirst(2)) }
        let place = first.range.lowerBound..<(rest.last?.range.upperBound ?? first.range.upperBound)
        switch word {
        // TSO reads the lines left on the stack as commands when the exec ends, or the exec writes them to a deck.
        case "QUEUE", "PUSH": stack(rest.dropFirst())
        case "ADDRESS": address(rest.dropFirst())
        case "CALL": call(rest.dropFirst())
        case "PARSE", "ARG", "PULL": parse(rest)
        case "EXIT":
            calls(in: rest.dropFirst())
            program.end(at: place)
        case "RETURN":
            calls(in: rest.dropFirst())
            result = rest.count > 1 ? expression(rest.dropFirst()) : nil
            leave(.back, from: routineDepth, at: place)
        case "ITERATE": leave(.iterate, from: loopDepth, at: place)
        case "LEAVE": leave(.leave, from: loopDepth, at: place)
        case "SIGNAL": signal(rest.dropFirst(), at: place)
        case "INTERPRET": program.unread(.generated, "", at: place)
        case _ where Self.instructions.contains(word): calls(in: rest.dropFirst())
        default: command(rest, environment)
        }
    }

    /// Records that the rest of the routine or of the loop body is not reached, or may not be.
    private mutating func leave(_ how: Departure, from depth: Int, at place: Range<Int>) {
        let wasDead = program.isDead
        program.end(at: place, keeping: depth)
        guard !wasDead else { return }
        let isCertain = program.isDead && program.isEnded(from: depth)
        if isCertain { departure = how } else if how == .leave { departure = .mayLeave }
    }

    private mutating func signal(_ rest: ArraySlice<Token>, at place: Range<Int>) {
        guard let name = rest.first.map(upper), name != "OFF" else { return }
        guard name != "ON" else {
            // An error is any return code above 0.
            if rest.dropFirst().first.map(upper) == "ERROR" { program.endsAtFailure() }
            return
        }
        guard !program.isDead else { return }
        if !program.isConditional, let start = labels[name], openRoutines.count < 32, mayFollow,
            !openRoutines.contains(name)
        {
            openRoutines.append(name)
            execute(start..<clauses.count)
            openRoutines.removeLast()
        }
        program.end(at: place)
    }

    private mutating func address(_ rest: ArraySlice<Token>) {
        guard let name = rest.first, name.kind == .symbol || name.kind == .string else { return }
        let environment = String(upper(name).drop { $0 == "'" || $0 == "\"" }.prefix { $0 != "'" && $0 != "\"" })
        guard rest.count > 1 else {
            self.environment = environment
            return
        }
        command(rest.dropFirst(), environment)
    }

    private mutating func stack(_ value: ArraySlice<Token>) {
        guard let text = taken(value), let shape = CommandShape(text.bytes, text.bytes.indices),
            shape.likeness == .sure
        else { return }
        pass(text)
    }

    private mutating func command(_ tokens: ArraySlice<Token>, _ environment: String) {
        guard let first = tokens.first else { return }
        if first.kind == .symbol, tokens.dropFirst().first?.kind == .open, tokens.dropFirst().first?.isApart == false {
            calls(in: tokens)
        } else {
            calls(in: tokens.dropFirst())
        }
        guard Self.environments.contains(environment) else { return }
        if first.kind == .symbol, let text = bareCommand(tokens) { return pass(text) }
        guard let text = taken(tokens) else { return }
        if first.kind == .symbol, text.bytes.first == Placeholder.substitution, tokens.count == 1 {
            return passPending(variable(first), at: first.range)
        }
        pass(text)
    }

    /// Passes on every text that a variable may contain.
    private mutating func passPending(_ variable: String, at range: Range<Int>) {
        let texts = pending.removeValue(forKey: variable) ?? []
        for text in texts {
            program.beginOptional(.branch, at: range)
            pass(text)
            program.endOptional()
        }
    }

    /// Reads an unquoted command: symbols without a value have their names as values (`SETROPTS LIST`).
    private mutating func bareCommand(_ tokens: ArraySlice<Token>) -> MappedText? {
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
        let place = text.fileRange(0, max(1, text.bytes.count)).bounds
        if let name = CalledProgram.name(in: text.bytes) {
            return program.unread(.program, name, at: place)
        }
        guard DeckCarrier.verb(of: text.bytes) != nil else { return }
        program.emit(text.isInOrder ? text : MappedText(text.bytes, for: place))
    }
}
