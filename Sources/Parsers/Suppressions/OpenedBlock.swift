import Diagnostics

/// The lines that a line of a carrier opens: the records of a DD statement, a fenced block, a here document, the rest
/// of a shell command. A comment before the line is about all of them.
struct OpenedBlock {
    private let file: SourceFile

    init(_ file: SourceFile) { self.file = file }

    /// Index of the last line that belongs to a line.
    func lastLine(from index: Int) -> Int {
        let text = line(index)
        if text.hasPrefix("//") { return jcl(index, text) }
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

    private func line(_ index: Int) -> String {
        let bounds = file.lineBounds(index)
        return file.text(SourceRange(bounds.lowerBound, bounds.upperBound))
    }

    /// `DD *` and `DD DATA` open their records, `DLM=` names what ends them (z/OS MVS JCL Reference, DD).
    private func jcl(_ index: Int, _ text: String) -> Int {
        let words = text.uppercased().split(separator: " ")
        guard let dd = words.firstIndex(of: "DD"), dd + 1 < words.count else { return index }
        let operands = words[dd + 1]
        guard operands.hasPrefix("*") || operands.hasPrefix("DATA") else { return index }
        let ends: [String]
        if let named = operands.range(of: "DLM=") {
            ends = [String(operands[named.upperBound...].filter { $0 != "'" }.prefix { $0 != "," })]
        } else {
            ends = operands.hasPrefix("*") ? ["/*", "//"] : ["/*"]
        }
        var last = index
        while last + 1 < file.lineStarts.count {
            let next = line(last + 1)
            guard !ends.contains(where: { next.hasPrefix($0) }) else { break }
            last += 1
        }
        return last
    }

    /// The line itself if nothing ends the block.
    private func through(_ index: Int, _ isEnd: (String) -> Bool) -> Int {
        (index + 1..<max(index + 1, file.lineStarts.count)).first { isEnd(line($0)) } ?? index
    }

    /// The word that ends a here document.
    private static func hereWord(_ text: String) -> String? {
        guard let sign = text.range(of: "<<"), !text[sign.upperBound...].hasPrefix("<") else { return nil }
        let word = text[sign.upperBound...].drop { "-~ '\"\\".contains($0) }.prefix {
            $0.isLetter || $0.isNumber || $0 == "_"
        }
        return word.isEmpty ? nil : String(word)
    }
}

extension StringProtocol {
    /// The first place of some text.
    fileprivate func range(of text: String) -> Range<Index>? { self[...].firstRange(of: text) }
}
