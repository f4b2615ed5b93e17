import Diagnostics
import Languages

/// A line of a listing with its words.
struct ListingLine {
    let text: String
    let words: [(text: String, range: SourceRange)]
    /// The offset of its first column in the file.
    let start: Int

    /// - Parameter isXML: whether `&amp;` and others stand for characters.
    init(_ file: SourceFile, _ bounds: Range<Int>, isXML: Bool = false) {
        var words: [(String, SourceRange)] = []
        var start = bounds.lowerBound
        while start < bounds.upperBound {
            if let count = Self.blank(file.bytes, start) {
                start += count
                continue
            }
            var end = start
            while end < bounds.upperBound, Self.blank(file.bytes, end) == nil { end += 1 }
            let word = String(decoding: file.bytes[start..<end], as: UTF8.self)
            words.append((isXML ? Self.plain(word) : word, SourceRange(start, end)))
            start = end
        }
        self.words = words
        self.start = bounds.lowerBound
        text = words.map(\.0).joined(separator: " ")
    }

    /// The number of bytes of a blank, of a control character, or of a blank that does not break lines.
    private static func blank(_ bytes: [UInt8], _ offset: Int) -> Int? {
        let byte = bytes[offset]
        if byte <= 0x20 || byte == 0x7F { return 1 }
        return byte == 0xC2 && offset + 1 < bytes.count && bytes[offset + 1] == 0xA0 ? 2 : nil
    }

    /// The line on which a session shows that the output of a command has ended.
    static func ready(at offset: Int) -> ListingLine { ListingLine("READY", at: offset) }

    private init(_ word: String, at offset: Int) {
        words = [(word, SourceRange(offset, offset))]
        start = offset
        text = word
    }

    private static func plain(_ word: String) -> String {
        guard word.contains("&") else { return word }
        var plain = word
        for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")] {
            plain = plain.split(separator: entity, omittingEmptySubsequences: false).joined(separator: character)
        }
        return plain
    }

    var range: SourceRange {
        guard let first = words.first, let last = words.last else { return SourceRange(0, 0) }
        return SourceRange(Int(first.range.start), Int(last.range.end))
    }

    /// The number of blanks before the first word.
    var indent: Int { words.first.map { Int($0.range.start) - start } ?? 0 }

    var isDashes: Bool { !words.isEmpty && words.allSatisfy { $0.text.utf8.allSatisfy { $0 == UInt8(ascii: "-") } } }

    func begins(with titles: String...) -> Bool {
        words.count >= titles.count && zip(words, titles).allSatisfy { $0.text == $1 }
    }

    /// The text before ` = `.
    var heading: String? {
        guard let equals = words.firstIndex(where: { $0.text == "=" }) else { return nil }
        return words[..<equals].map(\.text).joined(separator: " ")
    }

    /// The rest of a word after its beginning, such as the name in `USER=AGNTUSR`; `nil` if it has another beginning.
    func rest(of index: Int, after beginning: String) -> Located<String>? {
        guard index < words.count, words[index].text.hasPrefix(beginning) else { return nil }
        let (text, range) = words[index]
        return Located(
            String(text.dropFirst(beginning.count)),
            at: SourceRange(min(Int(range.start) + beginning.utf8.count, Int(range.end)), Int(range.end)))
    }

    /// The values of `NAME=A B C`: the rest of the word at an index, and the words after it that have no `=`.
    func values(from index: Int, after beginning: String) -> [Located<String>] {
        guard let first = rest(of: index, after: beginning) else { return [] }
        let others = words[(index + 1)...].prefix { !$0.text.contains("=") }.map { Located($0.text, at: $0.range) }
        return (first.value.isEmpty ? [] : [first]) + others
    }
}
