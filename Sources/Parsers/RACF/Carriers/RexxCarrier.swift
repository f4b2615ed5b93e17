import Diagnostics
import Languages

/// Finds the RACF commands that a REXX exec passes to TSO: strings that are a separate clause, that follow ADDRESS TSO,
/// in a variable that is passed to TSO, or in the argument of a routine that does so.
struct RexxCarrier {
    typealias Token = RexxScanner.Token

    /// A command, and the condition under which the program runs it.
    private struct Candidate {
        enum Condition {
            case always
            /// The program runs the variable as a command.
            case isRun(String)
            /// The routine runs its argument.
            case runs(String)
        }

        var text: MappedText
        var condition: Condition
    }

    let bytes: [UInt8]
    private var candidates: [Candidate] = []
    /// The variables that are run as commands; stems without their tails.
    private var hostVariables: Set<String> = []
    /// The name that each routine gives its first argument.
    private var arguments: [String: String] = [:]
    private var labels: Set<String> = []
    /// The candidate that is the value of a variable, which may be extended: `cmd = cmd "UACC(NONE)"`.
    private var held: [String: Int] = [:]
    /// The variables that are passed to a routine.
    private var passed: [(variable: String, routine: String)] = []
    /// The variables whose value is assigned to another: `cmd.n = command`.
    private var sources: [String: Set<String>] = [:]
    private var routine = ""
    private var environment = "TSO"
    /// The variables that have a value so far.
    private(set) var assigned: Set<String> = []

    /// The environments to which a string that looks like a RACF command may be passed.
    private static let environments: Set<String> = ["TSO", "CONSOLE", "MVS", "CMD"]

    /// The number of tokens of an argument that are examined.
    private static let argumentLimit = 200

    private static let instructions: Set<String> = [
        "SAY", "PULL", "RETURN", "EXIT", "SIGNAL", "TRACE", "NUMERIC", "ITERATE", "LEAVE", "NOP",
        "DROP", "PROCEDURE", "INTERPRET", "OPTIONS", "UPPER", "DO", "SELECT", "END",
    ]

    /// The commands, one on each line.
    static func regions(_ bytes: [UInt8], _ range: Range<Int>, _ carrier: Deck.Carrier = .rexx) -> [DeckRegion] {
        let carrier = RexxCarrier(bytes, range).text.map {
            DeckRegion(text: .mapped($0), carrier: carrier, joinsLines: false)
        }
        return carrier.map { [$0] } ?? []
    }

    private init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        for clause in RexxScanner(bytes, range).clauses { read(clause[...]) }
        takeSources()
        for (variable, routine) in passed where runs(routine) { hostVariables.insert(variable) }
        takeSources()
    }

    /// Marks the sources of a command's variable as commands too.
    private mutating func takeSources() {
        var open = Array(hostVariables)
        while let variable = open.popLast() {
            for source in sources[variable] ?? [] where hostVariables.insert(source).inserted { open.append(source) }
        }
    }

    /// Whether a routine passes its first argument to TSO. For a routine that is not in the file, its name decides.
    private func runs(_ routine: String) -> Bool {
        guard let argument = arguments[routine] else {
            return !labels.contains(routine) && (routine.contains("TSO") || routine.contains("CMD"))
        }
        return hostVariables.contains(argument)
    }

    /// The text of the commands; `nil` if there are none.
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

    /// The stem of a compound variable represents all its variables.
    func variable(_ token: Token) -> String {
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
            // TSO reads the lines left on the stack as commands when the exec ends, or the exec writes them to a deck.
            if ["QUEUE", "PUSH"].contains(upper(first)) { return stack(rest.dropFirst()) }
            switch upper(first) {
            case "IF", "WHEN":
                guard let then = rest.firstIndex(where: { $0.kind == .symbol && upper($0) == "THEN" }) else { return }
                rest = rest[(then + 1)...]
            case "THEN", "ELSE", "OTHERWISE": rest = rest.dropFirst()
            case "ADDRESS": return address(rest.dropFirst())
            case "CALL": return call(rest.dropFirst())
            case "DO": return assign(inLoop: rest.dropFirst())
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

    /// Finds functions that run their argument: `rc = run("RDEFINE …")`.
    private mutating func findCalls(_ clause: ArraySlice<Token>) {
        for (index, token) in zip(clause.indices, clause) where token.kind == .open && index > clause.startIndex {
            let name = clause[index - 1]
            guard name.kind == .symbol, !token.isApart else { continue }
            argument(clause[(index + 1)...].prefix(Self.argumentLimit), of: upper(name))
        }
    }

    /// Reads the first argument of a routine, which may run it.
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
        if let only = value.first, value.count == 1, only.kind == .symbol {
            sources[variable(name), default: []].insert(variable(only))
        }
        if let first = value.first, first.kind == .symbol, upper(first) == upper(name),
            let candidate = held[upper(name)]
        {
            return extend(candidate, by: value.dropFirst())
        }
        held[upper(name)] = nil
        guard let text = expression(value) else { return }
        let before = candidates.count
        note(text, .isRun(variable(name)))
        if candidates.count > before { held[upper(name)] = before }
    }

    private mutating func extend(_ candidate: Int, by tokens: ArraySlice<Token>) {
        guard let first = tokens.first, let text = expression(tokens) else { return }
        if first.isApart, first.kind != .bar {
            candidates[candidate].text.append([TSOBytes.blank], for: first.range.lowerBound..<first.range.lowerBound)
        }
        candidates[candidate].text.append(text, 0..<text.bytes.count, bytes)
    }

    private mutating func command(_ tokens: ArraySlice<Token>, _ environment: String) {
        guard Self.environments.contains(environment), let first = tokens.first else { return }
        if first.kind == .symbol, tokens.dropFirst().first?.kind != .open { hostVariables.insert(variable(first)) }
        if first.kind == .symbol, let text = bareCommand(tokens) { return note(text, .always) }
        guard let text = expression(tokens) else { return }
        note(text, .always)
    }

    /// Reads an unquoted command: symbols without a value have their names as values (`SETROPTS LIST`).
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
}
