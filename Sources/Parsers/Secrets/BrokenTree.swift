public import Diagnostics

/// Finds secrets in JSON that is damaged, so that its tree lacks some values: bare words, doubled keys, missing colons.
public struct BrokenTree {
    private let bytes: [UInt8]
    private var found: [SourceRange] = []
    private static let longest = 4096
    /// What keys say of their values. A tree repeats its keys.
    private var roles: [String: Role] = [:]

    private enum Role { case value, secret, other }

    /// - Parameter isTree: whether it is JSON or YAML and not XML.
    public static func secrets(in bytes: [UInt8], isTree: Bool = true) -> [SourceRange] {
        var tree = BrokenTree(bytes: bytes)
        tree.read()
        return tree.found + (isTree ? DamagedValues(bytes).found : [])
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func read() {
        var offset = 0
        while let open = bytes[offset...].first(UInt8(ascii: "\"")) {
            let key = text(open)
            offset = key.upperBound + 1
            guard offset <= bytes.count else { return }
            guard key.count <= 64 else { continue }
            let role = role(of: String(decoding: bytes[key], as: UTF8.self))
            guard role != .other, let value = value(after: key.upperBound + 1) else { continue }
            let isValue = role == .value
            let text = String(decoding: bytes[value], as: UTF8.self)
            // Without a sign before it, it may be the next key.
            guard !["value", "default", "name"].contains(text.lowercased()), !text.hasPrefix("/*") else { continue }
            guard PropertyValue(text, isSecret: true).isSecret, Int(text) == nil || !isValue, text != "null" else {
                continue
            }
            guard !isValue || isBare(value) || isSecretObject(around: open) else { continue }
            found.append(SourceRange(value.lowerBound, value.upperBound))
            offset = value.upperBound
        }
    }

    private mutating func role(of name: String) -> Role {
        if let known = roles[name] { return known }
        let lower = name.lowercased()
        let role: Role =
            lower == "value" || lower == "default" ? .value : SecretName.matches(name) ? .secret : .other
        roles[name] = role
        return role
    }

    /// The text from a quote to the next one, at most to the end of the line.
    private func text(_ open: Int) -> Range<Int> {
        var end = open + 1
        while end < bytes.count, bytes[end] != UInt8(ascii: "\""), bytes[end] != UInt8(ascii: "\n") {
            end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        return (open + 1)..<min(max(end, open + 1), bytes.count)
    }

    /// The value after a key, in quotes or bare, whether a colon precedes it or not.
    private func value(after end: Int) -> Range<Int>? {
        var start = end
        while start < bytes.count, " \t\r\n:=".utf8.contains(bytes[start]) { start += 1 }
        guard start < bytes.count else { return nil }
        if bytes[start] == UInt8(ascii: "\"") { return text(start) }
        var isQuoted = false
        if bytes[start] == UInt8(ascii: "'") {
            isQuoted = true
            start += 1
        }
        let stop = isQuoted ? "'\n" : ",}]\"\r\n"
        let value = bytes[start...].prefix(Self.longest).prefix { !stop.utf8.contains($0) }
        return value.isEmpty || "{[".utf8.contains(bytes[start]) ? nil : value.indices
    }

    private func isBare(_ value: Range<Int>) -> Bool { bytes[value.lowerBound - 1] != UInt8(ascii: "\"") }

    /// Whether the object around a place has the name of a secret, or is secure.
    private func isSecretObject(around place: Int) -> Bool {
        let before = bytes[..<place].suffix(Self.longest)
        let start = before.lastIndex(of: UInt8(ascii: "{")) ?? before.startIndex
        let after = bytes[place...].prefix(Self.longest)
        let end = after.firstIndex(of: UInt8(ascii: "}")) ?? after.endIndex
        let words = bytes[start..<end].split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        // A key, the sign and its value.
        return words.contains("SECURE")
            || zip(words, words.dropFirst()).contains { ["secure", "isSecure"].contains($0) && $1.contains("true") }
            || zip(words, words.dropFirst(2)).contains { $0 == "name" && SecretName.matches($1) }
    }
}
