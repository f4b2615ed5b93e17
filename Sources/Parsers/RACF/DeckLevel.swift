extension Deck {
    /// A word of a command, by its number among all words of the deck.
    public struct Word: Hashable, Sendable {
        let number: UInt32

        init(number: UInt32) { self.number = number }
        init(_ index: Int) { number = UInt32(index) }

        var index: Int { Int(number) }
    }

    /// The words on one level of a command, without those that have been read: its operands, or what the parentheses
    /// of one contain.
    public struct Level: Sendable {
        fileprivate var next: UInt32
        fileprivate let end: UInt32

        init(from next: UInt32, to end: UInt32) { (self.next, self.end) = (next, end) }
    }
}

extension [Deck.Node] {
    subscript(word: Deck.Word) -> Deck.Node {
        @inline(__always) get { self[word.index] }
        @inline(__always) _modify { yield &self[word.index] }
    }

    /// The words of a command that are on its highest level.
    @inline(__always)
    func level(of command: Deck.CommandRecord) -> Deck.Level {
        Deck.Level(from: command.firstNode, to: command.nodeEnd)
    }

    /// The words in the parentheses of an operand or a list.
    @inline(__always)
    func level(below word: Deck.Word) -> Deck.Level { Deck.Level(from: word.number + 1, to: self[word].next) }

    /// The words from one to the end of the last command.
    func level(from index: Int) -> Deck.Level { Deck.Level(from: UInt32(index), to: UInt32(count)) }

    /// The next word on a level; `nil` at its end.
    @inline(__always)
    func next(_ level: inout Deck.Level) -> Deck.Word? {
        guard level.next < level.end else { return nil }
        let word = Deck.Word(number: level.next)
        level.next = Swift.max(level.next + 1, self[word].next)
        return word
    }
}

extension Deck {
    /// The words on one level, as a sequence.
    struct LevelWords: Sequence, IteratorProtocol {
        let storage: Storage
        var level: Level

        mutating func next() -> Word? { storage.nodes.next(&level) }
    }
}
