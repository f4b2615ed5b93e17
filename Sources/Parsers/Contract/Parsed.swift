public import Diagnostics

/// What a parser makes of an input. It never throws: the model holds what could be read.
public struct Parsed<Model: Sendable>: Sendable {
    public var model: Model
    /// What could not be read (IN001), or was read in spite of a defect (IN002).
    public var problems: [Problem]
    /// Every password, phrase, key, token and ciphertext in the input, also in its broken parts; no report shows them.
    public var secrets: [SourceRange]

    public init(_ model: Model, problems: [Problem] = [], secrets: [SourceRange] = []) {
        self.model = model
        self.problems = problems
        self.secrets = secrets
    }
}
