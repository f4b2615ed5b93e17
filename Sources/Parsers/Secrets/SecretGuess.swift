import Contract
import Diagnostics

/// The certainty that a clear-text value is a secret, from its name, the widget of its field, and its own form.
public enum SecretGuess: Sendable, Comparable {
    case doubtful, sure

    /// `nil` if the value is not a secret.
    ///
    /// - Parameter widget: the widget in the plug-in's descriptor; `nil` if that is not among the inputs.
    public init?(_ value: String, name: String, widget: String? = nil) {
        let text = value.trimmed()
        if SecretScanner.holdsToken(text) {
            self = .sure
            return
        }
        guard !Self.isHarmless(text), widget != "checkBox", widget != "selectBox" else { return nil }
        if widget == "secureBox" {
            self = .sure
            return
        }
        switch Self.promise(of: name) {
        case .sure?: self = .sure
        case .doubtful?: self = .doubtful
        case nil: return nil
        }
    }

    // MARK: Names

    /// The certainty from the last words of the name: `db.password` is a secret, `passwordFile` is probably not.
    private static func promise(of name: String) -> SecretGuess? {
        guard SecretName.matches(name) else { return nil }
        let words = SecretName.words(of: name)
        guard let last = words.last else { return nil }
        let secrets = SecretVocabulary.certain
        if secrets.contains(last) || secrets.contains(words.suffix(2).joined()) { return .sure }
        if SecretName.isRunTogether(last) { return .sure }
        if secrets.contains(where: { $0.utf8.count > 3 && last.hasSuffix($0) }) { return .sure }
        return .doubtful
    }

    // MARK: Values

    /// Whether the text is harmless: a switch, a short number, a path, a host name, a URL, a property name, a stand-in.
    private static func isHarmless(_ text: String) -> Bool {
        let lower = text.lowercased()
        if text.isEmpty || SecretVocabulary.switches.contains(lower) || isStandIn(text) { return true }
        if text.utf8.count <= 3, text.utf8.allSatisfy(\.isDigit) {
            return true
        }
        if text.contains("/"), !text.contains(" "), isPath(text) { return true }
        if lower.holds("://") || lower.hasPrefix("arn:") { return true }
        return isHostName(text) || isPropertyName(text) || isIdentifier(text)
    }

    /// Whether the text is an identifier of the server, such as `20000001-0001-0001-0001-000000000000`.
    private static func isIdentifier(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.utf8.count) == [8, 4, 4, 4, 12]
            && parts.allSatisfy { $0.utf8.allSatisfy(\.isHexDigit) }
    }

    private static func isPath(_ text: String) -> Bool {
        text.hasPrefix("/") || text.hasPrefix("./") || text.hasPrefix("../") || text.hasPrefix("~/")
            || text.hasPrefix("scriptFile/") || text.split(separator: "/").last?.contains(".") == true
            || isVaultPath(text)
    }

    /// Whether the text is a path such as `secret/data/payroll`: three or more lower-case words. Base64 also has other
    /// letters.
    private static func isVaultPath(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count >= 3
            && parts.allSatisfy { part in
                part.utf8.contains(where: \.isLower)
                    && part.utf8.allSatisfy { isNameByte($0) && !$0.isUpper }
            }
    }

    /// Whether the text is replaced later or was masked before: `<password>`, `@PW@`, `&PW`, `$PW`, `****`.
    static func isStandIn(_ text: String) -> Bool { text.hasPrefix("$") || isMarked(text) }

    /// Whether the text is a stand-in, without the forms with which a password may begin.
    static func isMarked(_ text: String) -> Bool {
        guard let first = text.first, let last = text.last else { return true }
        let pairs: [(Character, Character)] = [("<", ">"), ("[", "]"), ("{", "}"), ("@", "@"), ("%", "%")]
        if text.count > 2, pairs.contains(where: { $0.0 == first && $0.1 == last }) { return true }
        if first == "&", text.dropFirst().allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." }) { return true }
        return text.allSatisfy { $0 == first } && "*xX.-•".contains(first)
    }

    private static func isHostName(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        let isPlain = labels.allSatisfy { label in
            !label.isEmpty && label.utf8.allSatisfy { isNameByte($0) && !$0.isUpper && $0 != UInt8(ascii: "_") }
        }
        if text == "localhost" { return true }
        guard isPlain, labels.count >= 2, let last = labels.last else { return false }
        let isAddress = labels.count == 4 && labels.allSatisfy { Int($0).map { $0 < 256 } ?? false }
        return isAddress || labels.count >= 3 && last.allSatisfy(\.isLetter)
            || SecretVocabulary.domains.contains(String(last))
    }

    /// Whether the text is a property name that itself indicates a secret, such as `jes.password`.
    private static func isPropertyName(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count >= 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isNameByte) }
            && SecretName.matches(text)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool { byte.isNameByte || byte == UInt8(ascii: "-") }
}
