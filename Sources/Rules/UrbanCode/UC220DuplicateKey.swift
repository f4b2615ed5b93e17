import Diagnostics
import Subjects
import UrbanCode

/// A key stands in its object once.
struct UC220DuplicateKey: Rule {
    static let info = RuleInfo(
        id: "UC220",
        area: .urbancode,
        name: "duplicate-key",
        title: "A key stands in its object once",
        severity: .warning,
        rationale: """
            Of two values under one key the last one counts for most readers, the first for some, and some refuse \
            the file. Whoever changes the other one changes nothing.
            """,
        remedy: "Delete the one that is not meant.",
        bad: #"{"port": "6715", "port": "6716"}"#,
        good: #"{"port": "6716"}"#,
        source: "RFC 8259, section 4; YAML 1.2, section 3.2.1.3")

    func check(_ document: UrbanCodeDocument, _ sink: inout FindingSink) {
        for duplicate in document.duplicateKeys {
            sink.report(
                "key \(duplicate.key.value.squeezed) stands twice in one object; the last one counts",
                at: duplicate.key.range,
                related: [RelatedPlace(Place(document.file.id, duplicate.earlier), "it stands here first")])
        }
    }
}
