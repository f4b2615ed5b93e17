import Diagnostics

/// Operands that stand in a deck once more.
///
/// Decks say the same of many profiles: `CLASS(PTKTDATA)` on a thousand lines. An operand that was read without a remark
/// means the same wherever its command has it, so it is compared with what was read before, which takes a fraction of
/// the time of reading it.
struct RepeatedOperands {
    private struct Operand {
        /// The level of the grammar that it was found at.
        var level = -1
        /// Index in the rows of the grammar.
        var row = 0
        /// From the keyword to the closing parenthesis.
        var text = 0..<0
        var nodeCount = 0
    }

    /// By hash; a later operand takes the place of an earlier one.
    private var operands = [Operand](repeating: Operand(), count: Self.slots)
    /// Of each of them, with places and numbers that count from its own.
    private var nodes = [Deck.Node](repeating: Deck.Node.none, count: Self.slots * Self.nodeLimit)

    private static let slots = 256
    private static let nodeLimit = 4

    /// Adds the nodes of an operand that is known, and tells its row and where it ends.
    func add(
        _ level: Int, at offset: Int, of line: LogicalLine, to builder: inout DeckBuilder
    ) -> (row: Int, end: Int)? {
        guard line.isFile, let slot = Self.slot(level, line.bytes, offset) else { return nil }
        let operand = operands[slot]
        guard operand.level == level, operand.text.count <= line.range.upperBound - offset,
            line.bytes.holds(line.bytes, operand.text, at: offset)
        else { return nil }
        let (start, first) = (UInt32(offset), UInt32(builder.nodes.count))
        for index in (slot * Self.nodeLimit)..<(slot * Self.nodeLimit + operand.nodeCount) {
            var node = nodes[index]
            node.start += start
            node.end += start
            node.next += first
            builder.nodes.append(node)
        }
        return (operand.row, offset + operand.text.count)
    }

    /// Keeps an operand that has just been read.
    mutating func keep(
        _ level: Int, _ row: Int, _ text: Range<Int>, of line: LogicalLine, _ read: [Deck.Node], from first: Int
    ) {
        let count = read.count - first
        guard line.isFile, count <= Self.nodeLimit, line.bytes[text.upperBound - 1] == TSOBytes.close,
            let slot = Self.slot(level, line.bytes, text.lowerBound)
        else { return }
        operands[slot] = Operand(level: level, row: row, text: text, nodeCount: count)
        for index in 0..<count {
            var node = read[first + index]
            node.start -= UInt32(text.lowerBound)
            node.end -= UInt32(text.lowerBound)
            node.next -= UInt32(first)
            nodes[slot * Self.nodeLimit + index] = node
        }
    }

    /// Of what an operand begins with; `nil` at the end of the text.
    @inline(__always)
    private static func slot(_ level: Int, _ bytes: [UInt8], _ offset: Int) -> Int? {
        guard let word = ByteWord(bytes, at: offset) else { return nil }
        let mixed = (word.bits &+ UInt64(truncatingIfNeeded: level)) &* 0x9E37_79B9_7F4A_7C15
        return Int(mixed >> 56)
    }
}

extension Deck.Node {
    fileprivate static let none = Deck.Node(start: 0, end: 0, next: 0, keyword: nil, kind: .word, flags: [])
}

extension DeckBuilder {
    /// How many things there are to say of the deck so far.
    var remarks: Int { defects.count + secrets.count + hidden.count }
}
