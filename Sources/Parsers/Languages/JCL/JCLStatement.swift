public import Diagnostics

/// A JCL statement of one or more records (z/OS MVS JCL Reference, fields and continuation).
public struct JCLStatement: Sendable {
    public var label: String
    public var operation: String
    /// The operands of all its records as written, without comments.
    public var text: MappedText
    /// The operands in upper case.
    var operands: [UInt8]
    /// The index after its last record.
    public internal(set) var end: Int

    private static let operations: Set<String> = [
        "JOB", "EXEC", "DD", "PROC", "PEND", "SET", "IF", "ELSE", "ENDIF", "JCLLIB", "OUTPUT", "INCLUDE", "COMMAND",
        "XMIT", "CNTL", "ENDCNTL", "SCHEDULE", "EXPORT", "NOTIFY", "JOBGROUP", "GJOB", "BEFORE", "AFTER",
    ]

    /// The operation of the null statement, `//` alone, which ends a job.
    public static let null = ""

    private static let quote = TSOBytes.apostrophe

    /// The operations of the statements of JES2 and JES3 that send a job to another node, or what follows: `/*ROUTE XEQ`,
    /// `/*XEQ`, `/*XMIT`, `//*ROUTE XEQ` (z/OS MVS JCL Reference).
    public static let route = "ROUTE", transmit = "XMIT"
    /// An operator command in the job, for the system or for JES2 (`/*$VS,'…'`).
    public static let command = "COMMAND"

    /// A statement without operands on a line.
    init(_ operation: String, at index: Int) {
        (label, self.operation, text, operands, end) = ("", operation, MappedText(), [], index + 1)
    }

    /// The operation of a statement of JES that sends something to another node, or is an operator command.
    static func way(_ line: ArraySlice<UInt8>) -> String? {
        guard line.starts(with: "/*".utf8) || line.starts(with: "//*".utf8) else { return nil }
        if line.starts(with: "/*$".utf8) { return command }
        let words = line.prefix(71).split(whereSeparator: \.isBlank).prefix(2).map {
            String(decoding: $0, as: UTF8.self)
        }
        switch words.first {
        case "/*ROUTE" where words.last == "XEQ", "/*XEQ" where words.count > 1: return route
        case "/*XMIT" where words.count > 1, "//*ROUTE" where words.last == "XEQ": return transmit
        default: return nil
        }
    }

    static func isNull(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.starts(with: "//".utf8) && bytes.dropFirst(2).prefix(70).allSatisfy { $0 <= TSOBytes.blank }
    }

    /// The statement that begins on a line, if there is one.
    public init?(_ file: SourceFile, _ index: Int, before limit: Int) {
        guard var fields = Fields(file.bytes, file.lineBounds(index)), let (label, operation) = fields.head() else {
            return nil
        }
        self.label = label
        self.operation = operation
        text = MappedText()
        end = index + 1
        var isQuoted = false
        var part = fields.operands(&isQuoted)
        text.append(file.bytes[part])
        while end < limit, isQuoted || part.last.map({ file.bytes[$0] == TSOBytes.comma }) ?? false {
            let line = file.lineBounds(end)
            guard file.bytes[line].starts(with: "//") else { break }
            if !file.bytes[line].starts(with: "//*") {
                guard var more = Fields(file.bytes, line), !more.hasLabel else { break }
                // Inside quotes the text continues in column 16.
                if isQuoted { more.go(to: line.lowerBound + 15) } else { more.skipBlanks() }
                part = more.operands(&isQuoted)
                guard !part.isEmpty else { break }
                text.append(file.bytes[part])
            }
            end += 1
        }
        // Most are in upper case, and then the bytes are shared.
        operands = text.bytes.contains(where: \.isLower) ? text.bytes.map(\.uppercased) : text.bytes
    }

    /// Whether a line begins a statement.
    public static func begins(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        var fields = Fields(bytes, line)
        return fields?.head() != nil
    }

    private static func upper(_ bytes: ArraySlice<UInt8>) -> String {
        bytes.contains(where: \.isLower)
            ? String(decoding: bytes.map(\.uppercased), as: UTF8.self) : String(decoding: bytes, as: UTF8.self)
    }

