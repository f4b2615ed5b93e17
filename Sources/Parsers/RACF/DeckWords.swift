public import Diagnostics

extension Deck {
    /// The words of commands by number, for code that reads a million of them.
    ///
    /// `Command`, `Operand` and `Value` show the same words one at a time, and each retains a reference.
    public struct Words: Sendable {
        private let storage: Storage
        private let bytes: [UInt8]

        fileprivate init(_ storage: Storage) {
            self.storage = storage
            bytes = storage.file.bytes
        }

        public var commandCount: Int { storage.commands.count }
        public func verb(_ command: Int) -> Verb? { storage.commands[command].verb }
        public func effect(_ command: Int) -> Effect { storage.commands[command].effect }

        /// Whether a command has no conditions.
        @inline(__always)
        public func isUnconditional(_ command: Int) -> Bool {
            command >= storage.flow.conditionOf.count || storage.flow.conditionOf[command] == 0
        }

        /// Whether a command that fails may end others.
        public var hasStops: Bool { storage.regions.contains { $0.stop != .never } || !storage.flow.exits.isEmpty }

        /// The ends that depend on the code of a command, or on all codes up to it.
        public func exits(after command: Int) -> ArraySlice<Deck.Exit> {
            let exits = storage.flow.exits
            let first = exits.partitioningIndex { $0.command >= command }
            return exits[first...].prefix { $0.command == command }
        }
        public func region(_ command: Int) -> Region { storage.regions[Int(storage.commands[command].region)] }

        /// A partly known name.
        public func openName(_ word: Word) -> OpenName { storage.openName(word) }

        /// The words of a command on its highest level.
        public func level(of command: Int) -> Level { storage.nodes.level(of: storage.commands[command]) }

        /// The words in the parentheses of an operand or a list.
        public func level(below word: Word) -> Level { storage.nodes.level(below: word) }

        /// The next word on a level; `nil` at its end.
        public func next(_ level: inout Level) -> Word? { storage.nodes.next(&level) }

        public func isOperand(_ word: Word) -> Bool { storage.nodes[word].kind == .operand }
        public func isString(_ word: Word) -> Bool { storage.nodes[word].kind == .string }
        public func isList(_ word: Word) -> Bool { storage.nodes[word].kind == .list }
        public func keyword(_ word: Word) -> Keyword? { storage.nodes[word].keyword }
        public func isPlaceholder(_ word: Word) -> Bool { storage.nodes[word].flags.contains(.placeholder) }

        public func range(_ word: Word) -> SourceRange {
            SourceRange(Int(storage.nodes[word].start), Int(storage.nodes[word].end))
        }

        /// Whether the text of a word equals this text, compared without a copy.
        public func equals(_ word: Word, _ other: [UInt8]) -> Bool {
            let node = storage.nodes[word]
            guard node.isAsWritten else { return storage.bytes(word) == other }
            return Int(node.end - node.start) == other.count
                && other.holds(bytes, Int(node.start)..<Int(node.end), at: 0)
        }

        /// The text of a word, as TSO passes it on.
        public func text(_ word: Word) -> Text {
            let node = storage.nodes[word]
            if node.isAsWritten {
                return Text(
                    bytes: bytes, range: Int(node.start)..<Int(node.end),
                    mayBeGeneric: !node.flags.contains(.discrete))
            }
            return Text(storage.bytes(word))
        }
    }

    /// The text of a word, as a range of bytes that may contain other text.
    public struct Text: Sendable {
        public let bytes: [UInt8]
        public let range: Range<Int>
        /// Whether it may contain a character of generic names.
        public let mayBeGeneric: Bool

        fileprivate init(bytes: [UInt8], range: Range<Int>, mayBeGeneric: Bool) {
            self.bytes = bytes
            self.range = range
            self.mayBeGeneric = mayBeGeneric
        }

        public init(_ bytes: [UInt8]) { self.init(bytes: bytes, range: 0..<bytes.count, mayBeGeneric: true) }

        /// Only the bytes of the text.
        public var own: ArraySlice<UInt8> { bytes[range] }

        public func equals(_ other: [UInt8]) -> Bool {
            range.count == other.count && other.holds(bytes, range, at: 0)
        }
    }

    public var words: Words { Words(storage) }
}
