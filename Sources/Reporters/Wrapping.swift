import Diagnostics

/// Text in lines that are not longer than a terminal.
enum Wrapping {
    /// Breaks text at blanks. Words that are longer than a line stay whole, so that places can be clicked.
    ///
    /// - Parameters:
    ///   - first: the text before the first line.
    ///   - rest: the text before the other lines.
    ///   - width: the number of columns of a line; a palette knows that of the terminal.
    static func wrap(
        _ text: SafeText, first: SafeText = "", rest: SafeText = "", width: Int = .max
    ) -> [SafeText] {
        // Bytes are faster than strings for finding and joining words.
        let bytes = Array(text.utf8)
        let blank = UInt8(ascii: " ")
        var lines: [SafeText] = []
        var line = Array(first.utf8)
        var length = DisplayWidth.of(first)
        var isEmpty = true
        var start = bytes.startIndex
        while start < bytes.endIndex {
            let end = bytes[start...].firstIndex(of: blank) ?? bytes.endIndex
            let word = bytes[start..<end]
            start = end + 1
            guard !word.isEmpty else { continue }
            let count = DisplayWidth.isPlain(word) ? word.count : DisplayWidth.of(word)
            if !isEmpty, length + 1 + count > width {
                lines.append(SafeText(known: String(decoding: line, as: UTF8.self)))
                line = Array(rest.utf8)
                length = DisplayWidth.of(rest)
                isEmpty = true
            }
            if !isEmpty { line.append(blank) }
            line += word
            length += (isEmpty ? 0 : 1) + count
            isEmpty = false
        }
        lines.append(SafeText(known: String(decoding: line, as: UTF8.self)))
        return lines
    }

    /// Without blanks at its end.
    static func trimmed(_ text: SafeText) -> SafeText {
        guard text.utf8.last == UInt8(ascii: " ") else { return text }
        let part = text.utf8.prefix(
            upTo: text.utf8.lastIndex { $0 != UInt8(ascii: " ") }.map(text.utf8.index(after:)) ?? text.utf8.startIndex)
        return SafeText(known: String(Substring(part)))
    }

    static func padded(_ text: SafeText, to width: Int) -> SafeText {
        text + repeated(" ", max(0, width - DisplayWidth.of(text)))
    }

    /// Repeats an ASCII character.
    static func repeated(_ character: Unicode.Scalar, _ count: Int) -> SafeText {
        SafeText(known: String(decoding: [UInt8](repeating: UInt8(ascii: character), count: count), as: UTF8.self))
    }

    static func plural(_ count: Int, _ one: SafeText, _ many: SafeText? = nil) -> SafeText {
        "\(count) \(count == 1 ? one : many ?? one + "s")"
    }
}
