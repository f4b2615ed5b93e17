import Diagnostics
import Secrets
import Subjects
import UrbanCode

/// Scripts should get secrets from outside and not contain them.
struct UC213SecretInScript: Rule {
    static let info = RuleInfo(
        id: "UC213",
        area: .urbancode,
        name: "secret-in-script",
        title: "Scripts that call udclient contain no secrets",
        severity: .error,
        rationale: """
            A password after -value, or the one that udclient itself logs on with, is in clear text wherever the \
            script is: in its repository, in copies, in the process list while it runs.
            """,
        remedy: """
            Change the password, because it is exposed. Let the script take it from a variable that the tool which \
            runs it sets, and create the property with -isSecure true.
            """,
        bad: "udclient … setEnvironmentProperty -name jes.password -value Tuesday7 -isSecure true",
        good: #"udclient … setEnvironmentProperty -name jes.password -value "$JES_PASSWORD" -isSecure true"#,
        source: "udclient setEnvironmentProperty", isSecurity: true)

    func check(_ subject: PasswordProperties, _ sink: inout FindingSink) {
        let document = subject.document
        let held = document.heldSecrets.filter { $0.language == .client }
        guard document.form == .script || !held.isEmpty else { return sink.notApplicable("the document has no script") }
        for exposed in held {
            let line = exposed.line.map { "line \($0) of " } ?? ""
            sink.report(
                "\(exposed.keyword.squeezed) in \(line)\(exposed.holder.squeezed) is a secret in clear text",
                at: exposed.range)
        }
        guard document.form == .script else { return }
        for property in document.properties {
            guard case .literal = property.value else { continue }
            sink.report("the value of \(property.name.value.squeezed) is a secret in clear text", at: property.place)
        }
        for credential in document.credentials {
            guard case .literal = credential.value else { continue }
            sink.report("-\(credential.key.value) of udclient is a secret in clear text", at: credential.range)
        }
    }
}
