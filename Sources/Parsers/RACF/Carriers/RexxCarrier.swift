import Diagnostics

/// Finds the RACF commands that a REXX exec passes to TSO: strings that stand as a clause of their own, behind
/// ADDRESS TSO, in a variable that is passed on somewhere, or in the argument of a routine that does so.
struct RexxCarrier {
    private typealias Token = RexxScanner.Token

    /// A command, and what has to be true of the program for it to be one.
    private struct Candidate {
        enum Condition {
            case always
            /// The variable is a command somewhere.
            case isRun(String)
            /// The routine runs its argument.
            case runs(String)
        }

        var text: MappedText
        var condition: Condition
    }

    private let bytes: [UInt8]
    private var candidates: [Candidate] = []
    /// Variables that stand as commands; stems without their tails.
    private var hostVariables: Set<String> = []
    /// What each routine calls its first argument.
    private var arguments: [String: String] = [:]
    private var labels: Set<String> = []
    /// Variables that are given to a routine.
    private var passed: [(variable: String, routine: String)] = []
    private var routine = ""
    private var environment = "TSO"
    /// Variables that have a value so far.
    private var assigned: Set<String> = []

    /// Environments to which a string that looks like a RACF command may go.
    private static let environments: Set<String> = ["TSO", "CONSOLE", "MVS", "CMD"]

    /// Tokens of an argument that are looked at.
    private static let argumentLimit = 200

    private static let instructions: Set<String> = [
        "SAY", "PULL", "RETURN", "EXIT", "SIGNAL", "TRACE", "NUMERIC", "ITERATE", "LEAVE", "NOP",
        "DROP", "PROCEDURE", "INTERPRET", "OPTIONS", "UPPER", "DO", "SELECT", "END",
    ]

    /// The commands, one a line.
    static func regions(_ bytes: [UInt8], _ range: Range<Int>, _ carrier: Deck.Carrier = .rexx) -> [DeckRegion] {
        let carrier = RexxCarrier(bytes, range).text.map {
            DeckRegion(text: .mapped($0), carrier: carrier, joinsLines: false)
        }
        return carrier.map { [$0] } ?? []
    }

