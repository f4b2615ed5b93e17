import Diagnostics
import RACF
import Subjects

/// A deck is sent to a system that uses EBCDIC.
struct RF308NonEbcdicCharacter: DefectRule {
    static let info = RuleInfo(
        id: "RF308",
        area: .racf,
        name: "non-ebcdic-character",
        title: "Commands contain only characters that EBCDIC has",
        severity: .error,
        rationale: """
            Typographic dashes and quotes, and blanks without width, have no code point in IBM-1047. Depending on \
            the transfer they become other characters or stop it. Typographic quotes do not delimit a string, and a \
            dash is not a hyphen.
            """,
        remedy: "Type the plain character: an apostrophe for a quote, a hyphen for a dash.",
        bad: "RDEFINE PTKTDATA FEKAPPL APPLDATA('NO REPLAY PROTECTION – DO NOT CHANGE')",
        good: "RDEFINE PTKTDATA FEKAPPL APPLDATA('NO REPLAY PROTECTION - DO NOT CHANGE')",
        source: "IBM-1047 code page; Deploying by using the Job Monitor, step 2",
        edit: .safe("writes the plain character"))

    func report(_ defect: Deck.Defect, of deck: Deck, to sink: inout FindingSink) {
        guard case .nonEBCDIC(let text, let standIn) = defect.kind else { return }
        let scalars = text.unicodeScalars
        let names = scalars.prefix(3).map(Self.name).joined(separator: " ") + (scalars.count > 3 ? " …" : "")
        let shown =
            scalars.allSatisfy { $0.properties.isGraphemeBase } ? "'\(String(scalars).squeezed)' (\(names))" : names
        guard names != "U+00A0" else {
            sink.report(
                "U+00A0 is not a blank for TSO, so it joins the words around it", at: defect.range,
                fix: Fix("write a blank", replace: defect.range, with: " "))
            return
        }
        sink.report(
            "\(shown) has no code point in IBM-1047"
                + (standIn.map { $0.isEmpty ? "" : "; write \($0)" } ?? ""),
            at: defect.range,
            fix: standIn.flatMap { fix($0, at: defect.range, in: deck) })
    }

    /// Writes an apostrophe as the carrier of the command takes it.
    private func fix(_ text: String, at range: SourceRange, in deck: Deck) -> Fix? {
        guard text.contains("'") else {
            return deck.edit(text.isEmpty ? "remove it" : "write \(text)", [(range, text)])
        }
        guard let quote = deck.apostrophe(at: range) else { return nil }
        return deck.edit("write \(text)", [(range, text.replacing("'", with: quote))])
    }

    private static func name(_ scalar: Unicode.Scalar) -> String {
        let hex = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - hex.utf8.count)) + hex
    }
}
