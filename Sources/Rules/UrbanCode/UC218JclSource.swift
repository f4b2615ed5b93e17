import Diagnostics
import Subjects
import UrbanCode

/// Submit Job should take its JCL from one place.
struct UC218JclSource: Rule {
    static let info = RuleInfo(
        id: "UC218",
        area: .urbancode,
        name: "jcl-source",
        title: "Submit Job has one source of JCL",
        severity: .warning,
        rationale: """
            The JCL comes from a data set, from a file, or is typed into the step. What happens when two of the \
            fields are filled, or none, is not documented. A member pattern or a whole data set submits many jobs and \
            cannot be combined with token sets for each job.
            """,
        remedy: "Fill exactly one of JCL Dataset, JCL File and JCL.",
        bad: #""mvsFilename": "PAY.JCL(BIND)", "jclString": "//BIND JOB …""#,
        good: #""mvsFilename": "PAY.JCL(BIND)", "ussFilename": "", "jclString": """#,
        source: "z/OS Utility plug-in documentation, Submit Job",
        links: [.step])

    func check(_ step: ResolvedStep, _ sink: inout FindingSink) {
        let isShown = ["mvsFilename", "ussFilename", "jclString"].contains { step.step[$0] != nil }
        guard step.step.connection == .submitJob, isShown else {
            return sink.notApplicable("the step shows no source of JCL")
        }
        var name: String { step.step.name.value.squeezed }
        for defect in step.jobDefects {
            switch defect {
            case .severalSources(let filled):
                guard let last = filled.last else { continue }
                sink.report(
                    "Submit Job '\(name)' has \(filled.count) sources of JCL: "
                        + filled.map(\.key.value).joined(separator: ", "),
                    at: last.range,
                    related: filled.dropLast().map {
                        RelatedPlace(Place(step.file, $0.range), "\($0.key.value) is filled too")
                    })
            case .noJCL(let fields):
                let names = fields.map(\.key.value).joined(separator: ", ")
                sink.report(
                    "Submit Job '\(name)' has no JCL: \(names) " + (fields.count == 1 ? "is blank" : "are blank"),
                    at: step.step.name.range)
            case .tokenSets(let sets, let isPattern, let dataSet):
                let (members, choice) =
                    isPattern
                    ? ("a pattern of members", "members are chosen by a pattern here")
                    : ("a whole data set", "no member is chosen here")
                sink.report(
                    "Submit Job '\(name)' submits \(members), which cannot have token sets for each job",
                    at: sets.range, related: [RelatedPlace(Place(step.file, dataSet.range), choice)])
            case .parallel, .noJob: continue
            }
        }
    }
}
