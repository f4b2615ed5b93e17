import Diagnostics

/// Text whose own form makes it a secret, whatever its name.
extension SecretScanner {
    private static let prefixes = SecretVocabulary.tokenPrefixes.map { Array($0.utf8) }
    private static let keyMark = Array(SecretVocabulary.keyMark.utf8)
    /// The beginnings that `token` searches for.
    static var tokenBeginnings: [[UInt8]] {
        let signs =
            SecretVocabulary.urlSigns + SecretVocabulary.encodedURLSigns + SecretVocabulary.credentialSchemes
        return prefixes + (signs + [SecretVocabulary.keyMark, SecretVocabulary.vault]).map { Array($0.utf8) }
    }
    private static let shortest = 20

    /// Whether a value is a token, or a URL with a password in it.
    static func holdsToken(_ text: String) -> Bool {
        guard text.utf8.count >= 12 else { return false }
        let bytes = Array(text.utf8)
        if token(bytes, 0, bytes.count) != nil { return true }
        guard bytes.contains(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "%") }) else { return false }
        return bytes.indices.contains { offset in
            switch bytes[offset] {
            case UInt8(ascii: ":"), UInt8(ascii: "%"): SecretURL.userInfo(bytes, offset, bytes.count) != nil
            case UInt8(ascii: "@"): SecretURL.withoutScheme(bytes, offset) != nil
            default: false
            }
        }
    }

    /// The tokens in a text, and the users and passwords of its URLs.
    public static func tokens(in text: String) -> [Range<Int>] {
        let bytes = Array(text.utf8)
        var found: [Range<Int>] = []
        var offset = 0
        while offset < bytes.count {
            let secret =
                bytes[offset] == UInt8(ascii: "@")
                ? SecretURL.withoutScheme(bytes, offset) : token(bytes, offset, bytes.count)
            if let secret { found.append(secret.bounds) }
            offset = max(offset + 1, Int(secret?.end ?? 0))
        }
        return found
    }

    static func token(_ bytes: [UInt8], _ offset: Int, _ end: Int) -> SourceRange? {
        switch bytes[offset] {
        case UInt8(ascii: ":"), UInt8(ascii: "%"): return SecretURL.userInfo(bytes, offset, end)
        case UInt8(ascii: "-"): return privateKey(bytes, offset, end)
        case UInt8(ascii: "B"): return credentials(bytes, offset, end)
        case UInt8(ascii: "$"): return vault(bytes, offset, end)
        default: break
        }
        let isBeginning = prefixes.contains { prefix in
            // The first byte excludes most of them.
            bytes[offset] == prefix[0] && prefix.count <= end - offset
                && bytes.holds(prefix, prefix.indices, at: offset)
        }
        guard isBeginning else { return nil }
        let length = bytes[offset..<end].prefix { isTokenByte($0) }.count
        return length >= shortest ? SourceRange(offset, offset + length) : nil
    }

    private static let vaultMark = Array(SecretVocabulary.vault.utf8)

    /// The lines of digits after the mark of Ansible Vault.
    private static func vault(_ bytes: [UInt8], _ offset: Int, _ end: Int) -> SourceRange? {
        guard vaultMark.count <= end - offset, bytes.holds(vaultMark, vaultMark.indices, at: offset) else { return nil }
        let digits = bytes[offset..<end].drop { $0 > UInt8(ascii: " ") && $0 != UInt8(ascii: "\\") }
            .prefix { $0.isHexDigit || $0 <= UInt8(ascii: " ") || "\\nr".utf8.contains($0) }
        let last = digits.lastIndex(where: \.isHexDigit)
        return last.map { SourceRange(digits.startIndex, $0 + 1) }
    }

    private static let schemes = SecretVocabulary.credentialSchemes.map { Array($0.utf8) }

    /// `Basic dXNlcjpwYXNzd29yZA==`: a word that no sentence has.
    private static func credentials(_ bytes: [UInt8], _ offset: Int, _ end: Int) -> SourceRange? {
        guard let scheme = schemes.first(where: { $0.count <= end - offset && bytes.holds($0, $0.indices, at: offset) })
        else { return nil }
        let start = offset + scheme.count
        let word = bytes[start..<end].prefix { isTokenByte($0) }
        let isMixed = word.dropFirst().contains(where: \.isUpper) && word.contains(where: \.isLower)
        return word.count >= 12 && isMixed && word.contains(where: \.isDigit) ? SourceRange(start, word.endIndex) : nil
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
}
