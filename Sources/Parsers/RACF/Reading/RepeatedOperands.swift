import Diagnostics
import Languages

/// Operands that stand in a deck once more.
///
/// Decks say the same of many profiles: `CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)` on a thousand lines. What was read
/// without a remark means the same wherever its command has it, so the text is compared with what was read before:
/// reading it each time makes a deck of 1,000,000 commands take two fifths more time.
struct RepeatedOperands {
    private struct Known {
        /// The level of the grammar that it was found at, and the row.
        var level = -1
        var row = 0
        var text = 0..<0
        /// What it became, by index.
        var nodes = 0..<0
    }

    /// By verb, all operands of the last command.
    private var endings = [Known](repeating: Known(), count: Verb.allCases.count)
    /// By hash, single operands with their parentheses; a later one takes the place of an earlier one.
    private var operands = [Known](repeating: Known(), count: 256)

    /// Adds the nodes of all operands of a command, if they are those of the last command of the verb.
    func addEnding(_ verb: Verb, at offset: Int, of line: LogicalLine, to builder: inout DeckBuilder) -> Bool {
        let known = endings[Int(verb.rawValue)]
        let text = offset..<line.range.upperBound
        guard line.isFile, !text.isEmpty, text.count == known.text.count,
            line.bytes.holds(line.bytes, known.text, at: offset)
        else { return false }
        builder.repeatNodes(known.nodes, behind: offset - known.text.lowerBound)
        return true
    }

    /// Adds the nodes of an operand that is known, and tells its row and where it ends.
    func add(
        _ level: Int, at offset: Int, of line: LogicalLine, to builder: inout DeckBuilder
    ) -> (row: Int, end: Int)? {
        guard line.isFile, let slot = Self.slot(level, line.bytes, offset) else { return nil }
        let known = operands[slot]
        guard known.level == level, known.text.count <= line.range.upperBound - offset,
            line.bytes.holds(line.bytes, known.text, at: offset)
        else { return nil }
        builder.repeatNodes(known.nodes, behind: offset - known.text.lowerBound)
        return (known.row, offset + known.text.count)
    }

    /// Keeps what a command ended in.
    mutating func keepEnding(_ verb: Verb, from offset: Int, of line: LogicalLine, _ nodes: Range<Int>) {
        guard line.isFile else { return }
        endings[Int(verb.rawValue)] = Known(text: offset..<line.range.upperBound, nodes: nodes)
    }

    /// Keeps an operand that has just been read, if its own parenthesis shows where it ends.
    mutating func keep(_ level: Int, _ row: Int, _ text: Range<Int>, of line: LogicalLine, _ nodes: Range<Int>) {
        guard line.isFile, line.bytes[text.upperBound - 1] == TSOBytes.close,
            let slot = Self.slot(level, line.bytes, text.lowerBound)
        else { return }
        operands[slot] = Known(level: level, row: row, text: text, nodes: nodes)
    }

    /// Of what an operand begins with; `nil` at the end of the text.
    @inline(__always)
    private static func slot(_ level: Int, _ bytes: [UInt8], _ offset: Int) -> Int? {
        guard let word = ByteWord(bytes, at: offset) else { return nil }
        let mixed = (word.bits &+ UInt64(truncatingIfNeeded: level)) &* 0x9E37_79B9_7F4A_7C15
        return Int(mixed >> 56)
    }
}

extension DeckBuilder {
    /// Adds nodes of a text that stands once more, so many bytes behind the first.
    @inline(__always)
    fileprivate mutating func repeatNodes(_ first: Range<Int>, behind distance: Int) {
        let (bytes, number) = (UInt32(distance), UInt32(nodes.count - first.lowerBound))
        for index in first {
            var node = nodes[index]
            node.start += bytes
            node.end += bytes
            node.next += number
            nodes.append(node)
        }
    }

    /// How many things there are to say of the deck so far.
    var remarks: Int { defects.count + secrets.count + hidden.count }
}
