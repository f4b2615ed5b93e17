import Diagnostics

/// The operand tables, prepared for looking words up.
///
/// A word matches an operand if it equals its name, or if it is a prefix of only one operand at that place (TSO/E
/// Primer, keywords).
final class Grammar: Sendable {
    static let shared = Grammar()

    /// The words that are valid at one place, as a range of `rows`.
    struct Level: Sendable {
        let isComplete: Bool
        /// The start of its indices in `firsts`.
        fileprivate let start: Int
    }

    struct Row: Sendable {
        let keyword: Keyword
        let form: Form
        /// Whether the parentheses may be omitted.
        let isOptional: Bool
        /// The range of a number, or of the length of a text.
        var limits: ClosedRange<Int>?
        /// Rows of a level with the same number above 0 exclude each other.
        let exclusion: UInt8
        /// The operand that it takes back: CLASSACT for NOCLASSACT.
        let opposite: Keyword?

        init(
            keyword: Keyword, form: Form, isOptional: Bool, limits: ClosedRange<Int>? = nil, exclusion: UInt8
        ) {
            (self.keyword, self.form, self.isOptional) = (keyword, form, isOptional)
            (self.limits, self.exclusion) = (limits, exclusion)
            opposite = keyword.rawValue.hasPrefix("no") ? Keyword(rawValue: String(keyword.rawValue.dropFirst(2))) : nil
        }
    }

    /// The content of an operand's parentheses.
    enum Form: Sendable {
        /// Nothing: the operand is a switch.
        case flag
        /// A value, or a list of values.
        case values(ValueKind)
        /// The nested operands of a level.
        case operands(Int)
        /// Read but not checked.
        case anything
    }

    enum Match: Sendable {
        /// Index in `rows`.
        case found(Int)
        case ambiguous
        case none
    }

    struct Command: Sendable {
        /// The positional operands, as a range of `positionals`.
        let positional: Range<Int>
        /// The number of required positional operands.
        let required: Int
        let level: Int
    }

    let levels: [Level]
    /// The rows; those of a level are contiguous, in ascending order of their names.
    let rows: [Row]
    /// The names of the rows, in a separate array because a search of a level passes several.
    private let names: [PackedWord]
    /// For each level, the index of the first row of each letter, and the index after the last.
    private let firsts: [Int]
    private let commands: [Command]
    /// The positional operands of all commands.
    let positionals: [ValueKind]

    private init() {
        var reader = OperandTableReader(OperandTable.text)
        reader.read()
        commands = reader.commands
        positionals = reader.positionals
        var builder = Builder()
        for level in reader.levels { builder.add(level) }
        levels = builder.levels
        rows = builder.rows
        names = builder.names
        firsts = builder.firsts
    }

    subscript(verb: Verb) -> Command { commands[Int(verb.rawValue)] }

    /// The meaning of a word at a level.
    func match(_ word: PackedWord, at level: Int) -> Match {
        let candidates = candidates(word, at: level)
        guard !candidates.isEmpty else { return .none }
        let first = candidates.lowerBound
        // In ascending order, an equal name precedes the names that begin with it.
        if candidates.count == 1 || names[first].count == word.count { return .found(first) }
        // All candidates are names of one operand.
        return candidates.allSatisfy { rows[$0].keyword == rows[first].keyword }
            ? .found(first) : .ambiguous
    }

    /// The full name of the operand that a word matches.
    func name(_ word: PackedWord, at level: Int) -> String? {
        guard let first = candidates(word, at: level).first, names[first].count == word.count else {
            return nil
        }
        return rows[first].keyword.name
    }

    /// The possible meanings of an ambiguous word.
    func names(beginningWith word: PackedWord, at level: Int) -> [String] {
        candidates(word, at: level).map { rows[$0].keyword.name }
    }

    func names(at level: Int) -> [String] {
        rows(at: level).map(\.keyword.name)
    }

    /// The operands at a level, in the order of their names.
    func rows(at level: Int) -> ArraySlice<Row> {
        let start = levels[level].start
        return rows[firsts[start]..<firsts[start + Self.letters]]
    }

    private func candidates(_ word: PackedWord, at level: Int) -> Range<Int> {
        guard word.first.isUpper else { return 0..<0 }
        let letter = levels[level].start + Int(word.first - UInt8(ascii: "A"))
        let end = firsts[letter + 1]
        var start = firsts[letter]
        while start < end, !word.isPrefix(of: names[start]) { start += 1 }
        var stop = start
        while stop < end, word.isPrefix(of: names[stop]) { stop += 1 }
        return start..<stop
    }

    private static let letters = 26

    /// The operand in whose parentheses a word belongs that is not an operand of this level.
    func owner(of word: PackedWord, below level: Int) -> Keyword? {
        rows(at: level).first { row in
            guard case .operands(let inner) = row.form else { return false }
            return name(word, at: inner) != nil
        }?.keyword
    }

    private struct Builder {
        var levels: [Level] = []
        var rows: [Row] = []
        var names: [PackedWord] = []
        var firsts: [Int] = []

        mutating func add(_ level: OperandTableReader.Level) {
            let new = level.rows.sorted { $0.name < $1.name }
            var first = 0
            levels.append(Level(isComplete: level.isComplete, start: firsts.count))
            for letter in UInt8(ascii: "A")...UInt8(ascii: "Z") + 1 {
                while first < new.count, new[first].name.first < letter { first += 1 }
                firsts.append(rows.count + first)
            }
            rows += new.map(\.row)
            names += new.map(\.name)
        }
    }
}
