public import Diagnostics

/// Finds text that looks like a secret in any text, however broken: the value after `password=`, `"password": "`,
/// `PASSWORD(`, and ciphertexts. It complements the parsers for text that they could not read.
public enum SecretScanner {
    private static let words = SecretVocabulary.anywhere.map { Array($0.utf8) }
    /// The words by their first letter, in upper or lower case.
    private static let wordsByLetter = (UInt8(0)..<32).map { letter in words.filter { $0[0] & 31 == letter } }
    private static let ciphertexts = SecretVocabulary.ciphertexts.map { Array($0.utf8) }
    private static let marks = SecretVocabulary.marks.map { Array($0.utf8) }
    private static let marksByLetter = (UInt8(0)..<32).map { letter in marks.filter { $0[0] & 31 == letter } }
    private static let beginnings = SecretBeginnings(of: words + ciphertexts + marks + tokenBeginnings)

    /// The secrets and marks of a text, in order.
    public struct Scan {
        public fileprivate(set) var secrets: [SourceRange] = []
        /// The places after which a secret may follow in a form that requires a closer look: `-password`,
        /// `Authorization`, `udclient`.
        public fileprivate(set) var marks: [Int] = []

        /// Adds secrets that are not a part of others.
        fileprivate mutating func add(_ others: [SourceRange]) {
            let new = others.filter { !touchesSecret($0) }
            guard !new.isEmpty else { return }
            secrets = (secrets + new).sorted { $0.start < $1.start }
        }

        public func touches(_ range: SourceRange) -> Bool {
            if touchesSecret(range) { return true }
            let mark = marks.partitioningIndex { $0 >= Int(range.start) }
            return mark < marks.count && marks[mark] < Int(range.end)
        }

        private func touchesSecret(_ range: SourceRange) -> Bool {
            let next = secrets.partitioningIndex { $0.end > range.start }
            return next < secrets.count && secrets[next].start < range.end
        }
    }

    public static func secrets(in bytes: [UInt8], _ range: Range<Int>? = nil) -> [SourceRange] {
        scan(bytes, range).secrets
    }

    public static func scan(_ bytes: [UInt8], _ range: Range<Int>? = nil) -> Scan {
        var scan = Scan()
        // Exports repeat the same values in many places.
        var judged: [String: Bool] = [:]
        var offset = range?.lowerBound ?? 0
        let end = range?.upperBound ?? bytes.count
        while offset < end {
            guard let next = beginnings.next(in: bytes, offset, end) else { break }
            offset = next
            let word = wordsByLetter[Int(bytes[offset] & 31)].first { matches(bytes, offset, $0) }?.count
            if let secret =
                word.flatMap({ assigned(bytes, offset, end, behind: $0, &judged) }) ?? ciphertext(bytes, offset, end)
                ?? token(bytes, offset, end)
            {
                scan.secrets.append(secret)
                offset = max(offset + 1, Int(secret.end))
            } else {
                if isMark(bytes, offset, word) { scan.marks.append(offset) }
                offset += 1
            }
        }
        scan.add(pairs(bytes, (range?.lowerBound ?? 0)..<end))
        return scan
    }

    /// `user:password@host` without the beginning of a URL.
    private static func pairs(_ bytes: [UInt8], _ range: Range<Int>) -> [SourceRange] {
        var found: [SourceRange] = []
        var offset = range.lowerBound
        while let at = bytes[offset..<range.upperBound].first(UInt8(ascii: "@")) {
            if let pair = SecretURL.withoutScheme(bytes, at) { found.append(pair) }
            offset = at + 1
        }
        return found
    }

    /// - Parameter word: the length of the word at the place, if it indicates a secret.
    private static func isMark(_ bytes: [UInt8], _ offset: Int, _ word: Int?) -> Bool {
        if marksByLetter[Int(bytes[offset] & 31)].contains(where: { matches(bytes, offset, $0) }) { return true }
        guard let word else { return false }
        // The text is an option, or a quote that is escaped in JSON.
        var start = offset
        while start > max(0, offset - 24), bytes[start - 1] > UInt8(ascii: " "), bytes[start - 1] != UInt8(ascii: "\"")
        {
            start -= 1
            if bytes[start] == UInt8(ascii: "-") { return true }
        }
        return bytes[(offset + word)...].prefix(6).contains(UInt8(ascii: "\\"))
    }

