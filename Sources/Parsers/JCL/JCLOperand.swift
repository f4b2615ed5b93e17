import Diagnostics

/// An operand of a JCL statement with its place: a positional one, or `KEYWORD=value`.
struct JCLOperand {
    /// In upper case; empty for a positional one.
    var keyword: String
    /// With quotes and parentheses as they stand.
    var value: Located<String>

    /// Without the parentheses of a list and without quotes; doubled apostrophes are one.
    var text: String {
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
    var operandList: [JCLOperand] {
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

    subscript(keyword: String) -> JCLOperand? { operandList.first { $0.keyword == keyword } }

    /// In the order of the file; in-stream data is passed over.
    static func all(in file: SourceFile) -> [JCLStatement] {
        var statements: [JCLStatement] = []
        var line = 0
        while line < file.lineStarts.count {
            guard let statement = JCLStatement(file, line, before: file.lineStarts.count) else {
                line += 1
                continue
            }
            statements.append(statement)
            line = statement.end
            guard statement.operation == "DD", statement.has("DATA") else { continue }
            let delimiter = Array((statement["DLM"]?.text ?? "/*").utf8)
            while line < file.lineStarts.count, !file.bytes[file.lineBounds(line)].starts(with: delimiter) { line += 1 }
        }
        return statements
    }
}
