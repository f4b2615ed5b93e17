import Contract
import Diagnostics
import Languages

/// Finds passwords in JCL and in its data.
public enum JCLSecrets {
    public struct Found: Sendable, Hashable {
        /// The number of the line, from 1.
        public var line: Int
        /// `PASSWORD= on a statement`, `PASSWORD( in the data`.
        public var keyword: String
        /// The range of the secret in the text.
        public var range: Range<Int>
    }

    private static let words = SecretVocabulary.jclWords.map { Array($0.utf8) }

    /// Whether a text is JCL: its first non-blank line is a statement or a comment, and one line is a statement.
    public static func isJCL(_ text: String) -> Bool {
        guard text.trimmed().hasPrefix("//") else { return false }
        let bytes = Array(text.utf8)
        return bytes.split(separator: UInt8(ascii: "\n")).contains { JCLStatement.begins(bytes, $0.indices) }
    }

    /// The passwords on JCL statements in the text of another language, where a quote may precede the statements.
    public static func findStatements(in text: String) -> [Found] {
        guard text.contains("//") else { return [] }
        return eachLine(of: Array(text.utf8)) { bytes, line in
            let slashes = line.first { index in
                bytes[index..<line.upperBound].starts(with: "//")
                    && (index == line.lowerBound || "'\"".utf8.contains(bytes[index - 1]))
            }
            guard let slashes, JCLStatement.begins(bytes, slashes..<line.upperBound) else { return nil }
            return slashes..<line.upperBound
        }
    }

    public static func find(in text: String) -> [Found] { find(in: Array(text.utf8)) }

    /// The same in the bytes of a text.
    static func find(in text: [UInt8]) -> [Found] {
        // `//*` is a comment.
        let named = eachLine(of: text) { bytes, line in bytes[line].starts(with: "//*") ? nil : line }
        let ranges = named.map(\.range)
        let inData = JCLDataSecrets(text).found.filter { data in
            let next = ranges.partitioningIndex { $0.upperBound > data.range.lowerBound }
            return next == ranges.count || !ranges[next].overlaps(data.range)
        }
        return torn(text, besides: (named + inData).sorted { $0.range.lowerBound < $1.range.lowerBound })
    }

