import Diagnostics
import Subjects
import UrbanCode

/// A property that steps connect with should have one value on one level.
struct UC209ShadowedProperty: Rule {
    static let info = RuleInfo(
        id: "UC209",
        area: .urbancode,
        name: "shadowed-property",
        title: "A property has one value, on one level",
        severity: .info,
        rationale: """
            The same name on several levels is read from the highest: process, version, resource, agent, \
            environment, component environment, component, application, system. Whoever changes the value on a lower \
            level changes nothing. An override on a version, a process or a resource is rarely intended and cannot \
            be seen from the environment.
            """,
        remedy: "Delete the value that is not used, or refer to the intended level: ${p:environment/jes.user}.",
        bad: "jes.user=USER1 on the environment, jes.user=USER2 on the resource",
        good: "jes.user=USER1 on the environment, and nowhere else",
        source: "Deploy documentation, Referring to properties, order of precedence")

    func check(_ subject: ShadowedProperties, _ sink: inout FindingSink) {
        for shadowed in subject.shadowed {
            let isOdd = [.process, .version, .resource].contains(shadowed.winner.scope.level)
            // Other resources of the environment may use it.
            let verb = shadowed.winner.scope.isOfResource ? "is not used there" : "is not used"
            sink.report(
                "\(shadowed.hidden.description.squeezed) \(verb): \(shadowed.winner.description.squeezed) wins "
                    + "with another value",
                at: shadowed.hidden.place, severity: isOdd ? .warning : .info,
                related: [RelatedPlace(shadowed.winner.place, "this value is used")])
        }
    }

    /// The properties of one document that others hide.
    struct ShadowedProperties: RuleSubject {
        let prefix: String
        let document: UrbanCodeDocument
        let shadowed: [ShadowedProperty]

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
