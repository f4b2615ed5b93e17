public import Diagnostics
public import Evaluator
public import JobMonitorProc
public import UrbanCode

extension SetUp: RuleSubject {
    public static func all(in workspace: Workspace) -> [SetUp] { workspace.setUps }
    public var subjectName: String { "set-up \(name)" }
    public var subjectFile: FileID? { nil }
}

/// A started task's JCL together with the members that are checked.
public struct ProcInSetUp: RuleSubject {
    public let procedure: JobMonitorProc
    public let setUp: SetUp

    public static func all(in workspace: Workspace) -> [ProcInSetUp] {
        workspace.setUps.flatMap { setUp in setUp.procedures.map { ProcInSetUp(procedure: $0, setUp: setUp) } }
    }
    public var subjectName: String { setUp.prefix + procedure.file.path }
    public var subjectFile: FileID? { procedure.file.id }
}

extension Evaluation: RuleSubject {
    public static func all(in workspace: Workspace) -> [Evaluation] {
        workspace.setUps.flatMap(\.evaluations).filter {
            !$0.decks.isEmpty || !$0.listings.isEmpty || !$0.unloads.isEmpty
        }
    }
    public var leavesNothingOpen: Bool { isAside }
    public var subjectName: String { name }
    public var subjectFile: FileID? { firstFile }
}

extension ResolvedStep: RuleSubject {
    public static var isOfExports: Bool { true }

    public static func all(in workspace: Workspace) -> [ResolvedStep] { workspace.ofSetUps(\.steps) }
    public var subjectName: String { name }
    public var subjectFile: FileID? { file }
}

/// A step together with what it has to agree with.
public struct StepInSetUp: RuleSubject {
    public let step: ResolvedStep
    public let setUp: SetUp

    public static func all(in workspace: Workspace) -> [StepInSetUp] {
        workspace.ofSetUps { setUp in setUp.steps.map { StepInSetUp(step: $0, setUp: setUp) } }
    }
    public var subjectName: String { step.name }
    public var subjectFile: FileID? { step.file }
}
