import Contract
import Diagnostics
import Secrets
import Trees

/// Process-as-code text (PAC): `plugin step "name" is … end`, `property "key" = "value"`.
///
/// The escaping of quotes inside quotes is undocumented; a backslash before a quote is read as an escape.
struct ProcessText {
    private struct Token {
        /// The range without its quotes.
        var range: Range<Int>
        /// The offset with its quotes.
        var start: Int
        var isQuoted: Bool
        var isMultiLine = false
    }

    private let file: SourceFile
    private var bytes: [UInt8] { file.bytes }
    private var offset = 0
    /// The plug-in steps that enclose the current place; `nil` for another block.
    private var blocks: [Step?] = []
    private(set) var steps: [UrbanCodeDocument.Step] = []
    /// The names of all steps of any kind.
    private(set) var nodes: [String] = []
    private(set) var secrets: [SourceRange] = []
    private(set) var problems = ProblemList()

    private struct Step {
        var name: Located<String>
        var start: Int
        var plugin = ""
        var version: Int?
        var command = ""
        var fields: [UrbanCodeDocument.Field] = []
    }

    init(_ file: SourceFile) { self.file = file }

    static func looksLike(_ bytes: ArraySlice<UInt8>) -> Bool {
        var isFirst = true
        for line in ByteLines(bytes) {
            let text = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            guard let first = text.first, !text.starts(with: "--") else { continue }
            defer { isFirst = false }
            guard isFirst && first | 0x20 == UInt8(ascii: "s") || first | 0x20 == UInt8(ascii: "p") else { continue }
            let words = String(decoding: text, as: UTF8.self).trimmed().lowercased()
            if isFirst && words.hasPrefix("start is") { return true }
            if words.hasPrefix("plugin step ") && words.hasSuffix(" is") { return true }
        }
        return false
    }

    mutating func read() {
        var before: Token?
        while let token = next() {
            defer { before = token }
            guard !token.isQuoted else { continue }
            switch word(token) {
            case "step": beginStep(isPlugin: before.map(word) == "plugin", at: before ?? token)
            case "is": blocks.append(nil)
            case "end": endBlock(token)
            case "property": property()
            case "plugin": value { $0.plugin = $1.value }
            case "command": value { $0.command = $1.value }
            case "version", "plugin-version": value { $0.version = Int($1.value) }
            default: break
            }
        }
        while !blocks.isEmpty { endBlock(nil) }
    }

    private func word(_ token: Token) -> String {
        token.isQuoted ? "" : String(decoding: bytes[token.range], as: UTF8.self).lowercased()
    }

    private func text(_ token: Token) -> Located<String> {
        let range = SourceRange(token.range.lowerBound, token.range.upperBound)
        let raw = file.text(range)
        guard token.isQuoted, !token.isMultiLine, raw.utf8.contains(UInt8(ascii: "\\")) else {
            return Located(raw, at: range)
        }
        var decoded: [UInt8] = []
        for byte in raw.utf8 {
            if byte == UInt8(ascii: "\""), decoded.last == UInt8(ascii: "\\") { decoded.removeLast() }
            decoded.append(byte)
        }
        return Located(String(decoding: decoded, as: UTF8.self), at: range)
    }

    // MARK: Statements

    private mutating func beginStep(isPlugin: Bool, at first: Token) {
        guard let name = next() else { return }
        let located = text(name)
        nodes.append(located.value)
        guard let after = next() else { return }
        guard word(after) == "is" else {
            offset = after.start
            return
        }
        blocks.append(isPlugin ? Step(name: located, start: first.start) : nil)
    }

    private mutating func endBlock(_ token: Token?) {
        guard let block = blocks.popLast() else { return }
        let end = token?.range.upperBound ?? bytes.count
        guard let step = block else { return }
        if token == nil {
            problems.add("IN001", "the text ends inside a step: it was cut short", max(0, end - 1), end)
        }
        steps.append(
            .init(
                .init(
                    name: step.name, range: SourceRange(step.start, max(step.start, end)), plugin: step.plugin,
                    version: step.version, command: step.command, fields: step.fields)))
    }

    private mutating func value(_ set: (inout Step, Located<String>) -> Void) {
        guard let index = blocks.lastIndex(where: { $0 != nil }), var step = blocks[index] else { return }
        let saved = offset
        guard let token = next(), token.isQuoted || word(token) != "step" else {
            offset = saved
            return
        }
        set(&step, text(token))
        blocks[index] = step
    }

    private mutating func property() {
        guard let key = next(), let sign = next() else { return }
        guard !sign.isQuoted, bytes[sign.range].elementsEqual("=".utf8) else {
            offset = sign.start
            return
        }
        guard let token = next() else { return }
        let (name, value) = (text(key), text(token))
        let held = PropertyValue(value.value, isSecret: SecretName.matches(name.value))
        if held.isSecret { secrets.append(value.range) }
        guard let index = blocks.lastIndex(where: { $0 != nil }) else { return }
        blocks[index]?.fields.append(.init(key: name, value: held, range: value.range))
    }

    // MARK: Tokens

    private mutating func next() -> Token? {
        skipBlanks()
        guard offset < bytes.count else { return nil }
        let start = offset
        if bytes[start] == UInt8(ascii: "\"") { return quoted() }
        if bytes[start] == UInt8(ascii: "=") {
            offset += 1
            return Token(range: start..<offset, start: start, isQuoted: false)
        }
        while offset < bytes.count, bytes[offset] > UInt8(ascii: " "), bytes[offset] != UInt8(ascii: "="),
            bytes[offset] != UInt8(ascii: "\"")
        {
            offset += 1
        }
        return Token(range: start..<offset, start: start, isQuoted: false)
    }

    private mutating func skipBlanks() {
        while offset < bytes.count {
            if bytes[offset] <= UInt8(ascii: " ") {
                offset += 1
            } else if bytes[offset] == UInt8(ascii: "-"), offset + 1 < bytes.count,
                bytes[offset + 1] == UInt8(ascii: "-")
            {
                while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
            } else {
                return
            }
        }
    }

    /// Reads a string: with one quotation mark up to the end of the line at most, with three across lines.
    private mutating func quoted() -> Token {
        let begin = offset
        let isMultiLine = bytes[offset...].starts(with: "\"\"\"".utf8)
        let width = isMultiLine ? 3 : 1
        let start = offset + width
        offset = start
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\""), !isMultiLine || bytes[offset...].starts(with: "\"\"\"".utf8) {
                defer { offset += width }
                return Token(range: start..<offset, start: begin, isQuoted: true, isMultiLine: isMultiLine)
            }
            if !isMultiLine, byte == UInt8(ascii: "\n") { break }
            let isEscape =
                !isMultiLine && byte == UInt8(ascii: "\\") && offset + 1 < bytes.count
                && bytes[offset + 1] == UInt8(ascii: "\"")
            offset += isEscape ? 2 : 1
        }
        problems.add("IN001", "the quoted text does not end", begin, min(begin + width, bytes.count))
        return Token(range: min(start, offset)..<offset, start: begin, isQuoted: true, isMultiLine: isMultiLine)
    }
}
