import Diagnostics
import Languages
import Secrets
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
        source: "z/OS Utility plug-in documentation, Submit Job")

    func check(_ step: ResolvedStep, _ sink: inout FindingSink) {
        let isSubmit = step.step.connection == .submitJob
        let fields = isSubmit ? ["mvsFilename", "ussFilename", "jclString"].compactMap { step.step[$0] } : []
        guard !fields.isEmpty else { return sink.notApplicable("the step shows no source of JCL") }
        var name: String { step.step.name.value.squeezed }
        let filled = fields.filter(Self.isFilled)
        if filled.count > 1, let last = filled.last {
            sink.report(
                "Submit Job '\(name)' has \(filled.count) sources of JCL: "
                    + filled.map(\.key.value).joined(separator: ", "),
                at: last.range,
                related: filled.dropLast().map {
                    RelatedPlace(Place(step.file, $0.range), "\($0.key.value) is filled too")
                })
        } else if filled.isEmpty {
            sink.report(
                "Submit Job '\(name)' has no JCL: \(fields.map(\.key.value).joined(separator: ", ")) "
                    + (fields.count == 1 ? "is blank" : "are blank"),
                at: step.step.name.range)
        }
        if let dataSet = step.step["mvsFilename"], case .text(let text) = dataSet.value,
            let (members, choice) = Self.isPattern(text.source)
                ? ("a pattern of members", "members are chosen by a pattern here")
                : Self.isWhole(text) ? ("a whole data set", "no member is chosen here") : nil,
            let sets = step.step["explicitTokensForeachJob"], Self.isFilled(sets)
        {
            sink.report(
                "Submit Job '\(name)' submits \(members), which cannot have token sets for each job",
                at: sets.range,
                related: [RelatedPlace(Place(step.file, dataSet.range), choice)])
        }
    }

    private static func isFilled(_ field: UrbanCodeDocument.Field) -> Bool { !field.isBlank }

    /// `PAY.JCL`, not `${p:jcl}`, which may bring a member with it.
    private static func isWhole(_ dataSet: ReferenceText) -> Bool {
        guard !dataSet.source.contains("(") else { return false }
        if case .text? = dataSet.parts.last?.kind { return true }
        return dataSet.isPlain
    }

    /// `PAY.JCL(BIND*)`.
    private static func isPattern(_ dataSet: String) -> Bool {
        guard let open = dataSet.firstIndex(of: "(") else { return false }
        return dataSet[open...].contains { $0 == "*" || $0 == "%" }
    }
}
