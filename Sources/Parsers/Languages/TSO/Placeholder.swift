public import Diagnostics

/// Text that must be replaced before the deck runs.
public enum Placeholder {
    /// Represents text that the carrier inserts when it runs: a variable, an expression, a template's `{{ }}`. It is
    /// the control character SUB, which no command contains.
    public static let substitution: UInt8 = 0x1A

    public static func isSubstituted(_ word: ArraySlice<UInt8>) -> Bool { word.contains(substitution) }

    /// Whether any operand is a placeholder: `<appl>`, `${x}`, `{{ x }}`, `[user]`. An ampersand is not, because it
    /// begins a RACF variable.
    public static func isOne(_ word: ArraySlice<UInt8>) -> Bool {
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

    /// Of a key or password: only what cannot be one. Any word may be a password, also PASSWORD, so it takes a form:
    /// `<password>`, `${pw}`, `{{ pw }}`, `&PW.`, `xxxxxxxx`. No key has letters after F, so words that ask for one
    /// count as well: `key16`, `your-key`.
    public static func isOne(_ value: ArraySlice<UInt8>, for kind: Secret.Kind) -> Bool {
        let text = unquoted(value)
        guard let first = text.first, let last = text.last else { return false }
        if isOnlySubstituted(text) || isEnclosed(text, first, last) || isSymbol(text, first) {
            return true
        }
        let isFiller = text.count > 2 && text.allSatisfy { $0 == first }
        return kind == .key
            ? isFiller && !first.isHexDigit || asksForKey(text)
            : isFiller && "xX*.-?_".utf8.contains(first)
    }

    /// Whether the text is a placeholder, with or without quotation marks, which no password contains.
    private static func isOnlySubstituted(_ text: ArraySlice<UInt8>) -> Bool {
        isSubstituted(text) && text.allSatisfy { $0 == substitution || $0 == UInt8(ascii: "\"") }
    }

    private static func unquoted(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard value.count > 1, value.first == TSOBytes.apostrophe, value.last == TSOBytes.apostrophe else {
            return value
        }
        return value.dropFirst().dropLast()
    }

    /// Whether brackets enclose the whole text: `<x>`, `[x]`, `{x}`, `{{ x }}`, `${x}`.
    private static func isEnclosed(_ text: ArraySlice<UInt8>, _ first: UInt8, _ last: UInt8) -> Bool {
        let close: UInt8
        var inner = text.dropFirst().dropLast()
        switch first {
        case UInt8(ascii: "<"): close = UInt8(ascii: ">")
        case UInt8(ascii: "["): close = UInt8(ascii: "]")
        case UInt8(ascii: "{"): close = UInt8(ascii: "}")
        case UInt8(ascii: "$") where inner.first == UInt8(ascii: "{"):
            close = UInt8(ascii: "}")
            inner = inner.dropFirst()
        default: return false
        }
        guard last == close else { return false }
        if first != UInt8(ascii: "<") { return inner.contains { $0 != first && $0 != close } }
        return !inner.isEmpty && !inner.contains { $0 == first || $0 == close }
    }

    /// `&PW`, `&PW.`: a symbol of up to eight characters.
    private static func isSymbol(_ text: ArraySlice<UInt8>, _ first: UInt8) -> Bool {
        guard first == UInt8(ascii: "&") else { return false }
        let name = text.last == UInt8(ascii: ".") ? text.dropFirst().dropLast() : text.dropFirst()
        return (1...8).contains(name.count) && name.allSatisfy { $0.isAlphanumeric }
    }

    /// Whether a text consists only of words like these, one of which names the missing value.
    private static func asksForKey(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.contains(where: { $0.isLetter && !$0.isHexDigit }) else { return false }
        var rest = text.map(\.uppercased)[...]
        var isAsking = false
        while let byte = rest.first {
            guard byte.isLetter else {
                rest = rest.dropFirst()
                continue
            }
            guard let word = keyWords.first(where: { rest.starts(with: $0.text) }) else { return false }
            isAsking = isAsking || word.isAsking
            rest = rest.dropFirst(word.text.count)
        }
        let digits = text.count(where: \.isDigit)
        return isAsking && digits <= 2
    }

    private static let keyWords: [(text: [UInt8], isAsking: Bool)] =
        ["KEY", "YOUR", "HEXADECIMAL", "HEX", "DIGITS", "DIGIT", "MASKED", "MASK"].map { (Array($0.utf8), true) }
        + [
            "APPLICATION", "APPL", "APP", "BITS", "BIT", "BYTES", "BYTE", "CHARACTERS", "CHARS", "DESCRIPTION",
            "ENCRYPTED", "ENCRYPTION", "ENTER", "HERE", "INSERT", "MY", "NEW", "OLD", "OWN", "PASSTICKET", "PASSWORD",
            "PTKT", "REPLACE", "SECRET", "SECURED", "SECURE", "SESSION", "SIGNON", "SSIGNON", "STRING", "THE", "VALUE",
        ].map { (Array($0.utf8), false) }
}
