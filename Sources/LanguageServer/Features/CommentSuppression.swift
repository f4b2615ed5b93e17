import Contract
import Diagnostics
import JobMonitor
import RACF
import Reading
import UrbanCode

/// A suppression comment before the statement of a finding. It is offered only if the file with it is read as before,
/// and the comment is understood and is about the place.
struct CommentSuppression {
    /// The reason that the user is to replace.
    static let reason = "to be stated"

    /// Where text is inserted, and the text.
    private(set) var edit: (range: SourceRange, text: String)?

    init(_ finding: Finding, _ input: ParsedInput) {
        guard let place = finding.place.range, input.kind != .racfUnload, !Self.isJSON(input) else {
            return
        }
        let file = input.file
        let line = file.lineIndex(at: Self.start(of: place, input))
        let start = Int(file.lineStarts[line])
        let content = file.bytes[file.lineBounds(line)]
        let indentation = String(decoding: content.prefix { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self)
        let text = "jmoncheck:ignore[\(finding.rule.code)] reason=\"\(Self.reason)\""
        let lineEnd = Self.lineEnd(of: file)
        for (open, close) in Self.signs(input, at: place) {
            // A comment of TSO in the first column would end the data of a job.
            let blank = indentation.isEmpty && open == "/*" ? " " : indentation
            let inserted = "\(blank)\(open) \(text)\(close.isEmpty ? "" : " " + close)\(lineEnd)"
            guard Self.isUnderstood(inserted, at: start, place, input, finding.rule) else { continue }
            edit = (SourceRange(start, start), inserted)
            return
        }
    }

    /// The beginning of the statement that contains a place.
    private static func start(of place: SourceRange, _ input: ParsedInput) -> Int {
        if case .deck(let deck) = input.document,
            let command = deck.command(at: SourceRange(Int(place.start), Int(place.start)))
        {
            return Int(command.range.start)
        }
        return Int(place.start)
    }

    private static func isJSON(_ input: ParsedInput) -> Bool {
        if case .urbanCode(let document) = input.document { document.form == .json } else { false }
    }

    /// The signs to try, the likeliest first.
    private static func signs(_ input: ParsedInput, at place: SourceRange) -> [(String, String)] {
        let (tso, jcl, hash, xml) = (("/*", "*/"), ("//*", ""), ("#", ""), ("<!--", "-->"))
        switch input.document {
        case .jobMonitor: return [hash]
        case .jobMonitorProc: return [jcl]
        case .console, .racfListing, .unload, .descriptor: return []
        case .urbanCode(let document):
            switch document.form {
            case .plugin: return [xml]
            case .yaml, .script, .properties, .processText: return [hash]
            case .json: return []
            }
        case .deck(let deck):
            switch deck.region(at: SourceRange(Int(place.start), Int(place.start)))?.carrier {
            case .shell, .yaml: return [hash, tso]
            case .markdown, .xml: return [xml, tso]
            case .plain, .jcl, .rexx, .clist, .operatorCommand, nil: return [tso, jcl, xml, hash]
            }
        }
    }

    private static func lineEnd(of file: SourceFile) -> String {
        guard let end = file.bytes.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return "\n" }
        guard file.bytes[end] == 0x0D else { return "\n" }
        return end + 1 < file.bytes.count && file.bytes[end + 1] == 0x0A ? "\r\n" : "\r"
    }

    private static func isUnderstood(
        _ text: String, at start: Int, _ place: SourceRange, _ input: ParsedInput, _ rule: RuleID
    ) -> Bool {
        var bytes = input.file.bytes
        bytes.insert(contentsOf: text.utf8, at: start)
        let count = text.utf8.count
        let changed = ParsedInput.parse(
            SourceFile(id: input.file.id, path: input.file.path, bytes: bytes, record: input.file.record),
            as: Recognizer.Recognition(asked: input.kind))
        guard changed.problems.count == input.problems.count, size(changed) == size(input) else {
            return false
        }
        let moved = SourceRange(Int(place.start) + count, Int(place.end) + count)
        return changed.suppressions.contains { suppression in
            guard case .success(let found) = suppression.text, found.rules.contains(rule.code) else {
                return false
            }
            return suppression.covers(moved)
        }
    }

    /// The number of statements.
    private static func size(_ input: ParsedInput) -> Int {
        switch input.document {
        case .deck(let deck): deck.commands.count
        case .jobMonitor(let member): member.settings.count
        case .urbanCode(let document): document.properties.count
        case .jobMonitorProc, .console, .racfListing, .unload, .descriptor: 0
        }
    }
}
