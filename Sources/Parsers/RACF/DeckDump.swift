public import Diagnostics

extension Deck {
    /// The commands as in docs/design.md#81-dump: with canonical names, without secrets, and without text that is not a
    /// command.
    public func dumped() -> [String: JSONValue] {
        let shown = commands.indices.filter { commands[$0].effect != .swallowed }
        var members: [String: JSONValue] = [
            "commands": .list(shown) { Self.dumped(commands[$0]) }
        ]
        if !unreadParts.isEmpty { members["unread"] = .array(unreadParts.map(dumped)) }
        return members
    }

    private func dumped(_ part: UnreadPart) -> JSONValue {
        let kind =
            switch part.kind {
            case .dataSet: "dataSet"
            case .program: "program"
            case .generated: "generated"
            case .limit: "limit"
            }
        return [
            "kind": .string(kind), "name": .string(part.name),
            "line": .number(file.lineIndex(at: Int(part.range.start)) + 1),
        ]
    }

    private static func dumped(_ command: Command) -> JSONValue {
        var operands: [String: JSONValue] = [:]
        for operand in command.operands { operands[operand.text] = dumped(operand) }
        var members: [String: JSONValue] = [
            "verb": command.verb.map { .string($0.name) } ?? .null, "line": .number(command.line),
            "endLine": .number(command.endLine), "carrier": .string(command.carrier.rawValue),
            "positional": .array(command.positional.flatMap(\.items).map(dumped)),
            "operands": .object(operands),
        ]
        if let condition = command.conditions.first {
            members["condition"] = .number(command.lineIndex(of: condition) + 1)
        }
        if command.effect == .notReached { members["reached"] = .bool(false) }
        return .object(members)
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
