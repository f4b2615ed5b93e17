import Diagnostics

/// Text that someone forgot to replace before the deck runs.
enum Placeholder {
    /// Stands in the text of a region for what its carrier puts in when it runs: a variable, an expression, a
    /// template's `{{ }}`. The control character SUB, which no command holds.
    static let substitution: UInt8 = 0x1A

    static func isSubstituted(_ word: ArraySlice<UInt8>) -> Bool { word.contains(substitution) }

    /// Of any operand: `<appl>`, `${x}`, `{{ x }}`, `[user]`. An ampersand is none: it begins a RACF variable.
    static func isOne(_ word: ArraySlice<UInt8>) -> Bool {
        for byte in word {
            switch byte {
            case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["),
                UInt8(ascii: "]"), substitution:
                return true
            default: continue
            }
        }
        return false
    }

    /// Of a key or password: also `key16`, `xxxxxxxxxxxxxxxx`, `................`, `your-key`.
    static func isOne(_ word: ArraySlice<UInt8>, for kind: Secret.Kind) -> Bool {
        guard let first = word.first else { return false }
        if isOne(word) || first == UInt8(ascii: "&") { return true }
        let upper = word.map(TSOBytes.upper)
        let isFiller = upper.count > 1 && upper.allSatisfy { $0 == upper[0] } && !TSOBytes.isHexDigit(upper[0])
        let text = String(decoding: upper, as: UTF8.self)
        // What is no hexadecimal number is no key; a password may be a word like these.
        if kind == .key { return isFiller || keyWords.contains { text.contains($0) } }
        return isFiller || text.hasPrefix("YOUR") && !upper.contains(TSOBytes.blank) || passwordWords.contains(text)
    }

    private static let keyWords = ["KEY", "YOUR", "MASKVALUE", "HEX", "SECRET", "PASSWORD"]
    private static let passwordWords: Set<String> = [
        "PASSWORD", "'PASSWORD'", "PASSWD", "PASS", "PWD", "PHRASE", "'PHRASE'", "PASSPHRASE", "'PASSPHRASE'",
        "NEWPASS",
        "OLDPASS", "NEW-PASSWORD", "OLD-PASSWORD",
    ]
}

extension String {
    /// Whether another text stands somewhere in this one.
    func contains(_ text: String) -> Bool {
        let bytes = Array(utf8)
        let wanted = Array(text.utf8)
        guard !wanted.isEmpty, bytes.count >= wanted.count else { return wanted.isEmpty }
        return (0...(bytes.count - wanted.count)).contains { bytes[$0...].starts(with: wanted) }
    }
}
