import Diagnostics
import Languages

/// Removes a template's directives from a text: inserted values are marked, directives are removed, and the text of all
/// branches is kept once.
struct TemplateText {
    enum Language {
        /// `{{ value }}`, `{% directive %}`, `{# comment #}`.
        case jinja
        /// `$value`, `${value}`, `#directive( )`, `## comment`.
        case velocity

        /// The regions of a template file that `find` returns for the text without directives.
        ///
        /// - Parameter values: the known values of the template's names.
        func regions(
            _ file: SourceFile, values: [String: ProgramFlow.Value] = [:], _ find: (SourceFile) -> [DeckRegion]
        ) -> [DeckRegion] {
            let given = file.given.mapValues {
                ProgramFlow.Value(text: MappedText(Array($0.utf8), for: 0..<0), origin: nil)
            }
            let template = TemplateText(file.bytes, self, given.merging(values) { $1 })
            let text = template.text
            let path = file.path.hasSuffix(".j2") ? String(file.path.dropLast(3)) : file.path
            var inner = SourceFile(path: path, bytes: text.bytes)
            inner.given = file.given
            return find(inner).map { region in
                var found = region.mapped(through: text, text.bytes, file: file.bytes)
                guard !template.isStraight else { return found }
                found.flow = template.flow(of: region, found.flow, inner)
                return found
            }
        }
    }

    /// The language of a file that is a template.
    static func language(of file: SourceFile) -> Language? {
        if file.path.hasSuffix(".j2") || file.path.hasSuffix(".jinja") || file.path.hasSuffix(".jinja2") {
            return .jinja
        }
        // Templates of Go, Mustache and Handlebars have the same marks.
        if [".tmpl", ".tpl", ".gotmpl", ".mustache", ".hbs"].contains(where: file.path.hasSuffix) { return .jinja }
        if file.path.hasSuffix(".vm") || file.path.hasSuffix(".vtl") { return .velocity }
        let others = [".yml", ".yaml", ".md", ".markdown", ".xml", ".sh", ".html", ".htm"]
        guard !others.contains(where: file.path.hasSuffix), !file.bytes.starts(with: "#!") else { return nil }
        for index in file.lineStarts.indices.prefix(2000) {
            let line = file.bytes[file.lineBounds(index)].drop(while: \.isBlank)
            if line.starts(with: "{%"), line.contains("%}") { return .jinja }
            if line.first == UInt8(ascii: "#"), ["#if", "#set", "#foreach"].contains(where: { begins(line, $0) }) {
                return .velocity
            }
        }
        return nil
    }

    /// A directive with its parenthesis: `#if (`.
    private static func begins(_ line: ArraySlice<UInt8>, _ directive: String) -> Bool {
        line.starts(with: directive.utf8)
            && line.dropFirst(directive.utf8.count).drop(while: \.isBlank).first == TSOBytes.open
    }

    private let bytes: [UInt8]
    private(set) var text = MappedText()
    /// The conditions of the text.
    private var program = ProgramFlow()
    /// The offsets at which the condition of the text changes, with the conditions.
    private var marks: [(offset: Int, condition: UInt32)] = []
    private var openWays: [Bool] = []
    private let values: [String: ProgramFlow.Value]
    private var offset = 0
    /// The beginning of the text that is not yet copied.
    private var plain = 0
    /// A line end that is not yet copied, because an `#else` after it may turn it into a blank.
    private var pending: Range<Int>?
    private var isLineEmpty = true
    private var hasDirective = false
    /// For each open `#if`, whether a command continues in its branches.
    private var open: [Bool] = []
    private var lastVisible: UInt8 = 0

