import Diagnostics
import Languages

/// Finds what follows the name of a secret in JSON or YAML that is damaged, or that has what its format does not allow:
/// any text from the place of the value to the next key, in quotes or not, and in comments.
struct DamagedValues {
    private let bytes: [UInt8]
    private(set) var found: [SourceRange] = []
    private var roles: [String: Bool] = [:]

    /// How far the parts of an object are looked for.
    private static let longest = 1024
    private static let values: Set<String> = ["value", "default", "defaultvalue", "default-value"]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var offset = 0
        while offset < bytes.count {
            guard let name = name(at: offset) else {
                offset += 1
                continue
            }
            let end = name.upperBound
            offset = max(end, offset + 1)
            guard isSecret(name) else { continue }
            if isNamed(name) { ofObject(around: name) } else { hide(end..<objectEnd(end)) }
        }
    }

    private mutating func isSecret(_ name: Range<Int>) -> Bool {
        guard (2...64).contains(name.count) else { return false }
        let text = String(decoding: bytes[name], as: UTF8.self)
        if let known = roles[text] { return known }
        let isSecret = SecretName.matches(text)
        roles[text] = isSecret
        return isSecret
    }

    // MARK: Names

    private func isQuote(_ offset: Int) -> Bool {
        bytes.indices.contains(offset) && ("\"'`".utf8.contains(bytes[offset]) || bytes[offset] >= 0x80)
    }

    private static func isWordByte(_ byte: UInt8) -> Bool { byte.isAlphanumeric || "_.-/@#".utf8.contains(byte) }

    private func isBlank(_ offset: Int) -> Bool { bytes.indices.contains(offset) && bytes[offset] <= UInt8(ascii: " ") }

    /// A word between quotes of any kind, or between signs that delimit keys and values.
    private func name(at start: Int) -> Range<Int>? {
        guard Self.isWordByte(bytes[start]), start == 0 || !Self.isWordByte(bytes[start - 1]) else { return nil }
        var end = start
        while end < bytes.count, Self.isWordByte(bytes[end]) { end += 1 }
        if isQuote(start - 1) {
            // A name of several words ends at the quote.
            let first = end
            while end < bytes.count, end - start <= 64, !isQuote(end),
                bytes[end] == UInt8(ascii: " ") || end == first
                    || Self.isWordByte(bytes[end])
            { end += 1 }
            return isQuote(end) ? start..<end : start..<first
        }
        var before = start
        while before > 0, bytes[before - 1].isBlank { before -= 1 }
        let isDelimited = before == 0 || "{,:[\n\r-".utf8.contains(bytes[before - 1])
        return isDelimited ? start..<end : nil
    }

    private func skippingBlanks(_ offset: Int) -> Int {
        var offset = offset
        while isBlank(offset) || isQuote(offset) { offset += 1 }
        return offset
    }

    /// Whether a name is a value of a key such as `name`.
    private func isNamed(_ name: Range<Int>) -> Bool {
        var end = name.lowerBound
        while isQuote(end - 1) || isBlank(end - 1) { end -= 1 }
        guard end > 0, bytes[end - 1] == UInt8(ascii: ":") || bytes[end - 1] == UInt8(ascii: "=") else { return false }
        end -= 1
        while isQuote(end - 1) || isBlank(end - 1) { end -= 1 }
        var start = end
        while start > 0, end - start < 16, bytes[start - 1].isLetter { start -= 1 }
        return SecretVocabulary.nameKeys.contains(String(decoding: bytes[start..<end].map(\.lowercased), as: UTF8.self))
    }

    /// Whether a word is a key: a colon follows it, after a quote if it begins with one.
    private func isKey(_ word: Range<Int>) -> Bool {
        if isQuote(word.lowerBound - 1), !isQuote(word.upperBound) { return false }
        let sign = skippingBlanks(word.upperBound)
        return sign < bytes.count && bytes[sign] == UInt8(ascii: ":")
    }

    // MARK: Objects

    /// The end of the object that a place is in: a brace with what may follow one.
    private func objectEnd(_ start: Int) -> Int {
        let limit = min(bytes.count, start + Self.longest)
        var offset = start
        while offset < limit {
            if bytes[offset] == UInt8(ascii: "{") { return offset }
            if bytes[offset] == UInt8(ascii: "}") {
                let next = bytes[(offset + 1)...].first { $0 > UInt8(ascii: " ") }
                if next.map({ ",]}".utf8.contains($0) }) ?? true { return offset }
            }
            // The next item of a list of YAML.
            if bytes[offset] == UInt8(ascii: "\n"),
                bytes[(offset + 1)...].drop(while: \.isBlank).starts(with: "- ".utf8)
            {
                return offset
            }
            offset += 1
        }
        return limit
    }

    /// Hides the values in the object that a name is in, before the name and after it.
    private mutating func ofObject(around name: Range<Int>) {
        let before = bytes[..<name.lowerBound].suffix(Self.longest)
        let start =
            before.lastIndex { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }
            ?? before.lastRange(of: "- ") ?? before.startIndex
        hideValues(start..<name.lowerBound)
        hideValues(name.upperBound..<objectEnd(name.upperBound))
    }

    private mutating func hideValues(_ part: Range<Int>) {
        var offset = part.lowerBound
        while offset < part.upperBound {
            guard let word = self.name(at: offset) else {
                offset += 1
                continue
            }
            offset = max(word.upperBound, offset + 1)
            guard Self.values.contains(String(decoding: bytes[word].map(\.lowercased), as: UTF8.self)) else { continue }
            hide(word.upperBound..<part.upperBound)
        }
    }

    // MARK: Values

    /// Hides every text up to the next key.
    private mutating func hide(_ part: Range<Int>) {
        var offset = part.lowerBound
        // The quote after the name.
        if isQuote(offset), bytes[offset] < 0x80 { offset += 1 }
        while offset < part.upperBound {
            let byte = bytes[offset]
            let rest = bytes[offset..<part.upperBound]
            if rest.starts(with: "/*".utf8) {
                let inner = rest.dropFirst(2)
                let end = inner.firstRange(of: "*/".utf8)?.lowerBound ?? part.upperBound
                add(inner.startIndex..<end)
                offset = end + 2
            } else if let word = name(at: offset), isKey(word) {
                guard Self.values.contains(String(decoding: bytes[word].map(\.lowercased), as: UTF8.self)) else {
                    return
                }
                offset = word.upperBound
                if isQuote(offset), bytes[offset] < 0x80 { offset += 1 }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                if let word = offset + 1 < bytes.count ? name(at: offset + 1) : nil, isKey(word) {
                    offset += 1
                    continue
                }
                var end = offset + 1
                while end < part.upperBound, bytes[end] != byte, bytes[end] != UInt8(ascii: "\n"),
                    bytes[end] != UInt8(ascii: "\r")
                {
                    end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
                }
                add((offset + 1)..<min(end, part.upperBound))
                offset = end < part.upperBound && bytes[end] == byte ? end + 1 : end
            } else if byte <= UInt8(ascii: " ") || ":,{}[]=>".utf8.contains(byte) {
                offset += 1
            } else {
                let run = rest.prefix { $0 > UInt8(ascii: " ") && !",{}[]\"'".utf8.contains($0) }
                add(run.indices)
                offset = run.endIndex
            }
        }
    }

    private mutating func add(_ range: Range<Int>) {
        guard !range.isEmpty, bytes[range].contains(where: \.isAlphanumeric) else { return }
        let text = String(decoding: bytes[range], as: UTF8.self)
        guard !["true", "false", "null"].contains(text), PropertyValue(text, isSecret: true).isSecret else { return }
        found.append(SourceRange(range.lowerBound, range.upperBound))
    }
}

extension ArraySlice<UInt8> {
    /// The last place of a text.
    fileprivate func lastRange(of text: String) -> Int? {
        let text = Array(text.utf8)
        return indices.last { self[$0...].starts(with: text) }
    }
}
