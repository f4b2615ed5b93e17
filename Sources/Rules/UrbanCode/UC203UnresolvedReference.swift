import Diagnostics
import Languages
import Subjects
import UrbanCode

/// A strict reference that nothing defines fails its step.
struct UC203UnresolvedReference: Rule {
    static let info = RuleInfo(
        id: "UC203",
        area: .urbancode,
        name: "unresolved-reference",
        title: "Every strict reference leads to a property",
        severity: .error,
        rationale: """
            A reference ${p:name} that no level defines fails the step that contains it, and every step that reads \
            the property that contains it, before the step does anything. It is an error if the level that it names \
            is among the inputs and lacks it, and a warning if a level that exports do not show (resource, agent, \
            system) may still define it. A reference that leads back to itself never resolves.
            """,
        remedy: "Define the property, correct its name, or write ${p?:name} if a blank is acceptable.",
        bad: #""port": "${p:environment/jes.monitor.prt}""#,
        good: #""port": "${p:environment/jes.monitor.port}""#,
        messages: ["UnresolvedPropertyException"],
        source: "Deploy documentation, Referring to properties; APAR PH45827",
        failsFields: true)

    func check(_ subject: DocumentReferences, _ sink: inout FindingSink) {
        for dangling in subject.dangling {
            let holder = dangling.holder.squeezed
            let place = dangling.environments.isEmpty ? "" : " in \(Self.list(dangling.environments))"
            switch dangling.defect {
            case .circular:
                sink.report("\(dangling.reference.text) in \(holder) leads back to itself\(place)", at: dangling.place)
            case .undefined(let isCertain):
                let hint =
                    dangling.elsewhere.map { "; \($0.squeezed) does" }
                    ?? dangling.nearest.map { "; did you mean \($0)?" } ?? ""
                sink.report(
                    "the inputs do not define \(dangling.reference.path.squeezed), which \(holder) refers to"
                        + place + hint,
                    at: dangling.place, severity: isCertain ? .error : .warning)
            case .outOfSight, .noStep, .laterStep, .noVersion, .silentlyBlank: continue
            }
        }
    }

    static func list(_ environments: [String]) -> String {
        let shown = environments.prefix(3).map(\.squeezed).joined(separator: ", ")
        return environments.count > 3 ? "\(shown) and \(environments.count - 3) more" : shown
    }
}
