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
        /// `<%= value %>`, `<% directive %>`, `<%# comment %>`, of ERB and its kin.
        case erb
        /// `${value}`, `<#directive>`, `[#directive]`, `<#-- comment -->`.
        case freemarker
        /// Skeletons of ISPF: `&value`, `)directive` at the beginning of a line.
        case skeleton
        /// `#ifdef`, `#if`, `#endif` of the C preprocessor, also where M4 or a build uses them.
        case preprocessor

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
            let regions = find(inner)
            let starts = regions.map { Int($0.lines(of: inner).range.start) }
            return regions.indices.map { index in
                var found = regions[index].mapped(through: text, text.bytes, file: file.bytes)
                guard !template.isStraight else { return found }
                found.flow = template.flow(of: regions[index], found.flow, inner)
                // Regions of scripts in scripts are not in the order of the file.
                let start = index == 0 ? 0 : starts[index]
                let part = start..<(index + 1 < starts.count ? max(start, starts[index + 1]) : .max)
                template.addInserted(in: part, to: &found.flow, regions[index].lines(of: inner))
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
        if [".erb", ".ejs", ".eex", ".epp", ".jsp"].contains(where: file.path.hasSuffix) { return .erb }
        if file.path.hasSuffix(".ftl") { return .freemarker }
        let others = [".yml", ".yaml", ".md", ".markdown", ".xml", ".sh", ".html", ".htm"]
        guard !others.contains(where: file.path.hasSuffix), !file.bytes.starts(with: "#!") else { return nil }
        for index in file.lineStarts.indices.prefix(2000) {
            let line = file.bytes[file.lineBounds(index)].drop(while: \.isBlank)
            if line.starts(with: "{%"), line.contains("%}") { return .jinja }
            if line.starts(with: "{{"), line.contains("}}"), isSection(line) { return .jinja }
            if ["<#", "[#"].contains(where: { line.starts(with: $0.utf8) }), isFreeMarker(line) { return .freemarker }
            if line.startIndex == file.lineBounds(index).lowerBound, Self.skeletonWord(line) != nil { return .skeleton }
            if Self.preprocessorWord(line).map({ $0 != "else" }) ?? false { return .preprocessor }
            if line.starts(with: "<%"), line.contains("%>") { return .erb }
            if line.first == UInt8(ascii: "#"), ["#if", "#set", "#foreach"].contains(where: { begins(line, $0) }) {
                return .velocity
            }
        }
        return nil
    }

    /// A section of Go, Mustache or Handlebars: `{{#x}}`, `{{- if x }}`.
    private static func isSection(_ line: ArraySlice<UInt8>) -> Bool {
        let inner = line.dropFirst(2).drop { $0.isBlank || "-~".utf8.contains($0) }
        return inner.first.map { "#^".utf8.contains($0) } ?? false
            || ["if", "range", "with", "block"].contains(
                String(decoding: inner.prefix(while: \.isLower), as: UTF8.self))
                && inner.drop(while: \.isLower).first?.isBlank ?? false
    }

    private static func isFreeMarker(_ line: ArraySlice<UInt8>) -> Bool {
        let word = line.dropFirst(2).prefix(while: \.isLower)
        return line.dropFirst(2).starts(with: "--".utf8)
            || ["if", "list", "assign", "include", "import", "macro", "switch", "ftl", "global", "local", "function"]
                .contains(String(decoding: word, as: UTF8.self))
    }

    /// A directive with its parenthesis: `#if (`.
    private static func begins(_ line: ArraySlice<UInt8>, _ directive: String) -> Bool {
        line.starts(with: directive.utf8)
            && line.dropFirst(directive.utf8.count).drop(while: \.isBlank).first == TSOBytes.open
    }

    let bytes: [UInt8]
    private(set) var text = MappedText()
    /// The conditions of the text.
    private var program = ProgramFlow()
    /// The offsets at which the condition of the text changes, with the conditions and whether the text is left out.
    private var marks: [(offset: Int, condition: UInt32, isDead: Bool)] = []
    /// For each open directive, whether one of its branches always runs, and the rest of a loop.
    private var openWays: [(isExhaustive: Bool, loop: Loop?)] = []
    /// The names that the template itself sets, and those that it sets to lists.
    private var assigned: Set<String> = []
    private var lists: [String: [MappedText]] = [:]
    /// The rounds of loops that may still be followed.
    private var rounds = 1000

    /// The rounds that are left of a loop over a list in the template.
    private struct Loop {
        var name: String
        var elements: ArraySlice<MappedText>
        /// The loop's own directive, and the offset after it.
        var directive: Range<Int>
        var isLineEmpty: Bool
        var lineStart: Int
    }

    /// The places where other templates are inserted, with their names.
    private var inserted: [(offset: Int, name: String, range: Range<Int>, isPossible: Bool)] = []
    private let values: [String: ProgramFlow.Value]
    let language: Language
    var offset = 0
    /// The beginning of the text that is not yet copied.
    private var plain = 0
    /// A line end that is not yet copied, because an `#else` after it may turn it into a blank.
    private var pending: Range<Int>?
    private(set) var isLineEmpty = true
    private var lineStart = 0
    /// For each open directive, the beginning of its line if no text precedes it there.
    private var beginnings: [Int?] = []
    private var hasDirective = false
    /// For each open `#if`, whether a command continues in its branches.
    private var open: [Bool] = []
    private var lastVisible: UInt8 = 0

    init(_ bytes: [UInt8], _ language: Language, _ values: [String: ProgramFlow.Value] = [:]) {
        self.bytes = bytes
        self.values = values
        self.language = language
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "\n"): lineEnd()
            case UInt8(ascii: "{") where language == .jinja: jinja()
            case UInt8(ascii: "$") where language == .velocity: reference()
            case UInt8(ascii: "#") where language == .velocity: velocity()
            case UInt8(ascii: "<") where language == .erb: erb()
            case UInt8(ascii: "<"), UInt8(ascii: "["): if language == .freemarker { freeMarker() } else { visible() }
            case UInt8(ascii: "$") where language == .freemarker: freeMarkerValue()
            case UInt8(ascii: "&") where language == .skeleton: skeletonValue()
            case UInt8(ascii: ")") where language == .skeleton && isLineStart: skeleton()
            case UInt8(ascii: "#") where language == .preprocessor && isLineEmpty: preprocessor()
            default: visible()
            }
        }
        take(to: bytes.count)
        flush()
    }

    /// Leaves text out up to an offset.
    mutating func skip(to end: Int) { plain = end }

    private var isLineStart: Bool { offset == 0 || bytes[offset - 1] == UInt8(ascii: "\n") }

    mutating func visible() {
        let byte = bytes[offset]
        offset += 1
        guard byte != UInt8(ascii: "\r"), !byte.isBlank else { return }
        isLineEmpty = false
        lastVisible = byte
    }

    mutating func take(to end: Int) {
        guard plain < end else { return }
        flush()
        text.append(bytes[plain..<end])
    }

    mutating func flush() {
        guard let range = pending else { return }
        text.append([UInt8(ascii: "\n")], for: range)
        pending = nil
    }

    mutating func lineEnd() {
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
        lineStart = offset
    }

    /// Whether the text has neither conditions nor insertions.
    private var isStraight: Bool {
        marks.isEmpty && program.flow.substitutions.isEmpty && inserted.isEmpty
    }

    /// The directives that insert another template.
    static let insertions: Set<String> = ["include", "extends", "parse", "template", "partial"]

    /// Records that another template is inserted here, whose text is not shown.
    mutating func insert(_ directive: Range<Int>) {
        let words = bytes[directive].split { $0 <= UInt8(ascii: " ") || "\"'(){}%#>-".utf8.contains($0) }
        let name = words.dropFirst(words.count > 1 ? 1 : 0).first.map { String(decoding: $0, as: UTF8.self) }
        inserted.append((text.bytes.count, name ?? "a template", directive, program.isConditional))
    }

    /// Adds what is inserted in a part of the text to the flow of the region there.
    private func addInserted(in part: Range<Int>, to flow: inout RegionFlow?, _ lines: DeckLines) {
        let others = inserted.filter { part.contains($0.offset) }
        guard !others.isEmpty else { return }
        let starts = lines.indices.map { line in
            let start = lines.source.lineBounds(line).lowerBound
            return Int(lines.fileRange(start..<start).start)
        }
        var changed = flow ?? RegionFlow()
        for other in others {
            let line = starts.partitioningIndex { $0 >= other.offset }
            changed.unread.append(
                RegionFlow.Unread(
                    line: line, kind: .program, name: other.name,
                    range: SourceRange(other.range.lowerBound, other.range.upperBound), isPossible: other.isPossible))
        }
        changed.unread.sort { $0.line < $1.line }
        flow = changed
    }

    /// The conditions of the lines of a region that was found in the text.
    ///
    /// - Parameter found: the flow from its own carrier.
    private func flow(of region: DeckRegion, _ found: RegionFlow?, _ inner: SourceFile) -> RegionFlow? {
        let lines = region.lines(of: inner)
        var own = program.flow
        for (number, line) in lines.indices.enumerated() {
            let start = lines.source.lineBounds(line).lowerBound
            let place = Int(lines.fileRange(start..<start).start)
            let next = marks.partitioningIndex { $0.offset > place }
            own.lines.append(next == 0 ? 0 : marks[next - 1].condition)
            if next > 0, marks[next - 1].isDead { own.dead.insert(number) }
        }
        let bounds = lines.range
        own.substitutions = own.substitutions.filter { _ in !bounds.bounds.isEmpty }
        own.ending = found?.ending
        guard var found, !found.isOnlyEnding else { return own.isEmpty ? nil : own }
        found.dead.formUnion(own.dead)
        guard let first = own.lines.first(where: { $0 != 0 }) else { return found }
        let condition = own.conditions[Int(first) - 1]
        found = found.inside(condition.kind, at: condition.range)
        return found
    }

    /// Replaces an expression by its value, or by one mark if it is unknown.
    mutating func substitute(to end: Int) {
        // `${{ value }}` is an expression of a pipeline, and `$` a part of it.
        let isPipeline = language == .jinja && offset > plain && bytes[offset - 1] == UInt8(ascii: "$")
        let start = isPipeline ? offset - 1 : offset
        take(to: start)
        flush()
        if !isPipeline || isEnvironment(bytes[offset..<end]), let value = value(of: bytes[offset..<end]) {
            text.append(value.text.bytes, for: offset..<end)
            program.note(String(decoding: bytes[offset..<end], as: UTF8.self), value, at: offset..<end)
        } else {
            text.append([Placeholder.substitution], for: start..<end)
        }
        isLineEmpty = false
        lastVisible = Placeholder.substitution
        offset = end
        plain = end
    }

    /// Whether an expression of a pipeline is a variable of its environment: `${{ env.AGENT }}`.
    private func isEnvironment(_ expression: ArraySlice<UInt8>) -> Bool {
        JinjaExpression.name(expression)?.name.hasPrefix("env.") ?? false
    }

    /// The value of an inserted expression, if it is known.
    private func value(of expression: ArraySlice<UInt8>) -> ProgramFlow.Value? {
        switch language {
        case .jinja:
            JinjaExpression.name(expression).flatMap { name in
                JinjaExpression.value(name, known(name.name).map { [name.name: $0] } ?? values)
            }
        case .velocity: VelocityExpression.name(expression).flatMap { VelocityExpression.value($0, known) }
        case .freemarker: VelocityExpression.name(expression).flatMap(known).flatMap { $0.isKnown ? $0 : nil }
        case .erb, .skeleton, .preprocessor: nil
        }
    }

    /// The value of a name, which the template sets or which comes from outside.
    private func known(_ name: String) -> ProgramFlow.Value? {
        assigned.contains(name) ? program[name] : values[name]
    }

    private mutating func set(_ name: String, _ value: MappedText?, at place: Range<Int>) {
        assigned.insert(name)
        lists[name] = nil
        program[name] = value.map { ProgramFlow.Value(text: $0, origin: place) }
    }

    /// Handles `#set($a = "b")` and `{% set a = 'b' %}`.
    private mutating func assign(_ range: Range<Int>) {
        guard let (name, value) = TemplateExpression.assignment(bytes, range, language) else {
            // A name may get the text up to the end of a block.
            return program.forget(assigned)
        }
        let elements = TemplateExpression.elements(bytes, value, language, known)
        set(name, elements == nil ? TemplateExpression.text(bytes, value, language, known) : nil, at: range)
        if !program.isConditional { lists[name] = elements }
    }

    /// Begins a loop, whose rounds are followed if the template shows its list.
    private mutating func beginLoop(_ range: Range<Int>) {
        let loop = TemplateExpression.loop(bytes, range, language)
        let elements = loop.flatMap { loop in
            lists[TemplateExpression.listName(bytes, loop.list)]
                ?? TemplateExpression.elements(bytes, loop.list, language, known)
        }
        program.beginChoice()
        guard let loop, let elements, let first = elements.first, elements.count <= rounds else {
            // What it sets is unknown from its second round on.
            program.forget(assigned)
            program.beginWay(.loop, at: range, truth: elements?.isEmpty ?? false ? false : nil)
            if let loop { set(loop.name, nil, at: range) }
            return openWays.append((false, nil))
        }
        program.beginWay(.loop, at: range, truth: true)
        rounds -= elements.count
        set(loop.name, first, at: range)
        let rest = Loop(
            name: loop.name, elements: elements.dropFirst(), directive: range, isLineEmpty: isLineEmpty,
            lineStart: lineStart)
        openWays.append((false, rest))
    }

    /// Goes back to the beginning of a loop for its next round.
    private mutating func goOn() {
        guard var loop = openWays.last?.loop, let next = loop.elements.popFirst() else { return }
        lineStart = loop.lineStart
        beginnings.append(loop.isLineEmpty ? lineStart : nil)
        openWays[openWays.count - 1].loop = loop
        set(loop.name, next, at: loop.directive)
        (offset, plain) = (loop.directive.upperBound, loop.directive.upperBound)
        (isLineEmpty, hasDirective) = (loop.isLineEmpty, true)
    }

    mutating func drop(to end: Int) {
        if !isLineEmpty { take(to: offset) }
        hasDirective = true
        offset = end
        plain = end
    }

    mutating func directive(_ name: String, to end: Int) {
        if Self.beginnings.contains(name), let last = endOfPart(after: end) { return insertPart(to: last) }
        if Self.insertions.contains(name) { insert(offset..<end) }
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
        case "set", "assign", "global", "local": assign(offset..<end)
        default: break
        }
        if isDividing(name) { divide(at: offset..<end) }
        if Self.beginnings.contains(name) { beginnings.append(isLineEmpty ? lineStart : nil) }
        if Self.ends.contains(name) { _ = beginnings.popLast() }
        let isLoopEnd = Self.ends.contains(name) && openWays.last?.loop.map { !$0.elements.isEmpty } ?? false
        // What precedes it on the line is still under the condition before it.
        if !isLineEmpty {
            take(to: offset)
            plain = offset
        }
        if !isLoopEnd { way(name, offset..<end) }
        if parts(offset..<end) { substitute(to: end) } else { drop(to: end) }
        if isLoopEnd { goOn() }
    }

    static let beginnings: Set<String> = ["if", "unless", "with", "foreach", "for", "range", "macro"]
    static let ends: Set<String> = ["end", "endif", "endfor", "endmacro", "endunless", "endwith"]

    /// Whether a directive ends a branch that began on the same line, and whose text is a line by itself:
    /// `{% if x %}PERMIT …{% else %}RDELETE …{% endif %}`.
    private func isDividing(_ name: String) -> Bool {
        guard let start = beginnings.last, start == lineStart, !isLineEmpty else { return false }
        return Self.ends.contains(name) || ["else", "elseif", "elif", "elsif"].contains(name)
    }

    private mutating func divide(at directive: Range<Int>) {
        take(to: directive.lowerBound)
        text.append([UInt8(ascii: "\n")], for: directive)
        plain = directive.lowerBound
        isLineEmpty = true
    }

    /// Replaces a part of a line that depends on a condition by one mark: `ID(A) {% if x %}ACCESS(READ){% endif %}`.
    private mutating func insertPart(to end: Int) {
        take(to: offset)
        flush()
        text.append([Placeholder.substitution], for: offset..<end)
        isLineEmpty = false
        lastVisible = Placeholder.substitution
        offset = end
        plain = end
    }

    /// Handles directives, at which branches divide and join.
    mutating func way(_ name: String, _ range: Range<Int>) {
        let truth = TemplateExpression.truth(bytes, range, language, known)
        switch name {
        case "if", "unless", "with":
            program.beginChoice()
            program.beginWay(.branch, at: range, truth: name == "if" ? truth : nil)
            openWays.append((false, nil))
        case "foreach", "for", "range": beginLoop(range)
        case "macro":
            program.beginChoice()
            program.beginWay(.routine, at: range, truth: isNamedElsewhere(range) ? nil : false)
            openWays.append((false, nil))
        case "elseif", "elif", "elsif":
            guard !openWays.isEmpty else { return }
            program.endWay()
            program.beginWay(.branch, at: range, truth: truth)
        case "else":
            guard !openWays.isEmpty else { return }
            program.endWay()
            program.beginRest(at: range)
            openWays[openWays.count - 1].isExhaustive = true
        case let name where Self.ends.contains(name):
            guard let way = openWays.popLast() else { return }
            program.endWay()
            program.endChoice(isExhaustive: way.isExhaustive)
        case "stop": program.end(at: range)
        default: return
        }
        let start = text.bytes.count + (pending == nil ? 0 : 1)
        marks.append((start, program.condition, program.isDead))
    }

    /// Whether the template uses the name of a macro anywhere but in its definition.
    private func isNamedElsewhere(_ directive: Range<Int>) -> Bool {
        let words = bytes[directive].split { !$0.isNameByte }
        guard let index = words.firstIndex(where: { $0.elementsEqual("macro".utf8) }), index + 1 < words.count else {
            return true
        }
        let name = words[index + 1]
        return bytes.split { !$0.isNameByte }.contains { $0.elementsEqual(name) && $0.startIndex != name.startIndex }
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
}