    /// Adds what a continuation tears apart: `PASS+` and `WORD(x)`, `PASSWORD(ab-` and `cd)`.
    private static func torn(_ bytes: [UInt8], besides found: [Found]) -> [Found] {
        let statements = SecretPhrases.spanning(in: bytes).map(\.range)
        let torn = (TornSecrets.find(in: bytes) { _ in false }.map(\.bounds) + statements).filter {
            !isStandIn(String(decoding: bytes[$0], as: UTF8.self))
        }.map { Found(line: 0, keyword: "an operand in the data", range: $0) }
        guard !torn.isEmpty else { return found }
        var joined: [Found] = []
        var (line, counted) = (1, 0)
        for next in (found + torn).sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            if let last = joined.last, last.range.overlaps(next.range) {
                let end = max(last.range.upperBound, next.range.upperBound)
                joined[joined.count - 1].range = last.range.lowerBound..<end
                if next.line > 0 { joined[joined.count - 1].keyword = next.keyword }
                continue
            }
            line += bytes[counted..<next.range.lowerBound].count { $0 == UInt8(ascii: "\n") }
            counted = next.range.lowerBound
            joined.append(Found(line: line, keyword: next.keyword, range: next.range))
        }
        return joined
    }

    /// The values of symbols of a SET or EXEC statement that are named like secrets: `SET DBPASS=x`.
    static func symbols(_ bytes: [UInt8], _ line: Range<Int>) -> [TextSecrets.Found] {
        line.filter { bytes[$0] == UInt8(ascii: "=") }.compactMap { sign in
            var start = sign
            while start > line.lowerBound, isWordByte(bytes[start - 1]) { start -= 1 }
            let name = String(decoding: bytes[start..<sign], as: UTF8.self)
            guard SecretName.matches(name), let (secret, _) = value(bytes, sign..<line.upperBound) else { return nil }
            let text = String(decoding: bytes[secret], as: UTF8.self)
            return !isStandIn(text) && isLikely(text) ? .init(keyword: "\(name)=", range: secret) : nil
        }
    }

    /// - Parameter part: the part of a line that is examined; `nil` for none.
    private static func eachLine(of bytes: [UInt8], part: ([UInt8], Range<Int>) -> Range<Int>?) -> [Found] {
        var found: [Found] = []
        var start = 0
        var line = 1
        while start < bytes.count {
            let end = bytes[start...].first(UInt8(ascii: "\n")) ?? bytes.count
            if let part = part(bytes, start..<end) { scan(bytes, part, line, &found) }
            start = end + 1
            line += 1
        }
        return found
    }

    private static func scan(_ bytes: [UInt8], _ range: Range<Int>, _ line: Int, _ found: inout [Found]) {
        let isStatement = bytes[range].starts(with: "//")
        var offset = range.lowerBound
        while offset < range.upperBound {
            guard bytes[offset] | 0x20 == UInt8(ascii: "p") || bytes[offset] | 0x20 == UInt8(ascii: "k"),
                offset == range.lowerBound || !isWordByte(bytes[offset - 1]),
                let word = words.first(where: { matches(bytes, offset, $0, range.upperBound) })
            else {
                offset += 1
                continue
            }
            offset += word.count
            guard let (secret, sign) = value(bytes, offset..<range.upperBound) ?? logon(bytes, range, offset) else {
                continue
            }
            offset = secret.upperBound
            let text = String(decoding: bytes[secret], as: UTF8.self)
            guard !isStandIn(text), sign != "(" || !isOption(text), !isShort(word) || isLikely(text) else { continue }
            let keyword = String(decoding: word, as: UTF8.self) + sign
            found.append(
                Found(line: line, keyword: keyword + (isStatement ? " on a statement" : " in the data"), range: secret))
        }
    }

    /// Reads `machine … login … password …` of NETRC data.
    private static func logon(_ bytes: [UInt8], _ line: Range<Int>, _ offset: Int) -> (Range<Int>, sign: String)? {
        let before = bytes[line.lowerBound..<offset].suffix(200)
        guard offset < line.upperBound, bytes[offset] == UInt8(ascii: " "),
            String(decoding: before, as: UTF8.self).lowercased().contains("login ")
        else { return nil }
        let secret = bytes[offset..<line.upperBound].drop { $0 == UInt8(ascii: " ") }.prefix { $0 > UInt8(ascii: " ") }
        return secret.isEmpty ? nil : (secret.startIndex..<secret.endIndex, "")
    }

    /// Whether the text is a rule of SETROPTS PASSWORD( ).
    static func isOption(_ text: String) -> Bool { text.contains("(") || isRule(text) }

    /// Whether the text begins with a rule of SETROPTS PASSWORD( ), so that it cannot be a password: `INTERVAL(30`.
    static func isRule(_ text: String) -> Bool {
        if let open = text.utf8.firstIndex(of: UInt8(ascii: "(")) {
            return DeckSecrets.isRuleWord(Array(text.utf8[..<open])[...])
        }
        return SecretVocabulary.ruleOptions.contains(text.uppercased())
    }

    /// Whether the word may have another meaning in other programs: `PASS=2`.
    private static func isShort(_ word: [UInt8]) -> Bool { word.count <= 6 && word != Array("PASSWD".utf8) }

    private static func isLikely(_ text: String) -> Bool {
        text.utf8.count >= 4 && SecretGuess(text, name: "password") != nil
    }

    /// Whether the value is a stand-in or contains a reference.
    private static func isStandIn(_ text: String) -> Bool { SecretGuess.isStandIn(text) || text.contains("${") }

    /// Whether the byte is a letter, a digit or a character that joins them to one name.
    private static func isWordByte(_ byte: UInt8) -> Bool {
        byte.isNameByte || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "@")
    }

    private static func matches(_ bytes: [UInt8], _ offset: Int, _ word: [UInt8], _ end: Int) -> Bool {
        guard offset + word.count <= end else { return false }
        for index in word.indices where bytes[offset + index] & 0xDF != word[index] { return false }
        return offset + word.count == end || !isWordByte(bytes[offset + word.count])
    }

    /// The value after `=`, `=(` or `(`, up to a delimiter or to the closing apostrophe.
    private static func value(_ bytes: [UInt8], _ range: Range<Int>) -> (Range<Int>, sign: String)? {
        var offset = range.lowerBound
        func skip(_ byte: Character) -> Bool {
            guard offset < range.upperBound, bytes[offset] == byte.asciiValue else { return false }
            offset += 1
            return true
        }
        let hasEquals = skip("=")
        let hasParenthesis = skip("(")
        guard hasEquals || hasParenthesis else { return nil }
        let quote: UInt8? =
            offset < range.upperBound && (bytes[offset] == UInt8(ascii: "'") || bytes[offset] == UInt8(ascii: "\""))
            ? bytes[offset] : nil
        if quote != nil { offset += 1 }
        let start = offset
        // `PASSWORD=(old,new)`: both.
        let isPair = hasEquals && hasParenthesis && quote == nil
        while offset < range.upperBound {
            let byte = bytes[offset]
            if isPair {
                if byte == UInt8(ascii: ")") || byte <= UInt8(ascii: " ") { break }
            } else if let quote {
                if byte == quote { break }
            } else if byte <= UInt8(ascii: " ") || ",)'\";".utf8.contains(byte) {
                break
            }
            offset += 1
        }
        return offset > start ? (start..<offset, hasEquals ? "=" : "(") : nil
    }
}
