/// A place as people count: lines and columns from 1.
public struct Position: Hashable, Sendable {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// An input as reports may see it: every place is true, no secret can be read.
///
/// Reporters get this and never a `SourceFile`, so that none of them can leak what the parsers marked.
public struct ReportSource: Sendable {
    /// A line as it may be shown, with the part to be underlined.
    public struct Excerpt: Equatable, Sendable {
        public var line: Int
        /// Secrets are `••••`; tabs, control and bidirectional characters are made harmless, one column each.
        public var text: String
        /// Half-open, counted in Unicode scalars of `text` from 0.
        public var highlight: Range<Int>
    }

    public static let secretMask = "••••"

    private let file: SourceFile
    private let secrets: [SourceRange]

    /// - Parameter secrets: in any order; they may overlap.
    public init(_ file: SourceFile, secrets: [SourceRange]) {
        self.file = file
        self.secrets = secrets.filter { $0.count > 0 }.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    }

    public var lineCount: Int { file.lineStarts.count }

    /// Line and column, in Unicode scalars, of a byte offset.
    public func position(_ offset: UInt32) -> Position {
        let end = min(Int(offset), file.bytes.count)
        let line = file.lineIndex(at: end)
        let start = Int(file.lineStarts[line])
        let scalars = file.bytes[start..<max(start, end)].reduce(into: 0) { count, byte in
            if byte & 0xC0 != 0x80 { count += 1 }
        }
        return Position(line: line + 1, column: scalars + 1)
    }

    /// The first line of a range, ready to be shown. The underlined part is at least one column wide.
    public func excerpt(_ range: SourceRange) -> Excerpt {
        let index = file.lineIndex(at: min(Int(range.start), file.bytes.count))
        let bounds = file.lineBounds(index)
        var text = ""
        var columns = 0
        var first: Int?
        var last = 0
        var offset = bounds.lowerBound
        var pending = secrets.partitioningIndex { Int($0.end) > offset }
        while offset < bounds.upperBound {
            var next = offset + 1
            var shown: String
            if pending < secrets.count, Int(secrets[pending].start) <= offset {
                next = min(Int(secrets[pending].end), bounds.upperBound)
                while pending < secrets.count, Int(secrets[pending].start) < next {
                    next = min(max(next, Int(secrets[pending].end)), bounds.upperBound)
                    pending += 1
                }
                shown = Self.secretMask
            } else {
                while next < bounds.upperBound, file.bytes[next] & 0xC0 == 0x80 { next += 1 }
                shown = Self.harmless(String(decoding: file.bytes[offset..<next], as: UTF8.self))
            }
            let width = shown.unicodeScalars.count
            if offset < max(Int(range.end), Int(range.start) + 1), next > Int(range.start) {
                first = first ?? columns
                last = columns + width
            }
            text += shown
            columns += width
            offset = next
        }
        let start = first ?? columns
        return Excerpt(line: index + 1, text: text, highlight: start..<max(last, start + 1))
    }

    /// The text with every character that could move the cursor or reorder the line replaced by U+FFFD.
    public static func harmless(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09: result.append(" ")
            case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
                result.append("\u{FFFD}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}

extension RandomAccessCollection where Index == Int {
    /// Index of the first element for which `belongs` holds, in a collection where it holds for a tail.
    @inlinable
    public func partitioningIndex(_ belongs: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = (low + high) / 2
            if belongs(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
