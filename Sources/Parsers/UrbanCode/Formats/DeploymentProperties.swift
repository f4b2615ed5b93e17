import Diagnostics

/// Reads properties that the Jenkins plug-in passes to a process or a version: `deployReqProps:
/// 'jes.user=USER1\njes.port=6715'`.
enum DeploymentProperties {
    private static let keys = ["deployReqProps", "deployVersionProps", "pushProperties"].map { Array($0.utf8) }

    /// The properties in the order of the keys, then of the text.
    static func all(in bytes: [UInt8]) -> [(name: Located<String>, value: Located<String>)] {
        keys.flatMap { key in
            var found: [(name: Located<String>, value: Located<String>)] = []
            var offset = 0
            while let place = bytes[offset...].firstRange(of: key) {
                offset = place.upperBound
                if let text = quoted(behind: offset, bytes) { found += pairs(in: text, bytes) }
            }
            return found
        }
    }

    /// Reads `: '…'` and `="…"`, also with triple quotes.
    private static func quoted(behind start: Int, _ bytes: [UInt8]) -> Range<Int>? {
        let before = bytes[start...].prefix(20).prefix { !"\"'".utf8.contains($0) }
        guard before.allSatisfy({ " :=(\t".utf8.contains($0) }), before.endIndex < bytes.count else { return nil }
        var open = before.endIndex
        let quote = bytes[open]
        guard "\"'".utf8.contains(quote) else { return nil }
        let isLong = bytes[open...].prefix(3).count == 3 && bytes[open...].prefix(3).allSatisfy { $0 == quote }
        open += isLong ? 3 : 1
        let close = bytes[open...].prefix(20_000).firstIndex(of: quote)
        return close.map { open..<$0 }
    }

    /// Reads lines, whose ends may also be written as `\n`.
    private static func pairs(
        in range: Range<Int>, _ bytes: [UInt8]
    ) -> [(name: Located<String>, value: Located<String>)] {
        var found: [(name: Located<String>, value: Located<String>)] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let end = end(of: start, range, bytes)
            if let sign = bytes[start..<end].firstIndex(of: UInt8(ascii: "=")) {
                let name = bytes[start..<sign].drop { $0 <= UInt8(ascii: " ") }
                let value = bytes[(sign + 1)..<end]
                found.append(
                    (
                        Located(String(decoding: name, as: UTF8.self), at: SourceRange(name.startIndex, name.endIndex)),
                        Located(
                            String(decoding: value, as: UTF8.self), at: SourceRange(value.startIndex, value.endIndex))
                    ))
            }
            start = end + (end < range.upperBound && bytes[end] == UInt8(ascii: "\\") ? 2 : 1)
        }
        return found
    }

    private static func end(of start: Int, _ range: Range<Int>, _ bytes: [UInt8]) -> Int {
        var offset = start
        while offset < range.upperBound {
            if bytes[offset] == UInt8(ascii: "\n") { return offset }
            if bytes[offset] == UInt8(ascii: "\\"), offset + 1 < range.upperBound,
                bytes[offset + 1] == UInt8(ascii: "n")
            {
                return offset
            }
            offset += 1
        }
        return range.upperBound
    }
}
