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
    static func isOneForSecret(_ word: ArraySlice<UInt8>) -> Bool {
        guard let first = word.first else { return false }
        if isOne(word) || first == UInt8(ascii: "&") { return true }
        let upper = word.map(TSOBytes.upper)
        let isFiller = upper.count > 1 && upper.allSatisfy { $0 == upper[0] } && !Self.isHexDigit(upper[0])
        let text = String(decoding: upper, as: UTF8.self)
        return isFiller || ["KEY", "YOUR", "MASKVALUE", "HEX", "SECRET", "PASSWORD"].contains { text.contains($0) }
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        TSOBytes.isDigit(byte) || byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "F")
    }
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
