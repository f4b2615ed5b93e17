import Languages

/// The operand tables, for programs that help to write commands.
public enum OperandCatalog {
    /// An operand at a place of a command.
    public struct Operand: Sendable {
        public enum Form: Sendable, Equatable {
            /// A switch.
            case flag
            /// A value, or a list of values; the name is that of its kind: `ID`, `class`, `profile`, `text` …
            case values(String, isSecret: Bool)
            /// Nested operands.
            case operands
            /// Anything; it is read and not judged.
            case anything
        }

        public let keyword: Keyword
        public let form: Form
        /// Whether the parentheses may be omitted.
        public let isOptional: Bool
        /// The range of a number, or of the length of a text.
        public let limits: ClosedRange<Int>?
        /// The operands that it excludes.
        public let excluded: [Keyword]
    }

    /// The operands that are valid in a command, or in the parentheses of its operands, in the order of their names.
    ///
    /// - Parameter path: the operands around the place, the outermost first.
    public static func operands(of verb: Verb, in path: [Keyword] = []) -> [Operand] {
        guard let level = level(of: verb, path) else { return [] }
        let rows = Grammar.shared.rows(at: level)
        var seen: Set<Keyword> = []
        return rows.filter { seen.insert($0.keyword).inserted }.map { row in
            Operand(
                keyword: row.keyword, form: form(row.form), isOptional: row.isOptional, limits: row.limits,
                excluded: row.exclusion == 0
                    ? []
                    : rows.filter { $0.exclusion == row.exclusion && $0.keyword != row.keyword }.map(
                        \.keyword))
        }
    }

    /// The operand that a word names at a place, in full or as an abbreviation.
    public static func keyword(_ word: String, of verb: Verb, in path: [Keyword] = []) -> Keyword? {
        guard let level = level(of: verb, path), let packed = PackedWord(Array(word.utf8)[...]),
            case .found(let row) = Grammar.shared.match(packed, at: level)
        else { return nil }
        return Grammar.shared.rows[row].keyword
    }

    /// The kinds of the positional operands of a command, and how many of them it needs.
    public static func positional(of verb: Verb) -> (kinds: [String], required: Int) {
        let command = Grammar.shared[verb]
        return (Grammar.shared.positionals[command.positional].map(\.rawValue), command.required)
    }

    /// Every operand of every command with its path, for grammars of editors and for tests.
    public static var all: [(verb: Verb, path: [Keyword], operand: Operand)] {
        Verb.allCases.flatMap { verb in below([], of: verb) }
    }

    private static func below(
        _ path: [Keyword], of verb: Verb
    ) -> [(verb: Verb, path: [Keyword], operand: Operand)] {
        operands(of: verb, in: path).flatMap { operand in
            [(verb, path, operand)]
                + (operand.form == .operands ? below(path + [operand.keyword], of: verb) : [])
        }
    }

    private static func level(of verb: Verb, _ path: [Keyword]) -> Int? {
        var level = Grammar.shared[verb].level
        for keyword in path {
            let row = Grammar.shared.rows(at: level).first { $0.keyword == keyword }
            guard let row, case .operands(let inner) = row.form else { return nil }
            level = inner
        }
        return level
    }

    private static func form(_ form: Grammar.Form) -> Operand.Form {
        switch form {
        case .flag: .flag
        case .values(let kind): .values(kind.rawValue, isSecret: kind.isSecret)
        case .operands: .operands
        case .anything: .anything
        }
    }
}
