import Diagnostics
import Languages

/// What a line is in or after a list of classes in SETROPTS LIST, whose lines may have lost their left margin
/// (docs/reference/unload.md#61-setropts-list).
enum ClassListLine {
    /// Whether all words are class names.
    static func isNames(_ line: ListingLine) -> Bool {
        line.words.allSatisfy { isClassName($0.text) && !sentenceWords.contains($0.text) }
    }

    static func isClassName(_ word: String) -> Bool {
        (1...8).contains(word.utf8.count) && word.utf8.allSatisfy { $0.isUpper || $0.isDigit || $0.isNational }
    }

    /// Whether a name at the end of a line is the beginning of a known one, because the lines were cut.
    static func isCut(_ name: String) -> Bool {
        !ResourceClassNames.all.contains(name) && name != "NONE"
            && ResourceClassNames.all.contains { $0.hasPrefix(name) }
    }

    /// Whether the line is one of the sentences and headings that follow the lists.
    static func isSentence(_ line: ListingLine) -> Bool {
        line.words.count > 2 && line.words.contains { sentenceWords.contains($0.text) }
            || line.words.last?.text.hasSuffix(":") == true
    }

    /// Whether a terminal or a printer added the line: the prompt for more output, or the heading of a page.
    static func isNoise(_ line: ListingLine) -> Bool {
        if line.text == "***" { return true }
        guard let page = line.words.lastIndex(where: { $0.text == "PAGE" }), page + 1 < line.words.count else {
            return false
        }
        return line.words[page + 1].text.utf8.allSatisfy(\.isDigit)
    }

    /// Words of sentences that are not names of classes.
    private static let sentenceWords: Set<String> = [
        "IS", "ARE", "NOT", "BEING", "IN", "OF", "READY", "END", "SETROPTS", "LIST",
    ]
}
