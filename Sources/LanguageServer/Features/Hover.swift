import Checking
import Contract
import Diagnostics
import JobMonitor
import Languages
import Messages
import RACF
import Reading
import Secrets
import UrbanCode

/// What is at a place: the meaning of a word, and what a name stands for.
extension LanguageServer {
    func hover(_ values: Wire?) throws(Failure) -> JSONValue {
        let uri = try uri(values)
        guard let place = Positions.Place(values?["position"]) else { throw .params }
        let inspected = projects.inspected(uri)
        let input = inspected?.input(uri)
        let positions: Positions
        if let input {
            positions = self.positions(input, uri)
        } else if let document = projects.documents[uri] {
            positions = Positions(document.bytes, document.lineStarts, client.unit)
        } else {
            return .null
        }
        let offset = positions.offset(place)
        guard let (text, range) = hover(input, inspected, positions.bytes, offset) else { return .null }
        let contents: JSONValue =
            client.takesMarkdownHovers
            ? ["kind": "markdown", "value": .prose(text)]
            : ["kind": "plaintext", "value": .prose(Markup.plain(text))]
        return ["contents": contents, "range": positions.json(range)]
    }

    private func hover(
        _ input: ParsedInput?, _ inspected: Inspected?, _ bytes: [UInt8], _ offset: Int
    ) -> (String, SourceRange)? {
        // Nothing is shown of a secret, not even that it looks like a word.
        if let input,
            input.secrets.contains(where: { Int($0.start) <= offset && offset <= Int($0.end) })
        {
            return nil
        }
        if let input, let inspected, let found = hover(input, inspected, offset) { return found }
        guard let word = WordPlace.range(bytes, offset) else { return nil }
        let text = String(decoding: bytes[word], as: UTF8.self)
        let range = SourceRange(word.lowerBound, word.upperBound)
        if let page = Explanation.word(text) { return (page, range) }
        return nil
    }

    private func hover(_ input: ParsedInput, _ inspected: Inspected, _ offset: Int) -> (
        String, SourceRange
    )? {
        switch input.document {
        case .jobMonitor(let member): return hover(member, offset)
        case .deck(let deck): return DeckHover(deck, offset).found
        case .urbanCode: return hoverProperty(input, inspected, offset)
        case .jobMonitorProc, .console, .racfListing, .unload, .descriptor: return nil
        }
    }

    private func hover(_ member: JobMonitorConfig, _ offset: Int) -> (String, SourceRange)? {
        guard
            let setting = member.settings.first(where: {
                Int($0.record.start) <= offset && offset <= Int($0.record.end)
            }), let directive = JobMonitorDirective.named(setting.intendedName.uppercased())
        else { return nil }
        var text = HoverTexts.directive(directive, product: member.product)
        if let effective = member.effectiveDirectives.first(where: { $0.name == directive.name }),
            let value = effective.value, !(member[directive.name]?.holdsSecret ?? false)
        {
            let origin: String =
                switch effective.origin {
                case .byDefault: "by default, because no record sets it"
                case .set(let found): "set in line \(found.line + 1)"
                case .spoilt(let found): "as line \(found.line + 1) spoils it"
                }
            text += "\n\nIn effect: \(Markup.code(value)), \(origin)."
        }
        // The range holds the place, so that editors keep the hover open there.
        let isName = Int(setting.name.range.start) <= offset && offset <= Int(setting.name.range.end)
        return (text, isName ? setting.name.range : setting.record)
    }

    /// What a reference or property stands for in each environment.
    private func hoverProperty(
        _ input: ParsedInput, _ inspected: Inspected, _ offset: Int
    ) -> (String, SourceRange)? {
        guard
            let symbol = inspected.symbols.at(input.file.id, offset).first(where: {
                $0.symbol.kind == .property
            })
        else { return nil }
        let definitions = inspected.symbols.properties.filter {
            $0.property.name.value == symbol.symbol.name
        }
        var text = "**\(symbol.symbol.name)**"
        let lines = definitions.prefix(20).map { found in
            "\n* \(found.property.scope): \(Self.shown(found.property.value))"
        }
        text += definitions.isEmpty ? "\n\nNo input of the set-up defines it." : "\n" + lines.joined()
        return (text, symbol.range)
    }

    /// A value as it may be shown.
    private static func shown(_ value: PropertyValue) -> String {
        switch value {
        case .text(let text): Markup.code(text.source)
        case .blank: "blank"
        case .missing: "no value"
        case .masked, .literal, .ciphertext: "a secret, which is not shown"
        case .external: "set when it is used"
        }
    }
}

extension Explanation {
    /// The page of a word: a message, or the code of a rule.
    static func word(_ word: String) -> String? {
        let hasBoth = word.contains(where: \.isNumber) && word.contains(where: \.isLetter)
        guard hasBoth, word.utf8.count >= 5, word.utf8.count <= 12 else { return nil }
        return page(word)?.markdown
    }
}

/// The meaning of a word of a command.
struct DeckHover {
    private(set) var found: (String, SourceRange)?

    init(_ deck: Deck, _ offset: Int) {
        let place = SourceRange(offset, offset)
        guard
            let command = deck.command(at: place)
                ?? deck.command(at: SourceRange(max(0, offset - 1), max(0, offset - 1))),
            let verb = command.verb
        else { return }
        if Self.holds(command.verbRange, offset) {
            found = (HoverTexts.verb(verb), command.verbRange)
            return
        }
        look(command.operands, verb, [], offset)
        guard found == nil else { return }
        let kinds = OperandCatalog.positional(of: verb).kinds
        for (value, kind) in zip(command.positional, kinds) where kind == "class" {
            for item in value.items where Self.holds(item.range, offset) { setClass(item) }
        }
    }

    private mutating func look(
        _ operands: [Deck.Operand], _ verb: Verb, _ path: [Keyword], _ offset: Int
    ) {
        for operand in operands {
            guard let keyword = operand.keyword else { continue }
            let known = OperandCatalog.operands(of: verb, in: path).first { $0.keyword == keyword }
            if Self.holds(operand.range, offset), let known {
                found = (HoverTexts.operand(known, in: [verb.name] + path.map(\.name)), operand.range)
                return
            }
            look(operand.operands, verb, path + [keyword], offset)
            guard found == nil else { return }
            guard case .values("class", _)? = known?.form else { continue }
            for item in operand.values.flatMap(\.items) where Self.holds(item.range, offset) {
                setClass(item)
            }
        }
    }

    private mutating func setClass(_ value: Deck.Value) {
        if let text = HoverTexts.resourceClass(value.text) { found = (text, value.range) }
    }

    private static func holds(_ range: SourceRange, _ offset: Int) -> Bool {
        Int(range.start) <= offset && offset <= Int(range.end)
    }
}
