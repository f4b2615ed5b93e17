public import Diagnostics

/// One thing that is checked: a value without state, in a file of its own. File and type have its code and its public
/// name: `RF302CommandsOnOneLine`.
///
/// The first parameter of `check` says what the rule judges. The engine asks that type for all its instances in
/// the workspace and calls `check` for each, so that a rule is never handed the wrong input.
public protocol Rule: Sendable {
    associatedtype Subject: RuleSubject

    static var info: RuleInfo { get }

    init()

    /// Reports to the sink what is wrong, unknown or not applicable. A check that reports nothing passes.
    func check(_ subject: Subject, _ sink: inout FindingSink)
}

/// A subject that rules can judge.
public protocol RuleSubject: Sendable {
    /// All subjects, in the order of inputs or of set-ups. In phase `.inputs` each is made of one input or one set-up,
    /// because the engine asks for the subjects of parts of the workspace.
    static func all(in workspace: Workspace) -> [Self]

    /// A stable name, unique among the subjects of its type; it appears in `checks` and in JUnit.
    var subjectName: String { get }

    /// The input of findings for which a rule names none.
    var subjectFile: FileID? { get }

    /// Whether unknown results about this subject are not reported.
    var leavesNothingOpen: Bool { get }

    /// The phase in which the subject exists.
    static var phase: RulePhase { get }

    /// Whether it is made of exports and property lists and nothing else, so that its checks are the same as long as
    /// they are.
    static var isOfExports: Bool { get }
}

extension RuleSubject {
    public var leavesNothingOpen: Bool { false }
    public static var phase: RulePhase { .inputs }
    public static var isOfExports: Bool { false }
}

/// What a subject is made of. The rules of a phase run after those of earlier phases.
public enum RulePhase: Sendable {
    case inputs
    /// The checks of other rules.
    case checks
    /// Findings, and what suppresses them.
    case suppressions
}
