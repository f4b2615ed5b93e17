public import Diagnostics

/// The baseline of a run, and which of its entries no longer match a finding.
public struct BaselineState: RuleSubject {
    public let path: String
    public let file: FileID
    public let stale: [BaselineEntry]

    public static let phase = RulePhase.suppressions

    public static func all(in workspace: Workspace) -> [BaselineState] { workspace.baseline.map { [$0] } ?? [] }

    public var subjectName: String { path }
    public var subjectFile: FileID? { file }

    public init(path: String, file: FileID, stale: [BaselineEntry]) {
        self.path = path
        self.file = file
        self.stale = stale
    }
}

/// A finding in a baseline.
public struct BaselineEntry: Sendable {
    public var rule: RuleID
    public var path: String
    /// What the finding is about, see `Finding.key`.
    public var key: String
    public var message: String
    public var fingerprint: Fingerprint
    /// The steps whose links the finding broke when the baseline was written.
    public var steps: [String] = []
    /// The range in the file.
    public var range: SourceRange?

    public init(
        rule: RuleID, path: String, key: String, message: String, fingerprint: Fingerprint, range: SourceRange? = nil
    ) {
        self.rule = rule
        self.path = path
        self.key = key
        self.message = message
        self.fingerprint = fingerprint
        self.range = range
    }
}
