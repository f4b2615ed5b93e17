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
            // A comment of Mustache and Handlebars, and of Go.
            let first = inner.drop { $0 == UInt8(ascii: "~") }.first
            if first == UInt8(ascii: "!") || inner.starts(with: "/*".utf8) {
                return drop(to: bytes[offset..<end].starts(with: "{{!--".utf8) ? self.end(of: "--}}") : end)
            }
            let word = String(decoding: inner.prefix { $0.isNameByte }, as: UTF8.self)
            let isCall = inner.dropFirst(word.utf8.count).first.map { $0.isBlank } ?? false
            if inner.first == UInt8(ascii: ">") || isCall && Self.insertions.contains(word) { insert(offset..<end) }
            substitute(to: end)
        case UInt8(ascii: "#"): drop(to: end(of: "#}"))
        case UInt8(ascii: "%"):
            guard let (name, end) = jinjaDirective(at: offset) else { return visible() }
            directive(name, to: end)
        default: visible()
        }
    }

    func jinjaDirective(at start: Int) -> (name: String, end: Int)? {
        guard bytes[start...].starts(with: "{%".utf8) else { return nil }
        let end = end(of: "%}", from: start)
        let words = bytes[(start + 2)..<max(start + 2, end)].split { !$0.isNameByte }
        return (words.first.map { String(decoding: $0, as: UTF8.self) } ?? "", end)
    }

    /// The offset after the closing mark; the end of the text, if there is none.
    func end(of close: String, from start: Int? = nil) -> Int {
        let close = Array(close.utf8)
        var end = (start ?? offset) + 2
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
        let (name, _) = erbDirective(at: offset) ?? ("", end)
        if name.isEmpty { drop(to: end) } else { directive(name, to: end) }
    }

    /// A directive of ERB by the name that it has in other languages.
    func erbDirective(at start: Int) -> (name: String, end: Int)? {
        guard bytes[start...].starts(with: "<%".utf8) else { return nil }
        let end = end(of: "%>", from: start)
        let words = bytes[(start + 2)..<end].split { !$0.isNameByte }.map { String(decoding: $0, as: UTF8.self) }
        // A block such as `users.each do |user|` and `if (x) {` may run any number of times, or never.
        let isBlock = words.contains("do") || bytes[start..<end].contains(UInt8(ascii: "{"))
        let isEnd = bytes[start..<end].contains(UInt8(ascii: "}"))
        switch words.first ?? "" {
        case let word where ["if", "unless", "elsif", "else", "end", "for"].contains(word): return (word, end)
        case "while", "until", "case": return ("for", end)
        case _ where isEnd: return (words.contains("else") ? "else" : "end", end)
        default: return (isBlock ? "for" : "", end)
        }
    }

    mutating func velocity() {
        let rest = bytes[(offset + 1)...]
        if rest.first == UInt8(ascii: "#"), offset == 0 || bytes[offset - 1] <= UInt8(ascii: " ") {
            return drop(to: rest.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count)
        }
        if rest.first == UInt8(ascii: "*") { return drop(to: end(of: "*#")) }
        if let (name, end) = velocityDirective(at: offset) { directive(name, to: end) } else { visible() }
    }

    func velocityDirective(at start: Int) -> (name: String, end: Int)? {
        guard bytes[start] == UInt8(ascii: "#") else { return nil }
        let rest = bytes[(start + 1)...]
        let braced = rest.first == UInt8(ascii: "{")
        let word = rest.dropFirst(braced ? 1 : 0).prefix { $0.isLower }
        let name = String(decoding: word, as: UTF8.self)
        let end = word.endIndex + (braced ? 1 : 0)
        switch name {
        case "else", "end", "break", "stop": return (name, min(end, bytes.count))
        case "if", "elseif", "set", "foreach", "macro", "parse", "include", "evaluate", "define":
            var open = end
            while open < bytes.count, bytes[open].isBlank { open += 1 }
            guard open < bytes.count, bytes[open] == TSOBytes.open else { return nil }
            return (name, closing(open))
        default: return nil
        }
    }

    // MARK: Parts of a line

    /// The directive at an offset, by the name that it has in most languages; `nil` for other text.
    private func directive(at start: Int) -> (name: String, end: Int)? {
        switch language {
        case .jinja: jinjaDirective(at: start)
        case .velocity: velocityDirective(at: start)
        case .erb: erbDirective(at: start)
        case .freemarker: freeMarkerDirective(at: start)
        case .skeleton, .preprocessor: nil
        }
    }

    /// The end of a directive whose text is only a part of its line, with what follows on the same line; `nil` if it has
    /// lines of its own. People write no longer parts than some hundred characters.
    func endOfPart(after start: Int) -> Int? {
        var depth = 1
        var end = start
        let limit = min(bytes.count, start + 1000)
        while depth > 0 {
            guard end < limit, bytes[end] != UInt8(ascii: "\n") else { return nil }
            guard let (name, next) = directive(at: end) else {
                end += 1
                continue
            }
            if Self.beginnings.contains(name) { depth += 1 }
            if Self.ends.contains(name) { depth -= 1 }
            end = max(end + 1, next)
        }
        guard isLineEmpty else { return end }
        var after = end
        while after < bytes.count, bytes[after].isBlank || bytes[after] == UInt8(ascii: "\r") { after += 1 }
        let isAlone = after == bytes.count || bytes[after] == UInt8(ascii: "\n") || directive(at: after) != nil
        return isAlone ? nil : end
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
