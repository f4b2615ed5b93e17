public import Diagnostics

extension Deck {
    /// Commands as design.md 8 shows them: canonical names, secrets redacted, only what would be a command.
    public func dumped() -> [String: JSONValue] {
        ["commands": .array(commands.filter { $0.effect != .swallowed }.map(Self.dumped))]
    }

    private static func dumped(_ command: Command) -> JSONValue {
        var operands: [String: JSONValue] = [:]
        for operand in command.operands { operands[operand.text] = dumped(operand) }
        return [
            "verb": command.verb.map { .string($0.name) } ?? .null, "line": .number(command.line),
            "endLine": .number(command.endLine), "carrier": .string(command.carrier.rawValue),
            "positional": .array(command.positional.flatMap(\.items).map { dumped($0, isSecret: false) }),
            "operands": .object(operands),
        ]
    }

    /// Its values, or an object where operands of its own stand among them.
    private static func dumped(_ operand: Operand) -> JSONValue {
        let inner = operand.operands
        guard inner.contains(where: { $0.keyword != nil && (operand.keyword?.holdsOperands ?? false) }) else {
            let isSecret = operand.keyword?.holdsSecret ?? false
            return .array(operand.values.map { dumped($0, isSecret: isSecret) })
        }
        var members: [String: JSONValue] = [:]
        for operand in inner { members[operand.text] = dumped(operand) }
        return .object(members)
    }

    private static func dumped(_ value: Value, isSecret: Bool) -> JSONValue {
        let items = value.items
        if items.count != 1 || items.first?.index != value.index {
            return .array(items.map { dumped($0, isSecret: isSecret) })
        }
        return .string(isSecret && !value.isPlaceholder ? Secret.mask : value.text)
    }
}

extension Keyword {
    /// Operands whose value no report shows.
    var holdsSecret: Bool {
        switch self {
        case .keymasked, .keyencrypted, .password, .phrase: true
        default: false
        }
    }

    /// Operands whose parentheses hold operands rather than values.
    var holdsOperands: Bool {
        switch self {
        case .ssignon, .when, .logoptions: true
        default: false
        }
    }
}
