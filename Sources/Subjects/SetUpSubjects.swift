package import Diagnostics
package import Evaluator
package import JobMonitorProc
package import UrbanCode

extension SetUp: RuleSubject {
    package static func all(in workspace: Workspace) -> [SetUp] { workspace.setUps }
    package var subjectName: String { "set-up \(name)" }
    package var subjectFile: FileID? { nil }
}

/// A started task's JCL together with the members that are checked.
package struct ProcInSetUp: RuleSubject {
    package let procedure: JobMonitorProc
    package let setUp: SetUp

    package static func all(in workspace: Workspace) -> [ProcInSetUp] {
        workspace.setUps.flatMap { setUp in setUp.procedures.map { ProcInSetUp(procedure: $0, setUp: setUp) } }
    }
    package var subjectName: String { setUp.prefix + procedure.file.path }
    package var subjectFile: FileID? { procedure.file.id }
}

extension Evaluation: RuleSubject {
    package static func all(in workspace: Workspace) -> [Evaluation] {
        workspace.setUps.flatMap(\.evaluations).filter { !$0.decks.isEmpty || !$0.listings.isEmpty }
    }
    package var leavesNothingOpen: Bool { isAside }
    package var subjectName: String { name }
    package var subjectFile: FileID? { firstFile }
}

extension ResolvedStep: RuleSubject {
    package static func all(in workspace: Workspace) -> [ResolvedStep] { workspace.setUps.flatMap(\.steps) }
    package var subjectName: String { name }
    package var subjectFile: FileID? { file }
}

/// A step together with what it has to agree with.
package struct StepInSetUp: RuleSubject {
    package let step: ResolvedStep
    package let setUp: SetUp

    package static func all(in workspace: Workspace) -> [StepInSetUp] {
        workspace.setUps.flatMap { setUp in setUp.steps.map { StepInSetUp(step: $0, setUp: setUp) } }
    }
    package var subjectName: String { step.name }
    package var subjectFile: FileID? { step.file }
}
