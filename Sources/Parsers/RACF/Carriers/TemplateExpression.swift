import Diagnostics
import Languages

/// What the directives of templates say, as far as the template itself shows it.
enum TemplateExpression {
    typealias Values = (String) -> ProgramFlow.Value?
    typealias Language = TemplateText.Language

    /// The text between the name of a directive and its end.
    private static func operands(_ bytes: [UInt8], _ directive: Range<Int>) -> Range<Int> {
        let text = bytes[directive]
        // `<#assign NAME="TEXT">`
        if text.dropFirst().first == UInt8(ascii: "#"), let sign = text.first, "<[".utf8.contains(sign) {
            let start = text.dropFirst(2).drop(while: \.isLower).startIndex
            let end = directive.upperBound - (text.dropLast().last == TSOBytes.slash ? 2 : 1)
            return trimmed(bytes, start..<max(start, end))
        }
        guard text.first == UInt8(ascii: "#") || text.starts(with: "{%".utf8) else {
            return directive.upperBound..<directive.upperBound
        }
        let isVelocity = text.first == UInt8(ascii: "#")
        var start = text.dropFirst(isVelocity ? 1 : 2).drop { !$0.isLower }.drop(while: \.isLower).startIndex
        var end = directive.upperBound - (isVelocity ? 1 : 2)
        if !isVelocity, end > start, bytes[end - 1] == TSOBytes.minus { end -= 1 }
        if isVelocity, let open = bytes[start..<max(start, end)].firstIndex(of: TSOBytes.open) { start = open + 1 }
        return trimmed(bytes, start..<max(start, end))
    }

    private static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, bytes[start] <= TSOBytes.blank { start += 1 }
        while start < end, bytes[end - 1] <= TSOBytes.blank { end -= 1 }
        return start..<end
    }

    /// The name in an assignment or a loop, without the sign of a reference.
    private static func name(_ bytes: [UInt8], _ range: Range<Int>) -> String? {
        let text = bytes[trimmed(bytes, range)]
        if text.first == UInt8(ascii: "$") { return VelocityExpression.name(text) }
        guard !text.isEmpty, text.allSatisfy(\.isNameByte) else { return nil }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads `$a = "b"`: the name and the place of the value.
    static func assignment(
        _ bytes: [UInt8], _ directive: Range<Int>, _ language: Language
    ) -> (name: String, value: Range<Int>)? {
        let operands = operands(bytes, directive)
        guard let sign = bytes[operands].firstIndex(of: UInt8(ascii: "=")),
            let name = name(bytes, operands.lowerBound..<sign)
        else { return nil }
        return (name, trimmed(bytes, (sign + 1)..<operands.upperBound))
    }

    /// Reads `$u in $users`: the name and the place of the list.
    static func loop(
        _ bytes: [UInt8], _ directive: Range<Int>, _ language: Language
    ) -> (name: String, list: Range<Int>)? {
        let operands = operands(bytes, directive)
        let words = bytes[operands].split(maxSplits: 2, whereSeparator: \.isBlank)
        guard words.count == 3, words[1].elementsEqual("in".utf8), let name = name(bytes, words[0].indices) else {
            return nil
        }
        return (name, trimmed(bytes, words[2].startIndex..<operands.upperBound))
    }

    static func listName(_ bytes: [UInt8], _ list: Range<Int>) -> String { name(bytes, list) ?? "" }

    /// The elements of `["a", "b"]`; `nil` if it is not a list, or if one of them is unknown.
    static func elements(
        _ bytes: [UInt8], _ range: Range<Int>, _ language: Language, _ values: Values
    ) -> [MappedText]? {
        let text = bytes[range]
        guard text.count > 1, text.first == UInt8(ascii: "["), text.last == UInt8(ascii: "]") else { return nil }
        var elements: [MappedText] = []
        for part in text.dropFirst().dropLast().split(separator: UInt8(ascii: ",")) {
            guard let element = self.text(bytes, trimmed(bytes, part.indices), language, values) else { return nil }
            elements.append(element)
        }
        return elements
    }

    /// The value of a literal or a name; `nil` if it is unknown.
    static func text(
        _ bytes: [UInt8], _ range: Range<Int>, _ language: Language, _ values: Values
    ) -> MappedText? {
        let text = bytes[range]
        guard let first = text.first, let last = text.last else { return nil }
        if text.allSatisfy(\.isDigit) { return MappedText(text, for: range) }
        if first == UInt8(ascii: "\"") || first == TSOBytes.apostrophe {
            let inner = text.dropFirst().dropLast()
            guard text.count > 1, first == last, !inner.contains(first) else { return nil }
            // Velocity replaces references between quotation marks.
            let isPlain = language != .velocity || first == TSOBytes.apostrophe || !inner.contains(UInt8(ascii: "$"))
            return (isPlain ? Array(inner) : VelocityExpression.filled(inner, values)).map {
                MappedText($0, for: range)
            }
        }
        guard let name = name(bytes, range) else { return nil }
        let value = language == .velocity ? VelocityExpression.value(name, values) : values(name)
        return value.flatMap { $0.isKnown ? MappedText($0.text.bytes, for: range) : nil }
    }

    /// Whether the condition of a directive is true; `nil` if the template does not show it.
    static func truth(
        _ bytes: [UInt8], _ directive: Range<Int>, _ language: Language, _ values: Values
    ) -> Bool? {
        guard language == .jinja || language == .velocity else { return nil }
        let operands = operands(bytes, directive)
        switch String(decoding: bytes[trimmed(bytes, operands)], as: UTF8.self) {
        case "true", "True": return true
        case "false", "False": return false
        default: break
        }
        let signs = operands.dropLast().filter { index in
            bytes[index + 1] == UInt8(ascii: "=") && "=!".utf8.contains(bytes[index])
        }
        // Comparisons may be joined by others.
        guard signs.count == 1, !bytes[operands].contains(where: { "&|".utf8.contains($0) }),
            let left = text(bytes, trimmed(bytes, operands.lowerBound..<signs[0]), language, values),
            let right = text(bytes, trimmed(bytes, (signs[0] + 2)..<operands.upperBound), language, values)
        else { return nil }
        return (left.bytes == right.bytes) == (bytes[signs[0]] == UInt8(ascii: "="))
    }
}
