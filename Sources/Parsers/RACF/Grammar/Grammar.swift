/// The operand tables, made ready for looking words up.
///
/// A word stands for an operand if it equals it, or if it is a prefix of one operand only at that place (TSO/E
/// Primer, keywords).
final class Grammar: Sendable {
    static let shared = Grammar()

    /// The words valid at one place, as a range of `rows`.
    struct Level: Sendable {
        let isComplete: Bool
        /// For each letter, and behind the last, the index of its first row.
        fileprivate let firsts: [Int]
    }

    struct Row: Sendable {
        let name: PackedWord
        let keyword: Keyword
        let form: Form
        /// Whether the parentheses may be left out.
        let isOptional: Bool
        /// Rows of a level with the same number above 0 exclude each other.
        let exclusion: UInt8
    }

    /// `OperandForm`, with numbers of levels instead of tables.
    enum Form: Sendable {
        case flag
        case values(ValueKind)
        case words(Int)
        case operands(Int)
        case anything
    }

    enum Match: Sendable {
        /// Index in `rows`.
        case found(Int)
        case ambiguous
        case none
    }

    struct Command: Sendable {
        let positional: [ValueKind]
        /// How many of these have to be there.
        let required: Int
        let level: Int
    }

    let levels: [Level]
    /// Those of a level stand together, in ascending order.
    let rows: [Row]
    private let commands: [Command]

    private init() {
        var builder = Builder()
        commands = Verb.allCases.map { verb in
            let spec = CommandSpec.of(verb)
            return Command(
                positional: spec.positional, required: spec.required, level: builder.add(spec.operands))
        }
        levels = builder.levels
        rows = builder.rows
    }

    subscript(verb: Verb) -> Command { commands[Int(verb.rawValue)] }

    /// What a word means at a level.
    func match(_ word: PackedWord, at level: Int) -> Match {
        let candidates = candidates(word, at: level)
        guard let first = candidates.first else { return .none }
        // In ascending order, an equal name comes before those that begin with it.
        if candidates.count == 1 || rows[first].name.count == word.count { return .found(first) }
        // Names of one operand.
        return candidates.allSatisfy { rows[$0].keyword == rows[first].keyword } ? .found(first) : .ambiguous
    }

    /// The operand that a word names in full.
    func name(_ word: PackedWord, at level: Int) -> String? {
        guard let first = candidates(word, at: level).first, rows[first].name.count == word.count else { return nil }
        return rows[first].keyword.name
    }

    /// What an ambiguous word could mean.
    func names(beginningWith word: PackedWord, at level: Int) -> [String] {
        candidates(word, at: level).map { rows[$0].keyword.name }
    }

    func names(at level: Int) -> [String] {
        guard let first = levels[level].firsts.first, let end = levels[level].firsts.last else { return [] }
        return rows[first..<end].map(\.keyword.name)
    }

    private func candidates(_ word: PackedWord, at level: Int) -> Range<Int> {
        guard word.first >= UInt8(ascii: "A"), word.first <= UInt8(ascii: "Z") else { return 0..<0 }
        let letter = Int(word.first - UInt8(ascii: "A"))
        let end = levels[level].firsts[letter + 1]
        var start = levels[level].firsts[letter]
        while start < end, !word.isPrefix(of: rows[start].name) { start += 1 }
        var stop = start
        while stop < end, word.isPrefix(of: rows[stop].name) { stop += 1 }
        return start..<stop
    }

    private struct Builder {
        var levels: [Level] = []
        var rows: [Row] = []

        mutating func add(_ table: OperandTable) -> Int {
            var new: [Row] = []
            for spec in table.operands {
                let (form, isOptional) = form(spec.form)
                let exclusion = table.exclusions.firstIndex { $0.contains(spec.keyword) }.map { $0 + 1 } ?? 0
                for name in [spec.keyword.name] + spec.aliases {
                    new.append(
                        Row(
                            name: PackedWord(name), keyword: spec.keyword, form: form, isOptional: isOptional,
                            exclusion: UInt8(exclusion)))
                }
            }
            new.sort { $0.name < $1.name }
            var first = 0
            let firsts = (UInt8(ascii: "A")...UInt8(ascii: "Z") + 1).map { letter in
                while first < new.count, new[first].name.first < letter { first += 1 }
                return rows.count + first
            }
            rows += new
            levels.append(Level(isComplete: table.isComplete, firsts: firsts))
            return levels.count - 1
        }

        mutating func form(_ form: OperandForm) -> (Form, isOptional: Bool) {
            switch form {
            case .flag: return (.flag, true)
            case .values(let kind): return (.values(kind), false)
            case .words(let words):
                return (.words(add(.all(words.map { OperandSpec(keyword: $0, form: .flag) }))), false)
            case .operands(let table): return (.operands(add(table)), false)
            case .optional(let inner): return (self.form(inner).0, true)
            case .anything: return (.anything, true)
            }
        }
    }
}

extension CommandSpec {
    static func of(_ verb: Verb) -> CommandSpec {
        switch verb {
        case .setropts: setropts
        case .rdefine: rdefine
        case .ralter: ralter
        case .rdelete: rdelete
        case .permit: permit
        case .adduser: adduser
        case .altuser: altuser
        case .deluser: deluser
        case .addgroup: addgroup
        case .altgroup: altgroup
        case .delgroup: delgroup
        case .connect: connect
        case .remove: remove
        case .password: password
        case .rlist: rlist
        case .search: search
        case .listuser: listuser
        case .listgrp: listgrp
        case .listdsd: listdsd
        case .rvary: rvary
        case .addsd: addsd
        case .altdsd: altdsd
        case .deldsd: deldsd
        case .racdcert: racdcert
        case .racmap: racmap
        }
    }
}
