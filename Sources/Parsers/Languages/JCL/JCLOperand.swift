public import Diagnostics

/// An operand of a JCL statement with its place: positional, or `KEYWORD=value`.
public struct JCLOperand {
    /// The keyword in upper case; empty for a positional operand.
    public var keyword: String
    /// The value with quotes and parentheses as written.
    public var value: Located<String>

    /// The value without the parentheses of a list and without quotes; doubled apostrophes become one.
    public var text: String {
        let value = value.value
        let inner = value.hasPrefix("(") && value.hasSuffix(")") ? value.dropFirst().dropLast() : value[...]
        var text = String.UnicodeScalarView()
        var isQuoted = false
        var scalars = inner.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            if scalar != "'" {
                text.append(scalar)
            } else if isQuoted, scalars.first == "'" {
                text.append(scalars.removeFirst())
            } else {
                isQuoted.toggle()
            }
        }
        return String(text)
    }
}

extension JCLStatement {
    public var operandList: [JCLOperand] {
        parts.filter { !$0.isEmpty }.map { part in
            var keyword = ""
            var start = part.lowerBound
            if let sign = operands[part].firstIndex(of: UInt8(ascii: "=")),
                !operands[part.lowerBound..<sign].contains(where: { "'()&*".utf8.contains($0) })
            {
                keyword = String(decoding: operands[part.lowerBound..<sign], as: UTF8.self)
                start = sign + 1
            }
            let value = String(decoding: text.bytes[start..<part.upperBound], as: UTF8.self)
            return JCLOperand(keyword: keyword, value: Located(value, at: text.fileRange(start, part.upperBound)))
        }
    }

    public subscript(keyword: String) -> JCLOperand? { operandList.first { $0.keyword == keyword } }
}
