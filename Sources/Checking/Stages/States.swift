public import Comparing
public import Diagnostics
import RACF
import Reading
import Subjects
import UrbanCode

/// A state of the inputs for `diff`: the outcome of its check, and what is compared.
public struct CheckedState: Sendable {
    public let outcome: Outcome
    let state: Comparison.State
    /// The environments of its exports.
    public let environments: [String]
    /// Whether a deck is among its inputs.
    public let hasDecks: Bool
    /// Whether it is a stored report.
    public let isStored: Bool

    fileprivate init(_ outcome: Outcome, _ setUps: [SetUp]) {
        self.outcome = outcome
        state = Comparison.State(
            inputs: outcome.inputs,
            pictures: setUps.map { SystemPicture($0, in: outcome) })
        var seen: Set<String> = []
        environments = setUps.flatMap(\.exports).flatMap(\.environments).map(\.value)
            .filter { seen.insert($0).inserted }
        hasDecks = setUps.contains { !$0.decks.isEmpty }
        isStored = false
    }

    /// A state as a stored report has it.
    public init(stored outcome: Outcome) {
        self.outcome = outcome
        var names: [String] = []
        for name in outcome.inputs.map(\.setUp) + outcome.steps.map(\.setUp) where !names.contains(name) {
            names.append(name)
        }
        state = Comparison.State(
            inputs: outcome.inputs,
            pictures: names.map { SystemPicture($0, in: outcome, outcome.access) })
        environments = []
        hasDecks = false
        isStored = true
    }

    /// The names of its set-ups.
    public var setUps: [String] { state.pictures.map(\.setUp) }
}

extension Checker {
    /// Reads and checks one state.
    ///
    /// - Throws: if the baseline is another project's.
    public func state(_ sources: [Source]) throws(Baseline.Failure) -> CheckedState {
        try state(reading(of: sources))
    }

    /// Reads inputs once, and checks them without their decks and with them.
    ///
    /// - Throws: if the baseline is another project's.
    public func statesAroundDecks(
        _ sources: [Source]
    ) throws(Baseline.Failure) -> (before: CheckedState, after: CheckedState) {
        let all = reading(of: sources)
        let progress = try judged(all)
        let (outcome, setUps) = (conclude(progress), progress.workspace.setUps)
        let undecked = try judged(all.withoutDecks)
        var (before, others) = (conclude(undecked), undecked.workspace.setUps)
        before.inputs = outcome.inputs
        // A set-up that has nothing but decks is what is assumed of the system before them.
        let names = Set(others.map(\.name))
        others += setUps.filter { !names.contains($0.name) }.map {
            SetUp(name: $0.name, inputs: [], options: $0.options, expected: $0.expected)
        }
        return (CheckedState(before, others), CheckedState(outcome, setUps))
    }

    func state(_ reading: ReadInputs) throws(Baseline.Failure) -> CheckedState {
        let progress = try judged(reading)
        return CheckedState(conclude(progress), progress.workspace.setUps.filter { !$0.inputs.isEmpty })
    }

    /// What differs between two states.
    public static func difference(
        before: CheckedState, after: CheckedState, isAroundDecks: Bool = false,
        environments: Comparison.Environments? = nil
    ) -> DifferenceReport {
        Comparison.report(
            before: before.state, after: after.state, isAroundDecks: isAroundDecks, environments: environments)
    }
}

extension ReadInputs {
    /// The same inputs as if their decks had not run. They keep their numbers.
    fileprivate var withoutDecks: ReadInputs {
        var others = self
        for index in others.inputs.indices {
            guard case .parsed(let input) = others.inputs[index], case .deck = input.document else { continue }
            others.setAside.insert(input.file.id)
        }
        return others
    }
}
