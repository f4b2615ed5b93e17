/// The number of an input in a run: its index in the list of inputs.
public struct FileID: Hashable, Comparable, Sendable {
    // A small type, because every finding has several and every check has one.
    private let number: UInt32

    public init(_ index: Int) { number = UInt32(index) }

    public var index: Int { Int(number) }

    public static func < (left: FileID, right: FileID) -> Bool { left.number < right.number }
}

/// How an input is divided into records.
public enum RecordForm: Hashable, Sendable {
    /// Lines of any length.
    case text
    /// Fixed records of this many characters. TSO reads the last 8 as a sequence number.
    case fixed(Int)

    public static let fb80 = RecordForm.fixed(80)

    /// The name in reports: `text`, `fb80`.
    public var rawValue: String {
        switch self {
        case .text: "text"
        case .fixed(let length): "fb\(length)"
        }
    }
}

/// An input as text: UTF-8 bytes and the starts of its lines.
///
/// EBCDIC and fixed records without line ends are converted to lines of UTF-8 before, in such a way that lines and
/// columns stay those of the user's file.
public struct SourceFile: Sendable {
    /// The number, set when the inputs of a run are known.
    public var id: FileID
    /// Values of names from outside, such as variables and symbols: `--set`.
    public var given: [String: String] = [:]
    /// The digest of the bytes in the file; `nil` if nobody asked for it.
    public var digest: InputDigest?
    private let content: Content

    /// The content that all copies share, because models and findings contain the file.
    private final class Content: Sendable {
        let path: String
        let bytes: [UInt8]
        let encoding: String
        let record: RecordForm
        let assumption: String?
        let defects: [Problem]
        let lineStarts: [UInt32]
        let lineNumbers: [UInt32]

        init(
            _ path: String, _ bytes: [UInt8], _ encoding: String, _ record: RecordForm, _ assumption: String?,
            _ defects: [Problem], _ lineNumbers: [UInt32]
        ) {
            self.lineNumbers = lineNumbers
            self.path = path
            self.bytes = bytes
            self.encoding = encoding
            self.record = record
            self.assumption = assumption
            self.defects = defects
            lineStarts = SourceFile.findLineStarts(in: bytes)
        }
    }

    /// - Parameter lineNumbers: the numbers of the lines in the user's file if this is an excerpt of it, from 1.
    public init(
        id: FileID = FileID(0), path: String, bytes: [UInt8], encoding: String = "utf-8", record: RecordForm = .text,
        assumption: String? = nil, defects: [Problem] = [], lineNumbers: [UInt32] = []
    ) {
        self.id = id
        content = Content(path, bytes, encoding, record, assumption, defects, lineNumbers)
    }

    /// The lines that end before a place, with the reason why the rest is not read (IN006).
    public func cut(at offset: Int, because reason: String) -> SourceFile {
        let end = Int(lineStarts[lineIndex(at: offset)])
        var file = SourceFile(
            id: id, path: path, bytes: Array(bytes[..<end]), encoding: encoding, record: record,
            assumption: assumption,
            defects: defects.filter { $0.range.end <= end } + [Problem("IN006", reason, at: SourceRange(end, end))],
            lineNumbers: content.lineNumbers)
        file.given = given
        return file
    }

    /// Whether it is the same reading of the same input, and not only the same text.
    public func isSame(as other: SourceFile) -> Bool { content === other.content && id == other.id }

    /// The path as the user named it, never made absolute.
    public var path: String { content.path }
    public var bytes: [UInt8] { content.bytes }
    public var encoding: String { content.encoding }
    public var record: RecordForm { content.record }
    /// What was assumed about encoding and records, and why; `nil` if nothing was.
    public var assumption: String? { content.assumption }
    /// What could not be decoded (IN003), or was left out because of a limit (IN006).
    public var defects: [Problem] { content.defects }
    /// The offset of the first byte of each line; never empty. A line ends at LF, CR LF or CR.
    public var lineStarts: [UInt32] { content.lineStarts }

    /// The index, from 0, of the line that contains the byte at `offset`.
    public func lineIndex(at offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(lineStarts[middle]) <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// The number, from 1, of a line in the user's file.
    public func lineNumber(_ index: Int) -> Int {
        content.lineNumbers.isEmpty || index >= content.lineNumbers.count
            ? index + 1 : Int(content.lineNumbers[index])
    }

    /// The number, from 1, of the line in the user's file that contains the byte at `offset`.
    public func lineNumber(at offset: Int) -> Int { lineNumber(lineIndex(at: offset)) }

    /// The bytes of a line, without its line end.
    public func lineBounds(_ index: Int) -> Range<Int> {
        let start = Int(lineStarts[index])
        var end = index + 1 < lineStarts.count ? Int(lineStarts[index + 1]) : bytes.count
        if end > start, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return start..<end
    }

    /// The text of a range; bytes that are not UTF-8 show as U+FFFD.
    public func text(_ range: SourceRange) -> String {
        String(decoding: bytes[range.bounds.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }

    private static func findLineStarts(in bytes: [UInt8]) -> [UInt32] {
        var starts: [UInt32] = [0]
        starts.reserveLargePages(bytes.count / 24 + 1)
        func check(_ index: Int) {
            switch bytes[index] {
            case UInt8(ascii: "\n"): starts.append(UInt32(truncatingIfNeeded: index + 1))
            case UInt8(ascii: "\r"):
                // CR before LF is the first of a pair.
                guard index + 1 == bytes.count || bytes[index + 1] != UInt8(ascii: "\n") else { return }
                starts.append(UInt32(truncatingIfNeeded: index + 1))
            default: return
            }
        }
        var offset = 0
        while let word = ByteWord(bytes, at: offset) {
            // Control characters are nearly always line ends.
            var controls = word.controls
            while controls != 0 {
                check(offset + controls.trailingZeroBitCount / 8)
                controls &= controls - 1
            }
            offset += ByteWord.count
        }
        while offset < bytes.count {
            check(offset)
            offset += 1
        }
        return starts
    }
}
