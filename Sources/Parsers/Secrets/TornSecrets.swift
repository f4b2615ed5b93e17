public import Diagnostics
import Languages

/// Finds secrets that are torn apart: by a lost continuation, column 72, a lost parenthesis or quote, or a keyword on
/// two lines. The bytes are those of the file, whatever its parser makes of them.
public struct TornSecrets {
    private let bytes: [UInt8]
    /// Whether a line is a command, at which a torn operand ends.
    private let isCommand: (Range<Int>) -> Bool
    private var found: [SourceRange] = []

    /// A torn secret has at most this many bytes, and continues on at most this many lines.
    private static let longest = 1024
    private static let mostLines = 6
    private static let longestLine = 256

    public static func find(in bytes: [UInt8], isCommand: @escaping (Range<Int>) -> Bool) -> [SourceRange] {
        var search = TornSecrets(bytes: bytes, isCommand: isCommand)
        search.read()
        return search.found
    }

    private init(bytes: [UInt8], isCommand: @escaping (Range<Int>) -> Bool) {
        self.bytes = bytes
        self.isCommand = isCommand
    }

    private mutating func read() {
        var offset = 0
        while offset < bytes.count {
            let range: Range<Int>? =
                switch bytes[offset] {
                case UInt8(ascii: "("):
                    names(before: offset).contains { isOperand($0, before: offset) }
                        ? content(offset + 1) : pair(offset)
                case UInt8(ascii: ")"): withoutOpening(offset)
                case UInt8(ascii: "="): assigned(offset)
                case UInt8(ascii: ":"): listed(offset)
                case UInt8(ascii: "/"): secondHalf(offset)
                default: nil
                }
            if let range, !range.isEmpty { found.append(SourceRange(range.lowerBound, range.upperBound)) }
            offset = max(offset + 1, range?.upperBound ?? 0)
        }
    }

    private func isOperand(_ word: [UInt8]) -> Bool { DeckSecrets.isOperand(word) }

    /// Whether a word before a place is an operand with a secret, or a suboperand of RVARYPW.
    private func isOperand(_ word: [UInt8], before place: Int) -> Bool {
        isOperand(word) || DeckSecrets.isRVARYPassword(word[...], after: bytes[max(0, place - 160)..<place])
    }

    // MARK: Names

    /// The start of the line, or a place in a line that is too long for records.
    private func lineStart(_ offset: Int) -> Int {
        var start = offset
        while start > 0, offset - start < Self.longestLine, bytes[start - 1] != UInt8(ascii: "\n"),
            bytes[start - 1] != UInt8(ascii: "\r")
        {
            start -= 1
        }
        return start
    }

    private func wordStart(before end: Int) -> Int {
        var start = end
        while start > 0, end - start < 16, bytes[start - 1].isLetter { start -= 1 }
        return start
    }

    /// The end of the text of the line before, without a continuation mark and a sequence number.
    private func endOfLineBefore(_ start: Int) -> Int? {
        guard start > 0 else { return nil }
        var end = start - 1
        while end > 0, bytes[end - 1] == UInt8(ascii: "\r") || bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
        let first = lineStart(end)
        if end - first == 80, bytes[(end - 8)..<end].allSatisfy(\.isDigit) { end -= 8 }
        while end > first, bytes[end - 1].isBlank { end -= 1 }
        if end > first, bytes[end - 1] == UInt8(ascii: "-") || bytes[end - 1] == UInt8(ascii: "+") { end -= 1 }
        while end > first, bytes[end - 1].isBlank { end -= 1 }
        return end > first ? end : nil
    }

    /// The words that may precede a parenthesis, the first of them on the line before or partly on it.
    private func names(before open: Int) -> [[UInt8]] {
        let end = DeckSecrets.endOfName(bytes, before: open, 0)
        let line = lineStart(open)
        if end <= line {
            guard let last = endOfLineBefore(line) else { return [] }
            return [Array(bytes[wordStart(before: last)..<last])]
        }
        let start = wordStart(before: end)
        let word = Array(bytes[start..<end])
        guard !word.isEmpty, bytes[line..<start].allSatisfy(\.isBlank), let last = endOfLineBefore(line) else {
            return [word]
        }
        return [word, Array(bytes[wordStart(before: last)..<last]) + word]
    }

    // MARK: Operands

