public import Diagnostics
import Reading

/// An input as text, for rules about its bytes. Inputs that cannot be decoded have one too.
public struct InputText: DefectiveSubject {
    public struct Defect: ReportedDefect, Sendable {
        public let rule: RuleID
        public let message: String
        /// `nil` for the input as a whole.
        public let range: SourceRange?
    }

    public let path: String
    public let file: FileID
    public let defects: [Defect]

    /// An input that is not text in any encoding.
    ///
    /// - Parameter reason: one sentence, no full stop.
    public init(undecodable path: String, file: FileID, reason: String) {
        self.path = path
        self.file = file
        defects = [Defect(rule: "IN003", message: reason, range: nil)]
    }

    private init(_ input: ParsedInput) {
        path = input.file.path
        file = input.file.id
        defects = input.problems.map { Defect(rule: $0.code, message: $0.message, range: $0.range) }
    }

    public static func all(in workspace: Workspace) -> [InputText] {
        workspace.inputs.map(InputText.init) + workspace.undecodable
    }

    public var subjectName: String { path }
    public var subjectFile: FileID? { file }
}
