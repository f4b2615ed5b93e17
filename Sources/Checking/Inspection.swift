public import Diagnostics
public import Reading
public import Subjects

/// A check with the models that it judged, for a program that also shows what is at a place.
public struct Inspection: Sendable {
    /// Without the chains of steps.
    public let outcome: Outcome
    /// The inputs that were read; `FileID.index` is the index in `outcome.inputs`.
    public let inputs: [ParsedInput]
    public let setUps: [SetUp]
    private let lazySteps: Lazy<[PreflightStep]>

    init(outcome: Outcome, inputs: [ParsedInput], setUps: [SetUp], steps: @escaping @Sendable () -> [PreflightStep]) {
        self.outcome = outcome
        self.inputs = inputs
        self.setUps = setUps
        lazySteps = Lazy(steps)
    }

    /// The chain of every step, followed when somebody asks.
    public var steps: [PreflightStep] { lazySteps.value }
}

extension Checker {
    /// Everything that a report may show, with the models.
    ///
    /// - Throws: if the baseline is another project's.
    public func inspect(_ sources: [Source]) throws(Baseline.Failure) -> Inspection {
        let reading = reading(of: sources)
        options.cache?.keep(sources)
        let progress = try judged(reading)
        return Inspection(
            outcome: conclude(progress, withSteps: false), inputs: reading.parsed, setUps: progress.workspace.setUps
        ) { steps(progress) }
    }
}
