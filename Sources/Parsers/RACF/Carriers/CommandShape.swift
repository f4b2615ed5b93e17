import Diagnostics
import Languages

/// The degree to which a text looks like a command rather than like a sentence that begins with the same word.
///
/// Carriers with other content (documents, captures, strings of a program) accept only text that looks like a command.
/// In SYSTSIN every line is a command, whatever it looks like.
struct CommandShape {
    enum Likeness: Comparable {
        /// It may be a command among others.
        case likely
        /// It can only be a command.
        case sure
    }

    let verb: Verb
    let likeness: Likeness
    /// Whether the verb is also an English word, or so short that it is ambiguous.
    let isOrdinary: Bool

    private static func isOrdinary(_ verb: Verb, _ word: ArraySlice<UInt8>) -> Bool {
        if word.count <= 3 { return true }
        return switch verb {
        case .permit, .connect, .remove, .search, .password: true
        default: false
        }
    }

    /// The minimum and maximum number of positional operands.
    private static func positionals(_ verb: Verb) -> ClosedRange<Int> {
        switch verb {
        case .rdefine, .ralter, .rdelete, .rlist: 2...2
        case .permit, .adduser, .altuser, .deluser, .addgroup, .altgroup, .delgroup, .connect, .remove: 1...1
        case .addsd, .altdsd, .deldsd: 1...1
        case .listuser, .listgrp: 0...1
        case .listdsd, .search, .setropts, .rvary, .password, .racpriv, .signoff, .stop: 0...0
        case .racdcert, .raclink, .racmap, .help, .display, .restart, .set, .target: 0...4
        }
    }

    private static let sentenceWords = Set(
        [
            "THE", "TO", "AN", "AND", "OR", "FOR", "IS", "ARE", "WITH", "OF", "IN", "ON", "BY", "AS", "IF", "IT",
            "THIS", "THAT", "YOU", "YOUR", "CAN", "COMMAND", "COMMANDS", "WAS", "WILL", "MUST", "SHOULD", "MAY", "NOT",
            "BE",
            "USING", "USED", "WHICH", "THESE", "THOSE", "THEIR", "EACH", "FROM", "INTO", "...", "=", ":",
        ].map { PackedWord($0) })

    /// - Parameter range: one command, or the first record of one.
    init?(_ bytes: [UInt8], _ range: Range<Int>) {
        var scanner = DeckScanner(LogicalLine(bytes: bytes, range: range))
        guard let word = scanner.nextName(), let verb = Verb.named(bytes[word]),
            word.upperBound >= range.upperBound || bytes[word.upperBound].isBlank
        else { return nil }
        var count = Counter(bytes, verb, Grammar.shared[verb].level)
        count.read(&scanner, until: range.upperBound)
        count.takeSpaced(atLeast: Self.isOrdinary(verb, bytes[word]) ? 2 : 1)
        guard !count.isSentence else { return nil }
        // In `LISTUSER A OMVS` the A is a user, in `RDEFINE A PROFILE` an article.
        guard !count.hasArticle || count.strong + count.flags > 0 && !Self.hasLower(bytes[range]) else { return nil }
        let allowed = Self.positionals(verb)
        isOrdinary = Self.isOrdinary(verb, bytes[word])
        if count.strong > 0, count.positional <= allowed.upperBound + 2, count.unknown <= count.strong + 1 {
            likeness = .sure
        } else if count.strong == 0, count.unknown == 0, allowed.contains(count.positional) || count.isContinued,
            count.positional <= allowed.upperBound, count.positional + count.flags > 0 || count.isContinued
        {
            let text = bytes[range]
            let hasLower = Self.hasLower(text)
            let hasUpper = text.contains { $0.isUpper }
            if hasLower {
                guard !isOrdinary else { return nil }
                // In a command of mixed case only the names are in lower case: `LISTUSER userid`.
                let name = bytes[word]
                guard !hasUpper || name.allSatisfy({ $0 < UInt8(ascii: "a") }) && !count.startsLower else { return nil }
                likeness = .likely
            } else {
                likeness = isOrdinary || count.positional + count.flags == 0 ? .likely : .sure
            }
        } else if !isOrdinary, count.unknown > 0, allowed.contains(count.positional), !Self.hasLower(bytes[range]) {
            // Its operands may be misspelt.
            likeness = .likely
        } else {
            return nil
        }
        self.verb = verb
    }

