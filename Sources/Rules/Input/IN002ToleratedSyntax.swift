import Diagnostics
import Reading
import Subjects

/// Reports a defect in spite of which an input was read.
struct IN002ToleratedSyntax: DefectRule {
    static let info = RuleInfo(
        id: "IN002",
        area: .input,
        name: "tolerated-syntax",
        title: "Inputs follow the rules of their format",
        severity: .warning,
        rationale: """
            jmoncheck tolerates what vendors publish and people write by hand, such as trailing commas and comments \
            in JSON. The server that imports the file may not.
            """,
        remedy: "Remove what the format does not allow.",
        bad: """
            {"properties": [{"name": "jes.host", "value": "localhost"},]}
            """,
        good: """
            {"properties": [{"name": "jes.host", "value": "localhost"}]}
            """,
        source: "RFC 8259; a sample published with the WebSphere plug-in has a trailing comma")

    typealias Subject = ParsedInput
}
