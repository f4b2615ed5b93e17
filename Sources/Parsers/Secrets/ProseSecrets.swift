public import Diagnostics

/// Finds secrets in what people write: reasons, owners, names of files. Words explain there what a value is.
public enum ProseSecrets {
    public static func find(in bytes: [UInt8]) -> [SourceRange] {
        var found = SecretScanner.secrets(in: bytes)
        found += DeckSecrets.find(bytes, bytes.indices).filter { !$0.isPlaceholder }.map { SourceRange($0.range) }
        found += TextSecrets.find(in: bytes).map { SourceRange($0.range) }
        return found + explained(bytes[...])
    }

    /// The same, and the second halves of pairs such as `USER1/x7Tue5day`, which a path could be in other texts.
    public static func findWithPairs(in bytes: [UInt8]) -> [SourceRange] { find(in: bytes) + pairs(bytes) }

    /// The words that may be between the name of a secret and its value.
    private static let links: Set<String> = ["is", "was", "now", "to", "of", "the", "new", "old", "for", "->", "=>"]

    /// Only what words explain, for texts in which they mean what they say.
    public static func explained(in bytes: [UInt8]) -> [SourceRange] { explained(bytes[...]) }

    /// `the password is x7Tue5day`, `pw: x7Tue5day`.
    static func explained(_ bytes: ArraySlice<UInt8>) -> [SourceRange] {
        var found: [SourceRange] = []
        var isExpected = false
        for word in bytes.split(whereSeparator: { $0 <= UInt8(ascii: " ") || "\"'=:(),;<>[]{}#*".utf8.contains($0) }) {
            let text = String(decoding: word, as: UTF8.self)
            if isExpected, isMixed(word) {
                found.append(SourceRange(word.indices))
                isExpected = false
            } else if SecretName.matches(text) {
                isExpected = true
            } else if !links.contains(text.lowercased()) {
                isExpected = false
            }
        }
        return found
    }

    private static func pairs(_ bytes: [UInt8]) -> [SourceRange] {
        bytes.split(whereSeparator: { $0 <= UInt8(ascii: " ") || "\"'(),;".utf8.contains($0) }).compactMap { word in
            guard let slash = word.firstIndex(of: UInt8(ascii: "/")), slash > word.startIndex,
                word[..<slash].allSatisfy(\.isNameByte)
            else { return nil }
            let half = word[(slash + 1)...]
            return isMixed(half) && !half.contains(where: { "/.".utf8.contains($0) }) ? SourceRange(half.indices) : nil
        }
    }

    /// Whether a word has letters and digits as no word of a language has them.
    private static func isMixed(_ word: ArraySlice<UInt8>) -> Bool {
        word.count >= 6 && word.contains(where: \.isDigit) && word.contains(where: \.isLetter)
    }
}

extension SourceRange {
    fileprivate init(_ range: Range<Int>) { self.init(range.lowerBound, range.upperBound) }
}

extension String {
    /// The text for display, with masks in place of passwords, keys and the like.
    public var maskingSecrets: String { Self.masked(self, ProseSecrets.find) }

    /// The same for a text in which a slash hardly divides a path.
    public var maskingSecretsAndPairs: String { Self.masked(self, ProseSecrets.findWithPairs) }

    private static func masked(_ text: String, _ find: ([UInt8]) -> [SourceRange]) -> String {
        let bytes = Array(text.utf8)
        let found = find(bytes)
        guard !found.isEmpty else { return text }
        var result: [UInt8] = []
        var offset = 0
        for range in found.sorted(by: { $0.start < $1.start }) where Int(range.end) > offset {
            if Int(range.start) >= offset {
                result += bytes[offset..<Int(range.start)] + Array(Secret.mask.utf8)
            }
            offset = Int(range.end)
        }
        return String(decoding: result + bytes[offset...], as: UTF8.self)
    }
}
