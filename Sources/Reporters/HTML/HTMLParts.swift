import Diagnostics
import XML

/// A state as the report shows it: a word and a sign, so that nobody has to tell colours apart.
enum HTMLMark {
    case good, bad, open, none, note
    /// Somebody reaches something, which is neither good nor bad.
    case reach

    var style: SafeText {
        switch self {
        case .good: "mark good"
        case .bad: "mark bad"
        case .open: "mark open"
        case .none: "mark none"
        case .note: "mark note"
        case .reach: "mark reach"
        }
    }

    var sign: SafeText {
        switch self {
        case .good: "✓"
        case .bad: "✕"
        case .open: "?"
        case .none: "–"
        case .note: "i"
        case .reach: "●"
        }
    }

    init(_ verdict: PreflightStep.Verdict) {
        self =
            switch verdict {
            case .passed: .good
            case .failed: .bad
            case .unknown: .open
            }
    }

    init(_ severity: Severity) {
        self =
            switch severity {
            case .error: .bad
            case .warning: .open
            case .info: .note
            }
    }
}

/// Texts of any length, cut so that it shows.
enum HTMLText {
    private static let nameLimit = 120
    private static let messageLimit = 1200
    private static let excerptLimit = 200

    /// A name: its beginning, and its length if that is not all.
    static func name(_ text: String) -> SafeText { cut(text, nameLimit) }

    /// A sentence that may quote a long name, or sentences on several lines.
    static func message(_ text: String) -> SafeText { cut(text.replacing("\n", with: " "), messageLimit) }

    private static func cut(_ text: String, _ limit: Int) -> SafeText {
        guard text.utf8.count > limit else { return SafeText(text) }
        let scalars = text.unicodeScalars
        let count = scalars.count
        guard count > limit else { return SafeText(text) }
        let end = scalars.index(scalars.startIndex, offsetBy: limit * 2 / 3)
        return "\(String(scalars[..<end]))… (cut; it has \(number(count)) characters)"
    }

    /// A number with its thousands separated.
    static func number(_ number: Int) -> SafeText {
        let digits = Array(String(number).utf8)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "," }
            text.unicodeScalars.append(Unicode.Scalar(digit))
        }
        return SafeText(text)
    }

    static func count(_ count: Int, _ one: SafeText, _ many: SafeText? = nil) -> SafeText {
        "\(number(count)) \(count == 1 ? one : many ?? one + "s")"
    }

    /// The part of a line around what is underlined: before it, the underlined part, after it.
    static func parts(of excerpt: ReportSource.Excerpt) -> (before: SafeText, marked: SafeText, after: SafeText) {
        let scalars = Array(excerpt.text.unicodeScalars)
        let start = min(excerpt.highlight.lowerBound, scalars.count)
        let end = min(max(start, excerpt.highlight.upperBound), min(start + excerptLimit, scalars.count))
        let first = max(0, min(start - excerptLimit / 4, scalars.count - excerptLimit))
        let last = min(scalars.count, max(end, first + excerptLimit))
        func text(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }
        // The blanks before the first word say nothing.
        let from = min(first, start) + scalars[min(first, start)..<start].prefix { $0 == " " }.count
        let before = text(from..<start)
        var after = text(end..<max(end, last))
        while after.unicodeScalars.last == " " { after.unicodeScalars.removeLast() }
        return (
            scalars[..<from].contains { $0 != " " } ? "…\(before)" : SafeText(before), SafeText(text(start..<end)),
            last < scalars.count ? "\(after)…" : SafeText(after)
        )
    }
}

extension HTMLWriter {
    /// An element that begins on a line of its own.
    mutating func block(_ name: StaticString, _ attributes: Attributes = [:], content: (inout HTMLWriter) -> Void) {
        newLine()
        element(name, attributes, content: content)
    }

    mutating func mark(_ mark: HTMLMark, _ word: SafeText) {
        element("span", ["class": mark.style]) { html in
            html.element("span", ["class": "sign", "aria-hidden": "true"], mark.sign)
            html.text(word)
        }
    }

    /// A name of the system, in the type of code.
    mutating func name(_ text: String) { element("code", [:], HTMLText.name(text)) }

    /// `path:line:column`, or nothing.
    mutating func place(_ place: Place?, _ places: Places) {
        guard let place else { return }
        element("code", ["class": "place"]) { html in
            html.text(HTMLText.name(places.name(place)))
            if let start = places.start(place) { html.text(":\(start.line):\(start.column)") }
        }
    }

    /// The line at a place, with its underlined part.
    mutating func excerpt(_ place: Place?, _ places: Places) {
        guard let excerpt = place.flatMap(places.excerpt), !Wrapping.trimmed(excerpt.text).isEmpty else { return }
        for excerpt in [excerpt] + excerpt.last {
            let parts = HTMLText.parts(of: excerpt)
            element("pre", ["class": "line"]) { html in
                html.element("span", ["class": "number"], "\(excerpt.line)")
                html.text(parts.before)
                html.element("mark", [:], parts.marked)
                html.text(parts.after)
            }
        }
    }

    /// A list that shows its beginning and opens to the rest.
    mutating func names(_ names: [String], shown: Int) {
        if names.count <= shown + 1 { return separated(names) }
        separated(Array(names.prefix(shown)))
        element("details") { html in
            html.element("summary", [:], "and \(HTMLText.number(names.count - shown)) more")
            html.separated(Array(names.dropFirst(shown)))
        }
    }

    private mutating func separated(_ names: [String]) {
        for (index, name) in names.enumerated() {
            if index > 0 { text(", ") }
            self.name(name)
        }
    }

    /// A table with a caption for screen readers and a head.
    mutating func table(
        _ caption: SafeText, _ titles: [SafeText], style: SafeText? = nil, rows: (inout HTMLWriter) -> Void
    ) {
        block("table", ["class": style]) { html in
            html.element("caption", ["class": "hidden"], caption)
            html.element("thead") { html in
                html.element("tr") { html in
                    for title in titles { html.element("th", ["scope": "col"], title) }
                }
            }
            html.element("tbody", content: rows)
        }
    }

    /// A part that may be wider than the window; it can be scrolled with the keyboard.
    mutating func scrolling(
        _ label: SafeText, style: SafeText = "scroll", content: (inout HTMLWriter) -> Void
    ) {
        block("div", ["class": style, "role": "group", "aria-label": label, "tabindex": "0"], content: content)
    }

    mutating func paragraph(_ content: SafeText, style: SafeText? = nil) {
        newLine()
        element("p", ["class": style], content)
    }
}
