public import Diagnostics
import Languages

/// Finds keys and passwords only by their operand words, in text that is not read as commands.
public enum DeckSecrets {
    public struct Found {
        /// The operand, such as `KEYMASKED`; `nil` if only its appearance reveals the secret.
        public var operand: String?
        public var kind: Secret.Kind?
        public var range: Range<Int>
        public var isPlaceholder: Bool
    }

    public static func find(_ bytes: [UInt8], _ range: Range<Int>) -> [Found] {
        let scan = SecretScanner.scan(bytes, range)
        var places = scan.secrets.map(\.bounds).filter { !isRule(bytes, $0) }
        if !scan.marks.isEmpty { places += byPosition(bytes, range) }
        var found = places.map { Found(operand: nil, kind: nil, range: $0, isPlaceholder: false) }
        var offset = range.lowerBound
        while offset < range.upperBound {
            let byte = bytes[offset]
            if byte == TSOBytes.open, let secret = inParentheses(bytes, offset, range) {
                found.append(secret)
                offset = secret.range.upperBound
            } else if byte == TSOBytes.open {
                found += associations(bytes, offset, range)
                offset += 1
            } else if byte.isHexDigit {
                let end = hexEnd(bytes, offset, range.upperBound)
                // A key is recognisable even without its operand.
                if end - offset == 16 || isCut(bytes, offset, end), isAlone(bytes, offset..<end, range) {
                    found.append(Found(operand: nil, kind: nil, range: offset..<end, isPlaceholder: false))
                }
                offset = end
            } else {
                offset += 1
            }
        }
        return found
    }

    /// A user and a password in one word.
    public struct Pair {
        public var whole: Range<Int>
        public var second: Range<Int>
    }

    /// The words `NODE.USER/PASSWORD` in a range, which DEFINE of RACLINK has.
    public static func pairs(in bytes: [UInt8], _ range: Range<Int>) -> [Pair] {
        bytes[range].split { $0 <= UInt8(ascii: " ") || "(),;'\"".utf8.contains($0) }.compactMap { word in
            guard let slash = word.firstIndex(of: TSOBytes.slash), slash > word.startIndex,
                word[..<slash].allSatisfy({ $0.isNameByte || $0.isNational || ".*&".utf8.contains($0) }),
                !word[(slash + 1)...].isEmpty, !Placeholder.isOne(word[(slash + 1)...], for: .password),
                word[slash + 1] != TSOBytes.star
            else { return nil }
            return Pair(whole: word.indices, second: (slash + 1)..<word.endIndex)
        }
    }

    /// The pairs in the parentheses of `DEFINE( … )`, up to the end of the line.
    private static func associations(_ bytes: [UInt8], _ open: Int, _ range: Range<Int>) -> [Found] {
        var end = open
        while end > range.lowerBound, bytes[end - 1].isBlank { end -= 1 }
        var start = end
        while start > range.lowerBound, end - start < 8, bytes[start - 1].isLetter { start -= 1 }
        guard isDefine(bytes[start..<end]) else { return [] }
        let line = bytes[(open + 1)..<range.upperBound].prefix(longest).prefix { $0 != UInt8(ascii: "\n") }
        return pairs(in: bytes, line.startIndex..<line.endIndex).map {
            Found(operand: nil, kind: nil, range: $0.whole, isPlaceholder: false)
        }
    }

    /// Whether a word is DEFINE of RACLINK, or short for it.
    static func isDefine(_ word: ArraySlice<UInt8>) -> Bool {
        (3...6).contains(word.count) && "DEFINE".utf8.starts(with: word.map(\.uppercased))
    }

    /// The secrets that only their position or a command tells: logons, options, the data of FTP.
    private static func byPosition(_ bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
        let text = Array(bytes[range])
        let found = JCLSecrets.find(in: text).map(\.range) + TextSecrets.find(in: text).map(\.range)
        return found.map { ($0.lowerBound + range.lowerBound)..<($0.upperBound + range.lowerBound) }
    }

    /// Whether the parentheses set rules, as `PASSWORD(INTERVAL(30))` of SETROPTS does.
    private static func isRule(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        range.lowerBound > 0 && bytes[range.lowerBound - 1] == TSOBytes.open && bytes[range].contains(TSOBytes.open)
    }

    /// Whether a key may begin after the last parenthesis, in which the text ends.
    private static func isCut(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
        end == bytes.count && (4..<16).contains(end - start) && start > 0 && bytes[start - 1] == TSOBytes.open
    }

