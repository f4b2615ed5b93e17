public import Diagnostics

/// The suppressions in one file.
public struct SuppressionList: RuleSubject {
    public let path: String
    public let file: FileID
    public let entries: [SuppressionEntry]

    public static let phase = RulePhase.suppressions

    public static func all(in workspace: Workspace) -> [SuppressionList] { workspace.suppressions }

    public var subjectName: String { path }
    public var subjectFile: FileID? { file }

    public init(path: String, file: FileID, entries: [SuppressionEntry]) {
        self.path = path
        self.file = file
        self.entries = entries
    }
}
