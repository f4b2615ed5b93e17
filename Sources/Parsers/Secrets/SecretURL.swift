import Diagnostics
import Languages

/// The user and the password of a URL, `https://user:password@host`, as it is or percent-encoded as a part of another URL,
/// once or more often.
struct SecretURL {
    private let bytes: [UInt8]
    private let end: Int
    /// The number of encodings: 0 for a URL as it is.
    private var level = 0

    private static let longestAuthority = 256

    /// The user and the password, or what is left of them where the text ends before `@`.
    ///
    /// - Parameter colon: the place of `:` or of its encoded form.
    static func userInfo(_ bytes: [UInt8], _ colon: Int, _ end: Int) -> SourceRange? {
        var url = SecretURL(bytes: bytes, end: end)
        guard let start = url.authority(after: colon) else { return nil }
        return url.userInfo(start)
    }

    private init(bytes: [UInt8], end: Int) {
        self.bytes = bytes
        self.end = end
    }

    /// One character, and the offset after it. An encoded sign has one `25` less than it was encoded times: `%253A`.
    private func character(_ offset: Int, level: Int?) -> (byte: UInt8, end: Int, level: Int)? {
        guard offset < end else { return nil }
        guard bytes[offset] == UInt8(ascii: "%") else { return (bytes[offset], offset + 1, 0) }
        var place = offset + 1
        var count = 1
        while place + 2 < end, bytes[place] == UInt8(ascii: "2"), bytes[place + 1] == UInt8(ascii: "5"),
            level.map({ count < $0 }) ?? true
        {
            place += 2
            count += 1
        }
        guard place + 1 < end, level.map({ count == $0 }) ?? true, let high = bytes[place].digit,
            let low = bytes[place + 1].digit
        else { return (bytes[offset], offset + 1, 0) }
        return (high << 4 | low, place + 2, count)
    }

    /// The offset after `://`, whose slashes may be escaped.
    private mutating func authority(after colon: Int) -> Int? {
        if let sign = SecretVocabulary.urlSigns.first(where: { bytes[colon..<end].starts(with: $0.utf8) }) {
            return colon + sign.utf8.count
        }
        var offset = colon
        for sign in "://".utf8 {
            guard let next = character(offset, level: nil), next.byte == sign else { return nil }
            level = max(level, next.level)
            offset = next.end
        }
        return level > 0 ? offset : nil
    }

    private func userInfo(_ start: Int) -> SourceRange? {
        var offset = start
        var firstColon: (place: Int, end: Int)?
        var at: Int?
        // The password as it is, without its encoding.
        var password: [UInt8] = []
        var passwordBeforeAt: [UInt8] = []
        while offset < min(end, start + Self.longestAuthority), let next = character(offset, level: level) {
            if next.byte <= UInt8(ascii: " ") || "/?\\\"'<>".utf8.contains(next.byte) { break }
            // Another parameter of the URL around it.
            if level > 0, next.level == 0, next.byte == UInt8(ascii: "&") { break }
            if next.byte == UInt8(ascii: "@"), firstColon != nil {
                at = offset
                passwordBeforeAt = password
            }
            if next.byte == UInt8(ascii: ":"), firstColon == nil {
                firstColon = (offset, next.end)
            } else if firstColon != nil {
                password.append(next.byte)
            }
            offset = next.end
        }
        guard firstColon != nil else { return nil }
        if let at {
            return Self.isPassword(passwordBeforeAt) ? SourceRange(start, at) : nil
        }
        return Self.isCut(password, isAtEnd: offset == bytes.count) ? SourceRange(start, offset) : nil
    }

    private static func isPassword(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        return !text.isEmpty && !text.contains("$") && !SecretGuess.isStandIn(text)
    }

    /// Whether the text after the colon is the beginning of a password: a port has only digits, and a stand-in for one is
    /// a word.
    private static func isCut(_ bytes: [UInt8], isAtEnd: Bool) -> Bool {
        // A port, perhaps with the next host of a list, or the end of a sentence.
        let rest = bytes.drop(while: \.isDigit)
        guard isPassword(bytes), let sign = rest.first, rest.count == bytes.count || sign.isAlphanumeric,
            !bytes.contains(where: { "{}[]%".utf8.contains($0) })
        else { return false }
        if isAtEnd { return true }
        return bytes.contains(where: \.isLetter) && bytes.contains { $0.isDigit }
            || bytes.contains(where: \.isLower) && bytes.contains(where: \.isUpper)
    }

    // MARK: Without a scheme

    /// `user:password@host.example.com`, around `@`.
    static func withoutScheme(_ bytes: [UInt8], _ at: Int) -> SourceRange? {
        let host = bytes[(at + 1)...].prefix(longestAuthority).prefix { $0.isNameByte || "-.".utf8.contains($0) }
        guard let first = host.first, first.isLetter, host.last != UInt8(ascii: ".") else { return nil }
        let pair = bytes[..<at].suffix(longestAuthority).reversed().prefix {
            $0 > UInt8(ascii: " ") && !"/?\\\"'<>(),;=|&$`{}[]%@".utf8.contains($0)
        }
        let start = at - pair.count
        guard let colon = bytes[start..<at].firstIndex(of: UInt8(ascii: ":")), colon - start >= 2, at - colon > 3,
            bytes[start].isLetter,
            bytes[start..<colon].allSatisfy({ $0.isNameByte || $0.isNational || $0 == UInt8(ascii: ".") }),
            bytes[(colon + 1)..<at].contains(where: { !$0.isDigit })
        else { return nil }
        let password = bytes[(colon + 1)..<at]
        // Without a domain, only a password that no version or name looks like shows what the rest is.
        let isMixed =
            password.count >= 6 && password.contains(where: \.isDigit) && password.contains(where: \.isLower)
            && password.contains(where: \.isUpper)
        guard isMixed || host.contains(UInt8(ascii: ".")) else { return nil }
        let user = String(decoding: bytes[start..<colon].map(\.lowercased), as: UTF8.self)
        guard !SecretVocabulary.addressSchemes.contains(user), isPassword(Array(password)) else { return nil }
        return SourceRange(start, at)
    }
}

extension UInt8 {
    /// The value of a hexadecimal digit.
    fileprivate var digit: UInt8? {
        if isDigit { return self - UInt8(ascii: "0") }
        return isHexDigit ? (self | 0x20) - UInt8(ascii: "a") + 10 : nil
    }
}
