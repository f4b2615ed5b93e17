import Diagnostics
import Languages

/// Divides logical lines into tokens (TSO/E parse: separators, comments, strings, parentheses).
struct DeckScanner {
    enum Token {
        case word(Range<Int>)
        /// A string, with its apostrophes.
        case string(Range<Int>, isClosed: Bool)
        case open(Int)
        case close(Int)
        case semicolon(Int)
        case end
    }

    private(set) var line: LogicalLine
    private(set) var offset: Int
    /// The flags of the last word or string.
    private(set) var classes: TSOBytes.Class = []
    /// The flags of all words and strings.
    private(set) var allClasses: TSOBytes.Class = []
    /// The state of the line.
    private(set) var comments: [Range<Int>] = []
    /// The unclosed comment that includes the rest of the line.
    private(set) var unclosedComment: Range<Int>?
    private let table = TSOBytes.classes

    init(_ line: LogicalLine) {
        self.line = line
        offset = line.range.lowerBound
    }

    /// Continues with another line.
    mutating func start(_ line: LogicalLine) {
        self.line = line
        start(line.range)
    }

    /// Continues with another line of the same bytes.
    mutating func start(_ range: Range<Int>) {
        line.range = range
        offset = range.lowerBound
        if !comments.isEmpty { comments.removeAll(keepingCapacity: true) }
        unclosedComment = nil
    }

    mutating func go(to offset: Int) { self.offset = offset }

    /// Skips the rest of the line.
    mutating func skipRest() {
        while offset < line.range.upperBound {
            allClasses.formUnion(table[Int(line.bytes[offset])])
            offset += 1
        }
    }

    /// Whether the next byte is `(`.
    var isAtGluedOpen: Bool { offset < line.range.upperBound && line.bytes[offset] == TSOBytes.open }

    /// Whether the next token is `(`; blanks before it are allowed (parse: subfields of keyword operands).
    mutating func isAtOpen() -> Bool {
        if isAtGluedOpen { return true }
        let start = offset
        while offset < line.range.upperBound, line.bytes[offset].isBlank { offset += 1 }
        guard isAtGluedOpen else {
            offset = start
            return false
        }
        return true
    }

    mutating func next() -> Token {
        let end = line.range.upperBound
        while true {
            let start = skipSeparators(to: end)
            guard start < end else { return .end }
            var seen = goThroughWord(to: end)
            if offset < end, line.bytes[offset] == TSOBytes.slash {
                if offset == start, skipComment() { continue }
                seen.formUnion(goThroughSlashes(to: end))
            }
            guard offset == start else {
                classes = seen
                allClasses.formUnion(seen)
                return .word(start..<offset)
            }
            switch line.bytes[start] {
            case TSOBytes.apostrophe: return string(from: start)
            case TSOBytes.open:
                offset += 1
                return .open(start)
            case TSOBytes.close:
                offset += 1
                return .close(start)
            // No other byte ends a word.
            case _:
                offset += 1
                return .semicolon(start)
            }
        }
    }

    /// The word that names the RACF command, or the first word if there is none: TSOEXEC runs the command after it.
    mutating func nextName() -> Range<Int>? {
        guard case .word(let word) = next() else { return nil }
        guard let packed = PackedWord(line.bytes, word), packed == TSOCommand.tsoexec else { return word }
        return nextVerb() ?? word
    }

    /// Reads a word if it names a RACF command.
    mutating func nextVerb() -> Range<Int>? {
        let before = (offset, classes)
        if case .word(let word) = next(), let packed = PackedWord(line.bytes, word), Verb.named(packed) != nil {
            return word
        }
        (offset, classes) = before
        return nil
    }

    /// Moves to the first byte that is not a separator, and returns its offset.
    @inline(__always)
    private mutating func skipSeparators(to end: Int) -> Int {
        var next = offset
        unsafe line.bytes.withUnsafeBufferPointer { bytes in
            while next < end, TSOBytes.isSeparator(unsafe bytes[next]) { next &+= 1 }
        }
        offset = next
        return next
    }

    /// Moves to the end of a word, or to a slash in it, and returns the flags of the bytes passed.
    @inline(__always)
    private mutating func goThroughWord(to end: Int) -> TSOBytes.Class {
        var seen: TSOBytes.Class = []
        var next = offset
        unsafe line.bytes.withUnsafeBufferPointer { bytes in
            unsafe table.withUnsafeBufferPointer { table in
                while next < end {
                    let byteClass = unsafe table[Int(bytes[next])]
                    if !byteClass.isDisjoint(with: [.delimiter, .slash]) { break }
                    seen.formUnion(byteClass)
                    next &+= 1
                }
            }
        }
        offset = next
        return seen
    }

    /// A slash that does not begin a comment is part of the word.
    private mutating func goThroughSlashes(to end: Int) -> TSOBytes.Class {
        var seen: TSOBytes.Class = []
        while offset < end, line.bytes[offset] == TSOBytes.slash, !isAtComment {
            offset += 1
            seen.formUnion(goThroughWord(to: end).union(.slash))
        }
        return seen
    }

    private var isAtComment: Bool {
        offset + 1 < line.range.upperBound && line.bytes[offset] == TSOBytes.slash
            && line.bytes[offset + 1] == TSOBytes.star
    }

    /// Skips a comment if one begins here; an unclosed comment ends with the line.
    @discardableResult
    mutating func skipComment() -> Bool {
        guard isAtComment else { return false }
        let start = offset
        let end = line.range.upperBound
        // A comment is read again if the parser moves back before it.
        let isNew = comments.last.map { $0.lowerBound < start } ?? true
        offset += 2
        while offset < end {
            if line.bytes[offset] == TSOBytes.star, offset + 1 < end, line.bytes[offset + 1] == TSOBytes.slash {
                offset += 2
                if isNew { comments.append(start..<offset) }
                return true
            }
            offset += 1
        }
        if isNew { comments.append(start..<end) }
        unclosedComment = start..<end
        return true
    }

    private mutating func string(from start: Int) -> Token {
        let end = line.range.upperBound
        var seen: TSOBytes.Class = []
        var isClosed = false
        offset += 1
        while offset < end {
            let byte = line.bytes[offset]
            if byte == TSOBytes.apostrophe {
                guard offset + 1 < end, line.bytes[offset + 1] == TSOBytes.apostrophe else {
                    offset += 1
                    isClosed = true
                    break
                }
                offset += 1
            }
            seen.formUnion(table[Int(byte)])
            offset += 1
        }
        if offset > end { offset = end }
        classes = seen
        allClasses.formUnion(seen)
        return .string(start..<offset, isClosed: isClosed)
    }
}
