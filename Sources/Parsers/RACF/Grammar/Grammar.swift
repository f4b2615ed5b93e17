/// The operand tables, made ready for looking words up.
///
/// A word stands for an operand if it equals it, or if it is a prefix of one operand only at that place (TSO/E
/// Primer, keywords); short forms that public decks use win even where the table is not complete.
final class Grammar: Sendable {
    static let shared = Grammar()

    /// The words valid at one place.
    struct Level: Sendable {
        let isComplete: Bool
        /// In ascending order, so that words with the same first letter stand together.
        fileprivate let names: [[UInt8]]
        fileprivate let keywords: [Keyword]
        fileprivate let forms: [Form]
        /// For each letter the index of its first name.
        fileprivate let firsts: [Int]

        fileprivate func indices(startingWith letter: UInt8) -> Range<Int> {
            guard letter >= UInt8(ascii: "A"), letter <= UInt8(ascii: "Z") else { return 0..<0 }
            let place = Int(letter - UInt8(ascii: "A"))
            return firsts[place]..<firsts[place + 1]
        }
    }

    /// `OperandForm`, with levels instead of tables.
    indirect enum Form: Sendable {
        case flag
        case values(ValueKind)
        case words(Int)
        case operands(Int)
        case optional(Form)
        case anything
    }

    enum Match: Sendable {
        case found(Keyword, Form)
        case ambiguous([Keyword])
        case none
    }

    struct Command: Sendable {
        let positional: [ValueKind]
        let level: Int
    }

    let levels: [Level]
    private let commands: [Command]

    private init() {
        var builder = Builder()
        commands = Verb.allCases.map { verb in
            let spec = CommandSpec.of(verb)
            return Command(
                positional: spec.positional, level: builder.add(spec.operands, isComplete: spec.isComplete))
        }
        levels = builder.levels
    }

    subscript(verb: Verb) -> Command { commands[Int(verb.rawValue)] }

    /// What a word of upper-case bytes means at a level.
    func match(_ word: ArraySlice<UInt8>, at level: Int) -> Match {
        guard let first = word.first else { return .none }
        let level = levels[level]
        var found: Range<Int>?
        for index in level.indices(startingWith: first) where level.names[index].starts(with: word) {
            if level.names[index].count == word.count { return .found(level.keywords[index], level.forms[index]) }
            found = (found?.lowerBound ?? index)..<(index + 1)
        }
        guard let found else { return .none }
        if found.count == 1 { return .found(level.keywords[found.lowerBound], level.forms[found.lowerBound]) }
        let text = String(decoding: word, as: UTF8.self)
        let known = found.filter { Self.shortForms[level.keywords[$0]]?.contains(text) == true }
        guard known.count == 1 else { return .ambiguous(found.map { level.keywords[$0] }) }
        return .found(level.keywords[known[0]], level.forms[known[0]])
    }

    func keywords(at level: Int) -> [Keyword] { levels[level].keywords }

    /// Seen in public decks, whatever else may begin like them (racf.md 1.7).
    private static let shortForms: [Keyword: Set<String>] = [
        .access: ["AC", "ACC"], .class: ["CL"], .generic: ["GEN"], .keymasked: ["KEYMASK"],
        .keyencrypted: ["KEYENCRYPT"], .authority: ["AUTH"], .password: ["PASS", "PASSW"], .dfltgrp: ["DFLT"],
    ]

    private struct Builder {
        var levels: [Level] = []

        mutating func add(_ operands: [OperandSpec], isComplete: Bool) -> Int {
            let sorted = operands.map { (Array($0.keyword.name.utf8), $0) }
                .sorted { $0.0.lexicographicallyPrecedes($1.0) }
            let forms = sorted.map { form($0.1.form) }
            let firsts = (UInt8(ascii: "A")...UInt8(ascii: "Z") + 1).map { letter in
                sorted.firstIndex { $0.0[0] >= letter } ?? sorted.count
            }
            levels.append(
                Level(
                    isComplete: isComplete, names: sorted.map(\.0), keywords: sorted.map(\.1.keyword), forms: forms,
                    firsts: firsts))
            return levels.count - 1
        }

        mutating func form(_ form: OperandForm) -> Form {
            switch form {
            case .flag: return .flag
            case .values(let kind): return .values(kind)
            case .words(let words):
                return .words(add(words.map { OperandSpec(keyword: $0, form: .flag) }, isComplete: true))
            case .operands(let operands): return .operands(add(operands, isComplete: true))
            case .optional(let inner): return .optional(self.form(inner))
            case .anything: return .anything
            }
        }
    }
}

extension CommandSpec {
    static func of(_ verb: Verb) -> CommandSpec {
        switch verb {
        case .setropts: .setropts
        case .rdefine: .rdefine
        case .ralter: .ralter
        case .rdelete: .rdelete
        case .permit: .permit
        case .adduser, .altuser: .user
        case .deluser, .delgroup: .deleteIDs
        case .addgroup, .altgroup: .group
        case .connect: .connect
        case .remove: .remove
        case .password: .password
        case .rlist: .rlist
        case .search: .search
        case .listuser: .listuser
        case .listgrp: .listgrp
        case .rvary: .rvary
        case .addsd, .altdsd, .deldsd, .listdsd: .dataSet
        case .racdcert, .racmap: .unlisted
        }
    }
}