    /// The number of `{{` minus the number of `}}` in a word.
    static func templateDepth(_ word: ArraySlice<UInt8>) -> Int {
        var depth = 0
        var last: UInt8 = 0
        for byte in word {
            if byte == last, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") {
                depth += byte == UInt8(ascii: "{") ? 1 : -1
                last = 0
            } else {
                last = byte
            }
        }
        return depth
    }

    private static func hasLower(_ text: ArraySlice<UInt8>) -> Bool {
        text.contains { $0.isLower }
    }

    /// The text after the verb.
    private struct Counter {
        let bytes: [UInt8]
        let verb: Verb
        let level: Int
        var positional = 0
        /// Operands without parentheses.
        var flags = 0
        /// The operands of the command with parentheses.
        var strong = 0
        /// The operands whose parentheses follow a blank, like remarks in a sentence.
        var spaced = 0
        /// The other words with parentheses, strings, and extra parentheses.
        var unknown = 0
        var isSentence = false
        /// The number of open `{{`.
        var templateDepth = 0
        /// Whether one of the words is `A`.
        var hasArticle = false
        var isContinued = false
        /// Whether the first of two positional operands is in lower case, as a class never is next to upper-case
        /// operands.
        var startsLower = false

        init(_ bytes: [UInt8], _ verb: Verb, _ level: Int) {
            self.bytes = bytes
            self.verb = verb
            self.level = level
        }

        mutating func read(_ scanner: inout DeckScanner, until end: Int) {
            while true {
                switch scanner.next() {
                case .word(let word): read(word, &scanner, end)
                case .string where templateDepth > 0, .open where templateDepth > 0, .close where templateDepth > 0:
                    continue
                case .string:
                    if verb != .addsd && verb != .altdsd && verb != .deldsd { unknown += 1 } else { positional += 1 }
                case .open:
                    positional += 1
                    Self.skip(&scanner)
                case .close: unknown += 1
                case .semicolon, .end: return
                }
            }
        }

        private mutating func read(_ word: Range<Int>, _ scanner: inout DeckScanner, _ end: Int) {
            let text = bytes[word]
            isContinued = false
            let depth = templateDepth
            templateDepth += CommandShape.templateDepth(text)
            // The text between `{{` and `}}` belongs to the word before it.
            if depth > 0 { return }
            if text.count == 1, let mark = text.first, mark == TSOBytes.minus || mark == TSOBytes.plus {
                isContinued = true
                return
            }
            let isGlued = word.upperBound < end && bytes[word.upperBound] == TSOBytes.open
            if Grammar.shared.isOperand(text, at: level) {
                if scanner.isAtOpen() {
                    _ = scanner.next()
                    Self.skip(&scanner)
                    if isGlued { strong += 1 } else { spaced += 1 }
                } else {
                    flags += 1
                }
            } else if isGlued {
                _ = scanner.next()
                Self.skip(&scanner)
                if isFreeOperand(text) { strong += 1 } else { unknown += 1 }
            } else if Verb.named(text) != nil, strong > 0 {
                // A second command on the line.
                positional = 0
            } else {
                name(text)
            }
        }

        /// Counts operands with a blank before their parenthesis by their appearance.
        mutating func takeSpaced(atLeast least: Int) {
            if spaced >= least { strong += spaced } else { flags += spaced }
        }

        private mutating func name(_ text: ArraySlice<UInt8>) {
            if positional == 0 { startsLower = needsClass && CommandShape.hasLower(text) }
            positional += 1
            hasArticle = hasArticle || text.count == 1 && text.first.map(\.uppercased) == UInt8(ascii: "A")
            let last = text.last ?? 0
            if PackedWord(text).map(CommandShape.sentenceWords.contains) ?? false || last == UInt8(ascii: ":")
                || last == UInt8(ascii: "?")
                || last == UInt8(ascii: ".") || text.contains(UInt8(ascii: "=")) || last == UInt8(ascii: "!")
            {
                isSentence = true
            }
        }

        private var needsClass: Bool {
            switch verb {
            case .rdefine, .ralter, .rdelete, .rlist: true
            default: false
            }
        }

        /// Commands whose grammar is incomplete may have other operands.
        private func isFreeOperand(_ word: ArraySlice<UInt8>) -> Bool {
            switch verb {
            case .racdcert, .racmap, .adduser, .altuser, .addgroup, .altgroup, .addsd, .altdsd:
                word.count >= 2 && word.allSatisfy { $0.isUpper }
            default: false
            }
        }

        private static func skip(_ scanner: inout DeckScanner) {
            var depth = 1
            while depth > 0 {
                switch scanner.next() {
                case .open: depth += 1
                case .close: depth -= 1
                case .semicolon, .end: return
                case .word, .string: break
                }
            }
        }
    }
}

extension Grammar {
    /// Whether a word is an operand at a level, abbreviated or not.
    func isOperand(_ word: ArraySlice<UInt8>, at level: Int) -> Bool {
        guard word.count >= 2, let packed = PackedWord(word) else { return false }
        if case .none = match(packed, at: level) { return false }
        return true
    }
}
