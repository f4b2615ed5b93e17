import Contract
import Diagnostics

/// Finds secrets in scripts, commands and connection strings, where a name or an option indicates one and neither a
/// variable nor an expression follows. The language of the text can only be guessed, so a secret may be missed.
public enum TextSecrets {
    public struct Found: Equatable {
        /// `PASSWORD=`, `-password`, `Authorization: Bearer`.
        public var keyword: String
        /// The range of the secret in the text.
        public var range: Range<Int>
    }

    /// The secrets in the order of the text.
    ///
    /// - Parameter known: the places of secrets that were found before.
    public static func find(in text: String, except known: [Range<Int>] = []) -> [Found] {
        let bytes = Array(text.utf8)
        var reader = TextSecretReader(bytes: bytes)
        let named = reader.read()
        let phrases = without(named.map(\.range), in: SecretPhrases.find(in: bytes))
        let all = phrases.isEmpty ? named : (named + phrases).sorted { $0.range.lowerBound < $1.range.lowerBound }
        return without(known.sorted { $0.lowerBound < $1.lowerBound }, in: all)
    }

    /// - Parameter known: the known ranges in order.
    static func without(_ known: [Range<Int>], in found: [Found]) -> [Found] {
        found.filter { found in
            let next = known.partitioningIndex { $0.upperBound > found.range.lowerBound }
            return next == known.count || !known[next].overlaps(found.range)
        }
    }
}

/// Reads a text name by name.
private struct TextSecretReader {
    private let bytes: [UInt8]
    private var offset = 0
    private var found: [TextSecrets.Found] = []
    private static let longestName = 64

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func read() -> [TextSecrets.Found] {
        while offset < bytes.count {
            let start = offset
            while offset < bytes.count, Self.isNameByte(bytes[offset]) { offset += 1 }
            guard offset > start else {
                offset += 1
                continue
            }
            guard offset - start <= Self.longestName, let secret = secret(behind: start..<offset) else { continue }
            found.append(secret)
            offset = max(offset, secret.range.upperBound)
        }
        return found
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte.isAlphanumeric || "_.-@#".utf8.contains(byte)
    }

    private func byte(_ offset: Int) -> UInt8? { bytes.indices.contains(offset) ? bytes[offset] : nil }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private func blanks(from offset: Int) -> Int {
        var offset = offset
        while let byte = byte(offset), byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { offset += 1 }
        return offset
    }

    private static func isQuote(_ byte: UInt8?) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

    // MARK: Names

    private func secret(behind range: Range<Int>) -> TextSecrets.Found? {
        let written = text(range)
        let name = String(written.drop { $0 == "-" })
        if name.isEqual(ignoringCase: "authorization") { return authorization(name, range.upperBound) }
        let isOption = name != written
        if isOption, name == "u" || name == "user" { return userAndPassword(written, range) }
        if isListed(range), let value = listed(behind: range.upperBound + 1, written: written, name: name) {
            return .init(keyword: written, range: value)
        }
        if isTokenOfFilter(name, range) { return nil }
        // In `s/password=.*/x/` the name is part of a pattern.
        guard byte(range.lowerBound - 1) != UInt8(ascii: "/") else { return nil }
        let isPhrase = ["PHRASE", "KEYMASKED", "KEYENCRYPTED", "SESSKEY"].contains(name)
        guard isPhrase || SecretName.matches(name) else { return nil }
        let end = range.upperBound
        if byte(end) == UInt8(ascii: "("), name == name.uppercased(), isAtWordStart(range.lowerBound) {
            return operand(name, end + 1)
        }
        if isOption, let next = byte(end), next == UInt8(ascii: " ") || next == UInt8(ascii: "\t") {
            let value = value(from: blanks(from: end))
            return judged(value, written, name: name).map { .init(keyword: written, range: $0) }
        }
        return isPhrase ? nil : assigned(name, range)
    }

    // MARK: Lists

    /// Whether the name is one word of a list, such as `"-password"`.
    private func isListed(_ range: Range<Int>) -> Bool {
        let quote = byte(range.lowerBound - 1)
        return bytes[range.lowerBound] == UInt8(ascii: "-") && Self.isQuote(quote) && byte(range.upperBound) == quote
    }

    /// The secret in the next word of the list: `, "x"`, `/><arg value="x"`.
    private func listed(behind start: Int, written: String, name: String) -> Range<Int>? {
        guard SecretName.matches(name) else { return nil }
        let between = bytes[min(start, bytes.count)...].prefix(200)
        guard let open = between.firstIndex(where: { Self.isQuote($0) }) else { return nil }
        let text = String(decoding: between[..<open], as: UTF8.self).filter { !$0.isWhitespace }
        guard text == "," || text == "/><argvalue=" || text.isEmpty else { return nil }
        return judged(value(from: open), written, name: name)
    }

    /// Whether the name is a token of an Ant filter, `<filter token="buildLabel" …>`, which is not a secret.
    private func isTokenOfFilter(_ name: String, _ range: Range<Int>) -> Bool {
        guard name.isEqual(ignoringCase: "token") else { return false }
        return bytes[..<range.lowerBound].suffix(40).split(separator: UInt8(ascii: "<")).last.map { tag in
            SecretVocabulary.tagsWithTokens.contains { tag.starts(with: $0.utf8) }
        } == true
    }

    private func isAtWordStart(_ start: Int) -> Bool {
        guard let before = byte(start - 1) else { return true }
        return before <= UInt8(ascii: " ") || Self.isQuote(before)
    }

