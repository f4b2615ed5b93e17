import Diagnostics
import Languages

/// The kinds of lines without a RACF command.
extension TextCarrier {
    /// Two or more lower-case words with a full stop or a colon after them are a sentence and not a command.
    static func isSentence(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        let text = bytes[line].drop(while: \.isBlank)
        guard let last = text.lastIndex(where: { !$0.isBlank }),
            text[last] == UInt8(ascii: ".") || text[last] == UInt8(ascii: ":"), hasSmall(text)
        else { return false }
        return text[..<last].contains(where: \.isBlank)
            && !text.contains { $0 == TSOBytes.open || $0 == TSOBytes.close || $0 == TSOBytes.apostrophe }
    }

    static func isOtherCommand(_ text: ArraySlice<UInt8>) -> Bool {
        let word = text.prefix { !TSOBytes.isDelimiter($0) }
        return text.first == UInt8(ascii: "%") && word.count > 1
            || !hasSmall(text) && TSOCommand.isKnown(String(decoding: word, as: UTF8.self))
    }

    private static func hasSmall(_ text: ArraySlice<UInt8>) -> Bool {
        text.contains { $0.isLower }
    }

    /// Whether a line has operands without a command, or a misspelt command: `APPLDATA('…')`, `RDEFIN X UACC(NONE)`.
    static func looksLikeOperands(_ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first, !first.isDigit else { return false }
        if text.count == 1 || text.dropFirst().first.map(\.isBlank) ?? false,
            first == TSOBytes.minus || first == TSOBytes.plus || first == TSOBytes.star
        {
            return false
        }
        var word = text.startIndex
        for index in text.indices {
            let byte = text[index]
            if byte == TSOBytes.open, index > word { return isKeyword(text[word..<index]) }
            // A no-break space is meant as a blank, and RF308 says that it is none.
            let isNoBreakSpace = byte == 0xA0 && index > text.startIndex && text[index - 1] == 0xC2
            if isNoBreakSpace || TSOBytes.isDelimiter(byte) { word = index + 1 }
        }
        return text.count <= 3 && text.allSatisfy { $0 == TSOBytes.close || $0 == TSOBytes.apostrophe }
    }

    private static func isKeyword(_ word: ArraySlice<UInt8>) -> Bool {
        let grammar = Grammar.shared
        return [Verb.rdefine, .permit, .setropts, .altuser, .connect].contains {
            grammar.isOperand(word, at: grammar[$0].level)
        } || ["KEYMASKED", "KEYENCRYPTED"].contains(String(decoding: word.map(\.uppercased), as: UTF8.self))
    }
}
