import Contract
public import Diagnostics
public import RACF

/// What stands around a command in its carrier, so that another command can be written beside it.
public struct CommandLine: Sendable {
    /// The text before a command on a line of its own: indentation, `tsocmd "`, `- '`.
    public var opening: String
    /// The text after it: the closing quote.
    public var closing: String
    /// The offset at which a further line may begin.
    public var end: Int
    /// Changes that the first of several commands needs: `command: x` becomes a list.
    public var lead: [(SourceRange, String)] = []

    /// The text between two commands.
    public var separation: String { closing + "\n" + opening }
}

extension Deck {
    /// The line of a command, if its carrier has a form in which another can be written beside it.
    ///
    /// - Parameter closedAfter: the offset after the last text of the command's line.
    public func commandLine(of command: Command, closedAfter end: Int) -> CommandLine? {
        let bytes = file.bytes
        let start = Int(command.verbRange.start)
        let first = file.lineBounds(file.lineIndex(at: start))
        let before = String(decoding: bytes[first.lowerBound..<start], as: UTF8.self)
        let lineEnd = file.lineBounds(file.lineIndex(at: end)).upperBound
        let textEnd = hasSequenceNumber(at: SourceRange(lineEnd, lineEnd)) ? lineEnd - 8 : lineEnd
        let after = String(decoding: bytes[min(end, textEnd)..<textEnd], as: UTF8.self)
        // A command that goes on in the next line has no end here.
        guard after.trimmed() != "-", after.trimmed() != "+" else { return nil }
        let indent = String(before.prefix { $0 == " " || $0 == "\t" })
        if command.region.isVerbatim {
            // The operator's commands begin with the prefix of the RACF subsystem.
            let isPrefixed = before.trimmed() == "#" || bytes[start] == UInt8(ascii: "#")
            return CommandLine(opening: isPrefixed ? indent + "#" : indent, closing: "", end: lineEnd)
        }
        if before.allSatisfy({ $0 == " " || $0 == "\t" }) {
            // The lines of a folded text are one command.
            let header = command.carrier == .yaml ? blockHeader(above: start) : nil
            return lines((header.map { $0 + "\n" } ?? "") + indent, after, end, lineEnd)
        }
        if command.carrier == .xml, before.last == ">" || before.hasSuffix("<![CDATA[") {
            return lines("", after, end, lineEnd)
        }
        if let number = Int(before), before.utf8.count == 8, command.carrier == .plain {
            let next = String(number + 10)
            guard next.utf8.count <= 8 else { return nil }
            let opening = String(repeating: "0", count: 8 - next.utf8.count) + next
            return CommandLine(opening: opening, closing: "", end: lineEnd)
        }
        return quotedLine(command, before, after, lineEnd)
    }

