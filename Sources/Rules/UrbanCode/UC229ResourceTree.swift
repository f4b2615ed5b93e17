import Diagnostics
import Subjects
import UrbanCode

/// A resource tree is a tree of named resources.
struct UC229ResourceTree: Rule {
    static let info = RuleInfo(
        id: "UC229",
        area: .urbancode,
        name: "resource-tree",
        title: "Resources form a tree, and each has a name and a place",
        severity: .warning,
        rationale: """
            Steps run on component resources, with the properties of the resource and of its parents. A server does not \
            export a resource without a name, two resources at the same place, properties of a component without its \
            name or with one that differs in case, a component without an agent above it, or parents that lead back to \
            their child: the file was changed by hand, and the server's behaviour is unknown. At most 512 levels are \
            examined.
            """,
        remedy: "Export the environment or the resource again, or correct the body of the request.",
        bad: #"{"name": "PAY", "path": "/PROD/LPAR1/PAY", "roleProperties": {"jes.user": "USER1"}}"#,
        good: #"{"name": "PAY", "path": "/PROD/LPAR1/PAY", "roleName": "PAY", "roleProperties": {…}}"#,
        source: "Deploy documentation, resources")

    func check(_ document: UrbanCodeDocument, _ sink: inout FindingSink) {
        guard !document.resources.isEmpty else { return sink.notApplicable("no resources") }
        for defect in document.resourceDefects {
            let path = defect.path.squeezed
            switch defect.kind {
            case .noName: sink.report("a resource has no name: \(path)", at: defect.place)
            case .roleWithoutComponent:
                sink.report("\(path) has properties of a component but names no component", at: defect.place)
            case .otherCase(let component):
                sink.report(
                    "\(path) is for \(defect.component.squeezed), and the component is \(component.squeezed)",
                    at: defect.place)
            case .noAgent:
                sink.report("\(path) is for a component, but no resource above it is an agent", at: defect.place)
            case .twice(let other):
                sink.report(
                    "\(path) occurs twice", at: defect.place,
                    related: [RelatedPlace(Place(document.file.id, other), "it also occurs here")])
            case .circular: sink.report("the parents of \(path) lead back to it", at: defect.place)
            case .tooDeep:
                sink.report(
                    "\(path) has more than \(defect.levels) levels above it, of which the nearest count",
                    at: defect.place)
            }
        }
    }
}
