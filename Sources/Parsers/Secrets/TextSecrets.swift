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

        static let valueOf = "the value of "

        /// Whether a client logs on to the server with it, or sets a property to it, if the text calls the server.
        public var isForServer: Bool {
            let name = keyword.filter { !"=:".contains($0) }
            return keyword.hasPrefix(Self.valueOf) || SecretVocabulary.serverLogons.contains(name)
        }
    }

    /// The secrets in the order of the text.
    ///
    /// - Parameter known: the places of secrets that were found before.
    public static func find(in text: String, except known: [Range<Int>] = []) -> [Found] {
        find(in: Array(text.utf8), except: known)
    }

    /// The same in the bytes of a text.
    public static func find(in bytes: [UInt8], except known: [Range<Int>] = []) -> [Found] {
        var reader = TextSecretReader(bytes: bytes)
        var named = reader.read()
        named += without(named.map(\.range), in: inside(bytes))
        named.sort { $0.range.lowerBound < $1.range.lowerBound }
        let phrases = without(named.map(\.range), in: SecretPhrases.find(in: bytes))
        let all = phrases.isEmpty ? named : (named + phrases).sorted { $0.range.lowerBound < $1.range.lowerBound }
        return without(known.sorted { $0.lowerBound < $1.lowerBound }, in: all)
    }

    /// The secrets of JSON inside a string: `{\"password\": \"x\"}`.
    private static func inside(_ bytes: [UInt8]) -> [Found] {
        guard bytes.contains("\\\"") else { return [] }
        var plain: [UInt8] = []
        var offsets: [Int] = []
        for (offset, byte) in bytes.enumerated() where byte != UInt8(ascii: "\\") {
            plain.append(byte)
            offsets.append(offset)
        }
        var reader = TextSecretReader(bytes: plain)
        return reader.read().map { found in
            Found(
                keyword: found.keyword,
                range: offsets[found.range.lowerBound]..<(offsets[found.range.upperBound - 1] + 1))
        }
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
            // The value of a variable that a logon uses, which may have been found by its name.
            if secret.range.lowerBound < start { found.removeAll { $0.range.overlaps(secret.range) } }
            found.append(secret)
            offset = max(offset, secret.range.upperBound)
        }
        return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
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

    /// Whether more than a look at the bytes is worthwhile: the name is an option, `value`, or that of
    /// a secret. The most words of a text are nothing of the kind.
    private func isPromising(_ range: Range<Int>) -> Bool {
        "-vV".utf8.contains(bytes[range.lowerBound]) || SecretName.mayMatch(bytes[range])
    }

    private func secret(behind range: Range<Int>) -> TextSecrets.Found? {
        if HeaderSecrets.isHeader(bytes[range]), let found = HeaderSecrets(bytes).secret(after: range) { return found }
        guard isPromising(range) else { return nil }
        let written = text(range)
        let name = String(written.drop { $0 == "-" })
        let isOption = name != written
        if isOption, let pair = userAndPassword(written, range) { return pair }
        if name.isEqual(ignoringCase: "value"), let secret = namedValue(range) { return secret }
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
        if isOption, let next = byte(end), next <= UInt8(ascii: " ") {
            let value = value(from: next == UInt8(ascii: "\n") ? nextItem(behind: end) : blanks(from: end))
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

    /// `-u name:password` of curl and wget, also as `-su`, `-uname:password` and `--user=name:password`.
    private func userAndPassword(_ option: String, _ range: Range<Int>) -> TextSecrets.Found? {
        let isLong = option.hasPrefix("--")
        guard isLong ? option == "--user" || option == "--proxy-user" : option.lowercased().contains("u"),
            command(before: range.lowerBound).map({ ["curl", "wget"].contains(where: $0.contains) }) == true
        else { return nil }
        var pair: Range<Int>?
        if !isLong, byte(range.upperBound) == UInt8(ascii: ":"),
            let sign = bytes[range].firstIndex(of: UInt8(ascii: "u"))
        {
            pair = value(from: sign + 1)
        } else if isLong, byte(range.upperBound) == UInt8(ascii: "=") {
            pair = value(from: range.upperBound + 1)
        } else if isLong || option == "-user" || option.utf8.count <= 5 && "uU".contains(option.last ?? " ") {
            pair = value(from: nextWord(behind: range.upperBound))
        }
        guard let pair = pair.map(variable), let colon = bytes[pair].firstIndex(of: UInt8(ascii: ":")),
            colon > pair.lowerBound, colon + 1 < pair.upperBound,
            isLiteral(text((colon + 1)..<pair.upperBound), name: "password")
        else { return nil }
        // A name that is attached to the option belongs to the pair.
        return .init(keyword: isLong ? option : "-u", range: pair)
    }

    /// The text of the command before a place, from the start of its first line.
    private func command(before place: Int) -> String? {
        let near = bytes[..<place].suffix(400)
        var start = place
        while let end = near[..<start].lastIndex(of: UInt8(ascii: "\n")) {
            let isContinued = near[..<end].last { $0 > UInt8(ascii: " ") } == UInt8(ascii: "\\")
            guard isContinued else { return text((end + 1)..<place) }
            start = end
        }
        return text(near.startIndex..<place)
    }

    /// The place of the next word, also on the next line of a continued command.
    private func nextWord(behind end: Int) -> Int {
        let start = blanks(from: end)
        guard byte(start) == UInt8(ascii: "\\"), byte(start + 1) == UInt8(ascii: "\n") else { return start }
        return blanks(from: start + 2)
    }

    /// The place of the next item of a list of YAML.
    private func nextItem(behind end: Int) -> Int {
        let start = blanks(from: end + 1)
        return byte(start) == UInt8(ascii: "-") && byte(start + 1) == UInt8(ascii: " ") ? blanks(from: start + 2) : end
    }

    /// The value that the text before assigns to the variable in a range; the range itself if there is none.
    private func variable(_ range: Range<Int>) -> Range<Int> {
        guard byte(range.lowerBound) == UInt8(ascii: "$") else { return range }
        let name = bytes[range].dropFirst().filter { $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "}") }
        let near = bytes[..<range.lowerBound].suffix(4000)
        guard !name.isEmpty, name.allSatisfy(\.isNameByte), let place = near.firstRange(of: name + "=".utf8),
            place.lowerBound == 0 || bytes[place.lowerBound - 1] <= UInt8(ascii: " ")
        else { return range }
        return value(from: place.upperBound) ?? range
    }

    // MARK: Names beside values

    /// `"name": "jes.password", "value": "x"` in either order, however the language writes it.
    private func namedValue(_ range: Range<Int>) -> TextSecrets.Found? {
        guard let value = assignedValue(behind: range.upperBound) else { return nil }
        let limits = "{}<>".utf8
        let before = bytes[..<range.lowerBound].suffix(300)
        let start = before.lastIndex { limits.contains($0) } ?? before.startIndex
        let behind = bytes[value.upperBound...].prefix(300).prefix { !limits.contains($0) }
        guard let name = names(in: start..<range.lowerBound).last ?? names(in: behind.indices).first,
            SecretName.matches(name)
        else { return nil }
        return judged(value, "value", name: name).map {
            .init(keyword: "\(TextSecrets.Found.valueOf)\(name)", range: $0)
        }
    }

    /// The values of the keys that name a property.
    private func names(in range: Range<Int>) -> [String] {
        var names: [String] = []
        var offset = range.lowerBound
        while offset < range.upperBound {
            let start = offset
            while offset < range.upperBound, bytes[offset].isLetter { offset += 1 }
            if SecretVocabulary.nameKeys.contains(text(start..<offset).lowercased()),
                let value = assignedValue(behind: offset), value.upperBound <= range.upperBound
            {
                names.append(text(value))
                offset = value.upperBound
            }
            offset += 1
        }
        return names
    }

    /// The value after `=`, `:` or `=>`, or after the comma of a list.
    private func assignedValue(behind end: Int) -> Range<Int>? {
        let isQuoted = Self.isQuote(byte(end))
        var offset = blanks(from: isQuoted ? end + 1 : end)
        if isQuoted, byte(offset) == UInt8(ascii: ",") {
            let start = blanks(from: offset + 1)
            return Self.isQuote(byte(start)) ? value(from: start) : nil
        }
        guard byte(offset) == UInt8(ascii: "=") || byte(offset) == UInt8(ascii: ":") else { return nil }
        offset += byte(offset + 1) == UInt8(ascii: ">") ? 2 : 1
        return value(from: blanks(from: offset))
    }

    // MARK: Assignments

    /// `name=value`, `name = "value"`, `"name": "value"`, `name->value`.
    private func assigned(_ name: String, _ range: Range<Int>) -> TextSecrets.Found? {
        let quote = byte(range.lowerBound - 1)
        let isQuoted = Self.isQuote(quote) && byte(range.upperBound) == quote
        var end = range.upperBound + (isQuoted ? 1 : 0)
        // `environ["DS_PASSWORD"] = "x"`.
        if isQuoted, byte(end) == UInt8(ascii: "]") { end += 1 }
        if bytes[range.upperBound - 1] == UInt8(ascii: "-"), byte(end) == UInt8(ascii: ">") {
            let range = judged(value(from: blanks(from: end + 1)), name, name: String(name.dropLast()))
            return range.map { .init(keyword: "\(name)>", range: $0) }
        }
        if let value = value(behindTokenMark: end, of: range.lowerBound) {
            return judged(value, name, name: name).map { .init(keyword: "\(name)->", range: $0) }
        }
        if let value = isQuoted ? value(ofCall: range) : value(ofElement: range) {
            return judged(value, name, name: name).map { .init(keyword: name, range: $0) }
        }
        let sign = blanks(from: end)
        if !isQuoted, byte(end) == UInt8(ascii: ":"), let value = value(behindColon: end, range) {
            return judged(value, name, name: name).map { .init(keyword: "\(name):", range: $0) }
        }
        guard byte(sign) == UInt8(ascii: "=") || (isQuoted && byte(sign) == UInt8(ascii: ":")) else {
            return isSetting(range)
                ? judged(value(from: sign), name, name: name).map { .init(keyword: name, range: $0) } : nil
        }
        var behind = sign + 1
        if byte(behind) == UInt8(ascii: ">") { behind += 1 }
        guard byte(behind) != UInt8(ascii: "="), byte(behind) != UInt8(ascii: "~") else { return nil }
        let start = blanks(from: behind)
        let isTight = sign == end && start == behind && !isQuoted
        // `@PW@ = x` replaces a token.
        let isToken = name.hasPrefix("@") && name.hasSuffix("@")
        guard Self.isQuote(byte(start)) || isToken || (isTight && !isArgument(range.lowerBound)) else { return nil }
        let keyword = name + (byte(sign) == UInt8(ascii: ":") ? ":" : "=")
        return judged(value(from: start), name, name: name).map { .init(keyword: keyword, range: $0) }
    }

    /// The value of `name: 'x'` in a map, of a header `'X-Api-Key: x'`, and of `name: x1` as a line of its own.
    private func value(behindColon colon: Int, _ name: Range<Int>) -> Range<Int>? {
        let start = blanks(from: colon + 1)
        guard let value = value(from: start) else { return nil }
        if Self.isQuote(byte(start)) || Self.isQuote(byte(name.lowerBound - 1)) && start > colon + 1 { return value }
        let before = bytes[..<name.lowerBound].reversed().prefix { $0 != UInt8(ascii: "\n") }
        let isLine = before.allSatisfy { $0 <= UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }
        let isLast = byte(blanks(from: value.upperBound)).map { $0 < UInt8(ascii: " ") } ?? true
        // Words explain: `password: required`.
        return isLine && isLast && bytes[value].contains { !$0.isLetter } ? value : nil
    }

    /// The marks before a name that correspond to those after it.
    private static let opening = [UInt8(ascii: "}"): UInt8(ascii: "{"), UInt8(ascii: ">"): UInt8(ascii: "<")]

    /// The replacement of a token with any marks around its name: `%PW%->x`, `<<DB.PW>> -> x`.
    private func value(behindTokenMark end: Int, of start: Int) -> Range<Int>? {
        let marks = bytes[min(end, bytes.count)...].prefix(6).prefix { "%>}#!~| ".utf8.contains($0) }
        let arrow = marks.endIndex
        // The name has the marks `@` itself.
        let own = bytes[start] == UInt8(ascii: "@") ? bytes[start] : nil
        guard let mark = marks.first(where: { $0 != UInt8(ascii: " ") }) ?? own else { return nil }
        // `%PW%=x`, but not `${PW}=x`.
        if byte(arrow) == UInt8(ascii: "="), byte(start - 1) == Self.opening[mark] ?? mark {
            return byte(start - 2) == UInt8(ascii: "$") ? nil : value(from: blanks(from: arrow + 1))
        }
        guard byte(arrow) == UInt8(ascii: "-"), byte(arrow + 1) == UInt8(ascii: ">") else { return nil }
        return value(from: blanks(from: arrow + 2))
    }

    /// The second argument of `put('jes.password', 'x1')`.
    private func value(ofCall name: Range<Int>) -> Range<Int>? {
        let comma = blanks(from: name.upperBound + 1)
        guard byte(name.lowerBound - 2) == UInt8(ascii: "("), byte(comma) == UInt8(ascii: ","),
            let value = value(from: blanks(from: comma + 1))
        else { return nil }
        // The file may be cut there.
        let end = value.upperBound < bytes.endIndex ? blanks(from: value.upperBound + 1) : bytes.endIndex
        guard end >= bytes.endIndex || Self.isQuote(byte(value.upperBound)) && byte(end) == UInt8(ascii: ")") else {
            return nil
        }
        // A word may be the name of something else.
        return bytes[value].contains { !$0.isLetter } ? value : nil
    }

    /// The text of `<password>x</password>`.
    private func value(ofElement name: Range<Int>) -> Range<Int>? {
        guard byte(name.lowerBound - 1) == UInt8(ascii: "<"), byte(name.upperBound) == UInt8(ascii: ">") else {
            return nil
        }
        var start = name.upperBound + 1
        let section = bytes[start...].starts(with: "<![CDATA[")
        if section { start += "<![CDATA[".utf8.count }
        let end = UInt8(ascii: section ? "]" : "<")
        let text = bytes[start...].prefix(400).prefix { $0 != end && $0 >= UInt8(ascii: " ") }
        return text.isEmpty || byte(text.endIndex) != end ? nil : text.indices
    }

    /// Whether a command sets the variable to the next word: `ENV NAME x` of a container's file, `setx NAME x`.
    private func isSetting(_ range: Range<Int>) -> Bool {
        ["env ", "setx "].contains { text(bytes[..<range.lowerBound].suffix($0.utf8.count).indices).lowercased() == $0 }
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
            let rest = bytes[(start + 1)...].prefix(400)
            let close = rest.firstIndex { $0 == first || $0 == UInt8(ascii: "\n") } ?? rest.endIndex
            // Without its second quote, the text may have been cut.
            guard close > start + 1, close == bytes.count || bytes[close] == first else { return nil }
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
