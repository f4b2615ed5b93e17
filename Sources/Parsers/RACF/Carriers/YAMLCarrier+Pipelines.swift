import Diagnostics
import Languages
import YAML

/// Jobs and steps of a pipeline.
extension YAMLCarrier {
    /// Whether a job ran, and whether it failed; `nil` if the file does not show it.
    private struct Outcome {
        var hasRun: Bool? = true
        var hasFailed: Bool? = false

        /// Whether what needs it runs.
        var isSuccess: Bool? {
            if hasRun == false || hasFailed == true { return false }
            return hasRun == true && hasFailed == false ? true : nil
        }
    }

    /// Runs the jobs of a pipeline one after the other.
    mutating func run(_ pipeline: Pipeline) {
        var successes: [String: Bool?] = [:]
        for job in pipeline.jobs {
            let isSuccess = job.needs.reduce(true) { Self.both($0, successes[$1] ?? true) }
            var outcome = Outcome()
            outcome.hasRun = truth(job.when, isSuccess)
            let kind: Deck.Condition.Kind = job.condition == nil ? .step : .branch
            program.beginOptional(kind, at: job.condition ?? job.place, truth: outcome.hasRun)
            for step in job.steps { run(step, &outcome) }
            program.endOptional()
            if job.isTolerated { outcome.hasFailed = false }
            for name in Pipeline.names(of: job) {
                successes.updateValue(Self.both(successes[name] ?? true, outcome.isSuccess), forKey: name)
            }
        }
    }

    /// Whether two things are true.
    private static func both(_ left: Bool?, _ right: Bool?) -> Bool? {
        if left == false || right == false { return false }
        return left == nil || right == nil ? nil : true
    }

    /// Whether a job or a step runs.
    private func truth(_ when: Pipeline.When, _ isSuccess: Bool?) -> Bool? {
        switch when {
        case .success: isSuccess
        case .always: true
        // A command of RACF may have failed, too.
        case .failure: isSuccess == false ? true : nil
        case .open: isSuccess == false ? false : nil
        case .never: false
        }
    }

    private mutating func run(_ step: Pipeline.Step, _ outcome: inout Outcome) {
        let runs = truth(step.when, outcome.hasFailed.map { !$0 })
        let kind: Deck.Condition.Kind = step.condition == nil ? .step : .branch
        program.beginOptional(kind, at: step.condition ?? step.place, truth: runs)
        let outer = stop
        stop = step.isTolerated ? .never : .perhapsAtFailure
        let failure = step.scripts.isEmpty ? .never : script(step)
        if step.scripts.isEmpty, let node = step.node { other(node) }
        stop = outer
        program.endOptional()
        guard !step.isTolerated, runs != false, failure != .never, outcome.hasFailed != true else { return }
        outcome.hasFailed = runs == true && failure == .always ? true : nil
    }

    /// Reads the script of a step as one text, if its parts are in the order of the file.
    private mutating func script(_ step: Pipeline.Step) -> Deck.Ending.Reader {
        let starts = step.scripts.map { document.nodes[$0].range.start }
        guard starts.isAscending(\.self), Set(starts).count == starts.count else {
            return step.scripts.reduce(.never) { failure, node in
                max(failure, script(document.mappedText(node), isStrict: step.isStrict, step.environment))
            }
        }
        var text = MappedText()
        for node in step.scripts { text.appendLines(document.mappedText(node)) }
        return script(text, isStrict: step.isStrict, step.environment)
    }

    /// Reads a step without a script, which may have texts in its arguments.
    private mutating func other(_ node: Int) {
        let start = last
        last = 0
        for (key, value) in document.members(node) where !["if", "condition", "name"].contains(document.text(key)) {
            walk(value, role(name(document.text(key)), .other))
        }
        last = max(start, last)
    }
}
