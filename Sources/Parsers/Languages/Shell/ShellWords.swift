import Contract
public import Diagnostics

/// The words of a program text that calls commands, command by command. Nothing is expanded.
public struct ShellWords {
    /// The text after the line with `<<EOF`.
    public struct HereDocument {
        public let range: Range<Int>
        /// Whether variables in it are replaced when the script runs.
        public let isExpanded: Bool
    }

    public struct Word {
        public var text: String
        public var range: SourceRange
        /// Whether it contains a variable or the output of a command, so that its text is known only when the script
        /// runs.
        public var isExpanded: Bool

        public init(text: String, range: SourceRange, isExpanded: Bool) {
            self.text = text
            self.range = range
            self.isExpanded = isExpanded
        }
    }

    public let commands: [[Word]]
    public let hereDocuments: [HereDocument]

    /// Reads a script or a part of it.
    public init(_ file: SourceFile, _ part: Range<Int>? = nil) {
        let name = file.path.lowercased()
        let isBatch =
            name.hasSuffix(".cmd") || name.hasSuffix(".bat")
            || String(decoding: file.bytes.prefix(400), as: UTF8.self).lowercased().contains("@echo off")
        let scanner = ShellScanner(file.bytes, part ?? file.bytes.indices, .calls(isBatch: isBatch))
        commands = scanner.commands.map { $0.words.map { Word($0, file.bytes) } }.filter { !$0.isEmpty }
        hereDocuments = scanner.commands.flatMap(\.documents).map {
            HereDocument(range: $0.range, isExpanded: !$0.isQuoted)
        }
    }
}

extension ShellWords.Word {
    /// Substitutions remain as written; `${p:name}` is a reference of the server, which the script does not replace.
    fileprivate init(_ word: ShellScanner.Word, _ script: [UInt8]) {
        var text: [UInt8] = []
        var isExpanded = false
        for (index, byte) in word.text.bytes.enumerated() {
            guard byte == Placeholder.substitution else {
                text.append(byte)
                continue
            }
            let written = script[word.text.fileRange(index, index + 1).bounds]
            isExpanded = isExpanded || !(written.starts(with: "${p:") || written.starts(with: "${p?:"))
            text += written
        }
        // The text itself if one pair of quotes encloses all of it.
        let quotes = script[word.range]
        let isQuoted =
            word.isQuoted && !isExpanded && quotes.count == text.count + 2 && quotes.first == quotes.last
            && quotes.first.map { "'\"".utf8.contains($0) } == true
        self.init(
            text: String(decoding: text, as: UTF8.self),
            range: isQuoted
                ? SourceRange(word.range.lowerBound + 1, word.range.upperBound - 1)
                : SourceRange(word.range.lowerBound, word.range.upperBound),
            isExpanded: isExpanded || Self.isBatchVariable(text))
    }

    /// Reads `%NAME%` of a Windows script.
    private static func isBatchVariable(_ text: [UInt8]) -> Bool {
        text.count > 2 && text.first == UInt8(ascii: "%") && text.last == UInt8(ascii: "%")
            && text.dropFirst().dropLast().allSatisfy(\.isNameByte)
    }
}
