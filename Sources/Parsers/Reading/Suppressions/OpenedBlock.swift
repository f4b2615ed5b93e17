import Contract
import Diagnostics
import Languages

/// The lines that a line of a carrier opens: the records of a DD statement, a fenced block, a here-document, the rest
/// of a shell command. A comment before the line applies to all of them.
struct OpenedBlock {
    private let file: SourceFile

    /// In-stream data of JCL.
    private let blocks: [InStreamData]

    init(_ file: SourceFile, _ blocks: [InStreamData]) {
        self.file = file
        self.blocks = blocks
    }

    /// The index of the last line that belongs to a line.
    func lastLine(from index: Int) -> Int {
        let text = line(index)
        if text.hasPrefix("//") {
            let block = blocks.first { $0.statement.contains(index) } ?? data(index)
            return block.map { $0.lines.upperBound - 1 } ?? index
        }
        if let fence = ["```", "~~~"].first(where: { text.trimmed().hasPrefix($0) }) {
            return through(index) { $0.trimmed().hasPrefix(fence) }
        }
        if text.lowercased().contains("<pre"), !text.lowercased().contains("</pre") {
            return through(index) { $0.lowercased().contains("</pre") }
        }
        if let word = Self.hereWord(text) { return through(index) { $0.trimmed() == word } }
        var last = index
        while last + 1 < file.lineStarts.count, line(last).hasSuffix("\\") { last += 1 }
        return last
    }

    /// The data of a DD statement inside another text.
    private func data(_ index: Int) -> InStreamData? {
        let limit = file.lineStarts.count
        return JCLStatement(file, index, before: limit).flatMap {
            InStreamData(of: $0, at: index, in: file, before: limit)
        }
    }

    private func line(_ index: Int) -> String {
        let bounds = file.lineBounds(index)
        return file.text(SourceRange(bounds.lowerBound, bounds.upperBound))
    }

    /// The last line of the block; the line itself if the block has no end.
    private func through(_ index: Int, _ isEnd: (String) -> Bool) -> Int {
        (index + 1..<max(index + 1, file.lineStarts.count)).first { isEnd(line($0)) } ?? index
    }

    /// The word that ends a here-document.
    private static func hereWord(_ text: String) -> String? {
        guard let sign = text.firstRange(of: "<<"), !text[sign.upperBound...].hasPrefix("<") else { return nil }
        let word = text[sign.upperBound...].drop { "-~ '\"\\".contains($0) }.prefix {
            $0.isLetter || $0.isNumber || $0 == "_"
        }
        return word.isEmpty ? nil : String(word)
    }
}
