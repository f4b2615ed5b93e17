public import Diagnostics

/// The result of parsing an input. A parser never throws: the model has everything that could be read.
public struct Parsed<Model: Sendable>: Sendable {
    public var model: Model
    /// Defects of the input: text that could not be read (IN001), or that was read in spite of a defect (IN002).
    public var problems: [Problem]
    /// Every password, phrase, key, token and ciphertext in the input, including its broken parts. No report shows
    /// them.
    public var secrets: [SourceRange]
    /// The secrets in texts that the model keeps as they are, such as names. The file is read again without them.
    public var unclaimed: [SourceRange]

    public init(
        _ model: Model, problems: [Problem] = [], secrets: [SourceRange] = [], unclaimed: [SourceRange] = []
    ) {
        self.model = model
        self.problems = problems
        self.secrets = secrets
        self.unclaimed = unclaimed
    }
}
