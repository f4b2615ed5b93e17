import Diagnostics
import Languages

/// Several commands on a line.
extension CommandParser {
    /// The maximum number of further commands on one line; after them all words are operands.
    private static let splitLimit = 64

    /// If operands are not checked, a short alias may be one of them.
    func isSecond(_ verb: Verb, _ word: PackedWord, _ level: Int) -> Bool {
        command != nil && !isOrphaned && !scanner.isAtGluedOpen && splits.count < Self.splitLimit
            && (grammar.levels[level].isComplete || word.count >= 4)
    }

    /// Reports a second command after the first: its words are operands that do not exist, so nothing on the line is
    /// executed.
    mutating func readSecond(_ verb: Verb, _ word: Range<Int>) {
        var blanks = word.lowerBound
        while blanks > scanner.line.range.lowerBound, TSOBytes.isSeparator(scanner.line.bytes[blanks - 1]) {
            blanks -= 1
        }
        splits.append(scanner.line.fileRange(blanks..<word.lowerBound))
        firstSwallowed = firstSwallowed ?? scanner.line.fileRange(word)
        isUnclear = true
        let after = scanner.offset
        scanner.go(to: blanks)
        end()
        scanner.go(to: after)
        begin(verb, word)
        if let command { builder.commands[command].effect = .swallowed }
        operands(of: verb)
    }
}
