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

    /// What takes lines from the stack before TSO does.
    enum Drain {
        /// EXECIO writes them, usually to a deck.
        case writes
        /// PULL and others, so that it is not known what becomes of a line.
        case pulls
    }

    let bytes: [UInt8]
    let clauses: [ArraySlice<Token>]
    /// The clause of each label.
    let labels: [String: Int]
    /// The labels to which a later SIGNAL goes back.
    let repeated: Set<String>
    /// For a clause that ends in DO or SELECT, the clause of its END.
    let ends: [Int: Int]
    /// The clauses that no REXX processor accepts: a string without an end (IRX0006I), a DO without one
    /// (IRX0014I), `'AB'X` without digits (IRX0015I).
    let broken: Set<Int>
    /// How it ends, if it shows that.
    private var ending: Deck.Ending?
    var program: ProgramFlow
    var environment = "TSO"
    /// The environment before the last ADDRESS.
    var earlierEnvironment = "TSO"
    /// The arguments of the current routine.
    var arguments: [MappedText] = []
    /// The routines that are being interpreted, and those that have been.
    var openRoutines: [String] = []
    var calledRoutines: Set<String> = []
    /// The depths of the branches of the current routine and the current loop.
    var routineDepth = 0
    var loopDepth = 0
    /// The loops around the current clause that are followed, with their variables and the depths of their branches.
    var namedLoops: [(name: String, depth: Int)] = []
    /// The depth of the loop that LEAVE or ITERATE names, and of the outermost one that may have been left.
    var leftDepth = Int.max
    var doubtDepth = Int.max
    /// The number of loops around the current clause that are followed round by round.
    var openLoops = 0
    var departure: Departure?
    /// Whether the rest of the current loop body, or of the current routine, may have been skipped.
    var mayHaveLeft = false
    var mayHaveReturned = false
    /// The texts that were assigned to variables and have not been passed on, by variable or stem.
    var pending: [String: [MappedText]] = [:]
    /// The commands on the stack, in the order in which TSO reads them, with their conditions.
    var stacked: [(text: MappedText, condition: UInt32)] = []
    /// What else takes lines from the stack.
    let drain: Drain?
    /// The number of clauses that may still be interpreted.
    var budget: Int
    /// The bytes that composed values may still take.
    var room: Int
    /// The result of the current function.
    var result: MappedText?
    /// The results of the calls of functions, by the place of the call.
    var results: [Int: MappedText] = [:]

    /// The environments to which a string that looks like a RACF command may be passed.
    static let environments: Set<String> = ["TSO", "CONSOLE", "MVS"]

    /// The environments that pass a command on to a program, or to a shell.
    static let programEnvironments: Set<String> = [
        "ATTACH", "ATTCHMVS", "ATTCHPGM", "ISPEXEC", "LINK", "LINKMVS", "LINKPGM", "SH",
    ]

    static let instructions: Set<String> = [
        "SAY", "NUMERIC", "NOP", "PROCEDURE", "OPTIONS", "UPPER",
    ]

    /// The commands, one on each line.
    static func regions(_ bytes: [UInt8], _ range: Range<Int>, _ carrier: Deck.Carrier = .rexx) -> [DeckRegion] {
        regions(bytes, range, carrier, given: [:])
    }

    static func regions(
        _ bytes: [UInt8], _ range: Range<Int>, _ carrier: Deck.Carrier, given: [String: String]
    ) -> [DeckRegion] {
        var reader = RexxCarrier(withoutSequenceNumbers(bytes, range), range, given)
        reader.run()
        return reader.program.takeRegion(carrier).map { [$0.ending(reader.ending)] } ?? []
    }

    /// The text with blanks in place of sequence numbers. The first record shows whether an exec in fixed records has
    /// them.
    private static func withoutSequenceNumbers(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
        func number(_ line: Range<Int>) -> Range<Int>? {
            let digits = max(line.lowerBound, line.upperBound - 8)..<line.upperBound
            let length = bytes[line].count { $0 & 0xC0 != 0x80 }
            return length == 80 && bytes[digits].allSatisfy(\.isDigit) ? digits : nil
        }
        let isEnd = { (byte: UInt8) in byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
        guard number(bytes[range].prefix { !isEnd($0) }.indices) != nil else { return bytes }
        var text = bytes
        for number in bytes[range].split(whereSeparator: isEnd).compactMap({ number($0.indices) }) {
            for place in number { text[place] = UInt8(ascii: " ") }
        }
        return text
    }

    private init(_ bytes: [UInt8], _ range: Range<Int>, _ given: [String: String]) {
        self.bytes = bytes
        program = ProgramFlow(given: given)
        let clauses = RexxScanner(bytes, range).clauses
        self.clauses = clauses
        var labels: [String: Int] = [:]
        var ends: [Int: Int] = [:]
        var repeated: Set<String> = []
        var open: [Int] = []
        var broken: Set<Int> = []
        for (index, clause) in clauses.enumerated() {
            if clause.count > 1, clause.first?.kind == .symbol, clause.dropFirst().first?.kind == .colon {
                let name = Self.upper(bytes, clause[clause.startIndex])
                if labels[name] == nil { labels[name] = index }
            }
            let instruction = Self.instruction(bytes, clause)
            guard let word = instruction.first.map({ Self.upper(bytes, $0) }) else { continue }
            if word == "SIGNAL", let name = instruction.dropFirst().first.map({ Self.upper(bytes, $0) }),
                labels[name] != nil
            {
                repeated.insert(name)
            }
            if Self.isBroken(bytes, clause) { broken.insert(index) }
            if word == "DO" || word == "SELECT" { open.append(index) }
            if word == "END", let start = open.popLast() { ends[start] = index }
        }
        drain = Self.drain(bytes, clauses)
        self.labels = labels
        self.repeated = repeated
        self.ends = ends
        self.broken = broken.union(open)
        budget = 8 * clauses.count + 20_000
        room = bytes.count + (1 << 20)
    }

    /// Whether a clause has a string without an end, or one that X or B makes a string of digits which it is not.
    private static func isBroken(_ bytes: [UInt8], _ clause: ArraySlice<Token>) -> Bool {
        zip(clause, clause.dropFirst().map(Optional.some) + [nil]).contains { token, next in
            guard token.kind == .string else { return false }
            let quote = bytes[token.range.lowerBound]
            guard bytes[token.range].count(where: { $0 == quote }).isMultiple(of: 2) else { return true }
            guard let next, next.kind == .symbol, !next.isApart, ["X", "B"].contains(upper(bytes, next)) else {
                return false
            }
            return !isHexadecimal(bytes, token, upper(bytes, next))
        }
    }

    private static func drain(_ bytes: [UInt8], _ clauses: [ArraySlice<Token>]) -> Drain? {
        var found: Drain?
        for token in clauses.joined() where token.kind == .symbol || token.kind == .string {
            let words = upper(bytes, token).split { !$0.isLetter }.prefix(1)
            if words.first == "EXECIO" { return .writes }
            if ["PULL", "DELSTACK", "DROPBUF", "NEWSTACK"].contains(words.first.map(String.init)) { found = .pulls }
        }
        return found
    }

    /// The instruction of a clause after labels, IF … THEN, WHEN … THEN, ELSE and OTHERWISE.
    static func instruction(_ bytes: [UInt8], _ clause: ArraySlice<Token>) -> ArraySlice<Token> {
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

    mutating func run() {
        execute(0..<clauses.count)
        ending = program.ending(.zero, .rexx)
        program.reviveAfterEnd()
        // These routines are not called, or their calls are not visible.
        for (name, start) in labels.sorted(by: { $0.value < $1.value }) where !calledRoutines.contains(name) {
            let range = clauses[start].first?.range ?? 0..<0
            program.beginOptional(.routine, at: range)
            routine(name, start, [])
            program.endOptional()
        }
        for (text, condition) in stacked { program.emit(text, under: condition) }
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
    var mayFollow: Bool { budget > 0 && openRoutines.count < 32 && openLoops < Self.loopLimit }

    /// The maximum depth of loops that are followed, and of those whose changes are looked for.
    static let loopLimit = 32

    /// - Returns: the clause that comes next.
    mutating func step(_ index: Int) -> Int {
        var rest = clauses[index]
        if broken.contains(index), let first = rest.first { program.mayEnd(at: first.range) }
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
                begin(word, condition, at: first.range, index)
                rest = then.map { rest[($0 + 1)...] } ?? []
            case "OTHERWISE":
                program.beginOtherwise(at: first.range)
                rest = rest.dropFirst()
            case "SELECT":
                program.beginSelect()
                return index + 1
            case "DO": return loop(index, rest.dropFirst(), first.range)
            case "END":
                // No WHEN of a SELECT without OTHERWISE is error 7 (IRX0007I).
                program.endBlock(error: first.range)
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
    mutating func enter(_ label: String) {
        // Another round has other values.
        if repeated.contains(label) { program.forget(program.names) }
        if openRoutines.isEmpty, program.isDead { return }
        calledRoutines.insert(label)
    }

    /// Whether ELSE follows the instruction after THEN.
    private func hasElse(_ index: Int) -> Bool {
        var last = index
        var instruction = Self.instruction(bytes, clauses[index])
        if instruction.isEmpty, index + 1 < clauses.count {
            last = index + 1
            instruction = Self.instruction(bytes, clauses[last])
        }
        if let end = ends[last] { last = end }
        guard last + 1 < clauses.count, let next = clauses[last + 1].first, next.kind == .symbol else { return false }
        return ["THEN", "ELSE"].contains(upper(next))
    }

    mutating func begin(_ word: String, _ condition: ArraySlice<Token>, at range: Range<Int>, _ index: Int) {
        let end = condition.last?.range.upperBound ?? range.upperBound
        let place = range.lowerBound..<max(range.upperBound, end)
        if word == "IF", let limit = successLimit(condition), truth(condition) == nil, !hasElse(index),
            program.beginIfSuccessful(at: place, ProgramFlow.Test(limit: limit, isExact: true))
        {
            return
        }
        if word == "IF" {
            program.beginIf(at: place, truth: truth(condition))
        } else {
            program.beginWhen(at: place, truth: truth(condition))
        }
        if truth(condition) == nil, let limit = failureLimit(condition) {
            program.markFailure(ProgramFlow.Test(limit: limit, isExact: true))
        }
    }
}
