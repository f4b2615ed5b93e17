import Diagnostics
import Languages

/// A reference of a Velocity template: `$appl`, `${appl}`, `$!{instance-APPL}`.
enum VelocityExpression {
    /// What stands before the names of a workflow's variables (z/OSMF Programming Guide, variables in templates).
    static let scopes = ["instance-", "global-"]

    static func name(_ expression: ArraySlice<UInt8>) -> String? {
        var text = String(decoding: expression, as: UTF8.self)[...]
        guard text.popFirst() == "$" else { return nil }
        if text.first == "!" { text.removeFirst() }
        if text.first == "{", text.last == "}" { text = text.dropFirst().dropLast() }
        guard !text.isEmpty, text.utf8.allSatisfy({ $0.isNameByte || $0 == TSOBytes.minus }) else { return nil }
        return String(text)
    }

    static func value(_ name: String, _ values: TemplateExpression.Values) -> ProgramFlow.Value? {
        let plain = scopes.first(where: name.hasPrefix).map { String(name.dropFirst($0.count)) }
        guard let value = values(name) ?? plain.flatMap(values), value.isKnown else { return nil }
        return value
    }

    /// A text with the values of its references; `nil` if one of them is unknown.
    static func filled(_ text: ArraySlice<UInt8>, _ values: TemplateExpression.Values) -> [UInt8]? {
        var filled: [UInt8] = []
        var rest = text
        while let byte = rest.first {
            guard byte == UInt8(ascii: "$") else {
                filled.append(byte)
                rest = rest.dropFirst()
                continue
            }
            let isBraced = rest.dropFirst().first == UInt8(ascii: "{")
            let body = rest.dropFirst().prefix {
                isBraced ? $0 != UInt8(ascii: "}") : $0.isNameByte || $0 == TSOBytes.minus
            }
            let end = min(body.endIndex + (isBraced ? 1 : 0), rest.endIndex)
            guard let value = name(rest[rest.startIndex..<end]).flatMap({ self.value($0, values) }) else { return nil }
            filled += value.text.bytes
            rest = rest[end...]
        }
        return filled
    }
}
