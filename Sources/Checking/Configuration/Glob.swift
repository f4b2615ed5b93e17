import Diagnostics

/// A pattern for paths, as in a configuration. `?` matches a character, `*` any number of them within a name, and `**`
/// any number of folders. Everything else matches itself, so `HLQ.PARMLIB(FEJJCNFG)` is its own pattern.
public struct Glob: Sendable, Hashable {
    public let text: String
    /// The pattern without `./`; for a literal pattern, the path that it matches.
    public let path: String
    fileprivate let pattern: [UInt8]
    /// The number of characters before the first wildcard.
    fileprivate let literalCount: Int

    private static let (star, question, slash) = (UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "/"))

    public init(_ text: String) {
        self.text = text
        path = String(text.hasPrefix("./") ? text.dropFirst(2) : text[...])
        let bytes = Array(path.utf8)
        pattern = bytes
        literalCount = bytes.firstIndex { $0 == Self.star || $0 == Self.question } ?? bytes.count
    }

    /// Whether it names one path.
    public var isLiteral: Bool { literalCount == pattern.count }

    /// The folder that contains every match; empty for the folder that patterns are relative to.
    public var folder: String {
        let end = pattern[..<literalCount].lastIndex(of: Self.slash) ?? 0
        return String(decoding: pattern[..<end], as: UTF8.self)
    }

    public func matches(_ path: String) -> Bool { matches(Array(path.utf8)) }

    /// Matches a path in bytes.
    ///
    /// Goes back only to the last `*`, and to the last `**` if that fails, so the time is bounded by the product of the
    /// lengths.
    public func matches(_ path: [UInt8]) -> Bool {
        guard path.count >= literalCount, path.starts(with: pattern[..<literalCount]) else { return false }
        var (p, t) = (literalCount, literalCount)
        var name: (pattern: Int, text: Int)?
        var folders: (pattern: Int, text: Int)?
        while true {
            if p < pattern.count, pattern[p] == Self.star {
                if let next = afterFolders(p) {
                    folders = (next, t)
                    name = nil
                    p = next
                } else {
                    name = (p + 1, t)
                    p += 1
                }
                continue
            }
            if t < path.count, p < pattern.count,
                pattern[p] == path[t] || pattern[p] == Self.question && path[t] != Self.slash
            {
                p += 1
                t += 1
                continue
            }
            if p == pattern.count, t == path.count { return true }
            if let last = name, last.text < path.count, path[last.text] != Self.slash {
                name = (last.pattern, last.text + 1)
                (p, t) = (last.pattern, last.text + 1)
            } else if let last = folders, let next = nextFolder(path, last.text, isTail: last.pattern == pattern.count)
            {
                folders = (last.pattern, next)
                name = nil
                (p, t) = (last.pattern, next)
            } else {
                return false
            }
        }
    }

    /// The index after `**` and its slash, if it is a whole name.
    private func afterFolders(_ p: Int) -> Int? {
        guard p + 1 < pattern.count, pattern[p + 1] == Self.star, p == 0 || pattern[p - 1] == Self.slash else {
            return nil
        }
        if p + 2 == pattern.count { return p + 2 }
        return pattern[p + 2] == Self.slash ? p + 3 : nil
    }

    /// The start of the next name; at the end of the pattern `**` matches everything.
    private func nextFolder(_ path: [UInt8], _ from: Int, isTail: Bool) -> Int? {
        if isTail { return from < path.count ? path.count : nil }
        return path[min(from, path.count)...].firstIndex(of: Self.slash).map { $0 + 1 }
    }
}

/// Sorted paths, so that a pattern looks only at those with its beginning: a hundred set-ups have hundreds of patterns
/// for thousands of files.
public struct SortedPaths {
    private let paths: [[UInt8]]
    private let order: [Int]

    public init(_ paths: [[UInt8]]) {
        self.paths = paths
        order = paths.indices.sorted { left, right in
            if paths[left] == paths[right] { return left < right }
            return paths[left].lexicographicallyPrecedes(paths[right])
        }
    }

    /// The indices of the paths that match, in the order of the paths.
    public func matching(_ glob: Glob) -> [Int] {
        let start = glob.pattern[..<glob.literalCount]
        let first = order.partitioningIndex { !paths[$0].lexicographicallyPrecedes(start) }
        return order[first...].prefix { paths[$0].starts(with: start) }.filter { glob.matches(paths[$0]) }
    }
}
