/// An operand of a command, or a sub-operand of an operand.
struct OperandSpec: Sendable {
    let keyword: Keyword
    let form: OperandForm
    /// Other names that it is accepted under.
    var aliases: [String] = []
}

/// What stands in the parentheses of an operand.
indirect enum OperandForm: Sendable {
    /// Nothing: the operand is a switch.
    case flag
    /// A value, or a list of values.
    case values(ValueKind)
    /// Keywords, which may be abbreviated like operands.
    case words([Keyword])
    /// Operands of its own.
    case operands(OperandTable)
    /// Either of these, or no parentheses at all.
    case optional(OperandForm)
    /// Read and not judged, because docs/reference/racf.md#2-command-operands does not list it.
    case anything
}

/// What a value means, which decides what may be wrong with it.
enum ValueKind: String, Sendable {
    case className = "class"
    case id = "ID"
    case profile, text, number, label
    /// A key of 16 hexadecimal digits.
    case key
    case password, phrase
    case other

    var isSecret: Bool {
        switch self {
        case .key, .password, .phrase: true
        case .className, .profile, .id, .text, .number, .label, .other: false
        }
    }
}

/// The operands that are valid at one place.
struct OperandTable: Sendable {
    let operands: [OperandSpec]
    /// Whether an operand that is not listed is an error. It is one only where
    /// docs/reference/racf.md#2-command-operands gives the whole list.
    let isComplete: Bool
    /// Operands of which no two can stand together.
    let exclusions: [[Keyword]]

    /// Every operand that there is.
    static func all(_ operands: [OperandSpec]..., excluding exclusions: [[Keyword]] = []) -> OperandTable {
        OperandTable(operands: operands.flatMap { $0 }, isComplete: true, exclusions: exclusions)
    }

    /// Those that are known; others are read and not judged.
    static func some(_ operands: [OperandSpec]...) -> OperandTable {
        OperandTable(operands: operands.flatMap { $0 }, isComplete: false, exclusions: [])
    }
}

/// What follows the name of a command.
struct CommandSpec: Sendable {
    /// What stands before the operands, in order.
    let positional: [ValueKind]
    /// How many of these have to be there.
    let required: Int
    let operands: OperandTable

    init(_ positional: [ValueKind], required: Int? = nil, _ operands: OperandTable) {
        self.positional = positional
        self.required = required ?? positional.count
        self.operands = operands
    }

    init(_ operands: OperandTable) { self.init([], operands) }
}

extension OperandForm {
    static let classes = OperandForm.values(.className)
    static let ids = OperandForm.values(.id)
    static let text = OperandForm.values(.text)
    static let number = OperandForm.values(.number)
    static let other = OperandForm.values(.other)

    /// Access levels, in ascending order (RACF Security Administrator's Guide, access authorities).
    static let accessLevel = OperandForm.words([.none, .execute, .read, .update, .control, .alter])

    /// What is logged, and from which level on: `FAILURES(READ) SUCCESS(UPDATE)`.
    static let auditAttempts = OperandForm.operands(
        .all(
            keywords(.all, .failures, form: .optional(.words([.read, .update, .control, .alter]))),
            keyword(
                .success, form: .optional(.words([.read, .update, .control, .alter])), aliases: ["SUCCESSES"]),
            keywords(.none, form: .flag)))
}

/// Operands of the same form in one line of a table.
func keywords(_ keywords: Keyword..., form: OperandForm) -> [OperandSpec] {
    keywords.map { OperandSpec(keyword: $0, form: form) }
}

/// An operand that has other names.
func keyword(_ keyword: Keyword, form: OperandForm, aliases: [String]) -> [OperandSpec] {
    [OperandSpec(keyword: keyword, form: form, aliases: aliases)]
}
