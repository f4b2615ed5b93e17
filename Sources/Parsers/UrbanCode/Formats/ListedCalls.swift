import Contract
import Diagnostics
import Languages

/// Finds calls that pass their words to another program as a list: `["udclient", "-password", "x"]` in Python, Groovy
/// and Ruby, `<exec executable="udclient"><arg value="-password"/>` in Ant, items of a list in YAML.
struct ListedCalls {
    private let bytes: [UInt8]
    private(set) var calls: [[ShellWords.Word]] = []

    /// The maximum number of words of one call.
    private static let longest = 200
    private static let client = Array("udclient".utf8)

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        var offset = range.lowerBound
        while let start = bytes[offset..<range.upperBound].firstRange(of: Self.client)?.lowerBound {
            offset = start + Self.client.count
            let call =
                quoted(around: start, in: range).map { words(behind: $0.upperBound + 1, in: range) }
                ?? items(around: start, in: range)
            guard call.count > 1 else { continue }
            calls.append(call)
            offset = max(offset, call.last.map { Int($0.range.end) } ?? offset)
        }
    }

    /// The items of a list in YAML that follow the one with the name of the program.
    private func items(around start: Int, in range: Range<Int>) -> [ShellWords.Word] {
        let newline = UInt8(ascii: "\n")
        func line(from start: Int) -> Range<Int> {
            start..<(bytes[start..<range.upperBound].firstIndex(of: newline) ?? range.upperBound)
        }
        let first =
            bytes[range.lowerBound..<start].suffix(200).lastIndex(of: newline).map { $0 + 1 } ?? range.lowerBound
        guard let program = item(line(from: first)), program.contains(start) else { return [] }
        var words: [ShellWords.Word] = []
        var next = line(from: first).upperBound + 1
        while words.count < Self.longest, next < range.upperBound, let item = item(line(from: next)) {
            let text = String(decoding: bytes[item], as: UTF8.self)
            let isExpanded = text.contains("$") || text.contains("{{")
            words.append(
                .init(text: text, range: SourceRange(item.lowerBound, item.upperBound), isExpanded: isExpanded))
            next = line(from: next).upperBound + 1
        }
        return words
    }

    /// The range of the text of `- text`, without its quotes.
    private func item(_ line: Range<Int>) -> Range<Int>? {
        let text = bytes[line].drop { $0 == UInt8(ascii: " ") }
        guard text.first == UInt8(ascii: "-"), text.dropFirst().first == UInt8(ascii: " ") else { return nil }
        var range = text.dropFirst(2).drop { $0 == UInt8(ascii: " ") }.indices
        while let last = range.last, bytes[last] <= UInt8(ascii: " ") { range.removeLast() }
        if let first = range.first, Self.isQuote(bytes[first]), range.count > 1,
            bytes[range.upperBound - 1] == bytes[first]
        {
            range = (first + 1)..<(range.upperBound - 1)
        }
        return range.isEmpty || bytes[range].contains(UInt8(ascii: " ")) ? nil : range
    }

    private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

    /// The range of the text between the quotes, if it is the name of the program.
    private func quoted(around start: Int, in range: Range<Int>) -> Range<Int>? {
        var first = start
        while first > range.lowerBound, !Self.isQuote(bytes[first - 1]) {
            first -= 1
            guard bytes[first] > UInt8(ascii: " "), start - first < 200 else { return nil }
        }
        guard first > range.lowerBound else { return nil }
        let quote = bytes[first - 1]
        let end = bytes[start..<range.upperBound].prefix(40).firstIndex(of: quote)
        guard let end, !bytes[first..<end].contains(UInt8(ascii: " ")) else { return nil }
        return first..<end
    }

    /// The quoted words that follow, with only list separators between them.
    private func words(behind start: Int, in range: Range<Int>) -> [ShellWords.Word] {
        var words: [ShellWords.Word] = []
        var offset = start
        while words.count < Self.longest, let (open, unknown) = opening(from: offset, in: range) {
            let quote = bytes[open]
            for place in unknown {
                words.append(.init(text: "$", range: SourceRange(place, place), isExpanded: true))
            }
            // The end of the file may cut the last word.
            let close =
                bytes[(open + 1)..<range.upperBound].firstIndex { $0 == quote || $0 == UInt8(ascii: "\n") }
                ?? range.upperBound
            guard close == range.upperBound || bytes[close] == quote else { break }
            let text = String(decoding: bytes[(open + 1)..<close], as: UTF8.self)
            let isExpanded = text.contains("$") || text.contains("#{") || text.contains("{{") || text.contains("%(")
            words.append(.init(text: text, range: SourceRange(open + 1, close), isExpanded: isExpanded))
            offset = close + 1
        }
        return words
    }

    /// The opening quote of the next word, and the places of variables before it, which are unknown words.
    private func opening(from start: Int, in range: Range<Int>) -> (quote: Int, unknown: [Int])? {
        var offset = start
        var unknown: [Int] = []
        var name: [UInt8] = []
        var depth = 0
        while offset < range.upperBound {
            let byte = bytes[offset]
            if Self.isQuote(byte) {
                // Only `value=` of an Ant tag may precede a word.
                let text = String(decoding: name, as: UTF8.self)
                let isTag = text.isEmpty || ["arg value=", "arg line="].contains(where: text.hasSuffix)
                if isTag || ["f", "r", "b", "u"].contains(text) { return (offset, unknown) }
                // `node['pw']` is an expression.
                guard let close = bytes[(offset + 1)..<range.upperBound].prefix(100).firstIndex(of: byte) else {
                    return nil
                }
                offset = close + 1
                continue
            }
            switch byte {
            case UInt8(ascii: ","):
                if name.contains(where: { $0 > UInt8(ascii: " ") }) { unknown.append(offset) }
                name = []
            case UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "<"): name = []
            case ...UInt8(ascii: " "):
                if !name.isEmpty, name.last != UInt8(ascii: " ") { name.append(UInt8(ascii: " ")) }
            case UInt8(ascii: "]"), UInt8(ascii: ")"):
                guard depth > 0 else { return nil }
                depth -= 1
            case UInt8(ascii: ";"): return nil
            case UInt8(ascii: "["), UInt8(ascii: "("):
                depth += 1
                name.append(byte)
            default: name.append(byte)
            }
            offset += 1
            guard offset - start < 400 else { return nil }
        }
        return nil
    }
}
