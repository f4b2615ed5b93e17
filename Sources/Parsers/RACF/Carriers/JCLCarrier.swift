import Diagnostics

/// Finds the commands in JCL: the in-stream data of SYSTSIN, step by step (z/OS MVS JCL Reference; racf.md 1.2).
enum JCLCarrier {
    /// A statement of one or more records.
    struct Statement {
        var label: String
        var operation: String
        /// Operands of all its records, without comments.
        var operands: String
        /// Index behind its last record.
        var end: Int
    }

    /// In-stream data of a DD statement.
    private struct Data {
        var name: String
        var lines: Range<Int>
    }

    private static let operations: Set<String> = [
        "JOB", "EXEC", "DD", "PROC", "PEND", "SET", "IF", "ELSE", "ENDIF", "JCLLIB", "OUTPUT", "INCLUDE", "COMMAND",
        "XMIT", "CNTL", "ENDCNTL", "SCHEDULE", "EXPORT", "NOTIFY", "JOBGROUP", "GJOB", "BEFORE", "AFTER",
    ]

    /// Whether the first line that is not blank is a JCL statement or comment.
    static func isJCL(_ file: SourceFile) -> Bool {
        for index in file.lineStarts.indices {
            let line = file.bytes[file.lineBounds(index)]
            guard line.contains(where: { !TSOBytes.isBlank($0) }) else { continue }
            guard line.starts(with: "//".utf8) else { return false }
            guard line.starts(with: "//*".utf8) else { return statement(file, index) != nil }
        }
        return false
    }

    static func regions(_ file: SourceFile) -> [DeckRegion] {
        var regions: [DeckRegion] = []
        var data: [Data] = []
        var systsin: String?
        var isOtherProgram = false
        func endStep() {
            defer {
                data = []
                systsin = nil
            }
            guard !isOtherProgram else { return }
            let name = systsin ?? "SYSTSIN"
            for part in data where part.name == name {
                regions.append(DeckRegion(text: .lines(part.lines), carrier: .jcl, records: records(file, part.lines)))
            }
        }
        var index = 0
        var lastName = ""
        while index < file.lineStarts.count {
            guard let statement = statement(file, index) else {
                index += 1
                continue
            }
            index = statement.end
            switch statement.operation {
            case "JOB", "EXEC":
                endStep()
                isOtherProgram = statement.operation == "EXEC" && !mayRunTSO(statement.operands)
            case "DD":
                // Without a name it is concatenated to the one before.
                let label = statement.label.isEmpty ? lastName : statement.label
                lastName = label
                let name = String(label.split(separator: ".").last ?? "")
                if let other = value("DDNAME", in: statement.operands), name == "SYSTSIN" { systsin = other }
                guard let lines = inStream(file, statement) else { continue }
                data.append(Data(name: name, lines: lines))
                index = lines.upperBound
            case _: break
            }
        }
        endStep()
        return regions
    }

    /// The terminal monitor program, or a procedure that may call it.
    private static func mayRunTSO(_ operands: String) -> Bool {
        guard let program = value("PGM", in: operands) else { return true }
        return program.hasPrefix("IKJEFT") || program.hasPrefix("&") || program.hasPrefix("*.")
    }

    /// In-stream data is read in records of 80, unless a line shows that it is not.
    private static func records(_ file: SourceFile, _ lines: Range<Int>) -> DeckRegion.Records {
        let isFixed = lines.allSatisfy { file.lineBounds($0).count <= 80 || !isLong(file, file.lineBounds($0)) }
        return isFixed ? .fixed : .free
    }

    private static func isLong(_ file: SourceFile, _ line: Range<Int>) -> Bool {
        file.bytes[line].count { $0 & 0xC0 != 0x80 } > 80
    }

    // MARK: Statements

    static func statement(_ file: SourceFile, _ index: Int) -> Statement? {
        guard var words = words(file, index) else { return nil }
        let label = words.hasLabel ? words.list.removeFirst() : ""
        guard let operation = words.list.first?.uppercased(), operations.contains(operation) else { return nil }
        var operands = words.list.dropFirst().first ?? ""
        var end = index + 1
        while operands.hasSuffix(","), end < file.lineStarts.count {
            let line = file.bytes[file.lineBounds(end)]
            guard line.starts(with: "//".utf8) else { break }
            if !line.starts(with: "//*".utf8) {
                guard let next = self.words(file, end), !next.hasLabel, let more = next.list.first else { break }
                operands += more
            }
            end += 1
        }
        return Statement(label: label.uppercased(), operation: operation, operands: operands.uppercased(), end: end)
    }

    /// Label, operation and operands: words outside quotes, up to column 71.
    private static func words(_ file: SourceFile, _ index: Int) -> (list: [String], hasLabel: Bool)? {
        let line = file.bytes[file.lineBounds(index)]
        guard line.starts(with: "//".utf8), !line.starts(with: "//*".utf8) else { return nil }
        let text = line.dropFirst(2).prefix(69)
        guard let first = text.first else { return nil }
        var list: [String] = []
        var word: [UInt8] = []
        var isQuoted = false
        for byte in text {
            if byte == TSOBytes.apostrophe { isQuoted.toggle() }
            if TSOBytes.isBlank(byte), !isQuoted {
                if !word.isEmpty { list.append(String(decoding: word, as: UTF8.self)) }
                word = []
                if list.count == 4 { break }
            } else {
                word.append(byte)
            }
        }
        if !word.isEmpty { list.append(String(decoding: word, as: UTF8.self)) }
        return (list, !TSOBytes.isBlank(first))
    }

    /// The value of a keyword operand.
    private static func value(_ keyword: String, in operands: String) -> String? {
        for operand in split(operands) where operand.hasPrefix("\(keyword)=") {
            return String(operand.dropFirst(keyword.count + 1))
        }
        return nil
    }

    /// At commas outside parentheses and quotes.
    private static func split(_ operands: String) -> [String] {
        var parts: [String] = []
        var part = String.UnicodeScalarView()
        var depth = 0
        var isQuoted = false
        for scalar in operands.unicodeScalars {
            switch scalar {
            case "'": isQuoted.toggle()
            case "(" where !isQuoted: depth += 1
            case ")" where !isQuoted: depth -= 1
            case "," where !isQuoted && depth <= 0:
                parts.append(String(part))
                part = String.UnicodeScalarView()
                continue
            default: break
            }
            part.append(scalar)
        }
        return parts + [String(part)]
    }

    // MARK: In-stream data

    /// The lines behind `DD *` or `DD DATA`, up to the delimiter; `nil` for another DD.
    private static func inStream(_ file: SourceFile, _ statement: Statement) -> Range<Int>? {
        let operands = split(statement.operands)
        guard operands.contains("*") || operands.contains("DATA") else { return nil }
        let given = value("DLM", in: statement.operands).map(unquoted)
        let delimiter = Array((given ?? "/*").utf8)
        // Under `DD *` a JCL statement ends the data as well (JES2, whatever DLM says).
        let endsAtStatement = operands.contains("*")
        var end = statement.end
        while end < file.lineStarts.count {
            let line = file.bytes[file.lineBounds(end)]
            if line.starts(with: delimiter) { return statement.end..<end }
            if endsAtStatement, line.starts(with: "//".utf8) { return statement.end..<end }
            end += 1
        }
        return statement.end..<end
    }

    private static func unquoted(_ text: String) -> String {
        guard text.hasPrefix("'"), text.hasSuffix("'"), text.utf8.count >= 2 else { return text }
        return String(text.dropFirst().dropLast())
    }
}
