import Diagnostics
import Languages

/// The values of strings, symbols and calls of an exec.
extension RexxCarrier {
    /// The value of an expression, with marks for parts that only the running program knows; empty for a comparison.
    ///
    /// - Parameter isBare: whether symbols without a value give their names.
    func expression(_ tokens: ArraySlice<Token>, isBare: Bool = false) -> MappedText? {
        var tokens = tokens
        if tokens.first?.kind == .open, tokens.last?.kind == .close { tokens = tokens.dropFirst().dropLast() }
        var text = MappedText()
        var isJoined = true
        var index = tokens.startIndex
        while index < tokens.endIndex {
            let token = tokens[index]
            if token.isApart, !isJoined, token.kind != .bar {
                text.append([TSOBytes.blank], for: token.range.lowerBound..<token.range.lowerBound)
            }
            isJoined = false
            switch token.kind {
            case .comparison, .equals: return nil
            case .comma, .close, .colon: return text
            case .bar: isJoined = true
            case .string: append(token.range, to: &text)
            case .symbol where bytes[token.range].allSatisfy(TSOBytes.isDigit): text.append(bytes[token.range])
            case .symbol where isBare && !isCall(tokens, index) && !assigned.contains(variable(token)):
                text.append(bytes[token.range])
            case .symbol, .open:
                var last = index
                if token.kind == .open || isCall(tokens, index) { last = close(tokens, index) }
                text.append([Placeholder.substitution], for: token.range.lowerBound..<tokens[last].range.upperBound)
                index = last
            case .other: break
            }
            index += 1
        }
        return text
    }

    private func isCall(_ tokens: ArraySlice<Token>, _ index: Int) -> Bool {
        index + 1 < tokens.endIndex && tokens[index + 1].kind == .open && !tokens[index + 1].isApart
    }

    /// The index of the parenthesis that closes the first one from here on.
    private func close(_ tokens: ArraySlice<Token>, _ start: Int) -> Int {
        var depth = 0
        for index in start..<tokens.endIndex {
            if tokens[index].kind == .open { depth += 1 }
            if tokens[index].kind == .close {
                depth -= 1
                if depth == 0 { return index }
            }
        }
        return tokens.endIndex - 1
    }

    private func append(_ string: Range<Int>, to text: inout MappedText) {
        let quote = bytes[string.lowerBound]
        var plain = string.lowerBound + 1
        var offset = plain
        while offset < string.upperBound {
            guard bytes[offset] == quote else {
                offset += 1
                continue
            }
            text.append(bytes[plain..<offset])
            plain = offset + 1
            if offset + 1 < string.upperBound, bytes[offset + 1] == quote {
                text.append([quote], for: offset..<(offset + 2))
                plain = offset + 2
            }
            offset = plain
        }
        text.append(bytes[min(plain, string.upperBound)..<string.upperBound])
    }
}
