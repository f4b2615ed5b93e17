import Diagnostics
import Languages

/// The values of strings, symbols and calls of an exec.
extension RexxCarrier {
    /// The stem of a compound variable represents all its variables.
    func variable(_ token: Token) -> String {
        let name = upper(token)
        guard let dot = name.firstIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[...dot])
    }

    /// The name of a compound variable with the values of its tail; `nil` if they are unknown.
    func resolved(_ token: Token) -> String? {
        let name = upper(token)
        guard let dot = name.firstIndex(of: "."), dot != name.startIndex else { return name }
        var resolved = String(name[...dot])
        let parts = name[name.index(after: dot)...].split(separator: ".", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if index > 0 { resolved += "." }
            guard let first = part.utf8.first, !first.isDigit else {
                resolved += part
                continue
            }
            guard let value = program[String(part)], value.isKnown else { return nil }
            resolved += String(decoding: value.text.bytes, as: UTF8.self)
        }
        return resolved
    }

    func unknown(_ tokens: ArraySlice<Token>) -> MappedText {
        let start = tokens.first?.range.lowerBound ?? 0
        return MappedText([Placeholder.substitution], for: start..<(tokens.last?.range.upperBound ?? start))
    }

    // MARK: Assignments

    mutating func assign(_ name: Token, _ value: ArraySlice<Token>) {
        calls(in: value)
        let text = withinRoom(expression(value), value)
        guard let variable = resolved(name) else {
            // It may be any variable of the stem.
            let stem = self.variable(name)
            program.forget(program.names.filter { $0.hasPrefix(stem) })
            if let text, DeckCarrier.verb(of: text.bytes) != nil { pending[stem, default: []].append(text) }
            return
        }
        let origin = name.range.lowerBound..<(value.last?.range.upperBound ?? name.range.upperBound)
        if text == nil, isGrown(value) || room < 0 {
            program.unread(.limit, "a value that grows beyond \(Self.longest) characters", at: origin)
        }
        // A stem gives its value to all its variables.
        if variable.last == "." { program.forget(program.names.filter { $0.hasPrefix(variable) }) }
        program[variable] = text.map { ProgramFlow.Value(text: $0, origin: origin) }
        guard let text, DeckCarrier.verb(of: text.bytes) != nil else { return }
        let stem = self.variable(name)
        // A value that begins with the same text extends it.
        let start = text.fileRange(0, 1)
        pending[stem, default: []].removeAll { $0.fileRange(0, 1) == start }
        pending[stem, default: []].append(text)
    }

    /// A value, unless all composed values together are too long.
    private mutating func withinRoom(_ text: MappedText?, _ value: ArraySlice<Token>) -> MappedText? {
        guard let text, value.count > 1 else { return text }
        room -= text.bytes.count
        return room < 0 ? nil : text
    }

    /// Whether the values of an expression are too long to be joined.
    private func isGrown(_ tokens: ArraySlice<Token>) -> Bool {
        var length = 0
        for token in tokens.prefix(1000) where token.kind == .symbol {
            length += program[upper(token)]?.text.bytes.count ?? 0
        }
        return length > Self.longest
    }

    // MARK: Expressions

    /// The value of an expression, with marks for parts that only the running program knows; empty for a comparison.
    ///
    /// - Parameter isBare: whether symbols without a value give their names.
    mutating func taken(_ tokens: ArraySlice<Token>, isBare: Bool = false) -> MappedText? {
        var notes: [(String, ProgramFlow.Value, Range<Int>)] = []
        let text = expression(tokens, isBare: isBare, &notes)
        for (name, value, range) in notes { program.note(name, value, at: range) }
        return text
    }

    /// The value of an expression, for a text that is not passed on yet.
    func expression(_ tokens: ArraySlice<Token>) -> MappedText? {
        var notes: [(String, ProgramFlow.Value, Range<Int>)] = []
        return expression(tokens, isBare: false, &notes)
    }

    private func expression(
        _ tokens: ArraySlice<Token>, isBare: Bool, _ notes: inout [(String, ProgramFlow.Value, Range<Int>)]
    ) -> MappedText? {
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
            if let last = operation(tokens, index) {
                let place = token.range.lowerBound..<tokens[last].range.upperBound
                let number = number(tokens[index...last]).map { Array(String($0).utf8) }
                text.append(number ?? [Placeholder.substitution], for: place)
                index = last + 1
                continue
            }
            switch token.kind {
            case .comparison, .equals: return nil
            case .comma, .close, .colon: return text
            case .bar: isJoined = true
            case .string where isHexadecimal(tokens, index):
                text.append([Placeholder.substitution], for: token.range)
                index += 1
            case .string: append(token.range, to: &text)
            case .symbol where bytes[token.range].allSatisfy(\.isDigit): text.append(bytes[token.range])
            case .symbol where isBare && !isCall(tokens, index) && program[upper(token)] == nil:
                text.append(bytes[token.range])
            case .symbol where !isCall(tokens, index):
                append(token, to: &text, &notes)
            case .symbol, .open:
                var last = index
                if token.kind == .open || isCall(tokens, index) { last = close(tokens, index) }
                let place = token.range.lowerBound..<tokens[last].range.upperBound
                let arguments = tokens[min(index + 2, tokens.endIndex)..<max(min(index + 2, tokens.endIndex), last)]
                if token.kind == .symbol,
                    let value = results[token.range.lowerBound]?.bytes ?? function(upper(token), arguments)
                {
                    text.append(value, for: place)
                } else {
                    text.append([Placeholder.substitution], for: place)
                }
                index = last
            case .other: break
            }
            index += 1
            if text.bytes.count > Self.longest { return nil }
        }
        return text
    }

    /// The maximum length of a composed command.
    private static let longest = 1 << 15
    /// In tokens.
    private static let longestArguments = 200

    /// Appends the value of a variable; a command that begins in it keeps its own places.
    private func append(
        _ token: Token, to text: inout MappedText, _ notes: inout [(String, ProgramFlow.Value, Range<Int>)]
    ) {
        guard let name = resolved(token), let value = program[name] else {
            return text.append([Placeholder.substitution], for: token.range)
        }
        if text.bytes.isEmpty, DeckCarrier.verb(of: value.text.bytes) != nil || !value.isKnown {
            return text.append(value.text)
        }
        text.append(value.text.bytes, for: token.range)
        notes.append((String(decoding: bytes[token.range], as: UTF8.self), value, token.range))
    }

    /// The last token of an arithmetic or negated expression that begins here; `nil` for another term.
    private func operation(_ tokens: ArraySlice<Token>, _ start: Int) -> Int? {
        var index = start
        var hasOperator = false
        while index < tokens.endIndex {
            while index < tokens.endIndex, tokens[index].kind == .other {
                hasOperator = true
                index += 1
            }
            guard index < tokens.endIndex else { return tokens.endIndex - 1 }
            switch tokens[index].kind {
            case .symbol where isCall(tokens, index), .open: index = close(tokens, index)
            case .symbol, .string: break
            case .bar, .equals, .close, .comma, .colon, .comparison, .other: return hasOperator ? index - 1 : nil
            }
            guard index + 1 < tokens.endIndex, tokens[index + 1].kind == .other else {
                return hasOperator ? index : nil
            }
            index += 1
        }
        return nil
    }

    /// Whether a string gives the codes of its characters: `'C1'X`, `'1100'B`.
    private func isHexadecimal(_ tokens: ArraySlice<Token>, _ index: Int) -> Bool {
        guard index + 1 < tokens.endIndex, tokens[index + 1].kind == .symbol, !tokens[index + 1].isApart else {
            return false
        }
        return Self.isHexadecimal(bytes, tokens[index], upper(tokens[index + 1]))
    }

    static func isHexadecimal(_ bytes: [UInt8], _ string: Token, _ sign: String) -> Bool {
        let digits = bytes[string.range].dropFirst().dropLast().filter { !$0.isBlank }
        switch sign {
        case "X": return digits.allSatisfy(\.isHexDigit)
        case "B": return digits.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "1") }
        default: return false
        }
    }

    private func isCall(_ tokens: ArraySlice<Token>, _ index: Int) -> Bool {
        index + 1 < tokens.endIndex && tokens[index + 1].kind == .open && !tokens[index + 1].isApart
    }

    /// The index of the parenthesis that closes the first one from here on.
    func close(_ tokens: ArraySlice<Token>, _ start: Int) -> Int {
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

    // MARK: Functions, numbers, conditions

    /// The result of a built-in function; `nil` if an argument is unknown.
    private func function(_ name: String, _ arguments: ArraySlice<Token>) -> [UInt8]? {
        // Calls inside calls are followed no deeper than people write them.
        guard arguments.count < Self.longestArguments else { return nil }
        let parts = arguments.split(whereSeparator: { $0.kind == .comma })
        let values = parts.map { known($0) }
        guard !values.contains(where: { $0 == nil }), let first = values.first ?? nil else { return nil }
        let words = first.split(whereSeparator: \.isBlank)
        switch (name, values.count) {
        case ("WORD", 2):
            guard let number = values[1].flatMap(integer), number > 0 else {
                return nil
            }
            return number <= words.count ? Array(words[number - 1]) : []
        case ("WORDS", 1): return Array(String(words.count).utf8)
        case ("TRANSLATE", 1), ("UPPER", 1): return first.map(\.uppercased)
        case ("STRIP", 1): return trimmed(first)
        case ("SPACE", 1): return Array(words.joined(separator: [TSOBytes.blank]))
        case ("LENGTH", 1): return Array(String(first.count).utf8)
        case ("ARG", 1):
            guard let number = integer(first), !openRoutines.isEmpty, number > 0,
                number <= self.arguments.count,
                !self.arguments[number - 1].bytes.contains(Placeholder.substitution)
            else { return nil }
            return self.arguments[number - 1].bytes
        default: return nil
        }
    }

    /// The value of an expression; `nil` if a part is unknown.
    private func known(_ tokens: ArraySlice<Token>) -> [UInt8]? {
        guard let text = expression(tokens), !text.bytes.contains(Placeholder.substitution) else { return nil }
        return text.bytes
    }

    /// A whole number, or the sum or difference of two; `nil` for very large ones.
    private func number(_ tokens: ArraySlice<Token>) -> Int? {
        let limit = 1_000_000_000
        return sum(tokens).flatMap { -limit < $0 && $0 < limit ? $0 : nil }
    }

    private func sum(_ tokens: ArraySlice<Token>) -> Int? {
        func value(_ token: Token) -> Int? {
            guard token.kind == .symbol else { return nil }
            let text = upper(token)
            if let number = Int(text) { return number }
            guard let name = resolved(token), let value = program[name], value.isKnown else { return nil }
            return integer(value.text.bytes)
        }
        let tokens = Array(tokens)
        switch tokens.count {
        case 1: return value(tokens[0])
        case 3... where isCall(tokens[...], 0) && close(tokens[...], 0) == tokens.count - 1:
            return function(upper(tokens[0]), tokens[2..<(tokens.count - 1)]).flatMap(integer)
        case 2 where tokens[0].kind == .other && bytes[tokens[0].range.lowerBound] == TSOBytes.minus:
            return value(tokens[1]).map { -$0 }
        case 3:
            guard tokens[1].kind == .other, let left = value(tokens[0]), let right = value(tokens[2]) else {
                return nil
            }
            switch bytes[tokens[1].range.lowerBound] {
            case TSOBytes.plus: return left &+ right
            case TSOBytes.minus: return left &- right
            default: return nil
            }
        default: return nil
        }
    }

    /// Whether a condition is true; `nil` if the exec alone does not decide it.
    func truth(_ tokens: ArraySlice<Token>) -> Bool? {
        // Nobody writes longer conditions, and nested ones take time in proportion to the square of their length.
        guard tokens.count < Self.longestArguments else { return nil }
        var tokens = tokens
        while tokens.first?.kind == .open, close(tokens, tokens.startIndex) == tokens.endIndex - 1 {
            tokens = tokens.dropFirst().dropLast()
        }
        for (sign, decides) in [(UInt8(ascii: "|"), true), (UInt8(ascii: "&"), false)] {
            let parts = divided(tokens, at: sign)
            guard parts.count > 1 else { continue }
            let truths = parts.map(truth)
            if truths.contains(decides) { return decides }
            return truths.contains(nil) ? nil : !decides
        }
        return comparison(tokens)
    }

    /// The parts of a condition between operators outside parentheses.
    private func divided(_ tokens: ArraySlice<Token>, at sign: UInt8) -> [ArraySlice<Token>] {
        var parts: [ArraySlice<Token>] = []
        var start = tokens.startIndex
        var depth = 0
        for (index, token) in zip(tokens.indices, tokens) {
            if token.kind == .open { depth += 1 }
            if token.kind == .close { depth -= 1 }
            guard depth == 0, token.kind == .comparison, bytes[token.range].elementsEqual([sign]) else { continue }
            parts.append(tokens[start..<index])
            start = index + 1
        }
        return parts + [tokens[start...]]
    }

    private func comparison(_ tokens: ArraySlice<Token>) -> Bool? {
        let places = tokens.indices.filter { tokens[$0].kind == .comparison || tokens[$0].kind == .equals }
        guard let first = places.first, let last = places.last else {
            switch known(tokens) {
            case [UInt8(ascii: "1")]: return true
            case [UInt8(ascii: "0")]: return false
            default: return nil
            }
        }
        let sign = String(
            decoding: bytes[tokens[first].range.lowerBound..<tokens[last].range.upperBound], as: UTF8.self)
        guard places.count == last - first + 1, first > tokens.startIndex, last + 1 < tokens.endIndex,
            let left = known(tokens[..<first]), let right = known(tokens[(last + 1)...])
        else { return nil }
        // Strictly they are compared character by character, blanks and zeros too.
        if sign == "==" { return left == right }
        if sign == "\\==" { return left != right }
        let (plainLeft, plainRight) = (trimmed(left), trimmed(right))
        guard let low = integer(plainLeft), let high = integer(plainRight) else {
            // Numbers are equal in several forms: 1, 1.0, 1E0.
            let areNumbers = plainLeft.first?.isDigit ?? false && plainRight.first?.isDigit ?? false
            switch sign {
            case "=": return plainLeft == plainRight ? true : areNumbers ? nil : false
            case "\\=", "<>", "><": return plainLeft == plainRight ? false : areNumbers ? nil : true
            default: return nil
            }
        }
        switch sign {
        case "=": return low == high
        case "\\=", "<>", "><": return low != high
        case "<": return low < high
        case ">": return low > high
        case "<=": return low <= high
        case ">=": return low >= high
        default: return nil
        }
    }

    private func integer(_ text: [UInt8]) -> Int? { Int(String(decoding: text, as: UTF8.self)) }

    private func trimmed(_ text: [UInt8]) -> [UInt8] {
        Array(text.drop(while: \.isBlank).reversed().drop(while: \.isBlank).reversed())
    }

    /// The highest return code that a test for failures lets pass; `nil` if the condition does not test for failures.
    func failureLimit(_ tokens: ArraySlice<Token>) -> Int? {
        guard let first = tokens.first(where: { $0.kind == .symbol }), upper(first) == "RC" else { return nil }
        let signs = tokens.filter { $0.kind == .comparison || $0.kind == .equals }
        let text = signs.map { String(decoding: bytes[$0.range], as: UTF8.self) }.joined()
        let number = tokens.last.flatMap { Int(upper($0)) }
        switch text {
        case ">": return number ?? 0
        case ">=": return max(0, (number ?? 1) - 1)
        case "\\=", "<>", "><": return number == 0 ? 0 : nil
        default: return nil
        }
    }

    /// The highest return code that a test for success lets pass: `rc = 0`; `nil` for any other condition.
    func successLimit(_ tokens: ArraySlice<Token>) -> Int? {
        guard let first = tokens.first, first.kind == .symbol, upper(first) == "RC", let last = tokens.last,
            let number = Int(upper(last)), tokens.count < 5
        else { return nil }
        switch tokens.dropFirst().dropLast().map({ String(decoding: bytes[$0.range], as: UTF8.self) }).joined() {
        case "=", "==": return number == 0 ? 0 : nil
        case "<=": return number
        case "<": return number > 0 ? number - 1 : nil
        default: return nil
        }
    }

    // MARK: Loops

    enum Iterations {
        /// A group of instructions without a loop.
        case once
        /// The end of a round decides about the next one.
        case onceOrMore
        case values(String, [Int])
        case `while`(ArraySlice<Token>)
        case unknown
    }

    /// The number of iterations of a DO.
    func iterations(_ control: ArraySlice<Token>) -> Iterations {
        guard let first = control.first else { return .once }
        if control.dropFirst().first?.kind == .equals { return counted(first, control.dropFirst(2)) }
        switch upper(first) {
        case "WHILE": return .while(control.dropFirst())
        case "UNTIL", "FOREVER": return .onceOrMore
        default:
            guard let count = number(control) else { return .unknown }
            return count > 0 ? .onceOrMore : .values("", [])
        }
    }

    /// Reads `i = 1 TO n BY 2`.
    private func counted(_ variable: Token, _ rest: ArraySlice<Token>) -> Iterations {
        var parts: [String: ArraySlice<Token>] = [:]
        var key = "FROM"
        var start = rest.startIndex
        for (index, token) in zip(rest.indices, rest) where token.kind == .symbol {
            let word = upper(token)
            guard ["TO", "BY", "FOR", "WHILE", "UNTIL"].contains(word) else { continue }
            parts[key] = rest[start..<index]
            (key, start) = (word, index + 1)
        }
        parts[key] = rest[start...]
        guard parts["WHILE"] == nil, parts["UNTIL"] == nil, let from = parts["FROM"].flatMap(number) else {
            return .unknown
        }
        let step = parts["BY"].map(number) ?? 1
        guard let step, step != 0 else { return .unknown }
        var count = Self.iterationLimit + 1
        if let to = parts["TO"] {
            guard let to = number(to) else { return .unknown }
            count = max(0, (to - from) / step + 1)
            if (to - from) * step < 0 { count = 0 }
        }
        if let times = parts["FOR"] {
            guard let times = number(times) else { return .unknown }
            count = min(count, max(0, times))
        }
        guard count <= Self.iterationLimit else { return .unknown }
        return .values(upper(variable), (0..<count).map { from + $0 * step })
    }
}
