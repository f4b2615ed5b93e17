package import Diagnostics

/// One thing that is checked: a value without state, in a file of its own. File and type have its code and its public
/// name: `RF302CommandsOnOneLine`.
///
/// The first parameter of `check` says what the rule judges. The engine asks that type for all its instances in
/// the workspace and calls `check` for each, so that a rule is never handed the wrong input.
package protocol Rule: Sendable {
    associatedtype Subject: RuleSubject

    static var info: RuleInfo { get }

    init()

    /// Reports to the sink what is wrong, unknown or not applicable; a call of none of them means passed.
    func check(_ subject: Subject, _ sink: inout FindingSink)
}

/// What a rule can judge.
package protocol RuleSubject: Sendable {
    /// In the order of inputs or of set-ups. Of phase `.inputs`, each is made of one input or of one set-up: the engine
    /// asks for those of a part of them.
    static func all(in workspace: Workspace) -> [Self]

    /// Stable, unique among the subjects of its type; appears in `checks` and in JUnit.
    var subjectName: String { get }

    /// The input that findings fall into when a rule names none.
    var subjectFile: FileID? { get }

    /// Whether what rules do not know of it is no question for the user.
    var leavesNothingOpen: Bool { get }

    /// When it is there.
    static var phase: RulePhase { get }
}

extension RuleSubject {
    package var leavesNothingOpen: Bool { false }
    package static var phase: RulePhase { .inputs }
}

/// What a subject is made of; the rules of a phase run after those of the phases before.
package enum RulePhase: Sendable {
    case inputs
    /// The checks of other rules.
    case checks
    /// Findings, and what suppresses them.
    case suppressions
}