    /// The range of an operand's value in `operands`.
    public func range(of keyword: String) -> Range<Int>? {
        for part in parts where operands[part].starts(with: keyword.utf8) {
            let start = part.lowerBound + keyword.utf8.count
            guard start < part.upperBound, operands[start] == UInt8(ascii: "=") else { continue }
            return (start + 1)..<part.upperBound
        }
        return nil
    }

    /// The value of a keyword operand in upper case.
    public func value(_ keyword: String) -> String? {
        range(of: keyword).map { String(decoding: operands[$0], as: UTF8.self) }
    }

    func has(_ positional: String) -> Bool { parts.contains { operands[$0].elementsEqual(positional.utf8) } }

    /// The first operand, if it has no keyword: the procedure of EXEC.
    public var positional: String? {
        guard let first = parts.first, !first.isEmpty, !operands[first].contains(UInt8(ascii: "=")) else { return nil }
        return String(decoding: operands[first], as: UTF8.self)
    }

    /// The name and value of each keyword operand.
    public var assignments: [(name: String, value: String)] {
        parts.compactMap { part in
            guard let sign = operands[part].firstIndex(of: UInt8(ascii: "=")) else { return nil }
            let value = String(decoding: operands[(sign + 1)..<part.upperBound], as: UTF8.self)
            return (String(decoding: operands[part.lowerBound..<sign], as: UTF8.self), Self.unquoted(value))
        }
    }

    static func unquoted(_ text: String) -> String {
        guard text.utf8.count >= 2, text.hasPrefix("'"), text.hasSuffix("'") else { return text }
        return String(text.dropFirst().dropLast())
    }

    /// The operands, separated at commas outside parentheses and quotes.
    var parts: [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = 0
        var depth = 0
        var isQuoted = false
        for (index, byte) in operands.enumerated() {
            switch byte {
            case Self.quote: isQuoted.toggle()
            case TSOBytes.open where !isQuoted: depth += 1
            case TSOBytes.close where !isQuoted: depth -= 1
            case TSOBytes.comma where !isQuoted && depth <= 0:
                parts.append(start..<index)
                start = index + 1
            default: break
            }
        }
        return parts + [start..<operands.count]
    }

    /// The fields of a record: columns 3 to 71, separated at blanks.
    private struct Fields {
        let bytes: [UInt8]
        private var offset: Int
        private let end: Int
        let hasLabel: Bool

        init?(_ bytes: [UInt8], _ line: Range<Int>) {
            let text = bytes[line]
            guard text.starts(with: "//"), !text.starts(with: "//*"), line.count > 2 else { return nil }
            self.bytes = bytes
            offset = line.lowerBound + 2
            end = min(line.upperBound, line.lowerBound + 71)
            hasLabel = !bytes[offset].isBlank
        }

        /// The name and operation; `nil` if the record has no JCL operation.
        mutating func head() -> (label: String, operation: String)? {
            guard var operation = word() else { return nil }
            var label = ""
            if hasLabel {
                label = JCLStatement.upper(bytes[operation])
                guard let next = word() else { return nil }
                operation = next
            }
            let name = JCLStatement.upper(bytes[operation])
            return JCLStatement.operations.contains(name) ? (label, name) : nil
        }

        mutating func skipBlanks() {
            while offset < end, bytes[offset].isBlank { offset += 1 }
        }

        mutating func go(to offset: Int) { self.offset = min(offset, end) }

        mutating func word() -> Range<Int>? {
            skipBlanks()
            let start = offset
            while offset < end, !bytes[offset].isBlank { offset += 1 }
            return start < offset ? start..<offset : nil
        }

        /// The text up to the blank before the comment.
        mutating func operands(_ isQuoted: inout Bool) -> Range<Int> {
            if !isQuoted { skipBlanks() }
            let start = min(offset, end)
            while offset < end, isQuoted || !bytes[offset].isBlank {
                if bytes[offset] == JCLStatement.quote { isQuoted.toggle() }
                offset += 1
            }
            return start..<max(start, min(offset, end))
        }
    }
}
