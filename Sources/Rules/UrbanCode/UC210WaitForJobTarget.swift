import Diagnostics
import Languages
import Secrets
import Subjects
import UrbanCode

/// Wait For Job has to wait for the job of a step in its own process.
struct UC210WaitForJobTarget: Rule {
    static let info = RuleInfo(
        id: "UC210",
        area: .urbancode,
        name: "wait-for-job-target",
        title: "Wait For Job refers to a step that exists",
        severity: .warning,
        rationale: """
            The job ID of Wait For Job comes from the output of an earlier Submit Job: ${p:name of the step/JobId}. \
            The default of the field, ${p:submitStepName/JobId}, is a placeholder, and a step that was renamed \
            leaves its old name behind. Neither resolves when the process runs, nor does the name of a step that runs \
            later. A blank job ID leaves nothing to wait for.
            """,
        remedy: "Put the name of the Submit Job step before /JobId.",
        bad: #"{"commandName": "Wait For Job", "properties": {"jobId": "${p:submitStepName/JobId}"}}"#,
        good: #"{"commandName": "Wait For Job", "properties": {"jobId": "${p:Bind plan/JobId}"}}"#,
        source: "z/OS Utility plug-in documentation, Wait For Job, Job ID",
        failsFields: true)

    func check(_ step: ResolvedStep, _ sink: inout FindingSink) {
        guard step.step.connection == .waitForJob, let field = step.step["jobId"] else {
            return sink.notApplicable("the step does not wait for the job of another step")
        }
        if case .noJob? = step.jobDefects.first {
            return sink.report(
                "Wait For Job '\(step.step.name.value.squeezed)' has no job to wait for: jobId is blank",
                at: step.jobID.place(in: step.file) ?? Place(step.file, field.range))
        }
        guard case .text(let text) = field.value else { return }
        let known = step.process.nodeNames
        for reference in text.references {
            guard let target = reference.scope, !reference.namesLevel else { continue }
            guard known[target.lowercased()] == nil else {
                let graph = step.process.graph
                if graph.isShown, !graph.runs(target, before: step.step.name.value) {
                    sink.report(
                        "'\(step.step.name.value.squeezed)' waits for the job of '\(target.squeezed)', which does not "
                            + "run before it",
                        at: field.range)
                }
                continue
            }
            let isPlaceholder = target.lowercased() == "submitstepname"
            let names = Set(step.process.nodes + step.process.steps.map(\.name.value))
            let others = names.subtracting([step.step.name.value]).sorted()
            let hint = NearestName.find(target, among: others).map { "; did you mean '\($0.squeezed)'?" } ?? ""
            sink.report(
                "jobId of '\(step.step.name.value.squeezed)' "
                    + (isPlaceholder
                        ? "is still the placeholder ${p:submitStepName/JobId}"
                        : "refers to step '\(target.squeezed)', which the process does not have\(hint)"),
                at: field.range)
        }
    }
}
