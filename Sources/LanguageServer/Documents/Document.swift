import Diagnostics

/// A document that is open in the client.
struct Document: Sendable {
    let uri: String
    let language: String
    var version: Int
    /// The text in UTF-8.
    private(set) var bytes: [UInt8]
    private(set) var lineStarts: [UInt32]
    /// Something that no other state of any document has.
    private(set) var stamp: Int

    init(uri: String, language: String, version: Int, text: String, stamp: Int) {
        self.uri = uri
        self.language = language
        self.version = version
        bytes = Array(text.utf8)
        self.stamp = stamp
        lineStarts = SourceFile(path: "", bytes: bytes).lineStarts
    }

    /// The characters of a byte order mark at the beginning, which is no part of the text that is read.
    func mark(_ unit: Positions.Unit) -> Int {
        guard bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return 0 }
        return unit == .utf8 ? 3 : 1
    }

    /// Applies the changes of a notification in their order; each counts in the text that the one before it left.
    ///
    /// - Returns: `false` if one of them is not a change; then none is applied.
    mutating func apply(_ changes: [Wire], _ unit: Positions.Unit, stamp: Int) -> Bool {
        var changed = self
        for change in changes {
            guard let text = change["text"]?.string else { return false }
            guard let wire = change["range"] else {
                changed.bytes = Array(text.utf8)
                changed.lineStarts = SourceFile(path: "", bytes: changed.bytes).lineStarts
                continue
            }
            guard let range = Positions(changed.bytes, changed.lineStarts, unit).range(wire) else {
                return false
            }
            changed.replace(range, Array(text.utf8))
        }
        changed.stamp = stamp
        self = changed
        return true
    }

    private mutating func replace(_ range: Range<Int>, _ text: [UInt8]) {
        bytes.replaceSubrange(range, with: text)
        // A line before the change may end with the first half of CR LF, so one byte before it counts as well.
        let first = max(0, lineStarts.partitioningIndex { Int($0) >= range.lowerBound } - 1)
        let last = lineStarts.partitioningIndex { Int($0) > range.upperBound + 1 }
        let from = Int(lineStarts[first])
        let shift = text.count - range.count
        let to = last < lineStarts.count ? Int(lineStarts[last]) + shift : bytes.count
        let found = SourceFile(path: "", bytes: Array(bytes[from..<to])).lineStarts.map {
            UInt32(Int($0) + from)
        }
        // The part ends with a line end, whose next line is the first of the rest.
        let inner = last < lineStarts.count ? found.filter { Int($0) < to } : found
        let rest = lineStarts[last...].map { UInt32(Int($0) + shift) }
        lineStarts = Array(lineStarts[..<first]) + inner + rest
    }
}
