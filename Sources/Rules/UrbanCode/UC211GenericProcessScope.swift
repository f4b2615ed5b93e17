import Diagnostics
import Languages
import Subjects
import UrbanCode

/// A generic process runs without an environment.
struct UC211GenericProcessScope: Rule {
    static let info = RuleInfo(
        id: "UC211",
        area: .urbancode,
        name: "generic-process-scope",
        title: "A generic process does not refer to environment properties",
        severity: .error,
        rationale: """
            A generic process runs on a resource and sees the properties of the process, the resource, the agent \
            and the system. What only an environment defines does not exist there: a strict reference fails the \
            step, a lenient one is blank.
            """,
        remedy: "Define the property on the resource, or make it a property of the process.",
        bad: #""hostname": "${p:environment/jes.host}"   in a generic process"#,
        good: #""hostname": "${p:resource/jes.host}""#,
        source: "Deploy documentation, properties available to processes",
        failsFields: true)

    func check(_ subject: DocumentReferences, _ sink: inout FindingSink) {
        guard subject.document.processes.contains(where: { $0.kind == .generic }) else {
            return sink.notApplicable("the document has no generic process")
        }
        for dangling in subject.dangling {
            guard case .outOfSight(let origin, let isCertain) = dangling.defect else { continue }
            let related = origin.map { [RelatedPlace($0.place, "defined here, for the environment only")] } ?? []
            sink.report(
                "\(dangling.reference.text) in \(dangling.holder.squeezed): a generic process does not see environments"
                    + (dangling.reference.isLenient ? ", so it is blank" : ""),
                at: dangling.place, severity: isCertain && !dangling.reference.isLenient ? .error : .warning,
                related: related)
        }
    }
}
