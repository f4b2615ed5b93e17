import Diagnostics
import Languages
import Secrets
import Subjects
import UrbanCode

/// Outputs are those of steps that have run.
struct UC222StepOutput: Rule {
    static let info = RuleInfo(
        id: "UC222",
        area: .urbancode,
        name: "step-output",
        title: "A reference to the output of a step names a step that runs before",
        severity: .error,
        rationale: """
            The part before the slash in ${p:x/y} is a level (version, resource, agent, environment, component, \
            application, system) or the name of a step of the same process that has run by then. A misspelt level \
            counts as the name of a step. A step that was renamed, deleted or moved has no output, and a strict \
            reference to it fails the step that holds it. Wait For Job has a rule of its own (UC210).
            """,
        remedy: "Write the name of the level or of the step as it is, or move the step.",
        bad: #""mvsFilename": "${p:env/jcl.lib}(BIND)""#,
        good: #""mvsFilename": "${p:environment/jcl.lib}(BIND)""#,
        messages: ["UnresolvedPropertyException"],
        source: "Deploy documentation, Referring to properties; output properties of steps",
        failsFields: true)

    func check(_ subject: DocumentReferences, _ sink: inout FindingSink) {
        for dangling in subject.dangling where !dangling.isAwaitedJob {
            let target = dangling.reference.scope?.squeezed ?? ""
            let message: String
            switch dangling.defect {
            case .noStep:
                let hint = dangling.nearest.map { "; did you mean '\($0.squeezed)'?" } ?? ""
                message = "'\(target)' is neither a level nor a step of the process\(hint)"
            case .laterStep: message = "'\(target)' does not run before it"
            case .undefined, .circular, .outOfSight, .noVersion, .silentlyBlank: continue
            }
            sink.report(
                "\(dangling.reference.text.squeezed) in \(dangling.holder.squeezed): \(message)", at: dangling.place,
                severity: dangling.reference.isLenient ? .warning : .error)
        }
    }
}