    init(_ bytes: [UInt8], _ language: Language, _ values: [String: ProgramFlow.Value] = [:]) {
        self.bytes = bytes
        self.values = values
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "\n"): lineEnd()
            case UInt8(ascii: "{") where language == .jinja: jinja()
            case UInt8(ascii: "$") where language == .velocity: reference()
            case UInt8(ascii: "#") where language == .velocity: velocity()
            default: visible()
            }
        }
        take(to: bytes.count)
        flush()
    }

    private mutating func visible() {
        let byte = bytes[offset]
        offset += 1
        guard byte != UInt8(ascii: "\r"), !byte.isBlank else { return }
        isLineEmpty = false
        lastVisible = byte
    }

    private mutating func take(to end: Int) {
        guard plain < end else { return }
        flush()
        text.append(bytes[plain..<end])
    }

    private mutating func flush() {
        guard let range = pending else { return }
        text.append([UInt8(ascii: "\n")], for: range)
        pending = nil
    }

    private mutating func lineEnd() {
        let end = offset
        offset += 1
        // A line with only directives is removed.
        if isLineEmpty, hasDirective {
            plain = offset
        } else {
            take(to: end)
            flush()
            pending = end..<offset
            plain = offset
        }
        isLineEmpty = true
        hasDirective = false
    }

    /// Whether the text has neither conditions nor insertions.
    private var isStraight: Bool { marks.isEmpty && program.flow.substitutions.isEmpty }

    /// The conditions of the lines of a region that was found in the text.
    ///
    /// - Parameter found: the flow from its own carrier.
    private func flow(of region: DeckRegion, _ found: RegionFlow?, _ inner: SourceFile) -> RegionFlow? {
        let lines = region.lines(of: inner)
        var own = program.flow
        own.lines = lines.indices.map { line in
            let place = Int(
                lines.fileRange(lines.source.lineBounds(line).lowerBound..<lines.source.lineBounds(line).lowerBound)
                    .start)
            let next = marks.partitioningIndex { $0.offset > place }
            return next == 0 ? 0 : marks[next - 1].condition
        }
        let bounds = lines.range
        own.substitutions = own.substitutions.filter { _ in !bounds.bounds.isEmpty }
        guard var found else { return own.isEmpty ? nil : own }
        guard let first = own.lines.first(where: { $0 != 0 }) else { return found }
        let condition = own.conditions[Int(first) - 1]
        found = found.inside(condition.kind, at: condition.range)
        return found
    }

    /// Replaces an expression by its value, or by one mark if it is unknown.
    private mutating func substitute(to end: Int) {
        take(to: offset)
        flush()
        if let name = JinjaExpression.name(bytes[offset..<end]), let value = JinjaExpression.value(name, values) {
            text.append(value.text.bytes, for: offset..<end)
            program.note(String(decoding: bytes[offset..<end], as: UTF8.self), value, at: offset..<end)
        } else {
            text.append([Placeholder.substitution], for: offset..<end)
        }
        isLineEmpty = false
        lastVisible = Placeholder.substitution
        offset = end
        plain = end
    }

    private mutating func drop(to end: Int) {
        if !isLineEmpty { take(to: offset) }
        hasDirective = true
        offset = end
        plain = end
    }

    private mutating func directive(_ name: String, to end: Int) {
        way(name, offset..<end)
        switch name {
        case "if", "foreach", "for", "macro":
            open.append(isLineEmpty && (lastVisible == TSOBytes.minus || lastVisible == TSOBytes.plus))
        case "else", "elseif", "elif":
            // The branches of an open command are one command: the next branch continues where this one ends.
            if open.last ?? false, let range = pending, lastVisible != TSOBytes.minus, lastVisible != TSOBytes.plus {
                text.append([TSOBytes.blank], for: range)
                pending = nil
            }
        case "end", "endif", "endfor", "endmacro": _ = open.popLast()
        default: break
        }
        if parts(offset..<end) { substitute(to: end) } else { drop(to: end) }
    }

    /// Handles directives, at which branches divide and join.
    private mutating func way(_ name: String, _ range: Range<Int>) {
        switch name {
        case "if", "unless", "with":
            program.beginChoice()
            program.beginWay(.branch, at: range)
            openWays.append(false)
        case "foreach", "for", "macro", "range":
            program.beginChoice()
            program.beginWay(name == "macro" ? .routine : .loop, at: range)
            openWays.append(false)
        case "elseif", "elif":
            guard !openWays.isEmpty else { return }
            program.endWay()
            program.beginWay(.branch, at: range)
        case "else":
            guard !openWays.isEmpty else { return }
            program.endWay()
            program.beginWay(.branch, at: range)
            openWays[openWays.count - 1] = true
        case "end", "endif", "endfor", "endmacro", "endunless", "endwith":
            guard let isExhaustive = openWays.popLast() else { return }
            program.endWay()
            program.endChoice(isExhaustive: isExhaustive)
        default: return
        }
        let start = text.bytes.count + (pending == nil ? 0 : 1)
        marks.append((start, program.condition))
    }

    /// Whether a directive is inside a word, as in `UPDATE{% else %}READ`: the word is known only when the template is
    /// filled in.
    private func parts(_ directive: Range<Int>) -> Bool {
        guard let before = bytes[..<directive.lowerBound].last, directive.upperBound < bytes.count else { return false }
        return isWordByte(before) && isWordByte(bytes[directive.upperBound])
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        byte.isNameByte || ".*".utf8.contains(byte)
    }

    // MARK: Jinja

    private mutating func jinja() {
        let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0
        switch next {
        case UInt8(ascii: "{"): substitute(to: end(of: "}}"))
        case UInt8(ascii: "#"): drop(to: end(of: "#}"))
        case UInt8(ascii: "%"):
            let end = end(of: "%}")
            let words = bytes[(offset + 2)..<end].split { !$0.isNameByte }
            directive(words.first.map { String(decoding: $0, as: UTF8.self) } ?? "", to: end)
        default: visible()
        }
    }

    /// The offset after the closing mark; the end of the text, if there is none.
    private func end(of close: String) -> Int {
        let close = Array(close.utf8)
        var end = offset + 2
        while end < bytes.count, !bytes[end...].starts(with: close) { end += 1 }
        return min(end + close.count, bytes.count)
    }

    // MARK: Velocity

    /// A dollar sign may belong to a RACF name: only `${`, `$!` and names in lower case are references.
    private mutating func reference() {
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
            } else if bytes[end].isNameByte || bytes[end] == TSOBytes.minus && isName(end + 1)
                || bytes[end] == UInt8(ascii: ".") && isName(end + 1)
            {
                end += 1
            } else {
                break
            }
        }
        substitute(to: end)
    }

    private func isName(_ offset: Int) -> Bool {
        offset < bytes.count && bytes[offset].isLower
    }

    private mutating func velocity() {
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
