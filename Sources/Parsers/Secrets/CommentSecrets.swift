public import Diagnostics

/// Finds secrets that comments explain: `# the password is x7Tue5day`. Elsewhere words have another meaning.
public enum CommentSecrets {
    public static func find(in bytes: [UInt8]) -> [SourceRange] {
        guard bytes.contains("/*") || bytes.contains("#") || bytes.contains("*") else { return [] }
        return texts(bytes).flatMap { ProseSecrets.explained(bytes[$0]) }
    }

    private static let longest = 8192

    /// The blocks, and the runs of lines that begin with a sign for comments.
    public static func texts(_ bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var offset = 0
        while let open = bytes[offset...].firstRange(of: Array("/*".utf8))?.lowerBound {
            let close = bytes[(open + 2)...].prefix(longest).firstRange(of: Array("*/".utf8))?.upperBound
            let end = close ?? bytes[open...].first(UInt8(ascii: "\n")) ?? bytes.count
            found.append(open..<end)
            offset = max(end, open + 2)
        }
        var start = 0
        var run: Range<Int>?
        while start < bytes.count {
            let end = bytes[start...].first(UInt8(ascii: "\n")) ?? bytes.count
            if isComment(bytes[start..<end]) {
                run = (run?.lowerBound ?? start)..<end
            } else {
                if let whole = run { found.append(whole) }
                run = nil
                if let sign = bytes[start..<end].firstRange(of: " # ".utf8) { found.append(sign.lowerBound..<end) }
            }
            start = end + 1
        }
        return found + [run].compactMap(\.self)
    }

    private static func isComment(_ line: ArraySlice<UInt8>) -> Bool {
        let text = line.drop(while: \.isBlank)
        guard let first = text.first else { return false }
        return "#!*;".utf8.contains(first) || text.starts(with: "//*") || text.starts(with: "--")
    }
}
