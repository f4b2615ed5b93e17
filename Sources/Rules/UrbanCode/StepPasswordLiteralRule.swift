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
        source: "Deploying by using the Job Monitor: do not store the password directly in the Password field",
        isSecurity: true)

    func check(_ subject: PasswordField, _ sink: inout FindingSink) {
        guard case .literal = subject.field.value else { return }
        sink.report("\(subject.holder.squeezed) holds a password in clear text", at: subject.field.range)
    }
}

/// A field that takes the password of a connecting step, or its default in a descriptor of a plug-in.
struct PasswordField: RuleSubject {
    let field: UrbanCodeDocument.Field
    let holder: String
    let subjectName: String
    let subjectFile: FileID?

    static func all(in workspace: Workspace) -> [PasswordField] {
        workspace.setUps.flatMap { setUp in
            setUp.steps.flatMap { resolved in
                resolved.step.passwordFields.map { field in
                    PasswordField(
                        field: field,
                        holder: "field \(field.key.value) of \(resolved.step.command) '\(resolved.step.name.value)'",
                        subjectName: resolved.name, subjectFile: resolved.file)
                }
            } + setUp.exports.flatMap { defaults(in: $0, prefix: setUp.prefix) }
        }
    }

    private static func defaults(in document: UrbanCodeDocument, prefix: String) -> [PasswordField] {
        guard let plugin = document.plugin else { return [] }
        return plugin.stepTypes.flatMap { stepType in
            plugin.passwordInputs(of: stepType).map { input in
                let holder = "the default of \(input.field.key.value) of \(stepType.name.value)"
                return PasswordField(
                    field: input.field, holder: holder,
                    subjectName: "\(prefix)\(document.file.path): \(stepType.name.value)",
                    subjectFile: document.file.id)
            }
        }
    }
}
