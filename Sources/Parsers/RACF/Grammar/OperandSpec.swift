/// An operand of a command, or a sub-operand of an operand.
struct OperandSpec: Sendable {
    let keyword: Keyword
    let form: OperandForm
    /// Other accepted names.
    var aliases: [String] = []
}

/// The content of an operand's parentheses.
indirect enum OperandForm: Sendable {
    /// Nothing: the operand is a switch.
    case flag
    /// A value, or a list of values.
    case values(ValueKind)
    /// Keywords, which may be abbreviated like operands.
    case words([Keyword])
    /// Nested operands.
    case operands(OperandTable)
    /// One of these, or no parentheses.
    case optional(OperandForm)
    /// Read but not checked, because docs/reference/racf.md#2-command-operands does not list it.
    case anything
}

/// The meaning of a value, which decides how it is checked.
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
    /// Whether an unlisted operand is an error. It is an error only if docs/reference/racf.md#2-command-operands has
    /// the complete list.
    let isComplete: Bool
    /// Operands of which no two can be combined.
    let exclusions: [[Keyword]]

    /// All operands of the command.
    static func all(_ operands: [OperandSpec]..., excluding exclusions: [[Keyword]] = []) -> OperandTable {
        OperandTable(operands: operands.flatMap { $0 }, isComplete: true, exclusions: exclusions)
    }

    /// The known operands; others are read but not checked.
    static func some(_ operands: [OperandSpec]...) -> OperandTable {
        OperandTable(operands: operands.flatMap { $0 }, isComplete: false, exclusions: [])
    }
}

/// What follows the name of a command.
struct CommandSpec: Sendable {
    /// The positional operands, in order.
    let positional: [ValueKind]
    /// The number of required positional operands.
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

    /// The logged accesses and their levels: `FAILURES(READ) SUCCESS(UPDATE)`.
    static let auditAttempts = OperandForm.operands(
        .all(
            keywords(.all, .failures, form: .optional(.words([.read, .update, .control, .alter]))),
            keyword(
                .success, form: .optional(.words([.read, .update, .control, .alter])), aliases: ["SUCCESSES"]),
            keywords(.none, form: .flag)))
}

/// Operands of the same form, as one line of a table.
func keywords(_ keywords: Keyword..., form: OperandForm) -> [OperandSpec] {
    keywords.map { OperandSpec(keyword: $0, form: form) }
}

/// An operand with other names.
func keyword(_ keyword: Keyword, form: OperandForm, aliases: [String]) -> [OperandSpec] {
    [OperandSpec(keyword: keyword, form: form, aliases: aliases)]
}
