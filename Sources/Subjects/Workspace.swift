package import Diagnostics
import Evaluator
package import Reading

/// All inputs of a run as models, sorted into set-ups; what the rules look at.
package struct Workspace: Sendable {
    package private(set) var inputs: [ParsedInput]
    package private(set) var setUps: [SetUp]
    /// What the inputs do not show counts as failed.
    package let strictEvidence: Bool
    /// Those that the inputs do not decide, for the rules that judge checks.
    package var openChecks: [Check] = []
    /// Files of jmoncheck's own that findings may speak of.
    package let ownFiles: OwnFiles
    /// Those of the inputs and of the configuration, for the rules that judge them.
    package var suppressions: [SuppressionList] = []
    package var baseline: BaselineState?

    package init(
        inputs: [ParsedInput], setUps: [SetUp], strictEvidence: Bool = false, ownFiles: OwnFiles = OwnFiles()
    ) {
        self.inputs = inputs
        self.setUps = setUps
        self.strictEvidence = strictEvidence
        self.ownFiles = ownFiles
    }

    /// Whether it is worth while to work on it with several threads.
    package var isLarge: Bool { inputs.count >= 16 || size >= 1 << 20 }

    /// How many bytes there are to judge.
    package var size: Int {
        max(Self.size(of: inputs), setUps.reduce(0) { $0 + Self.size(of: $1.inputs) })
    }

    private static func size(of inputs: [ParsedInput]) -> Int { inputs.reduce(0) { $0 + $1.file.bytes.count } }

    /// The same in pieces that rules about inputs can judge one by one: some set-ups, and as many inputs. They are in
    /// the order of their names, so that a piece mostly has the inputs of its set-ups.
    ///
    /// - Parameter most: how many there are where there are as many set-ups.
    package func pieces(_ most: Int) -> [Workspace] {
        let count = min(setUps.count, most)
        func share(_ number: Int, of whole: Int) -> Range<Int> { whole * number / count..<whole * (number + 1) / count }
        return (0..<count).map { number in
            var piece = self
            piece.inputs = Array(inputs[share(number, of: inputs.count)])
            piece.setUps = Array(setUps[share(number, of: setUps.count)])
            return piece
        }
    }

    /// Of the set-up that nobody named.
    package static let defaultName = "default"
}
