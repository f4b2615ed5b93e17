import Diagnostics

/// Text whose own form makes it a secret, whatever its name.
extension SecretScanner {
    private static let prefixes = SecretVocabulary.tokenPrefixes.map { Array($0.utf8) }
    private static let keyMark = Array(SecretVocabulary.keyMark.utf8)
    /// The beginnings that `token` searches for.
    static var tokenBeginnings: [[UInt8]] {
        prefixes + (SecretVocabulary.urlSigns + [SecretVocabulary.keyMark]).map { Array($0.utf8) }
    }
    private static let shortest = 20
    private static let longestAuthority = 256

    /// Whether a value is a token, or a URL with a password in it.
    static func holdsToken(_ text: String) -> Bool {
        guard text.utf8.count >= 12 else { return false }
        let bytes = Array(text.utf8)
        if token(bytes, 0, bytes.count) != nil { return true }
        guard bytes[...].first(UInt8(ascii: "@")) != nil else { return false }
        return bytes.indices.contains { bytes[$0] == UInt8(ascii: ":") && userInfo(bytes, $0, bytes.count) != nil }
    }

    /// The tokens in a text, and the users and passwords of its URLs.
    public static func tokens(in text: String) -> [Range<Int>] {
        let bytes = Array(text.utf8)
        var found: [Range<Int>] = []
        var offset = 0
        while offset < bytes.count {
            let secret = token(bytes, offset, bytes.count)
            if let secret { found.append(secret.bounds) }
            offset = max(offset + 1, Int(secret?.end ?? 0))
        }
        return found
    }

    static func token(_ bytes: [UInt8], _ offset: Int, _ end: Int) -> SourceRange? {
        if bytes[offset] == UInt8(ascii: ":") { return userInfo(bytes, offset, end) }
        if bytes[offset] == UInt8(ascii: "-") { return privateKey(bytes, offset, end) }
        let isBeginning = prefixes.contains { prefix in
            // The first byte excludes most of them.
            bytes[offset] == prefix[0] && prefix.count <= end - offset
                && bytes.holds(prefix, prefix.indices, at: offset)
        }
        guard isBeginning else { return nil }
        let length = bytes[offset..<end].prefix { isTokenByte($0) }.count
        return length >= shortest ? SourceRange(offset, offset + length) : nil
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        byte.isAlphanumeric || "_-.+/=".utf8.contains(byte)
    }

    /// Reads from `-----BEGIN RSA PRIVATE KEY-----` to the end of the visible text.
    private static func privateKey(_ bytes: [UInt8], _ offset: Int, _ end: Int) -> SourceRange? {
        guard keyMark.count <= end - offset, bytes.holds(keyMark, keyMark.indices, at: offset) else { return nil }
        let line = bytes[offset..<end].prefix(64)
        let mark = Array("PRIVATE KEY-----".utf8)
        guard let begin = line.indices.first(where: { line[$0...].starts(with: mark) }) else { return nil }
        let body = begin + mark.count
        let close = bytes[body..<end].firstIndex { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "\"") } ?? end
        return SourceRange(body, close)
    }

    /// The user and the password of a URL in which the text ends before the `@`. A port has only digits.
    static func cutUserInfo(_ bytes: [UInt8]) -> SourceRange? {
        let tail = bytes.suffix(longestAuthority).drop { $0 < UInt8(ascii: " ") }
        let authority = tail.reversed().prefix {
            $0 > UInt8(ascii: " ") && !"/?\\\"'<>@".utf8.contains($0)
        }
        let start = tail.endIndex - authority.count
        guard start - 3 >= tail.startIndex, bytes[(start - 3)..<start].elementsEqual("://".utf8),
            let colon = bytes[start...].firstIndex(of: UInt8(ascii: ":")), colon + 1 < bytes.count,
            bytes[(colon + 1)...].contains(where: { !$0.isDigit }), !bytes[(colon + 1)...].contains(UInt8(ascii: "$"))
        else { return nil }
        return SourceRange(start, bytes.count)
    }

    /// The user and the password of `https://user:password@host`, with escaped or unescaped slashes.
    private static func userInfo(_ bytes: [UInt8], _ colon: Int, _ end: Int) -> SourceRange? {
        guard let sign = SecretVocabulary.urlSigns.first(where: { bytes[colon..<end].starts(with: $0.utf8) }) else {
            return nil
        }
        let start = colon + sign.utf8.count
        let authority = bytes[start..<min(end, start + longestAuthority)].prefix {
            $0 > UInt8(ascii: " ") && !"/?\\\"'<>".utf8.contains($0)
        }
        guard let at = authority.lastIndex(of: UInt8(ascii: "@")),
            let inner = authority[..<at].firstIndex(of: UInt8(ascii: ":")), inner + 1 < at
        else { return nil }
        let password = String(decoding: bytes[(inner + 1)..<at], as: UTF8.self)
        guard !password.contains("$"), !SecretGuess.isStandIn(password) else { return nil }
        return SourceRange(authority.startIndex, at)
    }
}
