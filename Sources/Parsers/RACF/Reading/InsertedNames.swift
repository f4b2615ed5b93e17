import Diagnostics
import Languages

/// The names in expressions such as `{{ pw | default('x') }}`, `${PW:-x}` and `&PW`, in lower case, and the values that
/// texts give them.
enum InsertedNames {
    private static let signs = "{$&!%@<".utf8

    private static func isNameByte(_ byte: UInt8) -> Bool { byte.isAlphanumeric || "_#@".utf8.contains(byte) }

    /// The first name, and those after a sign.
    static func find(_ text: [UInt8]) -> [[UInt8]] {
        var names: [[UInt8]] = []
        var offset = 0
        var isAfterSign = true
        while offset < text.count {
            let byte = text[offset]
            guard isNameByte(byte), byte != UInt8(ascii: "@") else {
                // A workflow's variable has its scope before it.
                isAfterSign = signs.contains(byte) || isAfterSign && (byte.isBlank || "('\"".utf8.contains(byte))
                offset += 1
                continue
            }
            let word = text[offset...].prefix(while: isNameByte)
            offset = word.endIndex
            guard isAfterSign else { continue }
            let name = word.map(\.lowercased)
            let next = offset < text.count ? text[offset] : 0
            let isScope =
                next == UInt8(ascii: "-") && (name.elementsEqual("instance".utf8) || name.elementsEqual("global".utf8))
            // Of `{{ vars.pw }}` the last part is the name.
            isAfterSign =
                isScope || next == UInt8(ascii: ".") && offset + 1 < text.count && isNameByte(text[offset + 1])
            if isAfterSign { offset += 1 } else { names.append(name) }
        }
        return names
    }

    /// An expression without the value that it has if there is no other.
    static func withoutValue(_ expression: String) -> String {
        guard !values(in: Array(expression.utf8)).isEmpty else { return expression }
        let name = expression.prefix { $0.isLetter || $0.isNumber || "${&%_.@#! ".contains($0) }
        return name + String(repeating: "}", count: name.count { $0 == "{" })
    }

    /// The values inside an expression: what is in quotes, and what follows `:-` and the like.
    static func values(in text: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var offset = 0
        // Quotes around the whole expression are not in it.
        guard let open = text.firstIndex(where: { signs.contains($0) }) else { return [] }
        let isShell = text[open] == UInt8(ascii: "$")
        offset = open
        while offset < text.count {
            let byte = text[offset]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                let inner = text[(offset + 1)...].prefix { $0 != byte }
                guard inner.endIndex < text.count else { break }
                if !inner.isEmpty, !isLookup(text[..<offset]) { found.append(inner.indices) }
                offset = inner.endIndex
            } else if isShell, byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-"),
                isNameByte(text[max(0, offset - 1)])
            {
                let value = text[(offset + 1)...].drop { "-=+?".utf8.contains($0) }
                let isColon = byte == UInt8(ascii: ":")
                let inner = value.prefix { $0 != UInt8(ascii: "}") }
                if isColon ? value.startIndex > offset + 1 : !text[..<offset].hasSuffixScope, !inner.isEmpty {
                    found.append(inner.indices)
                    offset = inner.endIndex - 1
                }
            }
            offset += 1
        }
        return found
    }

    /// Whether a quote begins an argument that names where the value comes from: `lookup('env', 'PW')`.
    private static func isLookup(_ before: ArraySlice<UInt8>) -> Bool {
        guard let open = before.lastIndex(of: TSOBytes.open) else { return false }
        let word = before[..<open].suffix { $0.isNameByte }
        return ["lookup", "env", "getenv", "vault", "secret", "key", "index"].contains(
            String(decoding: word.map(\.lowercased), as: UTF8.self))
    }

    /// The values that any text assigns to names: `PW=x`, `pw: "x"`, `SET PW = 'x'`, `<variable name="pw">…<default>x`.
    static func assignments(of names: Set<[UInt8]>, in bytes: [UInt8]) -> [SourceRange] {
        guard !names.isEmpty else { return [] }
        var found: [SourceRange] = []
        var offset = 0
        while offset < bytes.count {
            guard isNameByte(bytes[offset]) else {
                offset += 1
                continue
            }
            let word = bytes[offset...].prefix(while: isNameByte)
            offset = word.endIndex
            guard word.count <= 64, names.contains(word.map(\.lowercased)) else { continue }
            guard let value = value(bytes, after: offset) ?? ofVariable(bytes, word.startIndex, offset) else {
                continue
            }
            found.append(SourceRange(value.lowerBound, value.upperBound))
            offset = value.upperBound
        }
        return found
    }

    private static let longest = 256

    private static func value(_ bytes: [UInt8], after end: Int) -> Range<Int>? {
        var start = end
        while start < bytes.count, " \t\"'".utf8.contains(bytes[start]) { start += 1 }
        guard start < bytes.count, bytes[start] == UInt8(ascii: "=") || bytes[start] == UInt8(ascii: ":") else {
            return nil
        }
        start += 1
        while start < bytes.count, " \t=-".utf8.contains(bytes[start]) { start += 1 }
        guard start < bytes.count else { return nil }
        let quote = bytes[start]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let inner = bytes[(start + 1)...].prefix(longest).prefix { $0 != quote && $0 != UInt8(ascii: "\n") }
            return inner.isEmpty ? nil : inner.indices
        }
        let word = bytes[start...].prefix(longest).prefix { $0 > UInt8(ascii: " ") && !",;)}\"'<>".utf8.contains($0) }
        guard let first = word.first, !"${&|(".utf8.contains(first) else { return nil }
        return word.indices
    }

    /// The default of a workflow's variable, which follows its name in the element.
    private static func ofVariable(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Range<Int>? {
        guard let tag = bytes[..<start].suffix(longest).lastIndex(of: UInt8(ascii: "<")),
            bytes[tag...].starts(with: "<variable".utf8)
        else { return nil }
        let element = bytes[end...].prefix(4096)
        guard let open = element.firstRange(of: "<default>".utf8) else { return nil }
        if let close = element.firstRange(of: "</variable".utf8), close.lowerBound < open.lowerBound { return nil }
        let text = bytes[open.upperBound...].prefix(longest).prefix { $0 != UInt8(ascii: "<") }
        return text.isEmpty ? nil : text.indices
    }
}

extension ArraySlice<UInt8> {
    /// Whether it ends in the scope of a workflow's variable, whose name follows a minus sign.
    fileprivate var hasSuffixScope: Bool {
        let word = suffix { $0.isLetter }.map(\.lowercased)
        return word.elementsEqual("instance".utf8) || word.elementsEqual("global".utf8)
    }

    /// The bytes at the end for which a condition holds.
    fileprivate func suffix(_ isIn: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        var start = endIndex
        while start > startIndex, isIn(self[start - 1]) { start -= 1 }
        return self[start...]
    }
}
