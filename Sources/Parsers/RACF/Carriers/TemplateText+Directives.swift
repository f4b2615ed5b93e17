import Diagnostics
import Languages

/// The marks of FreeMarker, of ISPF's skeletons and of the C preprocessor.
extension TemplateText {
    // MARK: FreeMarker

    mutating func freeMarker() {
        guard let (name, end) = freeMarkerDirective(at: offset) else { return visible() }
        if name.isEmpty { drop(to: end) } else { directive(name, to: end) }
    }

    /// A directive by the name that it has in other languages; empty for one that only disappears.
    func freeMarkerDirective(at start: Int) -> (name: String, end: Int)? {
        let open = bytes[start]
        guard open == UInt8(ascii: "<") || open == UInt8(ascii: "[") else { return nil }
        let close = open == UInt8(ascii: "<") ? ">" : "]"
        var rest = bytes[(start + 1)...]
        let isEnd = rest.first == TSOBytes.slash
        if isEnd { rest = rest.dropFirst() }
        guard rest.first == UInt8(ascii: "#") else { return nil }
        if rest.dropFirst().starts(with: "--".utf8) { return ("", end(of: "--" + close, from: start)) }
        let name = String(decoding: rest.dropFirst().prefix(while: \.isLower), as: UTF8.self)
        let end = end(of: close, from: start)
        switch name {
        case "list", "switch", "items", "sep", "attempt": return (isEnd ? "end" : "for", end)
        case "function", "macro": return (isEnd ? "end" : "macro", end)
        case "if": return (isEnd ? "end" : "if", end)
        case "else", "elseif": return (name, end)
        case "include", "import": return ("include", end)
        case "assign", "global", "local": return (isEnd ? "" : name, end)
        case "stop": return (name, end)
        default: return ("", end)
        }
    }

    mutating func freeMarkerValue() {
        guard bytes[offset...].starts(with: "${".utf8) else { return visible() }
        substitute(to: end(of: "}"))
    }

    // MARK: Skeletons (z/OS ISPF User's Guide, file-tailoring control statements)

    /// The word of a control statement; `nil` for any other line.
    static func skeletonWord(_ line: ArraySlice<UInt8>) -> String? {
        guard line.first == TSOBytes.close else { return nil }
        let word = String(decoding: line.dropFirst().prefix { $0 > TSOBytes.blank }.map(\.uppercased), as: UTF8.self)
        return skeletonWords.contains(word) ? word : nil
    }

    private static let skeletonWords: Set<String> = [
        "SEL", "ENDSEL", "DOT", "ENDDOT", "DO", "ENDDO", "IF", "ELSE", "IM", "SET", "SETF", "DEFAULT", "CM", "TB",
        "TBA",
        "BLANK", "N", "LEAVE", "ITERATE", "REXX", "ENDREXX",
    ]

    mutating func skeleton() {
        let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        guard let word = Self.skeletonWord(bytes[offset..<end]) else { return visible() }
        switch word {
        case "SEL": directive("if", to: end)
        case "DO", "DOT": directive("for", to: end)
        // The statement or the block after it may run; ELSE does not exclude it, because its block may be on one line.
        case "IF", "ELSE": condition(end)
        case "ENDSEL", "ENDDO", "ENDDOT": directive("end", to: end)
        case "IM": directive("include", to: end)
        // Its values are not followed.
        case "REXX": drop(to: self.end(of: ")ENDREXX"))
        default: drop(to: end)
        }
    }

    /// Handles `)IF &A = 1 THEN )DO`, whose block ends with `)ENDDO`; another statement is on the same line.
    private mutating func condition(_ end: Int) {
        let words = bytes[offset..<end].split(whereSeparator: \.isBlank).map { $0.map(\.uppercased) }
        if words.last?.elementsEqual(")DO".utf8) ?? false { return directive("for", to: end) }
        guard words.contains(where: { $0.elementsEqual(")IM".utf8) }) else { return drop(to: end) }
        directive("for", to: end)
        directive("include", to: end)
        directive("end", to: end)
    }

    /// `&NAME` is a variable, and `&&` an ampersand.
    mutating func skeletonValue() {
        let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0
        if next == UInt8(ascii: "&") {
            take(to: offset + 1)
            offset += 2
            skip(to: offset)
        } else if next.isNameByte, !next.isDigit {
            var end = offset + 1
            while end < bytes.count, bytes[end].isNameByte { end += 1 }
            if end < bytes.count, bytes[end] == UInt8(ascii: ".") { end += 1 }
            substitute(to: end)
        } else {
            visible()
        }
    }

    // MARK: C preprocessor

    /// The word of a directive; `nil` for any other line.
    static func preprocessorWord(_ line: ArraySlice<UInt8>) -> String? {
        guard line.first == UInt8(ascii: "#") else { return nil }
        let word = String(decoding: line.dropFirst().drop(while: \.isBlank).prefix(while: \.isLower), as: UTF8.self)
        return ["ifdef", "ifndef", "elif", "else", "endif"].contains(word) ? word : nil
    }

    mutating func preprocessor() {
        let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        let line = bytes[offset..<end]
        switch Self.preprocessorWord(line) {
        case "ifdef", "ifndef": directive("if", to: end)
        case "elif": directive("elif", to: end)
        case "else": directive("else", to: end)
        case "endif": directive("end", to: end)
        default:
            guard line.starts(with: "#if ".utf8) else { return visible() }
            directive("if", to: end)
        }
    }
}
