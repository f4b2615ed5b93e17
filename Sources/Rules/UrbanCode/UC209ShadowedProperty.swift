import Diagnostics
import Subjects
import UrbanCode

/// A property that steps connect with should have one value on one level.
struct UC209ShadowedProperty: Rule {
    static let info = RuleInfo(
        id: "UC209",
        area: .urbancode,
        name: "shadowed-property",
        title: "Every value of a property is used",
        severity: .info,
        rationale: """
            The same name on several levels is read from the highest: process, version, resource, agent, \
            environment, component environment, component, application, system. If higher levels have another value \
            wherever steps run, whoever changes the value on the lower level changes nothing. An override on a \
            version, a process or a resource cannot be seen from the environment. A value that some environment or \
            resource still uses is not reported: overriding it elsewhere is what levels are for.
            """,
        remedy: "Delete the value that is not used, or refer to the intended level: ${p:environment/jes.user}.",
        bad: "jes.user=USER1 on the environment, jes.user=USER2 on the resource",
        good: "jes.user=USER1 on the environment, jes.user=USER2 on one of its two resources",
        source: "Deploy documentation, Referring to properties, order of precedence")

    func check(_ subject: ShadowedProperties, _ sink: inout FindingSink) {
        for shadowed in subject.shadowed {
            guard let winner = shadowed.winners.first else { continue }
            let isOdd = shadowed.winners.contains { [.process, .version, .resource].contains($0.scope.level) }
            sink.report(
                "\(shadowed.hidden.description.squeezed) is not used: \(winner.description.squeezed) wins with another value",
                at: shadowed.hidden.place, severity: isOdd ? .warning : .info,
                related: shadowed.winners.map { RelatedPlace($0.place, "this value is used") })
        }
    }

    /// The properties of one document that others hide.
    struct ShadowedProperties: RuleSubject {
        let prefix: String
        let document: UrbanCodeDocument
        let shadowed: [ShadowedProperty]

        static var isOfExports: Bool { true }

        static func all(in workspace: Workspace) -> [ShadowedProperties] {
            workspace.setUps.flatMap { setUp in
                setUp.exports.map { document in
                    ShadowedProperties(
                        prefix: setUp.prefix, document: document,
                        shadowed: setUp.resolution.shadowed.filter { $0.hidden.place.file == document.file.id })
                }
            }
        }
        var subjectName: String { prefix + document.file.path }
        var subjectFile: FileID? { document.file.id }
    }
}
