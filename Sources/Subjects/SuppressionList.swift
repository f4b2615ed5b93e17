package import Diagnostics

/// The suppressions in one file.
package struct SuppressionList: RuleSubject {
    package let path: String
    package let file: FileID
    package let entries: [SuppressionEntry]

    package static let phase = RulePhase.suppressions

    package static func all(in workspace: Workspace) -> [SuppressionList] { workspace.suppressions }

    package var subjectName: String { path }
    package var subjectFile: FileID? { file }

    package init(path: String, file: FileID, entries: [SuppressionEntry]) {
        self.path = path
        self.file = file
        self.entries = entries
    }
}
