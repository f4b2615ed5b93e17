import Contract
public import Diagnostics
public import Languages

/// The value of a property or field.
public enum PropertyValue: Sendable, Hashable {
    /// No value: the key is absent, or the value is JSON's `null`.
    case missing
    case blank
    /// Text that may be shown, with or without references.
    case text(ReferenceText)
    /// `****`, which the server prints for every secure value, or a longer mask; the value may be blank.
    case masked
    /// A value that is inserted when it is used: `scriptFile/…` of process-as-code, a variable of a script, `{{ … }}`
    /// of a template. It is unknown.
    case external(String)
    /// A secret in clear text.
    case literal(Secret)
    /// `crypt_v1{…}` of a server or `pbe{…}` of an agent.
    case ciphertext(Secret, size: CiphertextSize)

    /// The conclusion from the length of a ciphertext (PKCS #5 pads to the block: 16 bytes for AES, 8 for DESede).
    public enum CiphertextSize: Sendable, Hashable {
        /// One block: blank, or text shorter than a block.
        case mayBeBlank
        case notBlank
        case unknown
    }

    /// - Parameter isSecret: whether clear text is a secret here: because of the name, the `secure` flag, or a password
    ///   field that refers to it. A token is always a secret.
    public init(_ text: String, isSecret: Bool) {
        let trimmed = text.trimmed()
        if trimmed.isEmpty {
            self = .blank
        } else if trimmed.utf8.count > 3, trimmed.utf8.allSatisfy({ $0 == UInt8(ascii: "*") }) {
            self = .masked
        } else if let size = CiphertextSize(of: trimmed) {
            self = .ciphertext(Secret(.ciphertext, trimmed.utf8), size: size)
        } else if Self.isExternal(trimmed) {
            self = .external(trimmed)
        } else if trimmed.hasPrefix(SecretVocabulary.vault) {
            self = .external("a text that Ansible Vault encrypted")
        } else {
            let parts = ReferenceText(text)
            let isHidden = isSecret && Self.isSecret(parts) || SecretScanner.holdsToken(text)
            self = isHidden ? .literal(Secret(.password, text.utf8)) : .text(parts)
        }
    }

    private static func isExternal(_ text: String) -> Bool {
        switch text.utf8.first {
        case UInt8(ascii: "s"): text.hasPrefix("scriptFile/")
        // The name of a secret in a store of AWS.
        case UInt8(ascii: "a"): text.hasPrefix("arn:")
        case UInt8(ascii: "{"): text.hasPrefix("{{") && text.hasSuffix("}}")
        case UInt8(ascii: "$"): isShellVariable(text)
        default: false
        }
    }

    /// Whether the text is a shell variable, such as `$JES_PASSWORD` in a body that a script fills: in upper case, and
    /// a name of several words or of a secret.
    private static func isShellVariable(_ text: String) -> Bool {
        let name = text.utf8.dropFirst()
        return name.allSatisfy { $0.isNameByte && !$0.isLower }
            && (name.contains(UInt8(ascii: "_")) || SecretName.matches(String(Substring(name))))
    }

    /// Whether the text is a secret; references and switches are not.
    private static func isSecret(_ text: ReferenceText) -> Bool {
        guard text.hasLiteral else { return false }
        guard text.isPlain else { return true }
        let word = text.source.trimmed().lowercased()
        return word != "true" && word != "false"
    }

    /// Whether reports must not show it.
    public var isSecret: Bool {
        switch self {
        case .literal, .ciphertext: true
        case .missing, .blank, .text, .masked, .external: false
        }
    }

    /// The value with its clear text as a secret.
    public var hidden: PropertyValue {
        guard case .text(let text) = self, Self.isSecret(text) else { return self }
        return .literal(Secret(.password, text.source.utf8))
    }

    /// The same value with the parts of its text at hand, for one that is looked at many times.
    public var kept: PropertyValue { if case .text(let text) = self { .text(text.kept) } else { self } }

    /// The JSON form for `dump`.
    public var dumped: JSONValue {
        switch self {
        case .missing: .null
        case .blank: ""
        case .text(let text): .string(text.source)
        case .masked: "****"
        case .external(let text): .string(text)
        case .literal, .ciphertext: .string(Secret.mask)
        }
    }
}

