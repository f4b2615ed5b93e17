import Diagnostics
import Subjects
import UrbanCode

/// A key should occur only once in its object.
struct UC220DuplicateKey: Rule {
    static let info = RuleInfo(
        id: "UC220",
        area: .urbancode,
        name: "duplicate-key",
        title: "A key occurs only once in its object",
        severity: .warning,
        rationale: """
            If a key occurs twice, most readers use the last value, some use the first, and some reject the file. \
            Changing the other value has no effect.
            """,
        remedy: "Delete the one that is not wanted.",
        bad: #"{"port": "6715", "port": "6716"}"#,
        good: #"{"port": "6716"}"#,
        source: "RFC 8259, section 4; YAML 1.2, section 3.2.1.3")

    func check(_ document: UrbanCodeDocument, _ sink: inout FindingSink) {
        for duplicate in document.duplicateKeys {
            sink.report(
                "key \(duplicate.key.value.squeezed) occurs twice in one object; the last one counts",
                at: duplicate.key.range,
                related: [RelatedPlace(Place(document.file.id, duplicate.earlier), "it occurs here first")])
        }
    }
}