    /// `PASSWORD(NEW1)` of a command.
    private func operand(_ name: String, _ start: Int) -> TextSecrets.Found? {
        let near = bytes[start...].prefix(80)
        // The end of a text may be cut off.
        let close = near.firstIndex(of: UInt8(ascii: ")")) ?? (near.endIndex == bytes.endIndex ? near.endIndex : nil)
        guard let close else { return nil }
        var range = start..<close
        if Self.isQuote(byte(start)), close > start + 1 { range = (start + 1)..<(close - 1) }
        guard !range.isEmpty, !bytes[range].contains(where: { "(\n$".utf8.contains($0) }) else { return nil }
        return isLiteral(text(range), name: "password") && !JCLSecrets.isOption(text(range))
            ? .init(keyword: "\(name)(", range: range) : nil
    }

    /// `Authorization: Bearer …`, `Basic …`.
    private func authorization(_ name: String, _ end: Int) -> TextSecrets.Found? {
        var offset = end
        while let byte = byte(offset), "\"': \t".utf8.contains(byte) { offset += 1 }
        let scheme = offset..<(bytes[offset...].prefix(8).firstIndex(of: UInt8(ascii: " ")) ?? offset)
        guard ["bearer", "basic", "token"].contains(text(scheme).lowercased()) else { return nil }
        let value = value(from: blanks(from: scheme.upperBound))
        guard let value, value.count >= 8, isLiteral(text(value), name: "token") else { return nil }
        return .init(keyword: "\(name): \(text(scheme))", range: value)
    }

    /// `-u name:password` of curl and wget.
    private func userAndPassword(_ option: String, _ range: Range<Int>) -> TextSecrets.Found? {
        let near = bytes[..<range.lowerBound].suffix(400)
        let before = text((near.lastIndex(of: UInt8(ascii: "\n")) ?? near.startIndex)..<range.lowerBound)
        guard before.contains("curl") || before.contains("wget"), byte(range.upperBound) == UInt8(ascii: " "),
            let value = value(from: blanks(from: range.upperBound)),
            let colon = bytes[value].firstIndex(of: UInt8(ascii: ":")), colon > value.lowerBound
        else { return nil }
        let password = (colon + 1)..<value.upperBound
        return !password.isEmpty && isLiteral(text(password), name: "password")
            ? .init(keyword: option, range: value) : nil
    }

    // MARK: Assignments

    /// `name=value`, `name = "value"`, `"name": "value"`, `name->value`.
    private func assigned(_ name: String, _ range: Range<Int>) -> TextSecrets.Found? {
        let quote = byte(range.lowerBound - 1)
        let isQuoted = Self.isQuote(quote) && byte(range.upperBound) == quote
        let end = range.upperBound + (isQuoted ? 1 : 0)
        if bytes[range.upperBound - 1] == UInt8(ascii: "-"), byte(end) == UInt8(ascii: ">") {
            let range = judged(value(from: blanks(from: end + 1)), name, name: String(name.dropLast()))
            return range.map { .init(keyword: "\(name)>", range: $0) }
        }
        let sign = blanks(from: end)
        guard byte(sign) == UInt8(ascii: "=") || (isQuoted && byte(sign) == UInt8(ascii: ":")) else { return nil }
        var behind = sign + 1
        if byte(behind) == UInt8(ascii: ">") { behind += 1 }
        guard byte(behind) != UInt8(ascii: "="), byte(behind) != UInt8(ascii: "~") else { return nil }
        let start = blanks(from: behind)
        let isTight = sign == end && start == behind && !isQuoted
        guard Self.isQuote(byte(start)) || (isTight && !isArgument(range.lowerBound)) else { return nil }
        let keyword = name + (byte(sign) == UInt8(ascii: ":") ? ":" : "=")
        return judged(value(from: start), name, name: name).map { .init(keyword: keyword, range: $0) }
    }

    /// Whether the name is that of an argument after `(` or `,`, whose value is a variable.
    private func isArgument(_ start: Int) -> Bool {
        let before = bytes[..<start].suffix(80).last { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        return before == UInt8(ascii: "(") || before == UInt8(ascii: ",")
    }

    // MARK: Values

    /// The value between quotes, or up to a delimiter, on one line.
    private func value(from start: Int) -> Range<Int>? {
        guard let first = byte(start) else { return nil }
        if Self.isQuote(first) {
            let close = bytes[(start + 1)...].prefix(400).firstIndex { $0 == first || $0 == UInt8(ascii: "\n") }
            guard let close, bytes[close] == first, close > start + 1 else { return nil }
            return (start + 1)..<close
        }
        let length = bytes[start...].prefix(400).prefix { $0 > UInt8(ascii: " ") && !",;)\"'&<>|`\\".utf8.contains($0) }
        return length.isEmpty ? nil : start..<length.endIndex
    }

    private func judged(_ range: Range<Int>?, _ written: String, name: String) -> Range<Int>? {
        guard let range else { return nil }
        let text = text(range)
        guard text != written, !text.isEqual(ignoringCase: name), !text.hasPrefix("-") else { return nil }
        return isLiteral(text, name: name) ? range : nil
    }

    private func isLiteral(_ text: String, name: String) -> Bool {
        guard text.utf8.count >= 3, !text.utf8.contains(where: { " \t$`(){}[]+".utf8.contains($0) }),
            !(text.hasPrefix("%") && text.hasSuffix("%")), !text.contains(".*"), !Self.isMember(text)
        else { return false }
        return SecretGuess(text, name: name) != nil
    }

    /// Whether the text is a member such as `props.pw`: only letters and periods.
    private static func isMember(_ text: String) -> Bool {
        text.contains(".") && text.utf8.allSatisfy { $0 == UInt8(ascii: ".") || $0 | 0x20 >= UInt8(ascii: "a") }
    }
}
