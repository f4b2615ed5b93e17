import Diagnostics
import Secrets
import Subjects
import UrbanCode

/// A property that a password field refers to has to be secure.
struct UC202PasswordPropertyNotSecure: Rule {
    static let info = RuleInfo(
        id: "UC202",
        area: .urbancode,
        name: "password-property-not-secure",
        title: "Properties that hold a password are secure",
        severity: .error,
        rationale: """
            A property that is not secure is shown on the server's pages, in process logs and in exports. Under a \
            name that a password field refers to, such as jes.password, it discloses the password of the user that \
            jobs are submitted as. A blank one does no harm until somebody puts the password into it.
            """,
        remedy: """
            Delete the property and create it again as a secure one (type SECURE in a definition); change the \
            password if it was stored.
            """,
        bad: #"{"name": "jes.password", "value": "Tuesday7", "secure": false}"#,
        good: #"{"name": "jes.password", "value": "", "secure": true}"#,
        source: "z/OS Utility plug-in component template: jes.password is declared SECURE", isSecurity: true,
        acceptance: .guarded)

    func check(_ subject: PasswordProperties, _ sink: inout FindingSink) {
        let properties = subject.document.properties.filter { subject.names.contains($0.name.value) }
        guard !properties.isEmpty else { return sink.notApplicable("no property that a password field refers to") }
        for property in properties where property.isSecure != true {
            let what = property.isDefinition ? "definition" : "property"
            let name = "\(what) \(property.name.value.squeezed) of \(property.scope)"
            switch property.value {
            case .literal: sink.report("\(name) holds a password and is not secure", at: property.place)
            case .missing, .blank:
                guard property.isSecure == false else { continue }
                sink.report(
                    "\(name) is meant for a password and is not secure", at: property.name.range, severity: .warning)
            // A script creates the property open, whatever it fills in.
            case .external where subject.document.form == .script && property.isSecure == false:
                sink.report("\(name) is meant for a password and is set without -isSecure", at: property.name.range)
            case .text, .masked, .external, .ciphertext: continue
            }
        }
    }
}
