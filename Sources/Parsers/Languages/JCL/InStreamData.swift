public import Diagnostics

/// The records that `DD *` or `DD DATA` brings along (z/OS MVS JCL Reference, DD statement; docs/reference/racf.md 1.2).
/// The only reader of `DLM=`.
public struct InStreamData: Sendable {
    /// What ends the data.
    public enum Ending: Sendable, Hashable {
        /// `/*`, which is the delimiter where DLM names none.
        case standardDelimiter
        /// What DLM names.
        case namedDelimiter
        /// The next JCL statement.
        case statement
        /// The text itself.
        case text
    }

    /// Indices of the lines of the DD statement.
    public let statement: Range<Int>
    /// Indices of the lines of the data.
    public let lines: Range<Int>
    public let ending: Ending

    /// Index of the line after the data and its delimiter.
    public var end: Int {
        switch ending {
        case .standardDelimiter, .namedDelimiter: lines.upperBound + 1
        case .statement, .text: lines.upperBound
        }
    }

    /// The data that a statement opens; `nil` if it is not a DD statement with data.
    ///
    /// - Parameters:
    ///   - line: index of the statement's first line.
    ///   - limit: index after the last line that belongs to the text.
    public init?(of statement: JCLStatement, at line: Int, in file: SourceFile, before limit: Int) {
        guard statement.operation == "DD" else { return nil }
        let isStar = statement.has("*")
        guard isStar || statement.has("DATA") else { return nil }
        let named = statement.value("DLM").map(JCLStatement.unquoted)
        let delimiter = Array((named ?? "/*").utf8)
        var end = statement.end
        var ending = Ending.text
        while end < limit {
            let text = file.bytes[file.lineBounds(end)]
            if text.starts(with: delimiter) {
                ending = named == nil ? .standardDelimiter : .namedDelimiter
                break
            }
            // JES2 ends the data of `DD *` at a JCL statement as well, whatever DLM says.
            if isStar, text.starts(with: "//") {
                ending = .statement
                break
            }
            end += 1
        }
        self.statement = line..<statement.end
        lines = statement.end..<end
        self.ending = ending
    }
}

extension JCLStatement {
    /// A statement with its place among the lines of a file and the data that it brings along.
    public struct Placed: Sendable {
        public let statement: JCLStatement
        /// Index of its first line.
        public let line: Int
        public let data: InStreamData?
    }

    /// The statements among some lines, in their order; in-stream data is passed over.
    public static func all(in file: SourceFile, _ lines: Range<Int>) -> [Placed] {
        var statements: [Placed] = []
        var line = lines.lowerBound
        while line < lines.upperBound {
            guard file.bytes[file.lineBounds(line)].starts(with: "//"),
                let statement = JCLStatement(file, line, before: lines.upperBound)
            else {
                line += 1
                continue
            }
            let data = InStreamData(of: statement, at: line, in: file, before: lines.upperBound)
            statements.append(Placed(statement: statement, line: line, data: data))
            // A delimiter may be a statement of its own.
            line = data?.lines.upperBound ?? statement.end
        }
        return statements
    }

    /// Whether the first of some lines that is neither blank nor a comment is a statement.
    public static func beginJCL(_ file: SourceFile, _ lines: Range<Int>) -> Bool {
        for index in lines {
            let line = file.bytes[file.lineBounds(index)]
            guard line.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else { continue }
            guard line.starts(with: "//") else { return false }
            guard line.starts(with: "//*") else { return JCLStatement(file, index, before: lines.upperBound) != nil }
        }
        return false
    }
}
