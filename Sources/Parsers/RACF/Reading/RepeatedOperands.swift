import Diagnostics
import Languages

/// Operands that occur repeatedly in a deck.
///
/// Decks repeat operands for many profiles: `CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)` on a thousand lines. Operands
/// without a defect mean the same in every occurrence of their command, so the text is compared with earlier text.
/// Parsing it each time makes a deck of 1,000,000 commands take two fifths more time.
struct RepeatedOperands {
    private struct Known {
        /// The grammar level at which it was found, and the row.
        var level = -1
        var row = 0
        var text = 0..<0
        /// The indices of its nodes.
        var nodes = 0..<0
    }

    /// All operands of the last command, by verb.
    private var endings = [Known](repeating: Known(), count: Verb.allCases.count)
    /// Single operands with their parentheses, by hash; a later one replaces an earlier one.
    private var operands = [Known](repeating: Known(), count: 256)

    /// Adds the nodes of all operands of a command, if they equal those of the last command with the verb.
    func addEnding(_ verb: Verb, at offset: Int, of line: LogicalLine, to builder: inout DeckBuilder) -> Bool {
        let known = endings[Int(verb.rawValue)]
        let text = offset..<line.range.upperBound
        guard line.isFile, !text.isEmpty, text.count == known.text.count, offset >= known.text.lowerBound,
            line.bytes.holds(line.bytes, known.text, at: offset)
        else { return false }
        builder.repeatNodes(known.nodes, behind: offset - known.text.lowerBound)
        return true
    }

    /// Adds the nodes of a known operand, and returns its row and its end.
    func add(
        _ level: Int, at offset: Int, of line: LogicalLine, to builder: inout DeckBuilder
    ) -> (row: Int, end: Int)? {
        guard line.isFile, let slot = Self.slot(level, line.bytes, offset) else { return nil }
        let known = operands[slot]
        guard known.level == level, known.text.count <= line.range.upperBound - offset,
            offset >= known.text.lowerBound, line.bytes.holds(line.bytes, known.text, at: offset)
        else { return nil }
        builder.repeatNodes(known.nodes, behind: offset - known.text.lowerBound)
        return (known.row, offset + known.text.count)
    }

    /// Keeps the operands of a command.
    mutating func keepEnding(_ verb: Verb, from offset: Int, of line: LogicalLine, _ nodes: Range<Int>) {
        guard line.isFile else { return }
        endings[Int(verb.rawValue)] = Known(text: offset..<line.range.upperBound, nodes: nodes)
    }

    /// Keeps the last operand, if its own parenthesis marks its end.
    mutating func keep(_ level: Int, _ row: Int, _ text: Range<Int>, of line: LogicalLine, _ nodes: Range<Int>) {
        guard line.isFile, line.bytes[text.upperBound - 1] == TSOBytes.close,
            let slot = Self.slot(level, line.bytes, text.lowerBound)
        else { return }
        operands[slot] = Known(level: level, row: row, text: text, nodes: nodes)
    }

    /// The hash of an operand's beginning; `nil` at the end of the text.
    @inline(__always)
    private static func slot(_ level: Int, _ bytes: [UInt8], _ offset: Int) -> Int? {
        guard let word = ByteWord(bytes, at: offset) else { return nil }
        let mixed = (word.bits &+ UInt64(truncatingIfNeeded: level)) &* 0x9E37_79B9_7F4A_7C15
        return Int(mixed >> 56)
    }
}

extension DeckBuilder {
    /// Adds the nodes of a repeated text, which is this number of bytes after the first.
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

    /// The number of defects of the deck so far.
    var remarks: Int { defects.count + secrets.count + hidden.count }
}
