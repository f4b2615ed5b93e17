import Diagnostics
import Languages

/// Finds what headers of HTTP authenticate with, under whatever scheme: `Authorization: Digest …`, `Cookie: a=b`.
struct HeaderSecrets {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Whether a name is that of such a header.
    static func isHeader(_ name: ArraySlice<UInt8>) -> Bool {
        (6...19).contains(name.count)
            && SecretVocabulary.headers.contains(String(decoding: name.map(\.lowercased), as: UTF8.self))
    }

    /// The secret after the name of a header, up to the quote that encloses both, or to the end of the line.
    func secret(after name: Range<Int>) -> TextSecrets.Found? {
        guard let (start, quote) = valueStart(name.upperBound, before: name.lowerBound) else { return nil }
        let enclosing = quote ?? openQuote(before: name.lowerBound)
        var value = start..<end(start, enclosing)
        // One word of a command, such as `X-Auth-Token:x`.
        if enclosing == nil, ":=".utf8.contains(bytes[start - 1]) {
            value = start..<(bytes[value].firstIndex(of: UInt8(ascii: " ")) ?? value.upperBound)
        }
        let written = String(decoding: bytes[name], as: UTF8.self)
        let scheme = value.lowerBound..<(bytes[value].firstIndex(of: UInt8(ascii: " ")) ?? value.lowerBound)
        if SecretVocabulary.schemes.contains(String(decoding: bytes[scheme].map(\.lowercased), as: UTF8.self)) {
            let rest = trimmed(scheme.upperBound..<value.upperBound)
            let isSecret = rest.count >= 4 && !isReplaced(rest) && !isSentence(rest)
            return isSecret
                ? .init(keyword: "\(written): \(String(decoding: bytes[scheme], as: UTF8.self))", range: rest) : nil
        }
        let rest = trimmed(value)
        guard rest.count >= 4, !isReplaced(rest), bytes[rest].contains(UInt8(ascii: "=")) || holdsMixedWord(rest) else {
            return nil
        }
        return .init(keyword: "\(written):", range: rest)
    }

    private func byte(_ offset: Int) -> UInt8? { bytes.indices.contains(offset) ? bytes[offset] : nil }

    private static func isQuote(_ byte: UInt8?) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

    private func blanks(_ offset: Int) -> Int {
        var offset = offset
        while byte(offset)?.isBlank == true { offset += 1 }
        return offset
    }

    /// The start of the value after a sign, and the quote that encloses the value alone.
    private func valueStart(_ end: Int, before start: Int) -> (Int, UInt8?)? {
        var offset = end
        // A quote in a string has a backslash before it.
        let isQuoted = Self.isQuote(byte(start - 1))
        if isQuoted, byte(offset) == UInt8(ascii: "\\") { offset += 1 }
        let isName = isQuoted && byte(offset) == byte(start - 1)
        if isName { offset += 1 }
        if byte(offset) == UInt8(ascii: "]") { offset += 1 }
        offset = blanks(offset)
        guard let sign = byte(offset), ":=".utf8.contains(sign) || isName && sign == UInt8(ascii: ",") else {
            return nil
        }
        offset += byte(offset + 1) == UInt8(ascii: ">") ? 2 : 1
        offset = blanks(offset)
        if byte(offset) == UInt8(ascii: "\\"), Self.isQuote(byte(offset + 1)) { return (offset + 2, byte(offset + 1)) }
        return Self.isQuote(byte(offset)) ? (offset + 1, byte(offset)) : (offset, nil)
    }

    private static let longest = 4096

    private func end(_ start: Int, _ quote: UInt8?) -> Int {
        let isEscaped = start > 1 && bytes[start - 1] == quote && bytes[start - 2] == UInt8(ascii: "\\")
        var offset = start
        while offset < min(bytes.count, start + Self.longest) {
            let byte = bytes[offset]
            let isControl = byte < UInt8(ascii: " ") && byte != UInt8(ascii: "\t")
            if isControl || byte == quote || byte == UInt8(ascii: "<") { break }
            if byte == UInt8(ascii: "\\"), quote != nil {
                // A value that an escaped quote begins ends with one.
                if isEscaped, self.byte(offset + 1) == quote { break }
                offset += 1
            }
            offset += 1
        }
        return min(offset, bytes.count)
    }

    /// The quote that opens before a place on its line and does not close.
    private func openQuote(before place: Int) -> UInt8? {
        var open: UInt8?
        for byte in bytes[..<place].suffix(1000).reversed().prefix(while: { $0 != UInt8(ascii: "\n") }).reversed() {
            if byte == open { open = nil } else if open == nil, Self.isQuote(byte) { open = byte }
        }
        return open
    }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var range = range
        while let first = range.first, bytes[first] <= UInt8(ascii: " ") { range.removeFirst() }
        while let last = range.last, bytes[last] <= UInt8(ascii: " ") { range.removeLast() }
        return range
    }

    /// Whether something else is inserted when the text is used.
    private func isReplaced(_ range: Range<Int>) -> Bool {
        let text = String(decoding: bytes[range], as: UTF8.self)
        return SecretGuess.isStandIn(text) || text.hasPrefix("`") || text.hasPrefix("{") || text.hasPrefix("\" ")
    }

    /// Whether words explain something: several of them, without a digit and a sign.
    private func isSentence(_ range: Range<Int>) -> Bool {
        bytes[range].contains(UInt8(ascii: " ")) && !bytes[range].contains { $0.isDigit || $0 == UInt8(ascii: "=") }
    }

    private func holdsMixedWord(_ range: Range<Int>) -> Bool {
        bytes[range].split { $0 <= UInt8(ascii: " ") }.contains { word in
            word.count >= 6 && word.contains(where: \.isLetter)
                && (word.contains(where: \.isDigit)
                    || word.dropFirst().contains(where: \.isUpper) && word.contains(where: \.isLower))
        }
    }
}
