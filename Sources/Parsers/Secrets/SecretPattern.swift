public import Diagnostics

/// The user's pattern for names or values of secrets: `*` matches any text and `?` one character, without regard to
/// case.
public struct SecretPattern: Sendable, Hashable {
    private let bytes: [UInt8]

    public init(_ text: String) { bytes = Array(text.lowercased().utf8) }

    public func matches(_ text: String) -> Bool {
        let text = Array(text.lowercased().utf8)
        var (at, place) = (0, 0)
        // The last asterisk, and the end of the text that it matches so far.
        var star: (at: Int, place: Int)?
        while place < text.count {
            if at < bytes.count, bytes[at] == UInt8(ascii: "*") {
                star = (at, place)
                at += 1
            } else if at < bytes.count, bytes[at] == UInt8(ascii: "?") || bytes[at] == text[place] {
                at += 1
                place += 1
            } else if let last = star {
                star = (last.at, last.place + 1)
                at = last.at + 1
                place = last.place + 1
            } else {
                return false
            }
        }
        return bytes[at...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}

/// Names and values that the user declares secret, in addition to the general ones.
public struct SecretPatterns: Sendable {
    /// The patterns for names of properties and fields.
    public var names: [SecretPattern] = []
    /// The patterns for whole values.
    public var values: [SecretPattern] = []

    public init() {}

    public var isEmpty: Bool { names.isEmpty && values.isEmpty }

    public func match(name: String, value: String) -> Bool {
        names.contains { $0.matches(name) } || values.contains { $0.matches(value) }
    }
}

extension SecretPatterns {
    /// Finds them in any text: a name with its value after a sign, and words and quoted texts that are such values.
    public func find(in bytes: [UInt8]) -> [SourceRange] {
        var found: [SourceRange] = []
        var offset = 0
        while offset < bytes.count {
            guard Self.isWordByte(bytes[offset]) else {
                if let quoted = Self.quoted(bytes, offset), matchesValue(bytes[quoted]) {
                    found.append(SourceRange(quoted.lowerBound, quoted.upperBound))
                    offset = quoted.upperBound
                }
                offset += 1
                continue
            }
            let word = Self.word(bytes, offset)
            if matchesValue(bytes[word]) {
                found.append(SourceRange(word.lowerBound, word.upperBound))
            } else if matchesName(bytes[word]), let value = Self.value(bytes, after: word.upperBound) {
                found.append(SourceRange(value.lowerBound, value.upperBound))
            }
            offset = word.upperBound
        }
        return found
    }

    private func matchesValue(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard !values.isEmpty else { return false }
        let text = String(decoding: bytes, as: UTF8.self)
        return values.contains { $0.matches(text) }
    }

    private func matchesName(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard !names.isEmpty else { return false }
        let text = String(decoding: bytes, as: UTF8.self)
        return names.contains { $0.matches(text) }
    }

    /// The value after `=`, `:` or `(`, in quotes or up to a blank or delimiter.
    private static func value(_ bytes: [UInt8], after end: Int) -> Range<Int>? {
        var start = end
        while start < bytes.count, " \t\"'".utf8.contains(bytes[start]) { start += 1 }
        guard start < bytes.count, "=:(".utf8.contains(bytes[start]) else { return nil }
        start += 1
        while start < bytes.count, bytes[start] == UInt8(ascii: " ") { start += 1 }
        guard start < bytes.count else { return nil }
        if let quoted = quoted(bytes, start) { return quoted }
        let value = bytes[start...].prefix(longest).prefix {
            $0 > UInt8(ascii: " ") && !"(),;\"'<>{}[]".utf8.contains($0)
        }
        return value.isEmpty ? nil : value.indices
    }

    private static let longest = 1024

    private static func quoted(_ bytes: [UInt8], _ start: Int) -> Range<Int>? {
        let quote = bytes[start]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
        let inner = bytes[(start + 1)...].prefix(longest).prefix { $0 != quote && $0 != UInt8(ascii: "\n") }
        return inner.isEmpty || inner.endIndex == bytes.count || bytes[inner.endIndex] != quote ? nil : inner.indices
    }

    private static func word(_ bytes: [UInt8], _ start: Int) -> Range<Int> {
        start..<bytes[start...].prefix(while: isWordByte).endIndex
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        byte > UInt8(ascii: " ") && !"\"'()=:,;<>{}[]|&".utf8.contains(byte)
    }
}