    /// The line of a text whose lines are those of the file, up to a tag.
    private func lines(_ opening: String, _ after: String, _ end: Int, _ lineEnd: Int) -> CommandLine? {
        let tag = after.utf8.firstIndex { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "]") }
        let count = tag.map { after.utf8.distance(from: after.utf8.startIndex, to: $0) }
        return CommandLine(opening: opening, closing: "", end: count.map { end + $0 } ?? lineEnd)
    }

    /// The line `- >-` or `- |` above the text of an element of a YAML list.
    private func blockHeader(above offset: Int) -> String? {
        let line = file.lineIndex(at: offset)
        guard line > 0 else { return nil }
        let header = String(decoding: file.bytes[file.lineBounds(line - 1)], as: UTF8.self)
        return ["- >", "- >-", "- >+", "- |", "- |-", "- |+"].contains(header.trimmed()) ? header : nil
    }

    /// The words that may precede a command in quotes if nothing else does.
    private static let callers: [[String]] = [
        [], ["ADDRESS", "TSO"], ["QUEUE"], ["TSOCMD"], ["TSO"], ["TSOEXEC"], ["-"], ["-", "TSOCMD"],
    ]

    private func quotedLine(_ command: Command, _ before: String, _ after: String, _ lineEnd: Int) -> CommandLine? {
        var head = before
        var quote = ""
        if let last = before.last, last == "\"" || last == "'" {
            quote = String(last)
            head.removeLast()
        }
        var rest = after.trimmed()
        if !quote.isEmpty {
            guard rest.hasPrefix(quote) else { return nil }
            rest = String(rest.dropFirst()).trimmed()
        }
        let words = head.split { $0 == " " || $0 == "\t" }.map { $0.uppercased() }
        let isComment = rest.isEmpty || rest.hasPrefix("/*") && command.carrier == .rexx || rest.hasPrefix("#")
        let indent = String(before.prefix { $0 == " " || $0 == "\t" })
        if command.carrier == .yaml, words == ["COMMAND:"] || words == ["COMMANDS:"], isComment {
            let start = Int(command.verbRange.start) - quote.utf8.count
            var blanks = start
            while blanks > 0, file.bytes[blanks - 1].isBlank { blanks -= 1 }
            let opening = indent + "  - " + quote
            return CommandLine(
                opening: opening, closing: quote, end: lineEnd,
                lead: [(SourceRange(blanks, start + quote.utf8.count), "\n" + opening)])
        }
        guard Self.callers.contains(words), !quote.isEmpty || words == ["-"] else { return nil }
        if isComment { return CommandLine(opening: before, closing: quote, end: lineEnd) }
        // What follows when a command fails is for each of them.
        guard rest.hasPrefix("||"), command.carrier == .shell || command.carrier == .yaml else { return nil }
        return CommandLine(opening: before, closing: quote + " " + rest, end: lineEnd)
    }

    /// The line after which a command would be the last of the program that runs this one.
    public func endOfProgram(after command: Command) -> CommandLine? {
        var last = command
        for index in (command.index + 1)..<max(commands.count, command.index + 1) {
            let next = commands[index]
            guard next.region.step == command.region.step,
                next.region.range == command.region.range || isInSameList(last, next)
            else { continue }
            last = next
        }
        return commandLine(of: last, closedAfter: Int(last.range.end))
    }

    /// Whether two commands are elements of one YAML list, where each is a region of its own.
    private func isInSameList(_ command: Command, _ next: Command) -> Bool {
        guard command.carrier == .yaml, next.carrier == .yaml, let column = listColumn(of: command),
            listColumn(of: next) == column
        else { return false }
        let (end, start) = (file.lineIndex(at: Int(command.range.end)), file.lineIndex(at: Int(next.verbRange.start)))
        return end < start
            && (end + 1..<start).allSatisfy { line in
                let text = file.bytes[file.lineBounds(line)]
                guard let start = text.firstIndex(where: { $0 != UInt8(ascii: " ") }) else { return true }
                let indent = start - text.startIndex
                return indent > column
                    || indent == column && [UInt8(ascii: "-"), UInt8(ascii: "#")].contains(text[start])
            }
    }

    /// The column of the sign of a list element that is one command: before it, or at the block that it is in.
    private func listColumn(of command: Command) -> Int? {
        let start = Int(command.verbRange.start)
        let line = file.lineBounds(file.lineIndex(at: start))
        let before = blockHeader(above: start) ?? String(decoding: file.bytes[line.lowerBound..<start], as: UTF8.self)
        let text = before.drop { $0 == " " }
        return text.hasPrefix("- ") ? before.utf8.count - text.utf8.count : nil
    }

    /// An apostrophe in a command as its carrier takes it; `nil` if that cannot be seen.
    public func apostrophe(at range: SourceRange) -> String? {
        guard let region = region(at: range) else { return nil }
        if region.isVerbatim { return "'" }
        guard let command = command(at: range) else { return nil }
        let start = Int(command.verbRange.start)
        let line = file.lineBounds(file.lineIndex(at: start))
        switch start > line.lowerBound ? file.bytes[start - 1] : UInt8(ascii: " ") {
        case UInt8(ascii: "'"): return region.carrier == .shell ? "'\\''" : "''"
        case UInt8(ascii: "\""): return "'"
        case UInt8(ascii: " ") where region.carrier == .shell: return isDocument(region) ? "'" : nil
        case UInt8(ascii: " ") where region.carrier != .rexx: return "'"
        case UInt8(ascii: ">") where region.carrier == .xml: return "'"
        default: return nil
        }
    }

    /// Whether a text in a shell script is a here-document: a string begins after a quote, and never a line.
    private func isDocument(_ region: Region) -> Bool {
        let start = Int(region.range.start)
        return file.lineBounds(file.lineIndex(at: start)).lowerBound == start
    }

    /// A fix of this deck. It notes whether a line has a sequence number.
    public func edit(_ title: String, _ replacements: [(SourceRange, String)]) -> Fix {
        var fix = Fix(title, replacements.sorted { $0.0.start < $1.0.start })
        fix.movesColumns = replacements.contains { hasSequenceNumber(at: $0.0) }
        return fix
    }
}

extension Deck {
    /// The value of an operand of the command at a place.
    public func value(of keyword: Keyword, at range: SourceRange) -> SourceRange? {
        guard let values = command(at: range)?.operand(keyword)?.values, values.count == 1 else { return nil }
        return values.first?.range
    }

    /// An operand of the command at a place.
    public func operand(_ keyword: Keyword, at range: SourceRange) -> SourceRange? {
        command(at: range)?.operand(keyword)?.range
    }

    /// What has to go with an operand: the blanks before it or, if it is alone on the last line of its command, the
    /// continuation before it.
    public func rangeToRemove(_ word: SourceRange) -> SourceRange {
        let bytes = file.bytes
        let line = file.lineIndex(at: Int(word.start))
        let bounds = file.lineBounds(line)
        var start = Int(word.start)
        while start > bounds.lowerBound, bytes[start - 1].isBlank { start -= 1 }
        guard start == bounds.lowerBound, line > 0, region(at: word)?.isVerbatim ?? false,
            bytes[Int(word.end)..<max(Int(word.end), bounds.upperBound)].allSatisfy(\.isBlank)
        else {
            return SourceRange(start == bounds.lowerBound ? Int(word.start) : start, Int(word.end))
        }
        var mark = file.lineBounds(line - 1).upperBound
        while mark > 0, bytes[mark - 1].isBlank { mark -= 1 }
        guard mark > 0, bytes[mark - 1] == UInt8(ascii: "-") || bytes[mark - 1] == UInt8(ascii: "+") else {
            return SourceRange(Int(word.start), Int(word.end))
        }
        mark -= 1
        while mark > 0, bytes[mark - 1].isBlank { mark -= 1 }
        return SourceRange(mark, Int(word.end))
    }
}
