public import Diagnostics
public import Reading
public import Subjects

/// A check with the models that it judged, for a program that also shows what is at a place.
public struct Inspection: Sendable {
    public let outcome: Outcome
    /// The inputs that were read; `FileID.index` is the index in `outcome.inputs`.
    public let inputs: [ParsedInput]
    public let setUps: [SetUp]

    public init(outcome: Outcome, inputs: [ParsedInput], setUps: [SetUp]) {
        self.outcome = outcome
        self.inputs = inputs
        self.setUps = setUps
    }
}

extension Checker {
    /// Everything that a report may show, with the models.
    ///
    /// - Throws: if the baseline is another project's.
    public func inspect(_ sources: [Source]) throws(Baseline.Failure) -> Inspection {
        let reading = reading(of: sources)
        options.cache?.keep(sources)
        let (outcome, workspace) = try judged(reading)
        return Inspection(outcome: outcome, inputs: reading.parsed, setUps: workspace.setUps)
    }
}
