import Diagnostics
import Languages
import Subjects
import UrbanCode

/// Only a process that is run for a version sees its properties.
struct UC223VersionNeeded: Rule {
    static let info = RuleInfo(
        id: "UC223",
        area: .urbancode,
        name: "version-needed",
        title: "Properties of the version are read where there is a version",
        severity: .error,
        rationale: """
            A component process sees version properties only if it takes a version; an operational process without \
            one and a generic process do not. A strict reference to ${p:version.name} fails the step there, a \
            lenient one comes out blank.
            """,
        remedy: "Let the process take a version, or pass what it needs as a property of the process.",
        bad: #""takesVersion": false, … "mvsFilename": "PAY.JCL(${p:version.name})""#,
        good: #""takesVersion": true, … "mvsFilename": "PAY.JCL(${p:version.name})""#,
        messages: ["UnresolvedPropertyException"],
        source: "Deploy documentation, properties available to processes",
        failsFields: true)

    func check(_ subject: DocumentReferences, _ sink: inout FindingSink) {
        for dangling in subject.dangling where dangling.defect == .noVersion {
            sink.report(
                "\(dangling.reference.text.squeezed) in \(dangling.holder.squeezed): the process runs without a version",
                at: dangling.place, severity: dangling.reference.isLenient ? .warning : .error)
        }
    }
}
