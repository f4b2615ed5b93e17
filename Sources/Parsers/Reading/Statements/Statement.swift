public import Diagnostics
import JobMonitor
import RACF
import Trees
import UrbanCode
import XML
import YAML

/// A unit of an input: a command, a directive, a key with its value, an element.
enum Statement {}

extension ParsedInput {
    /// The units that a comment can precede, in the order of the file; a unit may be inside another one.
    var commentedStatements: [SourceRange] {
        var ranges: [SourceRange] =
            switch structure {
            case .tree(let tree): Self.parts(of: tree)
            case .xml(let document): Self.elements(of: document)
            case .lines, .jcl: []
            }
        switch document {
        case .jobMonitor(let config): ranges += config.settings.map(\.record) + config.otherRecords
        case .jobMonitorProc, .console, .racfListing, .unload, .descriptor: break
        case .deck(let deck): ranges += deck.commands.map(\.range)
        case .urbanCode(let document):
            if case .lines = structure { ranges += UrbanCodeDocument.Index(document).ranges }
        }
        return ranges.sorted { ($0.start, $1.end) < ($1.start, $0.end) }
    }

    /// Keys with their values, and elements of arrays. A key's statement is the whole object.
    private static func parts(of json: JSONDocument) -> [SourceRange] {
        json.nodes.indices.flatMap { index -> [SourceRange] in
            switch json.kind(index) {
            case .object:
                json.members(index).map { key, value in
                    SourceRange(Int(json.range(key).start), Int(max(json.range(key).end, json.range(value).end)))
                }
            case .array: json.elements(index).map { json.range($0) }
            case _: []
            }
        }
    }

    private static func elements(of xml: XMLDocument) -> [SourceRange] {
        xml.elements.map { SourceRange(Int($0.tag.start), Int(max($0.tag.end, $0.content.end))) }
    }
}

extension ParsedInput {
    /// The names of the statements at places of one input.
    public struct Names {
        private let input: ParsedInput
        private let source: ReportSource
        /// The names of an export.
        private let index: UrbanCodeDocument.Index?
        /// The names of the last command, which may have as many findings as operands.
        private var title: (command: Int, text: String)?

        public init(_ input: ParsedInput) {
            self.input = input
            source = ReportSource(input.file, secrets: input.secrets)
            if case .urbanCode(let document) = input.document {
                index = UrbanCodeDocument.Index(document)
            } else {
                index = nil
            }
        }

        /// The directive, command or property that contains a place, or else the text there.
        public mutating func name(at range: SourceRange?) -> String {
            guard let range else { return "" }
            return statement(at: range) ?? text(range)
        }

        private mutating func statement(at range: SourceRange) -> String? {
            switch input.document {
            case .jobMonitor(let config):
                return config.setting(at: range)?.intendedName
            case .deck(let deck):
                guard let command = deck.command(around: range) else { return nil }
                if let title, title.command == command.index { return title.text }
                let text = command.title
                title = (command.index, text)
                return text
            case .urbanCode:
                return index?.name(at: range)
            case .jobMonitorProc, .console, .racfListing, .unload, .descriptor:
                return nil
            }
        }

        private func text(_ range: SourceRange) -> String {
            guard let excerpt = source.excerpt(range) else { return "" }
            let part = excerpt.text.unicodeScalars.dropFirst(excerpt.highlight.lowerBound)
            return String(part.prefix(min(excerpt.highlight.count, Statement.nameLimit)))
        }
    }
}

extension Statement {
    /// The maximum length in Unicode scalars; longer names are shortened.
    static let nameLimit = 120

    /// A name as reports may show it.
    static func named(_ text: String) -> String {
        let text = SafeText(text).description
        // A copy, which takes no more room than it needs: there may be one for each command.
        return text.utf8.count <= nameLimit
            ? String(decoding: Array(text.utf8), as: UTF8.self) : String(text.unicodeScalars.prefix(nameLimit))
    }
}
