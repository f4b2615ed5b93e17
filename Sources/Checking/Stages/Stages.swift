package import Diagnostics
import Subjects

/// The stages of a check in their order. Each is a function of what the one before it left, and nothing else puts them
/// together.
extension Checker {
    /// From sources to models.
    ///
    /// A thread reads, decodes and recognises one source after the other: of all that lies in a directory only what is
    /// an input stays in memory.
    package func reading(of sources: [Source]) -> ReadInputs {
        let recognised = each(sources) { source in
            func make() -> Result<Recognised, Rejection> {
                Result { () throws(Rejection) in try recognise(decode(read(source), of: source), of: source) }
            }
            return options.cache?.recognised(source, make) ?? make()
        }
        return parse(settled(recognised, sources), sources)
    }

    /// From models to everything that a report may show.
    package func outcome(of reading: ReadInputs) throws(Baseline.Failure) -> Outcome {
        let progress = try judged(reading)
        return conclude(progress)
    }

    /// What the rules say, with what they saw.
    func judged(_ reading: ReadInputs) throws(Baseline.Failure) -> Progress {
        try expectOwnBaseline(of: reading)
        var progress = Progress(reading, options, selects: selects)
        progress.take(configure(judge([.inputs, .checks], in: &progress), in: progress))
        limitSteps(&progress)
        limit(&progress)
        countAlike(&progress)
        showOrigins(in: &progress)
        fingerprint(&progress)
        suppress(&progress)
        progress.take(configure(judge([.suppressions], in: &progress), in: progress))
        fingerprint(&progress)
        return progress
    }
}
