import Diagnostics
import Languages

/// The marks of the languages.
extension TemplateText {
    mutating func jinja() {
        let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0
        switch next {
        case UInt8(ascii: "{"):
            let end = end(of: "}}")
            let inner = bytes[(offset + 2)..<max(offset + 2, end - 2)].drop { $0.isBlank || $0 == TSOBytes.minus }
            let word = String(decoding: inner.prefix { $0.isNameByte }, as: UTF8.self)
            let isCall = inner.dropFirst(word.utf8.count).first.map { $0.isBlank } ?? false
            if inner.first == UInt8(ascii: ">") || isCall && Self.insertions.contains(word) { insert(offset..<end) }
            substitute(to: end)
        case UInt8(ascii: "#"): drop(to: end(of: "#}"))
        case UInt8(ascii: "%"):
            let end = end(of: "%}")
            let words = bytes[(offset + 2)..<end].split { !$0.isNameByte }
            directive(words.first.map { String(decoding: $0, as: UTF8.self) } ?? "", to: end)
        default: visible()
        }
    }

    /// The offset after the closing mark; the end of the text, if there is none.
    func end(of close: String) -> Int {
        let close = Array(close.utf8)
        var end = offset + 2
        while end < bytes.count, !bytes[end...].starts(with: close) { end += 1 }
        return min(end + close.count, bytes.count)
    }

    /// A dollar sign may belong to a RACF name: only `${`, `$!` and names in lower case are references.
    mutating func reference() {
        var end = offset + 1
        if end < bytes.count, bytes[end] == UInt8(ascii: "!") { end += 1 }
        guard end < bytes.count else { return visible() }
        if bytes[end] == UInt8(ascii: "{") {
            while end < bytes.count, bytes[end] != UInt8(ascii: "}"), bytes[end] != UInt8(ascii: "\n") { end += 1 }
            return substitute(to: min(end + 1, bytes.count))
        }
        guard bytes[end].isLower else { return visible() }
        while end < bytes.count {
            if bytes[end] == TSOBytes.open {
                end = closing(end)
            } else if bytes[end].isNameByte
                || bytes[end] == TSOBytes.minus && (isName(end + 1) || isScope(bytes[..<end]) && isNamed(end + 1))
                || bytes[end] == UInt8(ascii: ".") && isName(end + 1)
            {
                end += 1
            } else {
                break
            }
        }
        substitute(to: end)
    }

    /// Whether the text ends with the scope of a variable of z/OSMF, after which its name follows in upper case.
    private func isScope(_ text: ArraySlice<UInt8>) -> Bool {
        VelocityExpression.scopes.contains { text.reversed().starts(with: $0.utf8.dropLast().reversed()) }
    }

    private func isNamed(_ offset: Int) -> Bool { offset < bytes.count && bytes[offset].isNameByte }

    private func isName(_ offset: Int) -> Bool {
        offset < bytes.count && bytes[offset].isLower
    }

    mutating func erb() {
        guard bytes[offset...].starts(with: "<%".utf8) else { return visible() }
        let end = end(of: "%>")
        let next = offset + 2 < end ? bytes[offset + 2] : 0
        if next == UInt8(ascii: "#") { return drop(to: end) }
        if next == UInt8(ascii: "=") || next == TSOBytes.minus && bytes[offset + 3] == UInt8(ascii: "=") {
            return substitute(to: end)
        }
        let words = bytes[(offset + 2)..<end].split { !$0.isNameByte }.map { String(decoding: $0, as: UTF8.self) }
        // A block such as `users.each do |user|` and `if (x) {` may run any number of times, or never.
        let isBlock = words.contains("do") || bytes[offset..<end].contains(UInt8(ascii: "{"))
        let isEnd = bytes[offset..<end].contains(UInt8(ascii: "}"))
        switch words.first ?? "" {
        case let word where ["if", "unless", "elsif", "else", "end", "for"].contains(word): directive(word, to: end)
        case "while", "until", "case": directive("for", to: end)
        case _ where isEnd: directive(words.contains("else") ? "else" : "end", to: end)
        case _ where isBlock: directive("for", to: end)
        default: drop(to: end)
        }
    }

    mutating func velocity() {
        let rest = bytes[(offset + 1)...]
        if rest.first == UInt8(ascii: "#"), offset == 0 || bytes[offset - 1] <= UInt8(ascii: " ") {
            return drop(to: rest.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count)
        }
        if rest.first == UInt8(ascii: "*") { return drop(to: end(of: "*#")) }
        let braced = rest.first == UInt8(ascii: "{")
        let word = rest.dropFirst(braced ? 1 : 0).prefix { $0.isLower }
        let name = String(decoding: word, as: UTF8.self)
        let end = word.endIndex + (braced ? 1 : 0)
        switch name {
        case "else", "end", "break", "stop": directive(name, to: min(end, bytes.count))
        case "if", "elseif", "set", "foreach", "macro", "parse", "include", "evaluate", "define":
            var open = end
            while open < bytes.count, bytes[open].isBlank { open += 1 }
            guard open < bytes.count, bytes[open] == TSOBytes.open else { return visible() }
            directive(name, to: closing(open))
        default: visible()
        }
    }

    /// The offset after the closing parenthesis, across quotes; at most the end of the line.
    private func closing(_ open: Int) -> Int {
        var depth = 0
        var quote: UInt8?
        var end = open
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
            let byte = bytes[end]
            end += 1
            if let inside = quote {
                if byte == inside { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == TSOBytes.apostrophe {
                quote = byte
            } else if byte == TSOBytes.open {
                depth += 1
            } else if byte == TSOBytes.close {
                depth -= 1
                if depth == 0 { return end }
            }
        }
        return end
    }
}
