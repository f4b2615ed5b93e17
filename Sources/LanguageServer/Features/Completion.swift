import Checking
import Diagnostics
import JobMonitor
import RACF
import Reading
import Rules
import UrbanCode

/// What is valid at a place.
extension LanguageServer {
    private struct Item {
        var label: String
        /// `CompletionItemKind`: 3 function, 5 field, 6 variable, 7 class, 10 property, 12 value, 14 keyword.
        var kind: Int
        var detail = ""
        var help = ""
        /// What is inserted; the label if it is `nil`.
        var text: String?
    }

    func completion(_ values: Wire?) throws(Failure) -> JSONValue {
        let uri = try uri(values)
        guard let place = Positions.Place(values?["position"]) else { throw .params }
        guard let inspected = projects.inspected(uri) else { return [] }
        guard let input = inspected.input(uri) else { return .array(beginnings(uri, place)) }
        let positions = positions(input, uri)
        let offset = positions.offset(place)
        let (items, start) = items(input, offset, inspected)
        return .array(json(items, positions, start, offset))
    }

    private func json(_ items: [Item], _ positions: Positions, _ start: Int, _ offset: Int)
        -> [JSONValue]
    {
        let range = positions.json(SourceRange(start, offset))
        var seen: Set<String> = []
        return items.filter { seen.insert($0.label).inserted }.map { item in
            var members: [String: JSONValue] = [
                "label": .string(SafeText(item.label).description), "kind": .number(item.kind),
                "textEdit": ["range": range, "newText": .exact(item.text ?? item.label)],
            ]
            if !item.detail.isEmpty { members["detail"] = .string(SafeText(item.detail).description) }
            if !item.help.isEmpty {
                members["documentation"] =
                    client.takesMarkdownCompletions
                    ? ["kind": "markdown", "value": .prose(item.help)] : .prose(Markup.plain(item.help))
            }
            return .object(members)
        }
    }

    /// A document of our languages that is still empty.
    private func beginnings(_ uri: String, _ place: Positions.Place) -> [JSONValue] {
        guard let document = projects.documents[uri],
            ["racf-deck", "jmon-config"].contains(document.language)
        else {
            return []
        }
        let positions = Positions(document.bytes, document.lineStarts, client.unit)
        let offset = positions.offset(place)
        let start = Self.wordStart(document.bytes, offset)
        return json(document.language == "racf-deck" ? verbs : directives, positions, start, offset)
    }

    private func items(_ input: ParsedInput, _ offset: Int, _ inspected: Inspected) -> ([Item], Int) {
        let bytes = input.file.bytes
        let line = Array(bytes[Int(input.file.lineStarts[input.file.lineIndex(at: offset)])..<offset])
        let text = String(decoding: line, as: UTF8.self)
        if let open = text.range(of: "jmoncheck:ignore["), !text[open.upperBound...].contains("]") {
            return (rules, Self.wordStart(bytes, offset))
        }
        switch input.document {
        case .jobMonitor:
            guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else {
                return (directives, Self.wordStart(bytes, offset))
            }
            let name = String(decoding: line[..<equals], as: UTF8.self).uppercased()
            return (Self.values(of: name), offset - (line.count - equals - 1))
        case .deck(let deck): return deckItems(deck, offset, text, inspected)
        case .urbanCode:
            guard let open = text.range(of: "${p:", isLast: true), !text[open.upperBound...].contains("}")
            else {
                return ([], offset)
            }
            return (properties(inspected), offset - text[open.upperBound...].utf8.count)
        case .jobMonitorProc, .console, .racfListing, .unload, .descriptor: return ([], offset)
        }
    }

    // MARK: Members

    private var directives: [Item] {
        JobMonitorDirective.all.map { directive in
            Item(
                label: directive.name, kind: 10, detail: directive.expectation,
                help: HoverTexts.directive(directive, product: nil), text: "\(directive.name)=")
        }
    }

