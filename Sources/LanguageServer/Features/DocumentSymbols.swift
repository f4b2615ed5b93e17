import Diagnostics
import JobMonitor
import RACF
import Reading
import UrbanCode

/// The outline of a document, and what can be folded.
extension LanguageServer {
    private struct Outline {
        var name: String
        var detail = ""
        /// `SymbolKind`: 3 namespace, 7 property, 12 function.
        var kind: Int
        var range: SourceRange
        var selection: SourceRange
    }

    /// The entries that are answered.
    private static let mostEntries = 20_000

    func documentSymbols(_ values: Wire?) throws(Failure) -> JSONValue {
        let uri = try uri(values)
        guard let input = projects.inspected(uri)?.input(uri) else { return [] }
        let positions = positions(input, uri)
        return .array(
            Self.outline(input).prefix(Self.mostEntries).map { entry in
                let name = JSONValue.string(SafeText(entry.name.isEmpty ? "?" : entry.name).description)
                guard client.nestsSymbols else {
                    return [
                        "name": name, "kind": .number(entry.kind),
                        "location": ["uri": .exact(uri), "range": positions.json(entry.range)],
                    ]
                }
                return [
                    "name": name, "detail": .string(SafeText(entry.detail).description),
                    "kind": .number(entry.kind),
                    "range": positions.json(entry.range), "selectionRange": positions.json(entry.selection),
                ]
            })
    }

    private static func outline(_ input: ParsedInput) -> [Outline] {
        switch input.document {
        case .deck(let deck):
            deck.commands.compactMap { command in
                guard let verb = command.verb else { return nil }
                let words = command.positional.flatMap(\.items).map(\.text)
                return Outline(
                    name: ([verb.name] + words).joined(separator: " ").shortened(to: 80), kind: 12,
                    range: command.range, selection: command.verbRange)
            }
        case .jobMonitor(let member):
            member.settings.map {
                Outline(
                    name: $0.intendedName, detail: $0.value.value, kind: 7, range: $0.record,
                    selection: $0.name.range)
            }
        case .urbanCode(let document):
            (document.environments.map {
                Outline(
                    name: $0.value, detail: "environment", kind: 3, range: $0.range, selection: $0.range)
            }
                + document.processes.flatMap { process in
                    process.steps.map {
                        Outline(
                            name: $0.name.value, detail: process.name, kind: 12, range: $0.name.range,
                            selection: $0.name.range)
                    }
                }
                + document.properties.map {
                    Outline(
                        name: $0.name.value, detail: "\($0.scope)", kind: 7, range: $0.name.range,
                        selection: $0.name.range)
                }).sorted { $0.range.start < $1.range.start }
        case .jobMonitorProc, .console, .racfListing, .unload, .descriptor: []
        }
    }

    // MARK: Folding

    func foldingRanges(_ values: Wire?) throws(Failure) -> JSONValue {
        let uri = try uri(values)
        guard let input = projects.inspected(uri)?.input(uri) else { return [] }
        var ranges: [JSONValue] = []
        func add(_ first: Int, _ last: Int, _ kind: String?) {
            guard last > first else { return }
            var members: [String: JSONValue] = ["startLine": .number(first), "endLine": .number(last)]
            if let kind { members["kind"] = .string(kind) }
            ranges.append(.object(members))
        }
        switch input.document {
        case .deck(let deck):
            for command in deck.commands { add(command.line - 1, command.endLine - 1, nil) }
            if deck.regions.count > 1 {
                for region in deck.regions {
                    let last = max(Int(region.range.start), Int(region.range.end) - 1)
                    add(
                        input.file.lineIndex(at: Int(region.range.start)), input.file.lineIndex(at: last),
                        "region")
                }
            }
        case .jobMonitor:
            for comment in Self.comments(input.file) {
                add(comment.lowerBound, comment.upperBound, "comment")
            }
        case .urbanCode, .jobMonitorProc, .console, .racfListing, .unload, .descriptor: break
        }
        return .array(Array(ranges.prefix(client.foldingLimit ?? Self.mostEntries)))
    }

    /// Runs of lines that begin with `#`.
    private static func comments(_ file: SourceFile) -> [ClosedRange<Int>] {
        var found: [ClosedRange<Int>] = []
        var first: Int?
        for line in 0...file.lineStarts.count {
            let isComment =
                line < file.lineStarts.count && file.bytes[file.lineBounds(line)].first == UInt8(ascii: "#")
            if isComment {
                first = first ?? line
            } else if let start = first {
                found.append(start...(line - 1))
                first = nil
            }
        }
        return found
    }
}

extension String {
    /// The beginning of a long text.
    func shortened(to count: Int) -> String {
        unicodeScalars.count <= count
            ? self : String(String.UnicodeScalarView(unicodeScalars.prefix(count - 1))) + "…"
    }
}
