public import Diagnostics

/// The records of `DD *` or `DD DATA` (z/OS MVS JCL Reference, DD statement; docs/reference/racf.md#12-jcl-wrapper).
/// This is the only reader of `DLM=`.
public struct InStreamData: Sendable {
    /// The delimiter that ends the data.
    public enum Ending: Sendable, Hashable {
        /// `/*`, which is the delimiter unless DLM names another.
        case standardDelimiter
        /// The delimiter that DLM names.
        case namedDelimiter
        /// The next JCL statement.
        case statement
        /// The end of the text.
        case text
    }

    /// The indices of the lines of the DD statement.
    public let statement: Range<Int>
    /// The indices of the lines of the data.
    public let lines: Range<Int>
    public let ending: Ending

    /// The index of the line after the data and its delimiter.
    public var end: Int {
        switch ending {
        case .standardDelimiter, .namedDelimiter: lines.upperBound + 1
        case .statement, .text: lines.upperBound
        }
    }

    /// The data that follows a statement; `nil` if it is not a DD statement with data.
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
            // JES2 also ends the data of `DD *` at a JCL statement, whatever DLM specifies.
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

/// The statements in a range of lines, in order, each read when it is asked for; in-stream data is skipped.
public struct JCLStatements: Sequence, IteratorProtocol {
    /// A statement with its line numbers and its in-stream data.
    public struct Element {
        public let statement: JCLStatement
        /// The index of its first line.
        public let line: Int
        public let data: InStreamData?
    }

    private let file: SourceFile
    private var lines: Range<Int>

    public init(_ file: SourceFile, _ lines: Range<Int>) {
        self.file = file
        self.lines = lines
    }

    public mutating func next() -> Element? {
        while let line = lines.first {
            if JCLStatement.isNull(file.bytes[file.lineBounds(line)]) {
                lines.removeFirst()
                return Element(statement: JCLStatement(JCLStatement.null, at: line), line: line, data: nil)
            }
            guard let statement = JCLStatement(file, line, before: lines.upperBound) else {
                lines.removeFirst()
                if let way = JCLStatement.way(file.bytes[file.lineBounds(line)]) {
                    return Element(statement: JCLStatement(way, at: line), line: line, data: nil)
                }
                continue
            }
            let data = InStreamData(of: statement, at: line, in: file, before: lines.upperBound)
            // A delimiter may be a separate statement.
            lines.removeFirst((data?.lines.upperBound ?? statement.end) - line)
            return Element(statement: statement, line: line, data: data)
        }
        return nil
    }
}

extension JCLStatement {
    /// Whether the first line that is neither blank nor a comment is a statement.
    public static func beginJCL(_ file: SourceFile, _ lines: Range<Int>) -> Bool {
        for index in lines {
            let line = file.bytes[file.lineBounds(index)]
            guard line.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else { continue }
            // Commands of JES2 precede a job.
            if line.starts(with: "/*$".utf8) { continue }
            guard line.starts(with: "//") else { return false }
            guard line.starts(with: "//*") else { return JCLStatement(file, index, before: lines.upperBound) != nil }
        }
        return false
    }
}
