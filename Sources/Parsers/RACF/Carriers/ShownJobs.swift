import Diagnostics
import Languages

/// Finds the jobs that a document shows between other text: indented, quoted, or at the margin.
struct ShownJobs {
    private let file: SourceFile
    private let carrier: Deck.Carrier

    init(_ file: SourceFile, _ carrier: Deck.Carrier) { (self.file, self.carrier) = (file, carrier) }

    /// The regions of the jobs in these lines, and what `rest` finds in the lines around them.
    func regions(_ lines: Range<Int>, rest: (Range<Int>) -> [DeckRegion]) -> [DeckRegion] {
        var found: [DeckRegion] = []
        var next = lines.lowerBound
        var index = lines.lowerBound
        while index < lines.upperBound {
            guard let width = beginning(index) else {
                index += 1
                continue
            }
            let end = self.end(index, width, lines)
            if let job = regions(index..<end, width) {
                if next < index { found += rest(next..<index) }
                found += job
                next = end
            }
            index = end
        }
        return next < lines.upperBound ? found + rest(next..<lines.upperBound) : found
    }

    /// The bytes before a JOB statement, or an EXEC statement with a program.
    private func beginning(_ index: Int) -> Int? {
        let line = file.lineBounds(index)
        let text = file.bytes[line].drop { $0.isBlank || $0 == UInt8(ascii: ">") }
        guard text.starts(with: "//"), text.dropFirst(2).first?.isUpper ?? false else { return nil }
        let words = text.split(maxSplits: 3, whereSeparator: \.isBlank)
        guard words.count > 1, words[1].elementsEqual("JOB".utf8) || words[1].elementsEqual("EXEC".utf8) else {
            return nil
        }
        return text.startIndex - line.lowerBound
    }

    /// The line after a job. Its data end with a delimiter, and then only statements follow.
    private func end(_ first: Int, _ width: Int, _ lines: Range<Int>) -> Int {
        let prefix = file.bytes[file.lineBounds(first)].prefix(width)
        var delimiter: [UInt8]?
        var isContinued = false
        for index in first..<lines.upperBound {
            let line = file.bytes[file.lineBounds(index)]
            guard line.starts(with: prefix) else {
                if line.allSatisfy({ $0.isBlank || $0 == UInt8(ascii: ">") }) { continue }
                return index
            }
            let text = line.dropFirst(width)
            if isFence(text) { return index }
            if let mark = delimiter {
                let isEnd = text.starts(with: mark) || mark == Self.standard && text.starts(with: "//")
                if !isEnd, TextCarrier.isSentence(file.bytes, file.lineBounds(index)) { return index }
                guard isEnd else { continue }
                delimiter = nil
                if text.starts(with: mark) { continue }
            }
            if text.starts(with: "//") {
                let words = text.split(whereSeparator: \.isBlank)
                isContinued = text.last { !$0.isBlank } == UInt8(ascii: ",")
                if let dd = words.firstIndex(where: { $0.elementsEqual("DD".utf8) }), dd < 2, dd + 1 < words.count,
                    let operand = words[dd + 1].split(separator: UInt8(ascii: ",")).first,
                    operand.elementsEqual("*".utf8) || operand.elementsEqual("DATA".utf8)
                {
                    delimiter = self.delimiter(words[dd + 1])
                }
            } else if !text.starts(with: "/*"), !text.allSatisfy(\.isBlank), !isContinued {
                return index
            }
        }
        return lines.upperBound
    }

    private static let standard = Array("/*".utf8)

    private func delimiter(_ operands: ArraySlice<UInt8>) -> [UInt8] {
        let given = operands.split(separator: UInt8(ascii: ",")).first { $0.starts(with: "DLM=") }
        let text = given.map { $0.dropFirst(4).filter { $0 != TSOBytes.apostrophe } } ?? []
        return text.isEmpty ? Self.standard : text
    }

    /// Whether a line closes a block of a document.
    private func isFence(_ line: ArraySlice<UInt8>) -> Bool {
        guard let sign = line.first, "`~-=+.".utf8.contains(sign) else { return false }
        let text = line.prefix { !$0.isBlank }
        return text.count >= 3 && text.allSatisfy { $0 == sign } && line.dropFirst(text.count).allSatisfy(\.isBlank)
    }

    /// The regions of a job; `nil` if the lines are none.
    private func regions(_ lines: Range<Int>, _ width: Int) -> [DeckRegion]? {
        var text = MappedText()
        for index in lines {
            let line = file.lineBounds(index)
            let next = index + 1 < file.lineStarts.count ? Int(file.lineStarts[index + 1]) : line.upperBound
            text.append(file.bytes[min(line.lowerBound + width, line.upperBound)..<next])
        }
        let inner = SourceFile(path: file.path, bytes: text.bytes)
        guard JCLStatement.beginJCL(inner, inner.lineStarts.indices) else { return nil }
        return JCLCarrier(inner, inner.lineStarts.indices, carrier: carrier).regions.map {
            $0.mapped(through: text, text.bytes, file: file.bytes)
        }
    }
}
