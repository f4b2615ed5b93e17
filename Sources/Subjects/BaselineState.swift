package import Diagnostics

/// The baseline of a run, and which of its entries no longer match a finding.
package struct BaselineState: RuleSubject {
    package let path: String
    package let file: FileID
    package let stale: [BaselineEntry]

    package static let phase = RulePhase.suppressions

    package static func all(in workspace: Workspace) -> [BaselineState] { workspace.baseline.map { [$0] } ?? [] }

    package var subjectName: String { path }
    package var subjectFile: FileID? { file }

    package init(path: String, file: FileID, stale: [BaselineEntry]) {
        self.path = path
        self.file = file
        self.stale = stale
    }
}

/// A finding in a baseline.
package struct BaselineEntry: Sendable {
    package var rule: RuleID
    package var path: String
    /// What the finding is about, see `Finding.key`.
    package var key: String
    package var message: String
    package var fingerprint: String
    /// The range in the file.
    package var range: SourceRange?

    package init(
        rule: RuleID, path: String, key: String, message: String, fingerprint: String, range: SourceRange? = nil
    ) {
        self.rule = rule
        self.path = path
        self.key = key
        self.message = message
        self.fingerprint = fingerprint
        self.range = range
    }
}