    /// The text up to the closing parenthesis, on this line or the next ones; `nil` for rules about passwords.
    private func content(_ start: Int) -> Range<Int>? {
        var offset = start
        var lines = 0
        var depth = 0
        var isQuoted = false
        while offset < bytes.count, offset - start < Self.longest {
            switch bytes[offset] {
            case TSOBytes.apostrophe: isQuoted.toggle()
            case TSOBytes.close where !isQuoted:
                guard depth > 0 else { return judged(start..<offset) }
                depth -= 1
            case TSOBytes.open where !isQuoted:
                if DeckSecrets.isRuleWord(bytes[wordStart(beforeDigits: offset)..<offset]) { return nil }
                depth += 1
            case UInt8(ascii: "\"") where !isQuoted: return judged(start..<offset)
            case UInt8(ascii: "\n"):
                lines += 1
                if lines > Self.mostLines || endsOperand(offset + 1) { return judged(start..<offset) }
            default: break
            }
            offset += 1
        }
        return judged(start..<offset)
    }

    /// `NODE.USER/PASSWORD` in the parentheses of DEFINE.
    private func pair(_ open: Int) -> Range<Int>? {
        guard names(before: open).contains(where: { DeckSecrets.isDefine($0[...]) }),
            let range = content(open + 1), let slash = bytes[range].firstIndex(of: TSOBytes.slash),
            slash > range.lowerBound, bytes[range].starts(with: "/*") == false
        else { return nil }
        return range
    }

    private func wordStart(beforeDigits end: Int) -> Int {
        var start = end
        while start > 0, bytes[start - 1].isDigit { start -= 1 }
        return wordStart(before: start)
    }

    /// Whether a line cannot belong to the operand before it.
    private func endsOperand(_ start: Int) -> Bool {
        let line = bytes[start...].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        if line.starts(with: "//") || line.starts(with: "/*") { return true }
        return isCommand(line.indices)
    }

    private func judged(_ range: Range<Int>) -> Range<Int>? {
        let separators = " \t\r\n".utf8
        var range = range
        while let last = range.last, separators.contains(bytes[last]) { range.removeLast() }
        while let first = range.first, separators.contains(bytes[first]) { range.removeFirst() }
        let text = bytes[range]
        guard !range.isEmpty, !Placeholder.isOne(text, for: .password),
            !JCLSecrets.isOption(String(decoding: text.prefix { !separators.contains($0) }, as: UTF8.self))
        else { return nil }
        return range
    }

    /// `PASSWORDTuesday7)`: what a word ends with that begins with an operand.
    private func attached(_ close: Int, _ line: Int) -> Range<Int>? {
        var start = close
        while start > line, bytes[start - 1].isAlphanumeric { start -= 1 }
        let word = bytes[start..<close].map(\.uppercased)
        guard let name = Self.names.first(where: { word.starts(with: $0) }), word.count - name.count >= 4,
            word[name.count...].contains(where: \.isDigit)
        else { return nil }
        return (start + name.count)..<close
    }

    private static let names = SecretVocabulary.operands.map { Array($0.name.utf8) }

    /// `PASSWORD Tuesday7)`: the one or two words, or the quoted text, before a parenthesis that nothing opens.
    private func withoutOpening(_ close: Int) -> Range<Int>? {
        let line = lineStart(close)
        if let secret = attached(close, line) { return judged(secret) }
        if close > line, bytes[close - 1] == TSOBytes.apostrophe {
            guard let open = bytes[line..<(close - 1)].lastIndex(of: TSOBytes.apostrophe), isAfterOperand(open) else {
                return nil
            }
            return judged((open + 1)..<(close - 1))
        }
        var start = close
        for _ in 0..<2 {
            while start > line, bytes[start - 1].isBlank { start -= 1 }
            while start > line, bytes[start - 1] > UInt8(ascii: " "), bytes[start - 1] != TSOBytes.open { start -= 1 }
            guard start > line, bytes[start - 1].isBlank else { return nil }
            if isAfterOperand(start) { return judged(start..<close) }
        }
        return nil
    }

    /// Whether blanks and an operand with a secret precede a place.
    private func isAfterOperand(_ place: Int) -> Bool {
        var end = place
        while end > 0, bytes[end - 1].isBlank { end -= 1 }
        return end < place && isOperand(Array(bytes[wordStart(before: end)..<end]), before: end)
    }

    // MARK: Listings

    /// `KEYMASKED DATA : 0123…` of RLIST.
    private func listed(_ colon: Int) -> Range<Int>? {
        var end = colon
        while end > 0, bytes[end - 1].isBlank { end -= 1 }
        var start = wordStart(before: end)
        if bytes[start..<end].elementsEqual("DATA".utf8) {
            end = start
            while end > 0, bytes[end - 1].isBlank { end -= 1 }
            start = wordStart(before: end)
        }
        guard start < end, bytes[start..<end].starts(with: "KEY"), isOperand(Array(bytes[start..<end])) else {
            return nil
        }
        let value = bytes[(colon + 1)...].prefix(Self.longestLine).drop(while: \.isBlank)
            .prefix(while: \.isHexDigit)
        return value.isEmpty ? nil : value.indices
    }

