import Diagnostics

/// A line of a capture, divided at blanks. The text before the message (system, date, time, the fields of SYSLOG)
/// differs from site to site, so nothing is expected at a fixed column of the line.
struct ConsoleLine {
    struct Word {
        var bytes: ArraySlice<UInt8>

        var text: String { String(decoding: bytes, as: UTF8.self) }
        var range: SourceRange { SourceRange(bytes.startIndex, bytes.endIndex) }
        var located: Located<String> { Located(text, at: range) }

        /// The text after a prefix such as `USERID=`; `nil` if the word does not begin with it.
        func value(of prefix: StaticString) -> Located<String>? {
            let count = prefix.utf8CodeUnitCount
            guard bytes.count > count, "\(prefix)".utf8.elementsEqual(bytes.prefix(count)) else { return nil }
            return Word(bytes: bytes.dropFirst(count)).located
        }
    }

    let words: [Word]

    init(_ file: SourceFile, _ line: Int) {
        // No console line is longer, but a log may contain longer lines.
        let bytes = file.bytes[file.lineBounds(line)].prefix(400)
        words = bytes.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.map { word in
            // A plus sign marks messages of unauthorised programs; an asterisk or @ marks messages that require an
            // action.
            let isMarked = word.first.map { "+*@".utf8.contains($0) } ?? false && Self.isMessageID(word.dropFirst())
            return Word(bytes: isMarked ? word.dropFirst() : word)
        }
    }

    /// The identifier of the message that begins on the line, and its index: three letters or more, digits, and one
    /// letter, with only upper-case letters and digits before it.
    var message: (id: String, index: Int)? {
        for (index, word) in words.prefix(12).enumerated() {
            if Self.isMessageID(word.bytes) { return (word.text, index) }
            if word.bytes.contains(where: \.isLower) { return nil }
        }
        return nil
    }

    private static func isMessageID(_ text: ArraySlice<UInt8>) -> Bool {
        if text.elementsEqual("$HASP395".utf8) { return true }
        guard (7...9).contains(text.count), let last = text.last, last.isUpper else { return false }
        let letters = text.prefix(while: \.isUpper)
        let digits = text.dropFirst(letters.count).dropLast()
        return (3...4).contains(letters.count) && (3...5).contains(digits.count)
            && digits.allSatisfy(\.isDigit)
    }
}
