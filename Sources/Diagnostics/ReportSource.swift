/// A place as people count: lines and columns from 1.
public struct Position: Hashable, Sendable {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// An input as reports may see it: every place is true, and no secret can be read.
///
/// Reporters get this and never a `SourceFile`, so none of them can leak what the parsers marked.
public struct ReportSource: Sendable {
    /// A line that may be shown, with the part to underline.
    public struct Excerpt: Equatable, Sendable {
        public var line: Int
        /// Secrets are `••••`; every other character has its column.
        public var text: SafeText
        /// The part to underline: half open, in Unicode scalars of `text` from 0.
        public var highlight: Range<Int>
        /// The last line of a part that has several lines; empty if it has one.
        public var last: [Excerpt] = []

        public init(line: Int, text: SafeText, highlight: Range<Int>) {
            self.line = line
            self.text = text
            self.highlight = highlight
        }
    }

    public static let secretMask = "••••"

    /// What a column counts.
    public enum ColumnUnit: Sendable, CaseIterable {
        case scalars
        case utf16
        case utf8
    }

    enum Content {
        case file(SourceFile, secrets: [SourceRange], columns: Lazy<ColumnTable>)
        /// The places of a stored report; offsets are indices of `positions`.
        case record(ReportRecord)
    }

    let content: Content

    /// - Parameter secrets: the secret ranges, in any order; they may overlap.
    public init(_ file: SourceFile, secrets: [SourceRange]) {
        content = .file(
            file,
            secrets: secrets.filter { $0.count > 0 }.sorted { ($0.start, $0.end) < ($1.start, $1.end) },
            columns: Lazy { ColumnTable(file.bytes) })
    }

    /// Makes a source from recorded places, without the text of the input.
    public init(_ record: ReportRecord) { content = .record(record) }

    /// The line and column of a byte offset.
    public func position(_ offset: UInt32, in unit: ColumnUnit = .scalars) -> Position {
        switch content {
        case .record(let record): return record.position(offset, in: unit)
        case .file(let file, _, let columns):
            let end = file.bytes.outsideLineEnd(min(Int(offset), file.bytes.count))
            let line = file.lineIndex(at: end)
            let start = Int(file.lineStarts[line])
            let part = start..<max(start, end)
            let units =
                if unit == .utf8 { part.count } else if part.count <= ColumnTable.step {
                    ColumnTable.count(file.bytes[part], unit)
                } else { columns.value.count(file.bytes, part, unit) }
            return Position(line: file.lineNumber(line), column: units + 1)
        }
    }

    /// GitHub's hashes of lines, counted from 1.
    public func lineHashes(_ lines: Set<Int>) -> [Int: String] {
        switch content {
        case .record(let record): record.lineHashes.filter { lines.contains($0.key) }
        case .file(let file, let secrets, _): LineHash.hashes(of: Self.redacted(file, secrets), lines: lines)
        }
    }

    /// The text with masks in place of secrets, because the hash of a short secret would reveal it.
    private static func redacted(_ file: SourceFile, _ secrets: [SourceRange]) -> [UInt8] {
        guard !secrets.isEmpty else { return file.bytes }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(file.bytes.count)
        var offset = 0
        for secret in secrets where Int(secret.end) > offset {
            bytes += file.bytes[offset..<max(offset, Int(secret.start))]
            bytes += Secret.mask.utf8
            // The rest of the secret's lines stays a line.
            let hidden = file.bytes[max(offset, Int(secret.start))..<Int(secret.end)]
            bytes += hidden.filter { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
            offset = Int(secret.end)
        }
        return bytes + file.bytes[offset...]
    }

    /// The length above which a line is cut: this much before a place and twice as much after it is shown.
    private static let longLine = 2048
    static let reach = 512

    /// The part of a line that is shown.
    private static func shown(_ line: Range<Int>, around place: Int, _ bytes: [UInt8]) -> Range<Int> {
        guard line.count > longLine else { return line }
        let place = min(max(place, line.lowerBound), line.upperBound)
        var (start, end) = (max(line.lowerBound, place - reach), min(line.upperBound, place + 2 * reach))
        while start > line.lowerBound, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        while end < line.upperBound, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return start..<end
    }

    /// The first and the last line of a range, ready to be shown, or the parts around it of long lines. The underlined
    /// part is at least one column wide.
    public func excerpt(_ range: SourceRange) -> Excerpt? {
        switch content {
        case .record(let record): return record.excerpts[range]
        case .file(let file, let secrets, _):
            var excerpt = Self.excerpt(range, of: file, secrets)
            let end = file.lineIndex(at: min(max(Int(range.end) - 1, Int(range.start)), file.bytes.count))
            if file.lineNumber(end) > excerpt.line {
                let bounds = file.lineBounds(end)
                let start = bounds.first { file.bytes[$0] != UInt8(ascii: " ") } ?? bounds.lowerBound
                let part = SourceRange(min(start, Int(range.end) - 1), Int(range.end))
                excerpt.last = [Self.excerpt(part, of: file, secrets)]
            }
            return excerpt
        }
    }

    private static func excerpt(_ range: SourceRange, of file: SourceFile, _ secrets: [SourceRange]) -> Excerpt {
        let index = file.lineIndex(at: min(Int(range.start), file.bytes.count))
        let bounds = shown(file.lineBounds(index), around: Int(range.start), file.bytes)
        let underlined = Int(range.start)..<max(Int(range.end), Int(range.start) + 1)
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
                shown = secretMask
            } else {
                // Plain characters are added together, as far as all of them are underlined or none is.
                var edge = pending < secrets.count ? Int(secrets[pending].start) : bounds.upperBound
                if offset < underlined.upperBound {
                    edge = min(edge, offset < underlined.lowerBound ? underlined.lowerBound : underlined.upperBound)
                }
                edge = min(edge, bounds.upperBound)
                while next < edge, isPlain(file.bytes[next - 1]), isPlain(file.bytes[next]) { next += 1 }
                while next < bounds.upperBound, file.bytes[next] & 0xC0 == 0x80 { next += 1 }
                shown = String(decoding: file.bytes[offset..<next], as: UTF8.self)
            }
            let width = shown.unicodeScalars.count
            if offset < underlined.upperBound, next > underlined.lowerBound {
                first = first ?? columns
                last = columns + width
            }
            text += shown
            columns += width
            offset = next
        }
        let start = first ?? columns
        return Excerpt(line: file.lineNumber(index), text: SafeText(text), highlight: start..<max(last, start + 1))
    }

    /// Whether a byte is a character that is shown as it is.
    private static func isPlain(_ byte: UInt8) -> Bool { byte >= 0x20 && byte < 0x7F }
}

extension RandomAccessCollection where Index == Int {
    /// The index of the first element for which `belongs` holds, in a collection where it holds for a tail.
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