    // MARK: JCL

    /// `PASSWORD=(old,` and `PASSWORD='a` with the rest on the next statement.
    private func assigned(_ equals: Int) -> Range<Int>? {
        let start = equals + 1
        guard start < bytes.count, DeckSecrets.isOperand(Array(bytes[wordStart(before: equals)..<equals])) else {
            return nil
        }
        let end: UInt8
        switch bytes[start] {
        case TSOBytes.open: end = TSOBytes.close
        case TSOBytes.apostrophe: end = TSOBytes.apostrophe
        default: return nil
        }
        var offset = start + 1
        var lines = 0
        while offset < bytes.count, bytes[offset] != end {
            if bytes[offset] == UInt8(ascii: "\n") {
                lines += 1
                let next = bytes[(offset + 1)...].prefix(3)
                guard lines <= 2, next.starts(with: "// ") else { break }
            }
            offset += 1
        }
        return lines > 0 ? judged((start + 1)..<offset) : nil
    }

    // MARK: LOGON

    /// The start of the user if LOGON and a user precede a place, on its line or the one before.
    private func userAfterLogon(_ place: Int) -> Int? {
        let user = endOfGap(before: place)
        var start = user
        while start > 0, user - start <= 8, !Self.isGap(bytes[start - 1]), bytes[start - 1] != UInt8(ascii: "/") {
            start -= 1
        }
        // A slash after `<` ends an element of XML.
        guard start < user, start > 0, Self.isGap(bytes[start - 1]), bytes[user - 1] != UInt8(ascii: "<") else {
            return nil
        }
        let end = endOfGap(before: start)
        return bytes[wordStart(before: end)..<end].map(\.uppercased).elementsEqual("LOGON".utf8) ? start : nil
    }

    private static func isGap(_ byte: UInt8) -> Bool {
        byte <= UInt8(ascii: " ") || byte == TSOBytes.minus || byte == TSOBytes.plus
    }

    /// The end of the word before a place, without the sequence number of the line before.
    private func endOfGap(before place: Int) -> Int {
        var end = place
        while end > 0, place - end < Self.longestGap, Self.isGap(bytes[end - 1]) { end -= 1 }
        guard end < place, end >= 80, bytes[(end - 8)..<end].allSatisfy(\.isDigit), end - lineStart(end) == 80 else {
            return end
        }
        end -= 8
        while end > 0, place - end < 2 * Self.longestGap, Self.isGap(bytes[end - 1]) { end -= 1 }
        return end
    }

    /// The columns of a record, and some more.
    private static let longestGap = 90

    /// The user and the password of `LOGON USER1/x`, any of which may be on the next line.
    private func secondHalf(_ slash: Int) -> Range<Int>? {
        guard let user = userAfterLogon(slash) else { return nil }
        var end = slash + 1
        while end < bytes.count, bytes[end] > UInt8(ascii: " ") { end += 1 }
        var next = endOfComment(end)
        while next < bytes.count, "-+ \r".utf8.contains(bytes[next]) { next += 1 }
        let isContinued = bytes[slash..<next].last { !$0.isBlank }.map { "/-+".utf8.contains($0) } ?? false
        // A sequence number.
        if next - lineStart(next) == 72, bytes[next...].prefix(8).allSatisfy(\.isDigit) {
            next += bytes[next...].prefix(8).count
        }
        guard next < bytes.count, bytes[next] == UInt8(ascii: "\n") else { return user..<end }
        // A blank line may be between them.
        var line = next + 1
        while let stop = bytes[line...].first(UInt8(ascii: "\n")), isBlankLine(bytes[line..<stop]) { line = stop + 1 }
        guard line < bytes.count, !endsOperand(line), isContinued || line > next + 1 || bytes[line].isBlank else {
            return user..<end
        }
        let half = bytes[line...].drop { $0 <= UInt8(ascii: " ") }.prefix { $0 > UInt8(ascii: " ") }
        return user..<half.endIndex
    }

    /// Whether a line has nothing but a sequence number.
    private func isBlankLine(_ line: ArraySlice<UInt8>) -> Bool {
        line.prefix(72).allSatisfy { $0 <= UInt8(ascii: " ") } && line.dropFirst(72).prefix(8).allSatisfy(\.isDigit)
    }

    /// The place after a comment that follows blanks, or the place itself.
    private func endOfComment(_ place: Int) -> Int {
        let rest = bytes[place...].prefix(Self.longestLine).drop(while: \.isBlank)
        guard rest.starts(with: "/*"), let close = rest.firstRange(of: Array("*/".utf8)) else { return place }
        return close.upperBound
    }
}
