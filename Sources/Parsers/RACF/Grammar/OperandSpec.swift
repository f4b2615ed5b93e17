/// An operand of a command, or a sub-operand of an operand.
struct OperandSpec: Sendable {
    let keyword: Keyword
    let form: OperandForm
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
    case operands([OperandSpec])
    /// Either of these, or no parentheses at all.
    case optional(OperandForm)
    /// Read, not judged: racf.md does not list it.
    case anything
}

/// What a value means, which decides what may be wrong with it.
enum ValueKind: Sendable {
    case className, profile, id, text, number, label
    /// A key of 16 hexadecimal digits.
    case key
    case password, phrase
    case other
}

extension OperandForm {
    /// Access levels, in ascending order (RACF Security Administrator's Guide, access authorities).
    static let accessLevel = OperandForm.words([.none, .execute, .read, .update, .control, .alter])
    static let classes = OperandForm.values(.className)
    static let ids = OperandForm.values(.id)
    static let text = OperandForm.values(.text)
    static let number = OperandForm.values(.number)
    static let other = OperandForm.values(.other)
}

/// The operands of a command.
struct CommandSpec: Sendable {
    /// What stands before the operands, in order.
    let positional: [ValueKind]
    let operands: [OperandSpec]
    /// Whether an operand that is not listed is an error: only where racf.md gives the list in full.
    let isComplete: Bool

    init(_ positional: [ValueKind] = [], isComplete: Bool = false, _ operands: [[OperandSpec]]) {
        self.positional = positional
        self.isComplete = isComplete
        self.operands = operands.flatMap { $0 }
    }
}

/// Operands of the same form in one line of a table.
func keywords(_ keywords: Keyword..., form: OperandForm) -> [OperandSpec] {
    keywords.map { OperandSpec(keyword: $0, form: form) }
}
