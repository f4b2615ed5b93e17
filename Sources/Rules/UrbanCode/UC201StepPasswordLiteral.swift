import Diagnostics
import Secrets
import Subjects
import UrbanCode

/// The password field of a step is a plain text box.
struct UC201StepPasswordLiteral: Rule {
    static let info = RuleInfo(
        id: "UC201",
        area: .urbancode,
        name: "step-password-literal",
        title: "The password field of a step refers to a property",
        severity: .error,
        rationale: """
            The Password field of Submit Job, Wait For Job and Execute IMS Command is a text box: what is typed \
            there is stored, shown and exported in clear text. Everyone who may read the process, or an export of \
            it, has the password of the user that jobs are submitted as.
            """,
        remedy: """
            Change the password, because it is exposed. Then put ${p?:jes.password} into the field and the password \
            into a secure property of the environment, or leave that property blank and use PassTickets.
            """,
        bad: #"{"commandName": "Submit Job", "properties": {"password": "Tuesday7"}}"#,
        good: #"{"commandName": "Submit Job", "properties": {"password": "${p?:jes.password}"}}"#,
        source: "Deploying by using the Job Monitor, Password field",
        isSecurity: true,
        edit: .unsafe("writes ${p?:jes.password} and names the secure property to create"),
        acceptance: .guarded)

    func check(_ subject: PasswordFields, _ sink: inout FindingSink) {
        for field in subject.fields {
            guard case .literal = field.value else { continue }
            let holder = subject.describe(field)
            sink.report(
                "\(holder.squeezed) contains a password in clear text", at: field.range, fix: subject.fix(field))
        }
    }
}

/// The fields that take the password of a connecting step, or their defaults in a descriptor of a plug-in.
struct PasswordFields: RuleSubject {
    let fields: [UrbanCodeDocument.Field]
    private let owner: String
    private let isDefault: Bool
    private let file: SourceFile?
    let subjectName: String
    let subjectFile: FileID?

    func describe(_ field: UrbanCodeDocument.Field) -> String {
        "\(isDefault ? "the default of" : "field") \(field.key.value) of \(owner)"
    }

    /// A default in a descriptor is the vendor's, and nobody changes it there.
    func fix(_ field: UrbanCodeDocument.Field) -> Fix? {
        guard !isDefault, let bytes = file?.bytes, field.range.count > 0, field.range != field.key.range,
            !bytes[field.range.bounds].contains(UInt8(ascii: "\n"))
        else { return nil }
        let (start, end, key) = (Int(field.range.start), Int(field.range.end), Int(field.key.range.end))
        let isQuoted =
            start > 0 && end < bytes.count && "'\"".utf8.contains(bytes[start - 1])
            && bytes[end] == bytes[start - 1]
        // In a YAML flow the braces of a reference would be a mapping.
        let isPlainYAML = !isQuoted && key < bytes.count && bytes[key] == UInt8(ascii: ":")
        let reference = "${p?:jes.password}"
        return Fix(
            "write \(reference), and create jes.password as a secure property of the environment",
            replace: field.range, with: isPlainYAML ? "'\(reference)'" : reference)
    }

    static var isOfExports: Bool { true }

    static func all(in workspace: Workspace) -> [PasswordFields] {
        workspace.setUps.flatMap { setUp in
            setUp.steps.compactMap { resolved -> PasswordFields? in
                let fields = resolved.step.passwordFields
                guard !fields.isEmpty else { return nil }
                return PasswordFields(
                    fields: fields, owner: "\(resolved.step.command) '\(resolved.step.name.value)'", isDefault: false,
                    file: setUp.exports.first { $0.file.id == resolved.file }?.file, subjectName: resolved.name,
                    subjectFile: resolved.file)
            } + setUp.exports.flatMap { defaults(in: $0, prefix: setUp.prefix) }
        }
    }

    private static func defaults(in document: UrbanCodeDocument, prefix: String) -> [PasswordFields] {
        guard let plugin = document.plugin else { return [] }
        return plugin.stepTypes.compactMap { stepType in
            let fields = plugin.passwordInputs(of: stepType).map(\.field)
            guard !fields.isEmpty else { return nil }
            return PasswordFields(
                fields: fields, owner: stepType.name.value, isDefault: true,
                file: document.file, subjectName: "\(prefix)\(document.file.path): \(stepType.name.value)",
                subjectFile: document.file.id)
        }
    }
}
