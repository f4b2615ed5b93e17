import Diagnostics

/// Operands that stand in a deck once more.
///
/// Decks say the same of many profiles: `CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)` on a thousand lines. What the last
/// command of a verb ended in is compared with what this one ends in, which takes a fraction of the time of reading it.
struct RepeatedOperands {
    /// What a command ended in: from the end of its positional operands to the end of its line.
    private struct Ending {
        var text: Range<Int>
        /// With numbers from that of the first on.
        var nodes: [Deck.Node]
    }

    /// By verb.
    private var endings = [Ending?](repeating: nil, count: Verb.allCases.count)

    /// Adds the words of operands that are the same as those of the last command of the verb.
    func add(_ verb: Verb, at offset: Int, of line: LogicalLine, to builder: inout DeckBuilder) -> Bool {
        guard line.isFile, let ending = endings[Int(verb.rawValue)] else { return false }
        let text = offset..<line.range.upperBound
        guard text.count == ending.text.count, line.bytes.holds(line.bytes, text, at: ending.text.lowerBound) else {
            return false
        }
        let (distance, first) = (UInt32(text.lowerBound - ending.text.lowerBound), UInt32(builder.nodes.count))
        for node in ending.nodes { builder.nodes.append(node.moved(by: distance, first)) }
        return true
    }

    /// Keeps the operands that were read last.
    mutating func keep(_ verb: Verb, from offset: Int, of line: LogicalLine, _ nodes: ArraySlice<Deck.Node>) {
        guard line.isFile else { return }
        let kept = nodes.map { $0.numbered(from: nodes.startIndex) }
        endings[Int(verb.rawValue)] = Ending(text: offset..<line.range.upperBound, nodes: kept)
    }
}

extension Deck.Node {
    fileprivate func numbered(from first: Int) -> Deck.Node {
        var node = self
        node.next -= UInt32(first)
        return node
    }

    fileprivate func moved(by distance: UInt32, _ first: UInt32) -> Deck.Node {
        var node = self
        node.start += distance
        node.end += distance
        node.next += first
        return node
    }
}

extension DeckBuilder {
    /// How many things there are to say of the deck so far.
    var remarks: Int { defects.count + secrets.count + hidden.count }
}