extension PropertyValue.CiphertextSize {
    /// `nil` if the text is not a ciphertext: `crypt_v1{transformation|alias|IV|data}`, the last two in Base64.
    init?(of text: String) {
        guard text.utf8.last == UInt8(ascii: "}") else { return nil }
        if text.hasPrefix("pbe{") {
            self = .unknown
            return
        }
        guard text.hasPrefix("crypt_v1{") else { return nil }
        let segments = text.dropLast().dropFirst("crypt_v1{".count).split(
            separator: "|", omittingEmptySubsequences: false)
        guard segments.count == 4, let data = segments.last else {
            self = .unknown
            return
        }
        let digits = data.utf8.count { $0 != UInt8(ascii: "=") }
        let block = segments[0].uppercased().hasPrefix("AES") ? 16 : segments[0].uppercased().hasPrefix("DES") ? 8 : 0
        self = block == 0 ? .unknown : digits * 3 / 4 > block ? .notBlank : .mayBeBlank
    }
}

/// Recognises names that indicate a secret.
public enum SecretName {
    private static let parts = SecretVocabulary.parts.map { Array($0.utf8) }
    /// The words by their first letter.
    private static let partsByLetter = (UInt8(0)..<32).map { letter in parts.filter { $0[0] & 31 == letter } }
    /// Whether the words of a name indicate a secret: `jes.password`, `jesPw`, `API_KEY`; not `explicitTokens`, which
    /// are replacements in JCL, and not `passwordFile`.
    public static func matches(_ name: String) -> Bool {
        let isPromised = holdsPart(Self.letters(of: name.utf8))
        guard isPromised || holdsLetter(name.utf8) else { return false }
        let all = words(of: name)
        let found = all.filter { !SecretVocabulary.otherWords.contains($0) }
        let isPart = isPromised && (found.count == all.count || holdsPart(Array(found.joined().utf8)))
        guard isPart || found.indices.contains(where: { isPromise(found, $0) }) else { return false }
        guard let last = found.last, SecretVocabulary.aspects.contains(last) else { return true }
        // A `secret_id` is a secret; the ID of a credential is not.
        return last == "id" && found.dropLast().last == "secret"
    }

    /// A condition for `matches` that is cheaper.
    static func mayMatch(_ name: ArraySlice<UInt8>) -> Bool {
        holdsLetter(name) || name.count >= shortestPart && holdsPart(letters(of: name))
    }

    private static func letters(of name: some Collection<UInt8>) -> [UInt8] {
        var letters: [UInt8] = []
        letters.reserveCapacity(name.count)
        for byte in name where isWordByte(byte) { letters.append(byte | 0x20) }
        return letters
    }

    /// Only words with these letters count without another indication.
    private static func holdsLetter(_ name: some Collection<UInt8>) -> Bool {
        name.contains { byte in "pkjc".utf8.contains { byte | 0x20 == $0 } }
    }

    private static let shortestPart = 6

    private static func holdsPart(_ letters: [UInt8]) -> Bool {
        guard letters.count >= shortestPart else { return false }
        return letters.indices.contains { start in
            partsByLetter[Int(letters[start] & 31)].contains { letters.holds($0, $0.indices, at: start) }
        }
    }

    /// Whether a name is that of a user: `jes.user`, `userId`, `logon`.
    public static func isUser(_ name: String) -> Bool {
        let words = words(of: name)
        return SecretVocabulary.users.contains(words.last ?? "")
            || SecretVocabulary.users.contains(words.suffix(2).joined())
    }

    /// Whether the ending of a word indicates a secret.
    static func isRunTogether(_ word: String) -> Bool {
        word.utf8.count > 3
            && SecretVocabulary.endings.contains { word.hasSuffix($0) && word.utf8.count > $0.utf8.count }
            && !SecretVocabulary.otherWords.contains(word)
    }

    /// Whether a word indicates a secret; the settings of a PassTicket do not.
    private static func isPromise(_ found: [String], _ index: Int) -> Bool {
        (SecretVocabulary.words.contains(found[index]) || isRunTogether(found[index]))
            && !(found[index] == "pass" && found.dropFirst(index + 1).first.map { $0.hasPrefix("ticket") } == true)
    }

    /// Whether the byte is part of a letter or digit of any alphabet.
    private static func isWordByte(_ byte: UInt8) -> Bool {
        byte.isAlphanumeric || byte >= 0x80
    }

    /// The words of a name, divided at every character that is not a letter, and between lower and upper case.
    static func words(of name: String) -> [String] {
        var found: [String] = []
        var word: [UInt8] = []
        var wasLower = false
        for byte in name.utf8 {
            if !byte.isLetter || (byte.isUpper && wasLower) {
                if !word.isEmpty { found.append(String(decoding: word, as: UTF8.self)) }
                word = []
            }
            if byte.isLetter { word.append(byte | 0x20) }
            wasLower = byte.isLower
        }
        return word.isEmpty ? found : found + [String(decoding: word, as: UTF8.self)]
    }
}
