public import Diagnostics

extension Deck {
    /// The words of commands by number, for whoever looks at a million of them.
    ///
    /// `Command`, `Operand` and `Value` show the same one at a time, and take a reference each.
    public struct Words: Sendable {
        private let storage: Storage

        fileprivate init(_ storage: Storage) { self.storage = storage }

        public var commandCount: Int { storage.commands.count }
        public func verb(_ command: Int) -> Verb? { storage.commands[command].verb }
        public func effect(_ command: Int) -> Effect { storage.commands[command].effect }

        /// Numbers of the words of a command; `after` leads from one to the next on the same level.
        public func words(of command: Int) -> Range<Int> {
            let record = storage.commands[command]
            return Int(record.firstNode)..<max(Int(record.firstNode), Int(record.nodeEnd))
        }

        /// What stands in the parentheses of an operand or a list.
        public func words(below word: Int) -> Range<Int> {
            (word + 1)..<max(word + 1, Int(storage.nodes[word].next))
        }

        /// The word behind this one and all that stands below it.
        public func after(_ word: Int) -> Int { max(word + 1, Int(storage.nodes[word].next)) }

        public func isOperand(_ word: Int) -> Bool { storage.nodes[word].kind == .operand }
        public func isList(_ word: Int) -> Bool { storage.nodes[word].kind == .list }
        public func keyword(_ word: Int) -> Keyword? { storage.nodes[word].keyword }
        public func isPlaceholder(_ word: Int) -> Bool { storage.nodes[word].flags.contains(.placeholder) }

        public func range(_ word: Int) -> SourceRange {
            SourceRange(Int(storage.nodes[word].start), Int(storage.nodes[word].end))
        }

        /// Puts the text of a word, as TSO passes it on, in place of what `buffer` holds.
        public func copy(_ word: Int, to buffer: inout [UInt8]) {
            buffer.removeAll(keepingCapacity: true)
            storage.append(word, to: &buffer)
        }
    }

    public var words: Words { Words(storage) }
}

extension Deck.Storage {
    /// Without an array in between where the word is a plain one.
    fileprivate func append(_ index: Int, to buffer: inout [UInt8]) {
        let node = nodes[index]
        guard node.kind == .word, node.keyword == nil, node.flags.isEmpty,
            spliced.isEmpty || spliced[UInt32(index)] == nil
        else {
            buffer += bytes(index)
            return
        }
        let start = buffer.count
        buffer.append(contentsOf: file.bytes[Int(node.start)..<Int(node.end)])
        for offset in start..<buffer.count { buffer[offset] = TSOBytes.upper(buffer[offset]) }
    }
}
