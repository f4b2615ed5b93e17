import Decoding
public import Diagnostics

/// Changes parts of a file in the file's own encoding, records and line ends. Every byte outside the changed lines stays.
public struct Rewriter {
    private let raw: [UInt8]
    private let file: SourceFile
    private let encoding: TextEncoding
    /// The number of bytes before the text, a byte order mark.
    private let prefix: Int
    /// The length of the records of a file without line ends.
    private let cutLength: Int?
    private let layout: RecordLayout
    /// The number of characters before each line, where each is one byte of the file; empty for UTF-8.
    private let charactersBefore: [Int]

    /// - Parameters:
    ///   - raw: the bytes of the file.
    ///   - file: the text that was decoded from them.
    ///   - columns: what the last columns of a line, by its index, are for.
    public init(_ raw: [UInt8], _ file: SourceFile, columns: @escaping (Int) -> RecordLayout.Columns) throws(Refusal) {
        self.raw = raw
        self.file = file
        func refuse(_ reason: String) -> Refusal { Refusal(path: file.path, reason: reason) }
        guard file.defects.isEmpty, let encoding = try? TextEncoding(named: file.encoding) else {
            throw refuse("has bytes that are not text, so it cannot be written back as it was")
        }
        self.encoding = encoding
        var before: [Int] = []
        if encoding.isSingleByte {
            before.reserveCapacity(file.lineStarts.count)
            var (count, last) = (0, 0)
            for start in file.lineStarts {
                count += Self.scalars(file.bytes[last..<Int(start)])
                last = Int(start)
                before.append(count)
            }
        }
        charactersBefore = before
        prefix = encoding == .utf8 && raw.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let count = encoding.isSingleByte ? Self.scalars(file.bytes[...]) : file.bytes.count
        let breaks = file.lineStarts.count - 1
        // Some transfers end the file with SUB, which is not part of the text.
        let rest = raw.count - prefix - count
        if breaks == 0, rest == 0, case .fixed(let length) = file.record, length == count {
            cutLength = length
        } else if rest == 0 || rest == 1 {
            cutLength = nil
        } else if breaks > 0, rest == -breaks || rest == 1 - breaks {
            cutLength = Self.scalars(file.bytes[file.lineBounds(0)])
        } else {
            throw refuse("changed since it was read")
        }
        layout = RecordLayout(file, cutLength: cutLength, columns: columns)
    }

    private static func scalars(_ bytes: ArraySlice<UInt8>) -> Int { bytes.count { $0 & 0xC0 != 0x80 } }

    /// The bytes with some changes.
    ///
    /// - Parameter replacements: in ascending order, without overlaps.
    public func applying(_ replacements: [Fix.Replacement]) throws(Refusal) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(raw.count + 256)
        var copied = 0
        for group in groups(of: replacements) {
            let text = changed(group)
            let lines: [[Unicode.Scalar]]
            do throws(RecordLayout.Overflow) {
                lines = try layout.lines(text, replacing: group.lines)
            } catch {
                let line = file.lineNumber(group.lines.lowerBound)
                throw Refusal(path: file.path, reason: "line \(line) \(error.reason)")
            }
            let range = rawRange(of: group.lines)
            result += raw[copied..<range.lowerBound]
            let lineEnd = lineEnd(near: group.lines.lowerBound)
            for (index, line) in lines.enumerated() {
                if index > 0 { result += lineEnd }
                guard let bytes = encoding.bytes(of: line) else {
                    throw Refusal(
                        path: file.path, reason: "\(file.encoding) lacks a character that the correction needs")
                }
                result += bytes
            }
            copied = range.upperBound
        }
        return result + raw[copied...]
    }

    /// Changes that touch the same lines.
    private struct Group {
        var lines: ClosedRange<Int>
        var replacements: [Fix.Replacement]
    }

    private func groups(of replacements: [Fix.Replacement]) -> [Group] {
        var groups: [Group] = []
        for replacement in replacements {
            let first = file.lineIndex(at: Int(replacement.range.start))
            let lines = first...max(first, file.lineIndex(at: Int(replacement.range.end)))
            if let last = groups.last, last.lines.upperBound >= lines.lowerBound {
                groups[groups.count - 1].lines = last.lines.lowerBound...max(last.lines.upperBound, lines.upperBound)
                groups[groups.count - 1].replacements.append(replacement)
            } else {
                groups.append(Group(lines: lines, replacements: [replacement]))
            }
        }
        return groups
    }

    private func changed(_ group: Group) -> [UInt8] {
        let start = Int(file.lineStarts[group.lines.lowerBound])
        let end = file.lineBounds(group.lines.upperBound).upperBound
        var text: [UInt8] = []
        var copied = start
        // The layout puts sequence numbers back.
        let numbers = group.lines.compactMap(layout.numberRange).map { Fix.Replacement(range: $0, text: "") }
        let replacements = (group.replacements + numbers).sorted { $0.range.start < $1.range.start }
        for replacement in replacements {
            text += file.bytes[copied..<max(copied, Int(replacement.range.start))]
            text += replacement.text.utf8
            copied = max(copied, Int(replacement.range.end))
        }
        return text + file.bytes[copied..<max(copied, end)]
    }

    /// The bytes of lines in the file, without the last line end.
    private func rawRange(of lines: ClosedRange<Int>) -> Range<Int> {
        let start = Int(file.lineStarts[lines.lowerBound])
        let end = file.lineBounds(lines.upperBound).upperBound
        return rawOffset(start, lines.lowerBound)..<rawOffset(end, lines.upperBound)
    }

    private func rawOffset(_ offset: Int, _ line: Int) -> Int {
        let start = Int(file.lineStarts[line])
        let count =
            encoding.isSingleByte
            ? charactersBefore[line] + Self.scalars(file.bytes[start..<max(start, offset)]) : offset
        return prefix + count - (cutLength == nil ? 0 : line)
    }

    /// The bytes that end a line in this part of the file.
    private func lineEnd(near line: Int) -> [UInt8] {
        guard cutLength == nil else { return [] }
        for line in [line, line - 1, 0] where line >= 0 && line + 1 < file.lineStarts.count {
            let end = file.lineBounds(line).upperBound
            let next = Int(file.lineStarts[line + 1])
            return Array(raw[rawOffset(end, line)..<rawOffset(next, line + 1)])
        }
        return encoding.bytes(of: ["\n"]) ?? [0x0A]
    }
}
