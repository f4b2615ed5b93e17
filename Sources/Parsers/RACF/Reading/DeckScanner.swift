import Diagnostics

/// Cuts a logical line into tokens (TSO/E parse: separators, comments, strings, parentheses).
struct DeckScanner {
    enum Token {
        case word(Range<Int>)
        /// With its apostrophes.
        case string(Range<Int>, isClosed: Bool)
        case open(Int)
        case close(Int)
        case semicolon(Int)
        case end
    }

    let line: LogicalLine
    private(set) var offset: Int
    /// The unclosed comment that swallows the rest of the line.
    private(set) var unclosedComment: Range<Int>?
    private(set) var comments: [Range<Int>] = []

    init(_ line: LogicalLine) {
        self.line = line
        offset = line.range.lowerBound
    }

    var isAtEnd: Bool { offset >= line.range.upperBound }

    mutating func go(to offset: Int) { self.offset = offset }

    /// Whether the next token is `(`; blanks before it are allowed (parse: subfields of keyword operands).
    mutating func isAtOpen() -> Bool {
        let start = offset
        while offset < line.range.upperBound, TSOBytes.isBlank(line.bytes[offset]) { offset += 1 }
        guard offset < line.range.upperBound, line.bytes[offset] == TSOBytes.open else {
            offset = start
            return false
        }
        return true
    }

    mutating func next() -> Token {
        skipSeparators()
        let end = line.range.upperBound
        guard offset < end else { return .end }
        let start = offset
        switch line.bytes[offset] {
        case TSOBytes.open:
            offset += 1
            return .open(start)
        case TSOBytes.close:
            offset += 1
            return .close(start)
        case TSOBytes.semicolon:
            offset += 1
            return .semicolon(start)
        case TSOBytes.apostrophe: return string(from: start)
        default:
            while offset < end {
                let byte = line.bytes[offset]
                if TSOBytes.isDelimiter(byte) || byte == TSOBytes.slash && isAtComment { break }
                offset += 1
            }
            return .word(start..<offset)
        }
    }

    private var isAtComment: Bool {
        offset + 1 < line.range.upperBound && line.bytes[offset] == TSOBytes.slash
            && line.bytes[offset + 1] == TSOBytes.star
    }

    private mutating func skipSeparators() {
        let end = line.range.upperBound
        while offset < end {
            let byte = line.bytes[offset]
            if TSOBytes.isSeparator(byte) {
                offset += 1
            } else if byte == TSOBytes.slash, isAtComment {
                skipComment()
            } else {
                return
            }
        }
    }

    private mutating func skipComment() {
        let start = offset
        let end = line.range.upperBound
        offset += 2
        while offset < end {
            if line.bytes[offset] == TSOBytes.star, offset + 1 < end, line.bytes[offset + 1] == TSOBytes.slash {
                offset += 2
                comments.append(start..<offset)
                return
            }
            offset += 1
        }
        offset = end
        comments.append(start..<end)
        unclosedComment = start..<end
    }

    private mutating func string(from start: Int) -> Token {
        let end = line.range.upperBound
        offset += 1
        while offset < end {
            if line.bytes[offset] == TSOBytes.apostrophe {
                guard offset + 1 < end, line.bytes[offset + 1] == TSOBytes.apostrophe else {
                    offset += 1
                    return .string(start..<offset, isClosed: true)
                }
                offset += 1
            }
            offset += 1
        }
        offset = end
        return .string(start..<end, isClosed: false)
    }
}
