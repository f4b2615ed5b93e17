import Diagnostics
import Languages

/// Finds the commands that an HTML text shows. Only tags and character references are interpreted, so the text need not
/// be well formed.
struct HTMLCarrier {
    private let bytes: [UInt8]
    private var text = MappedText()
    /// Whether the text is inside `<pre>`, where line ends are kept.
    private var preformatted = 0

    /// The tags that begin a new line.
    private static let blocks: Set<String> = [
        "br", "p", "div", "li", "ul", "ol", "pre", "table", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "dt",
        "dd", "dl", "blockquote", "section", "xmp", "textarea", "hr",
    ]
    private static let code: Set<String> = ["code", "samp", "kbd", "tt"]

    /// - Parameter isCode: whether the text is a block of code in XML, where every tag counts.
    static func regions(
        _ bytes: [UInt8], _ range: Range<Int>, _ carrier: Deck.Carrier, isCode: Bool = false
    ) -> [DeckRegion] {
        var reader = HTMLCarrier(bytes: bytes, isCode: isCode)
        reader.read(range)
        let text = reader.text
        let source = SourceFile(path: "", bytes: text.bytes)
        let lines = source.lineStarts.indices
        guard TextCarrier.firstCommand(source, lines) != nil else { return [] }
        return ShownJobs(source, carrier).regions(lines) { lines in
            let template = DeckRegion(text: .lines(lines), carrier: carrier)
            return TextCarrier.regions(source, lines, template, isProse: !isCode)
        }.map { region in
            var region = region.mapped(through: text, text.bytes, file: bytes)
            region.isDocumentation = true
            return region
        }
    }

    private let isCode: Bool

    private init(bytes: [UInt8], isCode: Bool) {
        self.bytes = bytes
        self.isCode = isCode
        preformatted = isCode ? 1 : 0
    }

    private mutating func read(_ range: Range<Int>) {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let rest = offset..<range.upperBound
            switch bytes[offset] {
            case UInt8(ascii: "<"): offset = tag(rest)
            case UInt8(ascii: "&"): offset = reference(rest)
            case UInt8(ascii: "]") where isCode && bytes[rest].starts(with: "]]>"): offset += 3
            case UInt8(ascii: "\n") where preformatted == 0, UInt8(ascii: "\r") where preformatted == 0:
                text.append([TSOBytes.blank], for: offset..<(offset + 1))
                offset += 1
            default:
                text.append(bytes[offset...offset])
                offset += 1
            }
        }
    }

    private mutating func newLine(_ place: Int) { text.append([UInt8(ascii: "\n")], for: place..<place) }

    private mutating func tag(_ range: Range<Int>) -> Int {
        let start = range.lowerBound
        if bytes[range].starts(with: "<!--") { return end(of: "-->", range) }
        if isCode, bytes[range].starts(with: "<![CDATA[") { return start + "<![CDATA[".utf8.count }
        let isEnd = start + 1 < range.upperBound && bytes[start + 1] == TSOBytes.slash
        let word = bytes[range].dropFirst(isEnd ? 2 : 1).prefix { $0.isNameByte }
        let isDeclaration = bytes[range].dropFirst().first.map { $0 == UInt8(ascii: "!") || $0 == UInt8(ascii: "?") }
        // A placeholder such as `<appl>` is text, unless HTML has a tag with this name.
        let name = String(decoding: word, as: UTF8.self).lowercased()
        let isTag = Self.blocks.contains(name) || Self.code.contains(name) || Self.inline.contains(name)
        guard isTag || isDeclaration ?? false || isCode && (isEnd || !word.isEmpty) else {
            text.append(bytes[start...start])
            return start + 1
        }
        if name == "script" || name == "style", !isEnd { return end(of: "</\(name)", range) }
        let end = end(of: ">", range)
        if name == "pre" { preformatted = max(0, preformatted + (isEnd ? -1 : 1)) }
        if Self.blocks.contains(name) || Self.code.contains(name) && preformatted == 0 {
            newLine(isEnd ? start : end)
        }
        return end
    }

    private static let inline: Set<String> = [
        "a", "b", "i", "u", "em", "strong", "span", "font", "html", "head", "body", "title", "meta", "link", "script",
        "style", "img", "tbody", "thead", "tfoot", "col", "colgroup", "caption", "var", "sup", "sub", "small", "main",
        "article", "header", "footer", "nav", "center", "input", "form", "label", "button", "svg", "path", "iframe",
    ]

    private func end(of close: String, _ range: Range<Int>) -> Int {
        let close = Array(close.utf8)
        guard let first = close.first else { return range.upperBound }
        var offset = range.lowerBound + 1
        while let next = bytes[offset..<range.upperBound].firstIndex(of: first) {
            if bytes[next..<range.upperBound].starts(with: close) { return next + close.count }
            offset = next + 1
        }
        return range.upperBound
    }

    private mutating func reference(_ range: Range<Int>) -> Int {
        let body = bytes[range].dropFirst().prefix(10)
        guard let semicolon = body.firstIndex(of: TSOBytes.semicolon) else {
            text.append(bytes[range.lowerBound...range.lowerBound])
            return range.lowerBound + 1
        }
        let name = String(decoding: body[..<semicolon], as: UTF8.self)
        let known = [
            "lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'", "nbsp": " ", "ndash": "–", "mdash": "—",
        ]
        var decoded = known[name]
        if name.hasPrefix("#") {
            let digits = name.dropFirst()
            let code =
                digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            decoded = code.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
        }
        let end = semicolon + 1
        if let decoded {
            text.append(decoded.utf8, for: range.lowerBound..<end)
        } else {
            text.append(bytes[range.lowerBound..<end])
        }
        return end
    }
}