    private static func values(of name: String) -> [Item] {
        guard let directive = JobMonitorDirective.named(name) else { return [] }
        var values: [String] = []
        if case .oneOf(let words) = directive.values { values = words }
        if name == "SERV_PORT" { values = ["6715", "6716"] }
        if let standard = directive.defaultValue(for: nil), !values.contains(standard) {
            values.append(standard)
        }
        let standard = directive.defaultValue(for: nil)
        return values.map { Item(label: $0, kind: 12, detail: $0 == standard ? "the default" : "") }
    }

    // MARK: Decks

    private var verbs: [Item] {
        Verb.allCases.map {
            Item(
                label: $0.name, kind: 3, detail: $0.aliases.joined(separator: ", "),
                help: HoverTexts.verb($0))
        }
    }

    private func deckItems(
        _ deck: Deck, _ offset: Int, _ line: String, _ inspected: Inspected
    ) -> ([Item], Int) {
        guard let place = DeckPlace(deck, offset) else {
            // Only a first word may be a command.
            let isFirst = !line.drop { $0 == " " }.contains(" ") && !line.hasPrefix("//")
            return (isFirst ? verbs : [], Self.wordStart(deck.file.bytes, offset))
        }
        guard !place.isLost else { return ([], offset) }
        if let operand = place.operand {
            switch operand.form {
            case .operands: return (operands(place), place.start)
            case .values(_, isSecret: true): return ([], offset)
            case .values(let kind, _): return (names(kind, inspected), place.start)
            case .flag, .anything: return ([], offset)
            }
        }
        let positional = OperandCatalog.positional(of: place.verb).kinds
        if place.words.count < positional.count {
            return (names(positional[place.words.count], inspected), place.start)
        }
        return (operands(place), place.start)
    }

    /// The operands that are valid at a place and were not written before it.
    private func operands(_ place: DeckPlace) -> [Item] {
        let written = Set(
            place.words.compactMap { OperandCatalog.keyword($0, of: place.verb, in: place.path) })
        let path = [place.verb.name] + place.path.map(\.name)
        return OperandCatalog.operands(of: place.verb, in: place.path)
            .filter { !written.contains($0.keyword) && written.isDisjoint(with: $0.excluded) }
            .map { operand in
                let name = operand.keyword.name
                let needsParentheses = operand.form != .flag && !operand.isOptional
                return Item(
                    label: name, kind: HelpTable.level(name) != nil && path.count > 1 ? 12 : 5,
                    detail: HoverTexts.values(operand), help: HoverTexts.operand(operand, in: path),
                    text: needsParentheses ? name + "(" : name)
            }
    }

    /// Names of a kind: classes from the table, and users, groups and profiles of the set-up.
    private func names(_ kind: String, _ inspected: Inspected) -> [Item] {
        switch kind {
        case "class":
            return ResourceClassNames.supplied.map {
                Item(label: $0, kind: 7, help: HoverTexts.resourceClass($0) ?? "")
            }
        case "ID", "group": return inspected.symbols.names(of: .user).map { Item(label: $0, kind: 6) }
        case "profile": return inspected.symbols.profileNames.map { Item(label: $0, kind: 6) }
        default: return []
        }
    }

    // MARK: Others

    private func properties(_ inspected: Inspected) -> [Item] {
        inspected.symbols.names(of: .property).map { Item(label: $0, kind: 10, text: $0 + "}") }
    }

    private var rules: [Item] {
        RuleCatalog.infos.filter { $0.acceptance != .refused }.map {
            Item(label: $0.id.code, kind: 14, detail: $0.name, help: $0.title)
        }
    }

    private static func wordStart(_ bytes: [UInt8], _ offset: Int) -> Int {
        var start = offset
        while start > 0, WordPlace.isPart(bytes[start - 1]) { start -= 1 }
        return start
    }
}

extension String {
    /// The first or last occurrence of a text.
    func range(of text: String, isLast: Bool = false) -> Range<String.Index>? {
        let found = ranges(of: text)
        return isLast ? found.last : found.first
    }
}
