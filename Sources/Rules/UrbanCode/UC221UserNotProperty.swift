import Diagnostics
import Languages
import Secrets
import Subjects
import UrbanCode

/// Steps take host, port and user from properties.
struct UC221UserNotProperty: Rule {
    static let info = RuleInfo(
        id: "UC221",
        area: .urbancode,
        name: "user-not-property",
        title: "Host, port and user of a step come from properties",
        severity: .info,
        rationale: """
            What is typed into a step is the same in every environment. Once production has a host, a port or a user \
            of its own, each step has to be found and changed, and a test may submit as the production user.
            """,
        remedy: "Put ${p:jes.host}, ${p:jes.monitor.port} and ${p:jes.user} there and set them on environments.",
        bad: #""userid": "DEPLUSR""#,
        good: #""userid": "${p:jes.user}""#,
        source: "z/OS Utility plug-in documentation, defaults of the fields")

    func check(_ step: ResolvedStep, _ sink: inout FindingSink) {
        for field in [step.host.field, step.port.field, step.user.field].compactMap(\.self) {
            guard case .text(let text) = field.value, text.isPlain else { continue }
            sink.report(
                "field \(field.key.value) of '\(step.step.name.value.squeezed)' is the literal "
                    + "'\(text.source.squeezed)' instead of a reference to a property",
                at: field.range)
        }
    }
}