    private static func matches(_ bytes: [UInt8], _ offset: Int, _ word: [UInt8]) -> Bool {
        guard offset + word.count <= bytes.count else { return false }
        for index in word.indices where (bytes[offset + index] | 0x20) != (word[index] | 0x20) { return false }
        return true
    }

    private static func ciphertext(_ bytes: [UInt8], _ offset: Int, _ end: Int) -> SourceRange? {
        guard ciphertexts.contains(where: { matches(bytes, offset, $0) }) else { return nil }
        let close = bytes[offset..<end].firstIndex {
            $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\"")
        }
        guard let close else { return SourceRange(offset, end) }
        return SourceRange(offset, bytes[close] == UInt8(ascii: "}") ? close + 1 : close)
    }

    /// The value after a word that indicates a secret.
    ///
    /// - Parameter judged: the values that were decided before, and whether they are secrets.
    private static func assigned(
        _ bytes: [UInt8], _ offset: Int, _ end: Int, behind word: Int, _ judged: inout [String: Bool]
    ) -> SourceRange? {
        var place = offset + word
        let afterWord = place
        while place < end, bytes[place].isBlank || bytes[place] == UInt8(ascii: "\"") { place += 1 }
        if let sign = encoded("3D", bytes, place, end) {
            // A parameter of a URL in a URL.
            var value = sign
            while value < end, bytes[value] > UInt8(ascii: " "), !"\"'<>&;,)".utf8.contains(bytes[value]),
                encoded("26", bytes, value, end) == nil
            { value += 1 }
            let text = String(decoding: bytes[sign..<value], as: UTF8.self)
            return value > sign && isSecret(text) ? SourceRange(sign, value) : nil
        }
        guard place < end, isAssignment(bytes[place]) else { return nil }
        // `password: see the safe` is prose, `"password": "x"` is not.
        let isColon = bytes[place] == UInt8(ascii: ":")
        guard !isColon || bytes[afterWord] == UInt8(ascii: "\"") else { return nil }
        place += 1
        while place < end, bytes[place].isBlank { place += 1 }
        let quote: UInt8? =
            place < end && (bytes[place] == UInt8(ascii: "\"") || bytes[place] == UInt8(ascii: "'"))
            ? bytes[place] : nil
        if quote != nil { place += 1 }
        let start = place
        // `PASSWORD=(old,new)`: both.
        let isPair = quote == nil && place < end && bytes[place] == UInt8(ascii: "(")
        while place < end {
            let byte = bytes[place]
            if isPair {
                if byte <= UInt8(ascii: " ") || ")\"\\".utf8.contains(byte) { break }
                place += 1
                continue
            }
            if byte < 0x20 || byte == UInt8(ascii: "\\") && quote == nil { break }
            if let quote {
                if byte == quote, bytes[place - 1] != UInt8(ascii: "\\") { break }
            } else if byte <= UInt8(ascii: " ") || ",)\";&".utf8.contains(byte) {
                break
            }
            place += 1
        }
        guard place > start, quote != nil || isPair || !isRule(bytes, start..<place) else { return nil }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        let isSecret = judged[text] ?? isSecret(text)
        judged[text] = isSecret
        return isSecret ? SourceRange(start, place) : nil
    }

    /// The offset after a character that is percent-encoded once or more often.
    private static func encoded(_ digits: StaticString, _ bytes: [UInt8], _ offset: Int, _ end: Int) -> Int? {
        guard offset < end, bytes[offset] == UInt8(ascii: "%") else { return nil }
        var rest = bytes[(offset + 1)..<end]
        while rest.starts(with: "25") { rest = rest.dropFirst(2) }
        return rest.prefix(2).map(\.uppercased)[...].starts(with: digits) ? rest.startIndex + 2 : nil
    }

    /// Whether a value in parentheses is a rule about passwords.
    private static func isRule(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        bytes[range.lowerBound - 1] == UInt8(ascii: "(")
            && JCLSecrets.isRule(String(decoding: bytes[range], as: UTF8.self))
    }

    private static func isAssignment(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "(")
    }

    private static func isSecret(_ text: String) -> Bool {
        !SecretGuess.isMarked(text) && text.lowercased() != "null" && PropertyValue(text, isSecret: true).isSecret
    }
}

extension String {
    /// The text for display; the mask if it contains a password, a key or the like.
    public var hidingSecrets: String { SecretScanner.secrets(in: Array(utf8)).isEmpty ? self : Secret.mask }
}