    private static func hexEnd(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int {
        var end = start
        while end < limit, bytes[end].isHexDigit { end += 1 }
        return end
    }

    private static func isAlone(_ bytes: [UInt8], _ part: Range<Int>, _ range: Range<Int>) -> Bool {
        func isWord(_ offset: Int) -> Bool {
            range.contains(offset)
                && (bytes[offset].isAlphanumeric || bytes[offset] >= 0x80)
        }
        return !isWord(part.lowerBound - 1) && !isWord(part.upperBound) && bytes[part].contains(where: \.isDigit)
    }

    private static func inParentheses(_ bytes: [UInt8], _ open: Int, _ range: Range<Int>) -> Found? {
        guard let (name, kind) = word(bytes, before: open, range.lowerBound) else { return nil }
        let content = content(bytes, open + 1, range.upperBound)
        guard !content.isEmpty else { return nil }
        return Found(
            operand: name, kind: kind, range: content, isPlaceholder: Placeholder.isOne(bytes[content], for: kind))
    }

    /// The operand of a parenthesis, if it has a secret; abbreviations count.
    private static func word(_ bytes: [UInt8], before open: Int, _ limit: Int) -> (String, Secret.Kind)? {
        let end = endOfName(bytes, before: open, limit)
        var start = end
        while start > limit, end - start < 16, bytes[start - 1].isLetter { start -= 1 }
        if let found = operand(bytes[start..<end]) { return found }
        return isRVARYPassword(bytes[start..<end], after: bytes[max(limit, start - 160)..<start])
            ? ("RVARYPW", .password) : nil
    }

    /// The end of the word before a parenthesis, whatever blanks and comments are between them.
    static func endOfName(_ bytes: [UInt8], before open: Int, _ limit: Int) -> Int {
        var end = open
        while true {
            while end > limit, bytes[end - 1].isBlank { end -= 1 }
            guard end - limit >= 4, bytes[(end - 2)..<end].elementsEqual("*/".utf8) else { return end }
            let before = bytes[max(limit, end - longest)..<(end - 2)]
            guard let start = before.indices.reversed().first(where: { before[$0...].starts(with: "/*".utf8) }) else {
                return end
            }
            end = start
        }
    }

    /// Whether a word is SWITCH or STATUS of `RVARYPW( … )`, which the text before it shows, however it is divided.
    static func isRVARYPassword(_ word: ArraySlice<UInt8>, after before: ArraySlice<UInt8>) -> Bool {
        guard (2...6).contains(word.count), let first = word.first, first | 0x20 == UInt8(ascii: "s") else {
            return false
        }
        let upper = word.map(\.uppercased)
        guard "SWITCH".utf8.starts(with: upper) || "STATUS".utf8.starts(with: upper) else { return false }
        let letters = String(decoding: before.filter(\.isLetter).map(\.uppercased), as: UTF8.self)
        return letters.contains("RVARYPW")
    }

    /// The operand that a word means, if it has a secret: abbreviated or misspelt.
    private static func operand(_ word: ArraySlice<UInt8>) -> (String, Secret.Kind)? {
        if let short = shortOperand(word) { return (short, .password) }
        guard let first = word.first, word.count >= 4, "kpsbn".utf8.contains(first | 0x20) else { return nil }
        let word = String(decoding: word.map(\.uppercased), as: UTF8.self)
        for (name, kind, shortest) in SecretVocabulary.operands
        where word.utf8.count >= shortest && name.hasPrefix(word) { return (name, kind) }
        if word.hasPrefix("KEYM") || word.hasPrefix("KEYE") { return ("KEYMASKED", .key) }
        // PASWORD, PASSWD.
        return word.hasPrefix("PAS") && word.utf8.contains(UInt8(ascii: "W")) ? ("PASSWORD", .password) : nil
    }

    /// A word such as `PW` or `PWD` that no command has as an operand, but that stands for one.
    private static func shortOperand(_ word: ArraySlice<UInt8>) -> String? {
        guard (2...4).contains(word.count), word[word.startIndex] | 0x20 == UInt8(ascii: "p") else { return nil }
        let word = String(decoding: word.map(\.uppercased), as: UTF8.self)
        return ["PW", "PWD", "PSWD"].contains(word) ? word : nil
    }

    static func isOperand(_ word: [UInt8]) -> Bool { operand(word[...]) != nil }

    /// Whether a word is a rule of SETROPTS PASSWORD( ), such as `RULE1` and `INTERVAL`.
    static func isRuleWord(_ word: ArraySlice<UInt8>) -> Bool {
        let letters = word.prefix { !$0.isDigit }.map(\.uppercased)
        return SecretVocabulary.ruleOperands.contains(String(decoding: letters, as: UTF8.self))
    }

    /// No password or phrase is longer.
    private static let longest = 1024

    /// The text up to the closing parenthesis, at most to the end of the line, including quotes.
    private static func content(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Range<Int> {
        let limit = min(end, start + longest)
        var first = start
        while first < limit, bytes[first].isBlank { first += 1 }
        var end = first
        var isQuoted = false
        while end < limit, bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: "\r") {
            if bytes[end] == TSOBytes.apostrophe { isQuoted.toggle() }
            if bytes[end] == TSOBytes.close, !isQuoted { break }
            // SETROPTS PASSWORD(RULE1(…)) is a rule and not a password.
            if bytes[end] == TSOBytes.open, !isQuoted { return first..<first }
            end += 1
        }
        while end > first, bytes[end - 1].isBlank { end -= 1 }
        return first..<end
    }
}
