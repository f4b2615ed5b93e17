import Diagnostics
import Languages
import Subjects
import UrbanCode

/// A reference has to be written `${p:name}`.
struct UC204MalformedReference: Rule {
    static let info = RuleInfo(
        id: "UC204",
        area: .urbancode,
        name: "malformed-reference",
        title: "References are written ${p:name} or ${p?:name}",
        severity: .error,
        rationale: """
            The server replaces ${p:name} and nothing else. A reference without its closing brace, with another \
            bracket, or without a name is passed on as it is: as a host, a port or the name of a lock.
            """,
        remedy: "Write ${p:name}, ${p?:name} or ${p:scope/name}.",
        bad: #""hostname": "${p:jes.host""#,
        good: #""hostname": "${p:jes.host}""#,
        source: "Deploy documentation, Referring to properties",
        edit: .safe("corrects the brackets, the colon or the letter p"),
        failsFields: true)

    func check(_ document: UrbanCodeDocument, _ sink: inout FindingSink) {
        for text in document.flawedTexts {
            // Those inside the paths of others are written between their braces.
            for part in text.value.parts {
                guard case .malformed(let flaw) = part.kind, !text.isAnothers(part) else { continue }
                let source = text.value.text(of: part)
                let place = document.file.place(of: part.range, of: text.value.source, at: text.range)
                sink.report(
                    message(flaw, source.squeezed), at: place,
                    fix: place == text.range && part.range.count != text.range.count ? nil : fix(flaw, source, place))
            }
        }
    }

    private func message(_ flaw: ReferenceText.Flaw, _ source: String) -> String {
        switch flaw {
        case .unterminated: "'\(source)' has no closing brace"
        case .bracket: "'\(source)' is not a reference: it opens with a bracket other than {"
        case .emptyName: "'\(source)' names no property"
        case .dot, .noColon: "'\(source)' is not a reference: a colon belongs after \(flaw == .dot ? "the p" : "p?")"
        case .capital: "'\(source)' is not a reference: the p is a lower-case letter"
        case .excess: "the text after \(ReferenceText.most) references is not read"
        }
    }

    private func fix(_ flaw: ReferenceText.Flaw, _ source: String, _ place: SourceRange) -> Fix? {
        let (start, end) = (Int(place.start), Int(place.end))
        switch flaw {
        case .bracket:
            return Fix(
                "write ${\(source.dropFirst(2).dropLast())}",
                [(SourceRange(start + 1, start + 2), "{"), (SourceRange(end - 1, end), "}")])
        case .dot: return Fix("put a colon after the p", replace: SourceRange(start + 3, start + 4), with: ":")
        case .noColon: return Fix("put a colon after p?", replace: SourceRange(start + 4, start + 4), with: ":")
        case .capital: return Fix("write a lower-case p", replace: SourceRange(start + 2, start + 3), with: "p")
        case .unterminated, .emptyName, .excess: return nil
        }
    }
}
