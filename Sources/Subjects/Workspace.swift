public import Diagnostics
import Evaluator
public import Reading

/// All inputs of a run as models, sorted into set-ups, for the rules to judge.
public struct Workspace: Sendable {
    public private(set) var inputs: [ParsedInput]
    public private(set) var setUps: [SetUp]
    /// The inputs that are not text, so that there is no model of them.
    public private(set) var undecodable: [InputText]
    /// Whether checks that the inputs do not decide count as failed.
    public let strictEvidence: Bool
    /// The checks so far, by rule, for the rules that judge checks.
    public var earlierChecks: [[Check]] = []
    /// The files of jmoncheck's own that findings may be about.
    public let ownFiles: OwnFiles
    /// The day of the run.
    public let today: CalendarDate
    /// The suppressions of the inputs and of the configuration, for the rules that judge them.
    public var suppressions: [SuppressionList] = []
    public var baseline: BaselineState?

    public init(
        inputs: [ParsedInput], setUps: [SetUp], undecodable: [InputText], strictEvidence: Bool, ownFiles: OwnFiles,
        today: CalendarDate
    ) {
        self.today = today
        self.inputs = inputs
        self.setUps = setUps
        self.undecodable = undecodable
        self.strictEvidence = strictEvidence
        self.ownFiles = ownFiles
    }

    /// Whether working with several threads is worthwhile.
    public var isLarge: Bool { inputs.count >= 16 || size >= 1 << 20 }

    /// The number of bytes to judge.
    public var size: Int {
        max(Self.size(of: inputs), setUps.reduce(0) { $0 + Self.size(of: $1.inputs) })
    }

    private static func size(of inputs: [ParsedInput]) -> Int { inputs.reduce(0) { $0 + $1.file.bytes.count } }

    /// The workspace in pieces that rules about inputs can judge one by one: some set-ups, and as many inputs. They are
    /// in the order of their names, so that a piece mostly has the inputs of its set-ups.
    ///
    /// - Parameter most: the largest number of pieces.
    public func pieces(_ most: Int) -> [Workspace] {
        let count = min(setUps.count, most)
        func share(_ number: Int, of whole: Int) -> Range<Int> { whole * number / count..<whole * (number + 1) / count }
        return (0..<count).map { number in
            var piece = self
            piece.inputs = Array(inputs[share(number, of: inputs.count)])
            piece.setUps = Array(setUps[share(number, of: setUps.count)])
            if number < count - 1 { piece.undecodable = [] }
            return piece
        }
    }

    /// The subjects of all set-ups. Those of the only one are not copied, because there may be many and each rule asks.
    func ofSetUps<Subject>(_ subjects: (SetUp) -> [Subject]) -> [Subject] {
        setUps.count == 1 ? subjects(setUps[0]) : setUps.flatMap(subjects)
    }

    /// The name of the set-up without a name.
    public static let defaultName = Outcome.defaultSetUp
}
