/// One rule applied to one subject.
public struct Check: Hashable, Sendable {
    public enum Result: Hashable, Sendable {
        case passed
        case failed
        /// The inputs do not decide it; the text says what would.
        case unknown(needs: String)
        /// The rule does not apply to this subject; the text says why.
        case notApplicable(String)
    }

    public var rule: RuleID
    /// The stable name of the subject: a path, a step in an environment, a set-up.
    public var subject: String
    /// The input that is or contains the subject, if there is one.
    public var file: FileID?
    public var result: Result
    /// One place or none. It is an array because few of very many checks have one.
    private let shown: [RelatedPlace]

    /// The evidence that it holds, if the rule names it.
    public var evidence: RelatedPlace? { shown.first }

    public init(rule: RuleID, subject: String, file: FileID?, result: Result, evidence: RelatedPlace? = nil) {
        self.rule = rule
        self.subject = subject
        self.file = file
        self.result = result
        shown = evidence.map { [$0] } ?? []
    }
}
