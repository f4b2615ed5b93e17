import Diagnostics
import Reading
import Subjects

/// Reports an input that cannot be read as its kind.
struct IN001SyntaxError: DefectRule {
    static let info = RuleInfo(
        id: "IN001",
        area: .input,
        name: "syntax-error",
        title: "An input can be read as its kind from beginning to end",
        severity: .error,
        rationale: """
            What follows was not read, so nothing is known about it. jmoncheck never reports such an input as \
            clean: IN001 cannot be ignored, and with --fail-on never the run is incomplete.
            """,
        remedy: "Fix the syntax, or export the file again; it was probably cut short.",
        bad: """
            {"name": "PAYROLL", "environments": [{"name": "TEST"
            """,
        good: """
            {"name": "PAYROLL", "environments": [{"name": "TEST"}], "components": []}
            """,
        source: "RFC 8259 for JSON",
        acceptance: .refused, switching: .never, completeness: .lostUnlessFailing)

    typealias Subject = ParsedInput
}
