import Diagnostics
import Languages
import Subjects
import UrbanCode

/// References should have the form `${p:name}`.
struct UC212LegacyReference: Rule {
    static let info = RuleInfo(
        id: "UC212",
        area: .urbancode,
        name: "legacy-reference",
        title: "References have the current form",
        severity: .info,
        rationale: """
            ${name} without p: is the deprecated form. It cannot be blank if the property is not defined, and shells \
            and scripts that get the text read it as a variable of their own.
            """,
        remedy: "Write ${p:name}.",
        bad: #""userid": "${jes.user}""#,
        good: #""userid": "${p:jes.user}""#,
        source: "Deploy documentation, Referring to properties")

    func check(_ document: UrbanCodeDocument, _ sink: inout FindingSink) {
        for text in document.flawedTexts where !text.isScript {
            for part in text.value.parts {
                guard case .reference(let reference) = part.kind, reference.isLegacy,
                    !Self.isVariable(reference.path)
                else { continue }
                sink.report(
                    "\(reference.text.squeezed) is the legacy form of ${p:\(reference.path.squeezed)}",
                    at: document.file.place(of: part.range, of: text.value.source, at: text.range))
            }
        }
    }

    /// `${GROOVY_HOME}` and the like come from the environment of the agent.
    private static func isVariable(_ name: String) -> Bool {
        name.utf8.allSatisfy { $0.isNameByte && !$0.isLower }
    }
}
