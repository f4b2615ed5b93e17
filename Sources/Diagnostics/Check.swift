/// One rule applied to one subject.
public struct Check: Hashable, Sendable {
    public enum Result: Hashable, Sendable {
        case passed
        case failed
        /// The inputs do not show it; the text says what would.
        case unknown(needs: String)
        /// The rule has nothing to say of this subject; the text says why.
        case notApplicable(String)
    }

    public var rule: RuleID
    /// Stable name of what was judged: a path, a step in an environment, a set-up.
    public var subject: String
    /// The input that the subject is or stands in, if it is one.
    public var file: FileID?
    public var result: Result
    /// One place or none: an array, because few of very many checks have one.
    private let shown: [RelatedPlace]

    /// What shows that it holds, where the rule names it.
    public var evidence: RelatedPlace? { shown.first }

    public init(rule: RuleID, subject: String, file: FileID?, result: Result, evidence: RelatedPlace? = nil) {
        self.rule = rule
        self.subject = subject
        self.file = file
        self.result = result
        shown = evidence.map { [$0] } ?? []
    }
}
