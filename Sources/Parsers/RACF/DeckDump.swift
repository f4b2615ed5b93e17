public import Diagnostics

extension Deck {
    /// The commands as in docs/design.md#81-dump: with canonical names, without secrets, and without text that is not a
    /// command.
    public func dumped() -> [String: JSONValue] {
        ["commands": .array(commands.filter { $0.effect != .swallowed }.map(Self.dumped))]
    }

    private static func dumped(_ command: Command) -> JSONValue {
        var operands: [String: JSONValue] = [:]
        for operand in command.operands { operands[operand.text] = dumped(operand) }
        return [
            "verb": command.verb.map { .string($0.name) } ?? .null, "line": .number(command.line),
            "endLine": .number(command.endLine), "carrier": .string(command.carrier.rawValue),
            "positional": .array(command.positional.flatMap(\.items).map(dumped)),
            "operands": .object(operands),
        ]
    }

    /// Its values, or an object if they include nested operands.
    private static func dumped(_ operand: Operand) -> JSONValue {
        let inner = operand.operands
        let holdsOperands =
            operand.keyword.map(\.holdsOperands) ?? false && !inner.isEmpty || inner.contains { !$0.values.isEmpty }
        guard holdsOperands else { return .array(operand.values.map(dumped)) }
        var members: [String: JSONValue] = [:]
        for operand in inner { members[operand.text] = dumped(operand) }
        return .object(members)
    }

    private static func dumped(_ value: Value) -> JSONValue {
        value.isList ? .array(value.items.map(dumped)) : .string(value.text)
    }
}

extension Keyword {
    /// The operands whose parentheses contain operands rather than values.
    var holdsOperands: Bool {
        switch self {
        case .ssignon, .session, .stdata, .kerb, .proxy, .when, .logoptions: true
        default: false
        }
    }
}
