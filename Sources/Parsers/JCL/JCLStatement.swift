import Diagnostics

/// A JCL statement with the places of its parts, joined from its records (z/OS MVS JCL Reference, chapters 3 and 4).
struct JCLStatement {
    /// A positional operand, or `KEYWORD=value`.
    struct Operand {
        /// In upper case; empty for a positional one.
        var keyword: String
        /// With quotes and parentheses as they stand.
        var value: Located<String>

        /// Without quotes around it, or around the parts of a list in parentheses.
        var text: String {
            var text = ""
            var isQuoted = false
            let value = value.value
            let inner = value.hasPrefix("(") && value.hasSuffix(")") ? value.dropFirst().dropLast() : value[...]
            var scalars = inner.unicodeScalars[...]
            while let scalar = scalars.popFirst() {
                guard scalar == "'" else {
                    text.unicodeScalars.append(scalar)
                    continue
                }
                if isQuoted, scalars.first == "'" {
                    text.unicodeScalars.append("'")
                    scalars.removeFirst()
                } else {
                    isQuoted.toggle()
                }
            }
            return text
        }
    }

    /// The name field in upper case; empty if there is none.
    var label: Located<String>
    var operation: Located<String>
    var operands: [Operand]

    subscript(keyword: String) -> Operand? { operands.first { $0.keyword == keyword } }

    /// In the order of the file; in-stream data is passed over.
    static func all(in file: SourceFile) -> [JCLStatement] {
        var statements: [JCLStatement] = []
        var line = 0
        while line < file.lineStarts.count {
            guard let statement = JCLReader.statement(file, &line) else {
                line += 1
                continue
            }
            statements.append(statement)
            guard statement.operation.value == "DD", statement.operands.first?.value.value == "DATA" else { continue }
            let delimiter = Array((statement["DLM"]?.text ?? "/*").utf8)
            while line < file.lineStarts.count, !file.bytes[file.lineBounds(line)].starts(with: delimiter) { line += 1 }
        }
        return statements
    }
}

/// Reads one statement.
private enum JCLReader {
    /// Characters with the places they come from.
    private struct Text {
        var bytes: [UInt8] = []
        var places: [UInt32] = []

        mutating func append(_ byte: UInt8, _ place: Int) {
            bytes.append(byte)
            places.append(UInt32(place))
        }
    }

    /// - Parameter line: of its first record; moved behind its last one. Stays where no statement begins.
    static func statement(_ file: SourceFile, _ line: inout Int) -> JCLStatement? {
        var cursor = field(file, line)
        let first = file.bytes[cursor]
        guard first.starts(with: "//".utf8), !first.starts(with: "//*".utf8) else { return nil }
        cursor = (cursor.lowerBound + 2)..<cursor.upperBound
        let label = word(file, &cursor)
        skipBlanks(file, &cursor)
        let operation = word(file, &cursor)
        guard !operation.value.isEmpty else { return nil }
        skipBlanks(file, &cursor)
        var text = Text()
        var isQuoted = append(file, cursor, &text, isQuoted: false)
        line += 1
        while line < file.lineStarts.count, isQuoted || text.bytes.last == UInt8(ascii: ",") {
            var next = field(file, line)
            let record = file.bytes[next]
            guard record.starts(with: "//".utf8) else { break }
            line += 1
            if record.starts(with: "//*".utf8) { continue }
            next = (next.lowerBound + 2)..<next.upperBound
            guard let blank = file.bytes[next].first, isBlank(blank) else {
                line -= 1
                break
            }
            // A string goes on in column 16, operands where the blanks end.
            if isQuoted { next = min(next.lowerBound + 13, next.upperBound)..<next.upperBound }
            if !isQuoted { skipBlanks(file, &next) }
            isQuoted = append(file, next, &text, isQuoted: isQuoted)
        }
        return JCLStatement(label: label, operation: operation, operands: operands(text))
    }

    /// Columns 1 to 71.
    private static func field(_ file: SourceFile, _ line: Int) -> Range<Int> {
        let bounds = file.lineBounds(line)
        return bounds.lowerBound..<min(bounds.upperBound, bounds.lowerBound + 71)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    private static func skipBlanks(_ file: SourceFile, _ cursor: inout Range<Int>) {
        let start = file.bytes[cursor].firstIndex { !isBlank($0) } ?? cursor.upperBound
        cursor = start..<cursor.upperBound
    }

    private static func word(_ file: SourceFile, _ cursor: inout Range<Int>) -> Located<String> {
        let end = file.bytes[cursor].firstIndex(where: isBlank) ?? cursor.upperBound
        defer { cursor = end..<cursor.upperBound }
        let range = SourceRange(cursor.lowerBound, end)
        return Located(file.text(range).uppercased(), at: range)
    }

    /// Up to the first blank outside a string; what follows is a comment. Says whether a string is still open.
    private static func append(
        _ file: SourceFile, _ field: Range<Int>, _ text: inout Text, isQuoted: Bool
    ) -> Bool {
        var isQuoted = isQuoted
        for index in field {
            let byte = file.bytes[index]
            if byte == UInt8(ascii: "'") { isQuoted.toggle() }
            if !isQuoted, isBlank(byte) { break }
            text.append(byte, index)
        }
        return isQuoted
    }

    /// Divides at commas outside parentheses and strings.
    private static func operands(_ text: Text) -> [JCLStatement.Operand] {
        var operands: [JCLStatement.Operand] = []
        var start = 0
        var depth = 0
        var isQuoted = false
        for (index, byte) in text.bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "'"): isQuoted.toggle()
            case UInt8(ascii: "(") where !isQuoted: depth += 1
            case UInt8(ascii: ")") where !isQuoted: depth -= 1
            case UInt8(ascii: ",") where !isQuoted && depth <= 0:
                operands.append(operand(text, start..<index))
                start = index + 1
            default: break
            }
        }
        if start < text.bytes.count { operands.append(operand(text, start..<text.bytes.count)) }
        return operands
    }

    private static func operand(_ text: Text, _ range: Range<Int>) -> JCLStatement.Operand {
        let bytes = text.bytes[range]
        var keyword = ""
        var start = range.lowerBound
        if let equals = bytes.firstIndex(of: UInt8(ascii: "=")), bytes[..<equals].allSatisfy(isNameByte) {
            keyword = String(decoding: bytes[..<equals], as: UTF8.self).uppercased()
            start = equals + 1
        }
        let value = String(decoding: text.bytes[start..<range.upperBound], as: UTF8.self)
        guard start < range.upperBound else {
            let place = range.isEmpty ? 0 : Int(text.places[range.upperBound - 1]) + 1
            return JCLStatement.Operand(keyword: keyword, value: Located(value, at: SourceRange(place, place)))
        }
        let places = SourceRange(Int(text.places[start]), Int(text.places[range.upperBound - 1]) + 1)
        return JCLStatement.Operand(keyword: keyword, value: Located(value, at: places))
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "#$@._".utf8.contains(byte)
        }
    }
}
