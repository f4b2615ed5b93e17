import Diagnostics

extension Deck.Storage {
    func text(_ word: Deck.Word) -> String { String(decoding: bytes(word), as: UTF8.self) }

    func bytes(_ word: Deck.Word) -> [UInt8] {
        let node = nodes[word]
        if node.flags.contains(.secret) { return Array(Secret.mask.utf8) }
        if let keyword = node.keyword { return Array(keyword.name.utf8) }
        let raw = spliced[word] ?? Array(file.bytes[Int(node.start)..<Int(node.end)])
        return node.kind == .string ? Self.unquoted(raw) : raw.map(\.uppercased)
    }

    /// An apostrophe inside a string is written twice.
    private static func unquoted(_ raw: [UInt8]) -> [UInt8] {
        let quote = UInt8(ascii: "'")
        var text: [UInt8] = []
        var index = raw.first == quote ? 1 : 0
        while index < raw.count {
            let byte = raw[index]
            index += 1
            if byte == quote {
                guard index < raw.count, raw[index] == quote else { break }
                index += 1
            }
            text.append(byte)
        }
        return text
    }
}
