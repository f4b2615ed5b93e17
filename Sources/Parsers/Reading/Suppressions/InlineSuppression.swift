public import Diagnostics

/// A comment that speaks to jmoncheck, and the statement it stands on or before.
public struct InlineSuppression: Sendable {
    /// From `jmoncheck` to its last word.
    public var range: SourceRange
    public var text: Result<SuppressionText, SuppressionText.Fault>
    /// From the comment's own start to the end of the statement; `nil` if none follows.
    public var covers: SourceRange?
    /// Whether no statement stands before it, so that it speaks of the file as a whole too.
    public var isAtTop = false

    /// - Parameter range: `nil` for the file as a whole.
    public func covers(_ range: SourceRange?) -> Bool {
        guard let range else { return isAtTop }
        guard let covers else { return false }
        return covers.start <= range.start && range.start <= covers.end
    }
}

extension ParsedInput {
    /// Secrets that comments quote are hidden there too.
    static func hidingQuotedSecrets(_ inputs: [ParsedInput]) -> [ParsedInput] {
        guard inputs.contains(where: { !$0.suppressions.isEmpty }) else { return inputs }
        let texts = SecretTexts(inputs)
        return inputs.map { input in
            var input = input
            for suppression in input.suppressions {
                input.secrets += texts.ranges(in: input.file.bytes, suppression.range.bounds)
            }
            return input
        }
    }

    /// The comments that speak to jmoncheck.
    var foundSuppressions: [InlineSuppression] {
        let marks = SuppressionMark.offsets(in: file.bytes)
        guard !marks.isEmpty else { return [] }
        return CommentReader(self).suppressions(marks)
    }
}
