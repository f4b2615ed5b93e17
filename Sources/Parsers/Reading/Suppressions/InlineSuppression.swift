public import Diagnostics
import Secrets

/// A suppression comment, and the statement that it is on or before.
public struct InlineSuppression: Sendable {
    /// The range from `jmoncheck` to its last word.
    public var range: SourceRange
    public var text: Result<SuppressionText, SuppressionText.Fault>
    /// The range from the start of the comment to the end of the statement; `nil` if no statement follows.
    public var covers: SourceRange?
    /// Whether no statement precedes it, so that it also applies to the file as a whole.
    public var isAtTop = false

    /// The number of suppressions of an input, each of which has a state and a line in reports.
    static let most = 10_000

    /// - Parameter range: `nil` for the file as a whole.
    public func covers(_ range: SourceRange?) -> Bool {
        guard let range else { return isAtTop }
        guard let covers else { return false }
        return covers.start <= range.start && range.start <= covers.end
    }
}

extension ParsedInput {
    /// Hides the secrets that comments quote.
    static func hidingQuotedSecrets(_ inputs: [ParsedInput]) -> [ParsedInput] {
        guard inputs.contains(where: { !$0.suppressions.isEmpty }) else { return inputs }
        let texts = SecretTexts(inputs)
        return inputs.map { input in
            var input = input
            for suppression in input.suppressions {
                let start = Int(suppression.range.start)
                let text = Array(input.file.bytes[suppression.range.bounds])
                input.secrets += texts.ranges(in: input.file.bytes, suppression.range.bounds)
                input.secrets += ProseSecrets.findWithPairs(in: text).map {
                    SourceRange(start + Int($0.start), start + Int($0.end))
                }
            }
            return input
        }
    }

    /// The suppression comments, with at most one more than the limit.
    var foundSuppressions: [InlineSuppression] {
        let marks = SuppressionMark.offsets(in: file.bytes)
        guard !marks.isEmpty else { return [] }
        var reader = CommentReader(self)
        return reader.suppressions(marks)
    }
}