    private init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        for clause in RexxScanner(bytes, range).clauses { read(clause[...]) }
        for (variable, routine) in passed where runs(routine) { hostVariables.insert(variable) }
    }

    /// Whether a routine passes its first argument to TSO. Of one that is not in the file the name tells.
    private func runs(_ routine: String) -> Bool {
        guard let argument = arguments[routine] else {
            return !labels.contains(routine) && (routine.contains("TSO") || routine.contains("CMD"))
        }
        return hostVariables.contains(argument)
    }

    /// What is a command after all; nothing if nothing is.
    private var text: MappedText? {
        let found = candidates.filter { candidate in
            switch candidate.condition {
            case .always: true
            case .isRun(let variable): hostVariables.contains(variable)
            case .runs(let routine): runs(routine)
            }
        }
        return DeckCarrier.joined(found.map(\.text))
    }

    private func upper(_ token: Token) -> String {
        String(decoding: bytes[token.range].map(TSOBytes.upper), as: UTF8.self)
    }

    /// The stem of a compound variable stands for all of them.
    private func variable(_ token: Token) -> String {
        let name = upper(token)
        guard let dot = name.firstIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[...dot])
    }

    // MARK: Clauses

    private mutating func read(_ clause: ArraySlice<Token>) {
        var rest = clause
        findCalls(clause)
        while let first = rest.first {
            guard first.kind == .symbol else { return command(rest, environment) }
            let next = rest.dropFirst().first
            if next?.kind == .colon {
                routine = upper(first)
                labels.insert(routine)
                rest = rest.dropFirst(2)
                continue
            }
            if next?.kind == .equals { return assign(first, rest.dropFirst(2)) }
            // What is left on the stack TSO reads as commands when the exec ends; or it is written to a deck.
            if next?.kind == .string, ["QUEUE", "PUSH"].contains(upper(first)) { return stack(rest.dropFirst()) }
            switch upper(first) {
            case "IF", "WHEN":
                guard let then = rest.firstIndex(where: { $0.kind == .symbol && upper($0) == "THEN" }) else { return }
                rest = rest[(then + 1)...]
            case "THEN", "ELSE", "OTHERWISE": rest = rest.dropFirst()
            case "ADDRESS": return address(rest.dropFirst())
            case "CALL": return call(rest.dropFirst())
            case "DO": return assign(inLoop: rest.dropFirst())
            case "PUSH", "QUEUE": return
            case "PARSE":
                rest = rest.dropFirst()
                if let word = rest.first, upper(word) == "UPPER" { rest = rest.dropFirst() }
                if let word = rest.first, upper(word) == "ARG" { argument(rest.dropFirst()) }
                for token in rest where token.kind == .symbol { assigned.insert(variable(token)) }
                return
            case "ARG": return argument(rest.dropFirst())
            case let word where Self.instructions.contains(word): return
            default: return command(rest, environment)
            }
        }
    }

    private mutating func argument(_ template: ArraySlice<Token>) {
        guard let first = template.first(where: { $0.kind == .symbol }) else { return }
        if arguments[routine] == nil { arguments[routine] = variable(first) }
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

    private mutating func call(_ rest: ArraySlice<Token>) {
        guard let name = rest.first else { return }
        self.argument(rest.dropFirst(), of: upper(name))
    }

    /// Functions that run their argument: `rc = run("RDEFINE …")`.
    private mutating func findCalls(_ clause: ArraySlice<Token>) {
        for (index, token) in zip(clause.indices, clause) where token.kind == .open && index > clause.startIndex {
            let name = clause[index - 1]
            guard name.kind == .symbol, !token.isApart else { continue }
            argument(clause[(index + 1)...].prefix(Self.argumentLimit), of: upper(name))
        }
    }

    /// The first argument of a routine, which may run it.
    private mutating func argument(_ tokens: ArraySlice<Token>, of routine: String) {
        guard let first = tokens.first else { return }
        if first.kind == .symbol {
            passed.append((variable(first), routine))
        } else if first.kind == .string, DeckCarrier.verb(of: bytes, first.range.dropFirst()) != nil,
            let text = expression(tokens)
        {
            note(text, .runs(routine))
        }
    }

    private mutating func stack(_ value: ArraySlice<Token>) {
        guard let text = expression(value), let shape = CommandShape(text.bytes, text.bytes.indices),
            shape.likeness == .sure
        else { return }
        note(text, .always)
    }

    private mutating func assign(inLoop rest: ArraySlice<Token>) {
        guard let name = rest.first, rest.dropFirst().first?.kind == .equals else { return }
        assigned.insert(variable(name))
    }

    private mutating func assign(_ name: Token, _ value: ArraySlice<Token>) {
        assigned.insert(variable(name))
        guard let text = expression(value) else { return }
        note(text, .isRun(variable(name)))
    }

    private mutating func command(_ tokens: ArraySlice<Token>, _ environment: String) {
        guard Self.environments.contains(environment), let first = tokens.first else { return }
        if first.kind == .symbol, tokens.dropFirst().first?.kind != .open { hostVariables.insert(variable(first)) }
        if first.kind == .symbol, let text = bareCommand(tokens) { return note(text, .always) }
        guard let text = expression(tokens) else { return }
        note(text, .always)
    }

    /// A command that is not quoted: symbols without a value stand for their names (`SETROPTS LIST`).
    private func bareCommand(_ tokens: ArraySlice<Token>) -> MappedText? {
        guard let first = tokens.first, let verb = Verb.named(bytes[first.range]), first.range.count > 3,
            !assigned.contains(upper(first)), tokens.dropFirst().first.map(\.isApart) ?? true
        else { return nil }
        guard let text = expression(tokens, isBare: true), text.bytes.count > first.range.count,
            let shape = CommandShape(text.bytes, text.bytes.indices), shape.verb == verb, !shape.isOrdinary
        else { return nil }
        return text
    }

    private mutating func note(_ text: MappedText, _ condition: Candidate.Condition) {
        guard DeckCarrier.verb(of: text.bytes) != nil else { return }
        candidates.append(Candidate(text: text, condition: condition))
    }

    // MARK: Expressions

    /// What an expression gives, with marks for what only the running program knows; nothing for a comparison.
    ///
    /// - Parameter isBare: whether symbols without a value show their names.
    private func expression(_ tokens: ArraySlice<Token>, isBare: Bool = false) -> MappedText? {
        var tokens = tokens
        if tokens.first?.kind == .open, tokens.last?.kind == .close { tokens = tokens.dropFirst().dropLast() }
        var text = MappedText()
        var isJoined = true
        var index = tokens.startIndex
        while index < tokens.endIndex {
            let token = tokens[index]
            if token.isApart, !isJoined, token.kind != .bar {
                text.append([TSOBytes.blank], for: token.range.lowerBound..<token.range.lowerBound)
            }
            isJoined = false
            switch token.kind {
            case .comparison, .equals: return nil
            case .comma, .close, .colon: return text
            case .bar: isJoined = true
            case .string: append(token.range, to: &text)
            case .symbol where bytes[token.range].allSatisfy(TSOBytes.isDigit): text.append(bytes[token.range])
            case .symbol where isBare && !isCall(tokens, index) && !assigned.contains(variable(token)):
                text.append(bytes[token.range])
            case .symbol, .open:
                var last = index
                if token.kind == .open || isCall(tokens, index) { last = close(tokens, index) }
                text.append([Placeholder.substitution], for: token.range.lowerBound..<tokens[last].range.upperBound)
                index = last
            case .other: break
            }
            index += 1
        }
        return text
    }

    private func isCall(_ tokens: ArraySlice<Token>, _ index: Int) -> Bool {
        index + 1 < tokens.endIndex && tokens[index + 1].kind == .open && !tokens[index + 1].isApart
    }

    /// Index of the parenthesis that closes the first one from here on.
    private func close(_ tokens: ArraySlice<Token>, _ start: Int) -> Int {
        var depth = 0
        for index in start..<tokens.endIndex {
            if tokens[index].kind == .open { depth += 1 }
            if tokens[index].kind == .close {
                depth -= 1
                if depth == 0 { return index }
            }
        }
        return tokens.endIndex - 1
    }

    private func append(_ string: Range<Int>, to text: inout MappedText) {
        let quote = bytes[string.lowerBound]
        var plain = string.lowerBound + 1
        var offset = plain
        while offset < string.upperBound {
            guard bytes[offset] == quote else {
                offset += 1
                continue
            }
            text.append(bytes[plain..<offset])
            plain = offset + 1
            if offset + 1 < string.upperBound, bytes[offset + 1] == quote {
                text.append([quote], for: offset..<(offset + 2))
                plain = offset + 2
            }
            offset = plain
        }
        text.append(bytes[min(plain, string.upperBound)..<string.upperBound])
    }
}
