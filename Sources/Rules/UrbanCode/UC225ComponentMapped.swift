import Diagnostics
import Subjects
import UrbanCode

/// A component is deployed where the environment has a resource for it.
struct UC225ComponentMapped: Rule {
    static let info = RuleInfo(
        id: "UC225",
        area: .urbancode,
        name: "component-mapped",
        title: "Each environment has a resource for the components that submit jobs",
        severity: .info,
        rationale: """
            A component process runs once for each resource of its component below the base resources of the \
            environment. Without one it does not run there, and its steps are not judged for that environment.
            """,
        remedy: "Add the component to an agent of the environment, if it is to be deployed there.",
        bad: #""baseResourcesFull": [{"tree": {"name": "PROD", "children": []}}]"#,
        good: #"… "children": [{"name": "PAY", "roleName": "PAY"}]"#,
        source: "Deploy documentation, resources and environments")

    func check(_ subject: DocumentReferences, _ sink: inout FindingSink) {
        var order: [String] = []
        var byComponent: [String: [UnmappedComponent]] = [:]
        for unmapped in subject.unmapped {
            if byComponent[unmapped.component] == nil { order.append(unmapped.component) }
            byComponent[unmapped.component, default: []].append(unmapped)
        }
        for component in order {
            guard let all = byComponent[component], let first = all.first else { continue }
            let environments = UC203UnresolvedReference.list(all.map(\.environment))
            sink.report(
                "component \(component.squeezed) has no resource in \(environments), so its steps do not run there",
                at: first.place)
        }
    }
}
