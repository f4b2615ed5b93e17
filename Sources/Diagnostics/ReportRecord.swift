/// The places of an input in a stored report, so that the report can be written in another format.
public struct ReportRecord: Sendable {
    /// A place in every unit that formats count in.
    public struct Mark: Hashable, Comparable, Sendable {
        public var position: Position
        /// The columns in UTF-16 code units and in bytes of UTF-8.
        public var utf16: Int
        public var utf8: Int

        public init(_ position: Position, utf16: Int, utf8: Int) {
            self.position = position
            self.utf16 = utf16
            self.utf8 = utf8
        }

        public static func < (left: Mark, right: Mark) -> Bool {
            (left.position.line, left.position.column) < (right.position.line, right.position.column)
        }
    }

    /// The marks in order; an offset is an index here.
    public var marks: [Mark] = []
    public var excerpts: [SourceRange: ReportSource.Excerpt] = [:]
    /// The lines that fixes change.
    public var changes: [Fix: [ReportSource.Change]] = [:]
    public var lineHashes: [Int: String] = [:]

    public init() {}

    func position(_ offset: UInt32, in unit: ReportSource.ColumnUnit) -> Position {
        guard Int(offset) < marks.count else { return Position(line: 1, column: 1) }
        let mark = marks[Int(offset)]
        return switch unit {
        case .scalars: mark.position
        case .utf16: Position(line: mark.position.line, column: mark.utf16)
        case .utf8: Position(line: mark.position.line, column: mark.utf8)
        }
    }
}
