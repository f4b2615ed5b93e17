import Diagnostics

/// The suppressions that one file holds.
struct SuppressionList: RuleSubject {
    let path: String
    let file: FileID
    let entries: [SuppressionEntry]

    static let phase = RulePhase.suppressions

    static func all(in workspace: Workspace) -> [SuppressionList] { workspace.suppressions }

    var subjectName: String { path }
    var subjectFile: FileID? { file }
}
