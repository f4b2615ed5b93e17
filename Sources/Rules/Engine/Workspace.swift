import Diagnostics
public import Evaluator
public import Parsers

/// All inputs of a run as models, sorted into set-ups; what the rules look at.
public struct Workspace: Sendable {
    public private(set) var inputs: [ParsedInput]
    public private(set) var setUps: [SetUp]
    /// What the inputs do not show counts as failed.
    public let strictEvidence: Bool
    /// Those that the inputs do not decide, for the rules that judge checks.
    var openChecks: [Check] = []
    /// Files of jmoncheck's own that findings may speak of.
    let ownFiles: OwnFiles
    /// Those of the inputs and of the configuration, for the rules that judge them.
    var suppressions: [SuppressionList] = []
    var baseline: BaselineState?

    /// - Parameter plans: the set-ups of a configuration. Without any, all inputs form one; what none of them names
    ///   forms another.
    public init(
        inputs: [ParsedInput], options: PreflightOptions, strictEvidence: Bool = false,
        plans: [Configuration.SetUpPlan] = [], ownFiles: OwnFiles = OwnFiles()
    ) {
        self.inputs = inputs
        self.ownFiles = ownFiles
        self.strictEvidence = strictEvidence
        guard !plans.isEmpty else {
            setUps = Self.setUps(of: inputs, options)
            return
        }
        let paths = SortedPaths(inputs.map { Array($0.file.path.utf8) })
        var isTaken = inputs.map { _ in false }
        let chosen = plans.map { plan in (plan: plan, inputs: plan.select(paths)) }.filter { !$0.inputs.isEmpty }
        for index in chosen.flatMap(\.inputs) { isTaken[index] = true }
        let others = inputs.indices.filter { !isTaken[$0] }.map { inputs[$0] }
        let isRest = !others.isEmpty || chosen.isEmpty
        let isOneOfSeveral = chosen.count + (isRest ? 1 : 0) > 1
        var setUps = chosen.map { plan, chosen in
            SetUp(
                name: plan.name, isConfigured: true, isOneOfSeveral: isOneOfSeveral,
                inputs: chosen.map { inputs[$0] }, options: plan.options(options),
                environments: plan.environments?.map(\.name))
        }
        if isRest { setUps += Self.setUps(of: others, options, isOneOfSeveral: isOneOfSeveral) }
        self.setUps = setUps
    }

    /// Inputs that nobody tied together form one set-up. Where all are documents, each is judged by itself: what one
    /// manual defines another one may define again.
    private static func setUps(
        of inputs: [ParsedInput], _ options: PreflightOptions, isOneOfSeveral: Bool = false
    ) -> [SetUp] {
        guard inputs.count > 1, inputs.allSatisfy(\.isDocumentation) else {
            return [SetUp(name: defaultName, isOneOfSeveral: isOneOfSeveral, inputs: inputs, options: options)]
        }
        return inputs.map {
            SetUp(name: $0.file.path, isOneOfSeveral: isOneOfSeveral, inputs: [$0], options: options)
        }
    }

    /// Whether it is worth while to work on it with several threads.
    var isLarge: Bool { inputs.count >= 16 || size >= 1 << 20 }

    /// How many bytes there are to judge.
    var size: Int {
        max(Self.size(of: inputs), setUps.reduce(0) { $0 + Self.size(of: $1.inputs) })
    }

    private static func size(of inputs: [ParsedInput]) -> Int { inputs.reduce(0) { $0 + $1.file.bytes.count } }

    /// The same in pieces that rules about inputs can judge one by one: some set-ups, and as many inputs. They are in
    /// the order of their names, so that a piece mostly has the inputs of its set-ups.
    ///
    /// - Parameter most: how many there are where there are as many set-ups.
    func pieces(_ most: Int) -> [Workspace] {
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
    static let defaultName = "default"
}

/// The configuration and the baseline, numbered behind the inputs.
public struct OwnFiles: Sendable {
    private(set) var configuration: SourceFile?
    private(set) var baseline: SourceFile?

    public init() {}

    /// - Parameter count: of the inputs.
    init(behind count: Int, configuration: SourceFile?, baseline: SourceFile?) {
        self.configuration = configuration
        self.configuration?.id = FileID(count)
        self.baseline = baseline
        self.baseline?.id = FileID(count + (configuration == nil ? 0 : 1))
    }

    var all: [SourceFile] { [configuration, baseline].compactMap(\.self) }

    subscript(id: FileID) -> SourceFile? { all.first { $0.id == id } }
}

/// What the user says about the deployment and about the system before the decks.
public struct PreflightOptions: Sendable {
    /// Who runs the agent.
    public var agentUsers: [String]
    /// Whom the agent submits jobs as.
    public var targetUsers: [String]
    /// Applications that PassTickets are generated for.
    public var applications: [String]
    /// Version of the z/OS Utility plug-in where the export does not say.
    public var pluginVersion: Int?
    /// The system before the decks.
    public var assumptions: Assumptions

    /// What the deployment steps generate PassTickets for.
    public static let standardApplications = ["FEKAPPL"]

    public init(
        agentUsers: [String] = [], targetUsers: [String] = [], applications: [String] = standardApplications,
        pluginVersion: Int? = nil, assumptions: Assumptions = .unknown
    ) {
        self.agentUsers = agentUsers
        self.targetUsers = targetUsers
        self.applications = applications
        self.pluginVersion = pluginVersion
        self.assumptions = assumptions
    }
}

extension PreflightOptions {
    /// A user ID or application name, 1 to 8 of A-Z 0-9 # $ @, folded to upper case (RACF command syntax).
    public static func userID(_ text: String) -> String? {
        let upper = text.uppercased()
        let isUserID = upper.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "#$@".utf8.contains(byte)
            }
        }
        return isUserID && (1...8).contains(upper.utf8.count) ? upper : nil
    }
}
