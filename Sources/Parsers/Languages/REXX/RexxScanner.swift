import Diagnostics

/// Divides a REXX program into clauses of tokens (TSO/E REXX Reference, structure and general syntax).
public struct RexxScanner {
    public struct Token {
        public enum Kind {
            case symbol, string, bar, equals, open, close, comma, colon
            /// An operator that compares or joins conditions.
            case comparison
            case other
        }

        public var kind: Kind
        /// Whether a blank, a comment or a continuation precedes it.
        public var isApart: Bool
        private let place: SourceRange

        /// The range of the token; for a string, with its quotes.
        public var range: Range<Int> { place.bounds }

        init(_ kind: Kind, _ range: Range<Int>, isApart: Bool) {
            self.kind = kind
            self.isApart = isApart
            place = SourceRange(range.lowerBound, range.upperBound)
        }
    }

    private let bytes: [UInt8]
    private var offset: Int
    private let end: Int
    private var isApart = false
    private var tokens: [Token] = []
    /// The index after the last token of each clause.
    private var ends: [UInt32] = []

    public init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        offset = range.lowerBound
        end = range.upperBound
        while offset < end { step() }
        endClause()
    }

    /// The tokens of each clause.
    public var clauses: [ArraySlice<Token>] {
        var start = 0
        return ends.map { end in
            defer { start = Int(end) }
            return tokens[start..<Int(end)]
        }
    }

    private var isInClause: Bool { tokens.count > Int(ends.last ?? 0) }

    private mutating func endClause() {
        if isInClause { ends.append(UInt32(tokens.count)) }
        isApart = false
    }

    private mutating func step() {
        let byte = bytes[offset]
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
            isApart = true
            offset += 1
        case UInt8(ascii: "\n"):
            offset += 1
            // A comma at the end of a line joins it to the next line with a blank.
            guard isInClause, tokens.last?.kind == .comma else { return endClause() }
            tokens.removeLast()
            isApart = true
        case UInt8(ascii: ";"):
            offset += 1
            endClause()
        case UInt8(ascii: "/") where peek == UInt8(ascii: "*"): skipComment()
        case UInt8(ascii: "'"), UInt8(ascii: "\""): string(byte)
        case UInt8(ascii: "|") where peek == UInt8(ascii: "|"): add(.bar, 2)
        case UInt8(ascii: "="): add(peek == UInt8(ascii: "=") ? .comparison : .equals, peek == byte ? 2 : 1)
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "|"): add(.comparison, 1)
        case UInt8(ascii: "\\") where peek == UInt8(ascii: "="): add(.comparison, 2)
        case UInt8(ascii: "("): add(.open, 1)
        case UInt8(ascii: ")"): add(.close, 1)
        case UInt8(ascii: ","): add(.comma, 1)
        case UInt8(ascii: ":"): add(.colon, 1)
        case _ where Self.isSymbolByte(byte):
            let start = offset
            while offset < end, Self.isSymbolByte(bytes[offset]) { offset += 1 }
            append(.symbol, start..<offset)
        default: add(.other, 1)
        }
    }

    private var peek: UInt8? { offset + 1 < end ? bytes[offset + 1] : nil }

    private mutating func add(_ kind: Token.Kind, _ count: Int) {
        let start = offset
        offset = min(offset + count, end)
        append(kind, start..<offset)
    }

    private mutating func append(_ kind: Token.Kind, _ range: Range<Int>) {
        tokens.append(Token(kind, range, isApart: isApart))
        isApart = false
    }

    /// Comments may be nested.
    private mutating func skipComment() {
        var depth = 0
        repeat {
            if bytes[offset] == UInt8(ascii: "/"), peek == UInt8(ascii: "*") {
                depth += 1
                offset += 2
            } else if bytes[offset] == UInt8(ascii: "*"), peek == UInt8(ascii: "/") {
                depth -= 1
                offset += 2
            } else {
                offset += 1
            }
        } while depth > 0 && offset < end
        offset = min(offset, end)
    }

    /// A string always ends with its line; a quote inside it is doubled.
    private mutating func string(_ quote: UInt8) {
        let start = offset
        offset += 1
        while offset < end, bytes[offset] != UInt8(ascii: "\n"), bytes[offset] != UInt8(ascii: "\r") {
            let byte = bytes[offset]
            offset += 1
            guard byte == quote else { continue }
            guard offset < end, bytes[offset] == quote else { break }
            offset += 1
        }
        append(.string, start..<offset)
    }

    private static func isSymbolByte(_ byte: UInt8) -> Bool {
        byte.isAlphanumeric || byte >= 0x80 || "._!?#$@".utf8.contains(byte)
    }
}
