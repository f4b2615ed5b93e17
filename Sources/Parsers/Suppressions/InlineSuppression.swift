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
    /// With the comments that speak to jmoncheck. Secrets that they quote are hidden there too.
    static func readingSuppressions(_ inputs: [ParsedInput]) -> [ParsedInput] {
        let found = inputs.map(\.foundSuppressions)
        guard found.contains(where: { !$0.isEmpty }) else { return inputs }
        let texts = SecretTexts(inputs)
        return zip(inputs, found).map { input, suppressions in
            var input = input
            input.suppressions = suppressions
            for suppression in suppressions {
                input.secrets += texts.ranges(in: input.file.bytes, suppression.range.bounds)
            }
            return input
        }
    }

    private var foundSuppressions: [InlineSuppression] {
        let marks = SuppressionMark.offsets(in: file.bytes)
        guard !marks.isEmpty else { return [] }
        return CommentReader(self).suppressions(marks)
    }
}
