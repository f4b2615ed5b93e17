extension ReportSource {
    /// Successive lines that a fix changes, as a difference shows them: secrets are masked.
    public struct Change: Equatable, Sendable {
        /// The number of the first line.
        public var line: Int
        public var removed: [SafeText]
        public var added: [SafeText]
        /// The first column that differs in the first line, in Unicode scalars from 0.
        public var column: Int

        public init(line: Int, removed: [SafeText], added: [SafeText], column: Int) {
            self.line = line
            self.removed = removed
            self.added = added
            self.column = column
        }
    }

    /// The lines that a fix changes. None if sequence numbers have to stay in their columns, which a plain replacement
    /// does not do.
    public func changes(_ fix: Fix) -> [Change] {
        guard !fix.movesColumns else { return [] }
        return switch content {
        case .record(let record): record.changes[fix] ?? []
        case .file(let file, let secrets, _): Self.changes(fix, of: file, secrets)
        }
    }

    private static func changes(_ fix: Fix, of file: SourceFile, _ secrets: [SourceRange]) -> [Change] {
        var groups: [(lines: ClosedRange<Int>, replacements: [Fix.Replacement])] = []
        for replacement in fix.replacements {
            let first = file.lineIndex(at: min(Int(replacement.range.start), file.bytes.count))
            let last = file.lineIndex(at: min(Int(replacement.range.end), file.bytes.count))
            if let group = groups.last, first <= group.lines.upperBound + 1 {
                groups[groups.count - 1] = (
                    group.lines.lowerBound...max(last, group.lines.upperBound), group.replacements + [replacement]
                )
            } else {
                groups.append((first...max(first, last), [replacement]))
            }
        }
        return groups.compactMap { change($0.lines, $0.replacements, of: file, secrets) }
    }

    private static func change(
        _ lines: ClosedRange<Int>, _ replacements: [Fix.Replacement], of file: SourceFile, _ secrets: [SourceRange]
    ) -> Change? {
        // Of a very long line, more than any terminal shows is left out on either side.
        let bounds = file.lineBounds(lines.lowerBound).lowerBound..<file.lineBounds(lines.upperBound).upperBound
        var offset = max(bounds.lowerBound, Int(replacements.first?.range.start ?? 0) - reach)
        var end = min(bounds.upperBound, Int(replacements.last?.range.end ?? 0) + 2 * reach)
        while offset > bounds.lowerBound, file.bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
        while end < bounds.upperBound, file.bytes[end] & 0xC0 == 0x80 { end += 1 }
        end = max(end, offset)
        let old = masked(offset..<end, of: file, secrets)
        var new = ""
        for replacement in replacements {
            new += masked(offset..<max(offset, Int(replacement.range.start)), of: file, secrets) + replacement.text
            offset = max(offset, Int(replacement.range.end))
        }
        new += masked(offset..<max(offset, end), of: file, secrets)
        var removed = split(old)
        var added = split(new)
        var first = lines.lowerBound
        while let line = removed.first, line == added.first {
            removed.removeFirst()
            added.removeFirst()
            first += 1
        }
        while let line = removed.last, line == added.last {
            removed.removeLast()
            added.removeLast()
        }
        guard !removed.isEmpty || !added.isEmpty else { return nil }
        let column = zip((removed.first ?? "").unicodeScalars, (added.first ?? "").unicodeScalars)
            .prefix { $0 == $1 }.count
        return Change(
            line: file.lineNumber(first), removed: removed.map { SafeText($0) }, added: added.map { SafeText($0) },
            column: column)
    }

    /// The lines of a text that ends its lines as inputs do: with LF, CR LF or CR.
    private static func split(_ text: String) -> [String] {
        var lines: [String] = []
        var line = String.UnicodeScalarView()
        var wasReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\r" || scalar == "\n" && !wasReturn {
                lines.append(String(line))
                line = String.UnicodeScalarView()
            } else if scalar != "\n" {
                line.append(scalar)
            }
            wasReturn = scalar == "\r"
        }
        return lines + [String(line)]
    }

    /// Text with masks in place of secrets, also of those that it holds in part.
    private static func masked(_ range: Range<Int>, of file: SourceFile, _ secrets: [SourceRange]) -> String {
        var text = ""
        var offset = range.lowerBound
        var next = secrets.partitioningIndex { Int($0.end) > offset }
        while offset < range.upperBound {
            let secret = next < secrets.count ? secrets[next] : nil
            let start = min(secret.map { max(Int($0.start), offset) } ?? range.upperBound, range.upperBound)
            text += String(decoding: file.bytes[offset..<start], as: UTF8.self)
            offset = start
            guard let secret, offset < range.upperBound else { break }
            text += secretMask
            offset = max(offset, min(Int(secret.end), range.upperBound))
            next += 1
        }
        return text
    }
}
