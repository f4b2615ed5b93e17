import Diagnostics

/// The columns of a file: how long its lines are, what its last columns are for, and how a command that becomes too long
/// for its line continues.
public struct RecordLayout {
    /// What the last columns of a line are for.
    public enum Columns: Sendable {
        /// They are text.
        case text
        /// They may be a sequence number.
        case program
        /// They may be a sequence number, and the command before them can continue on the next line.
        case command
    }

    /// A line that would be too long.
    struct Overflow: Error { var reason: String }

    private let file: SourceFile
    /// The length to which lines are filled with blanks; `nil` if they end with their text.
    private let filled: Int?
    /// The length of the longest line.
    private let longest: Int
    private let columns: (Int) -> Columns

    init(_ file: SourceFile, cutLength: Int?, columns: @escaping (Int) -> Columns) {
        self.file = file
        self.columns = columns
        var lengths: Set<Int> = []
        var longest = 0
        for index in file.lineStarts.indices {
            let length = file.bytes[file.lineBounds(index)].count { $0 & 0xC0 != 0x80 }
            longest = max(longest, length)
            // The text after the last line end is not a line.
            if length > 0 || index + 1 < file.lineStarts.count { lengths.insert(length) }
        }
        self.longest = longest
        filled = cutLength ?? (lengths.count == 1 && file.lineStarts.count > 2 && longest == 80 ? 80 : nil)
    }

    /// The lines of a changed text.
    ///
    /// - Parameters:
    ///   - text: the text, UTF-8, without sequence numbers.
    ///   - old: the lines that it replaces.
    func lines(_ text: [UInt8], replacing old: ClosedRange<Int>) throws(Overflow) -> [[Unicode.Scalar]] {
        let number = sequenceNumber(of: old.lowerBound)
        let width = self.width(old, isNumbered: number != nil)
        var lines: [[Unicode.Scalar]] = []
        for var line in Self.split(text) {
            while line.last == " ", filled != nil || number != nil { line.removeLast() }
            lines += try wrapped(line, width, isCommand: isCommand(old.lowerBound))
        }
        let numbers = numbers(lines.count, old, number)
        return lines.enumerated().map { index, line in
            guard numbers.isEmpty || numbers[index].isEmpty else {
                return line + Self.blanks(width - line.count) + numbers[index].unicodeScalars
            }
            return line + Self.blanks((filled ?? 0) - line.count)
        }
    }

    private static func split(_ text: [UInt8]) -> [[Unicode.Scalar]] {
        String(decoding: text, as: UTF8.self).unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.last == "\r" ? Array($0.dropLast()) : Array($0) }
    }

    private static func blanks(_ count: Int) -> [Unicode.Scalar] { Array(repeating: " ", count: max(0, count)) }

    private func isCommand(_ line: Int) -> Bool { columns(line) == .command }

    // MARK: Sequence numbers

    /// The place of the number in the last 8 columns of a line.
    func numberRange(of line: Int) -> SourceRange? {
        let bounds = file.lineBounds(line)
        return sequenceNumber(of: line).map { _ in SourceRange(bounds.upperBound - 8, bounds.upperBound) }
    }

    /// The number in the last 8 columns of a line.
    private func sequenceNumber(of line: Int) -> Int? {
        let bytes = file.bytes[file.lineBounds(line)]
        let length = bytes.count { $0 & 0xC0 != 0x80 }
        guard columns(line) != .text, length == filled ?? 80, length > 8, bytes.suffix(8).allSatisfy(\.isDigit) else {
            return nil
        }
        return Int(String(decoding: bytes.suffix(8), as: UTF8.self))
    }

    /// The numbers of new lines lie between those of the lines around them; without room for them they stay blank.
    private func numbers(_ count: Int, _ old: ClosedRange<Int>, _ first: Int?) -> [String] {
        guard let first else { return [] }
        let next = old.upperBound + 1 < file.lineStarts.count ? sequenceNumber(of: old.upperBound + 1) : nil
        let step = next.map { ($0 - first) / count } ?? 10
        return (0..<count).map { index in
            guard index == 0 || step > 0 else { return "" }
            let digits = String(first + index * step)
            return digits.utf8.count > 8 ? "" : String(repeating: "0", count: 8 - digits.utf8.count) + digits
        }
    }

    // MARK: Lines that are too long

    /// The columns that a line may use: those that TSO reads, as far as the file keeps to them.
    private func width(_ old: ClosedRange<Int>, isNumbered: Bool) -> Int {
        let length = filled ?? 80
        if isNumbered { return length - 8 }
        let before =
            old.map { line in
                var bytes = file.bytes[file.lineBounds(line)]
                while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
                return bytes.count { $0 & 0xC0 != 0x80 }
            }.max() ?? 0
        if let filled { return isCommand(old.lowerBound) && before <= filled - 8 ? filled - 8 : filled }
        guard longest <= 80 else { return .max }
        return isCommand(old.lowerBound) ? max(72, before) : .max
    }

    /// Divides a line at a blank outside strings and comments, with a continuation mark.
    private func wrapped(
        _ line: [Unicode.Scalar], _ width: Int, isCommand: Bool
    ) throws(Overflow) -> [[Unicode.Scalar]] {
        guard line.count > width else { return [line] }
        let overflow = Overflow(reason: "would be longer than its record")
        guard isCommand else { throw overflow }
        var rest = line
        var lines: [[Unicode.Scalar]] = []
        let indent = line.prefix { $0 == " " } + [" ", " "]
        while rest.count > width {
            guard let cut = Self.lastBreak(rest, before: width - 1), cut > indent.count else { throw overflow }
            lines.append(Array(rest[..<cut]) + [" ", "-"])
            let tail = Array(indent) + rest[cut...].drop { $0 == " " }
            guard tail.count < rest.count else { throw overflow }
            rest = tail
        }
        return lines + [rest]
    }

    /// The last blank at which a command may be divided.
    private static func lastBreak(_ line: [Unicode.Scalar], before end: Int) -> Int? {
        var found: Int?
        var isQuoted = false
        var isComment = false
        var depth = 0
        for (index, scalar) in line.enumerated() {
            if index >= end { break }
            let next: Unicode.Scalar? = index + 1 < line.count ? line[index + 1] : nil
            switch scalar {
            case "'" where !isComment: isQuoted.toggle()
            case "/" where !isQuoted && next == "*": isComment = true
            case "/" where isComment && index > 0 && line[index - 1] == "*": isComment = false
            case "(" where !isQuoted && !isComment: depth += 1
            case ")" where !isQuoted && !isComment: depth -= 1
            case " " where !isQuoted && !isComment && depth <= 0 && next != " ":
                // The mark follows a blank, so the cut is before it.
                var start = index
                while start > 0, line[start - 1] == " " { start -= 1 }
                found = start
            default: break
            }
        }
        return found
    }
}
