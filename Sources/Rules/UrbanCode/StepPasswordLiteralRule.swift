import Diagnostics
import Parsers

/// The password field of a step is a plain text box.
struct StepPasswordLiteralRule: Rule {
    static let info = RuleInfo(
        id: "UC201",
        area: .urbancode,
        name: "step-password-literal",
        title: "The password field of a step only refers to a property",
        severity: .error,
        rationale: """
            The Password field of Submit Job, Wait For Job and Execute IMS Command is a text box: what is typed \
            there is stored, shown and exported in clear. Everyone who may read the process, or an export of it, \
            has the password of the user that jobs are submitted as.
            """,
        remedy: """
            Change the password, as it is known. Then put ${p?:jes.password} into the field and the password into \
            a secure property of the environment; or leave that property blank and use PassTickets.
            """,
        bad: #"{"commandName": "Submit Job", "properties": {"password": "Tuesday7"}}"#,
        good: #"{"commandName": "Submit Job", "properties": {"password": "${p?:jes.password}"}}"#,
        source: "Deploying by using the Job Monitor: do not store the password directly in the Password field")

    func check(_ step: ResolvedStep, _ sink: inout FindingSink) {
        let fields = step.step.passwordFields
        guard !fields.isEmpty else { return sink.notApplicable("the step has no password field") }
        for field in fields {
            guard case .literal = field.value else { continue }
            sink.report(
                "field \(field.key.value) of \(step.step.command) '\(step.step.name.value.squeezed)' holds a password "
                    + "in clear text", at: field.range)
        }
    }
}
