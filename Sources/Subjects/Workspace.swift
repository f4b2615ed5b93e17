package import Diagnostics
import Evaluator
package import Reading

/// All inputs of a run as models, sorted into set-ups, for the rules to judge.
package struct Workspace: Sendable {
    package private(set) var inputs: [ParsedInput]
    package private(set) var setUps: [SetUp]
    /// Whether checks that the inputs do not decide count as failed.
    package let strictEvidence: Bool
    /// The checks that the inputs do not decide, for the rules that judge checks.
    package var openChecks: [Check] = []
    /// The files of jmoncheck's own that findings may be about.
    package let ownFiles: OwnFiles
    /// The suppressions of the inputs and of the configuration, for the rules that judge them.
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

    /// Whether working with several threads is worthwhile.
    package var isLarge: Bool { inputs.count >= 16 || size >= 1 << 20 }

    /// The number of bytes to judge.
    package var size: Int {
        max(Self.size(of: inputs), setUps.reduce(0) { $0 + Self.size(of: $1.inputs) })
    }

    private static func size(of inputs: [ParsedInput]) -> Int { inputs.reduce(0) { $0 + $1.file.bytes.count } }

    /// The workspace in pieces that rules about inputs can judge one by one: some set-ups, and as many inputs. They are
    /// in the order of their names, so that a piece mostly has the inputs of its set-ups.
    ///
    /// - Parameter most: the largest number of pieces.
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

    /// The name of the set-up without a name.
    package static let defaultName = "default"
}
