public import Diagnostics
public import Evaluator
public import Parsers
import Synchronization

/// The inputs that belong together: one Job Monitor, the exports that submit through it, the RACF behind it.
public final class SetUp: Sendable {
    public let name: String
    /// Whether a configuration says that these inputs belong together; otherwise they are all that was given.
    public let isConfigured: Bool
    public let options: PreflightOptions
    public let inputs: [ParsedInput]
    public let members: [JobMonitorConfig]
    /// The JCL of started tasks.
    public let procedures: [JobMonitorProc]
    /// What was captured of the running system.
    public let captures: [ConsoleCapture]
    public let exports: [UrbanCodeDocument]
    /// Those that are run. What documents show is evaluated apart, and decides nothing about the set-up.
    public let decks: [Deck]
    private let lazyEvaluation: Lazy<Evaluation>
    private let lazyDocuments: Lazy<[Evaluation]>
    private let lazyResolution: Lazy<UrbanCodeResolution>
    private let lazySteps: Lazy<[ResolvedStep]>
    private let lazyPasswordNames: Lazy<Set<String>>
    private let uses = Mutex<[PassTicketUse]?>(nil)
    /// Before the names of what is judged, where there are several set-ups.
    let prefix: String

    /// What the decks do to RACF.
    public var evaluation: Evaluation { lazyEvaluation.value }
    /// Documents beside the other inputs, each by itself.
    public var documents: [Evaluation] { lazyDocuments.value }
    /// What the references of the exports lead to.
    public var resolution: UrbanCodeResolution { lazyResolution.value }
    /// Every step that logs on to the Job Monitor, in every environment.
    public var steps: [ResolvedStep] { lazySteps.value }

    /// Of properties that hold passwords.
    public var passwordNames: Set<String> { lazyPasswordNames.value }

    /// - Parameters:
    ///   - isOneOfSeveral: whether what is judged is named after the set-up too: a step or deck may be in several.
    ///   - environments: only steps in these; `nil` for all.
    init(
        name: String, isConfigured: Bool = false, isOneOfSeveral: Bool = false, inputs: [ParsedInput],
        options: PreflightOptions, environments: [String]? = nil
    ) {
        self.name = name
        self.isConfigured = isConfigured
        self.inputs = inputs
        self.options = options
        var members: [JobMonitorConfig] = []
        var procedures: [JobMonitorProc] = []
        var captures: [ConsoleCapture] = []
        var exports: [UrbanCodeDocument] = []
        var decks: [Deck] = []
        var listings: [RACFListing] = []
        for input in inputs {
            switch input.document {
            case .jobMonitor(let member): members.append(member)
            case .jobMonitorProc(let procedure): procedures.append(procedure)
            case .console(let capture): captures.append(capture)
            case .urbanCode(let export): exports.append(export)
            case .deck(let deck): decks.append(deck)
            case .racfListing(let listing): listings.append(listing)
            }
        }
        self.members = members
        self.procedures = procedures
        self.captures = captures
        self.exports = exports
        let isDocument = inputs.count == decks.count && decks.allSatisfy(\.isDocumentation)
        let run = isDocument ? decks : decks.filter { !$0.isDocumentation }
        self.decks = run
        let prefix = isOneOfSeveral ? "\(name): " : ""
        self.prefix = prefix
        lazyEvaluation = Lazy { [listings] in
            var evaluation = Evaluation(decks: run, listings: listings, assumptions: options.assumptions)
            evaluation.name =
                prefix + (run.map(\.file.path) + listings.map(\.file.path)).joined(separator: " + ")
            return evaluation
        }
        lazyDocuments = Lazy { [decks] in
            guard !isDocument else { return [] }
            return decks.filter(\.isDocumentation).map { deck in
                var evaluation = Evaluation(decks: [deck], assumptions: .unknown, isAside: true)
                evaluation.name = prefix + deck.file.path
                return evaluation
            }
        }
        let lazyResolution = Lazy { [exports] in
            UrbanCodeResolution(
                exports, pluginVersion: options.pluginVersion, environments: environments.map(Set.init))
        }
        self.lazyResolution = lazyResolution
        lazyPasswordNames = Lazy { [exports] in UrbanCodeDocument.passwordNames(in: exports) }
        lazySteps = Lazy {
            lazyResolution.value.steps.map { step in
                var step = step
                step.name = prefix + step.name
                return step
            }
        }
    }

    /// All that rules about RACF judge.
    public var evaluations: [Evaluation] { [evaluation] + documents }
}

extension SetUp {
    /// Made once; rules and the preflight chain ask for them.
    var passTicketUses: [PassTicketUse] {
        uses.withLock { uses in
            if let uses { return uses }
            let made = PassTicketUse.all(in: self)
            uses = made
            return made
        }
    }
}

extension SetUp: RuleSubject {
    public static func all(in workspace: Workspace) -> [SetUp] { workspace.setUps }
    public var subjectName: String { "set-up \(name)" }
    public var subjectFile: FileID? { nil }
}

extension JobMonitorConfig: RuleSubject {
    public static func all(in workspace: Workspace) -> [JobMonitorConfig] {
        workspace.inputs.compactMap { if case .jobMonitor(let member) = $0.document { member } else { nil } }
    }
    public var subjectName: String { file.path }
    public var subjectFile: FileID? { file.id }
}

extension JobMonitorProc: RuleSubject {
    public static func all(in workspace: Workspace) -> [JobMonitorProc] {
        workspace.inputs.compactMap { if case .jobMonitorProc(let procedure) = $0.document { procedure } else { nil } }
    }
    public var subjectName: String { file.path }
    public var subjectFile: FileID? { file.id }
}

/// A started task's JCL together with the members that are checked.
struct ProcInSetUp: RuleSubject {
    let procedure: JobMonitorProc
    let setUp: SetUp

    static func all(in workspace: Workspace) -> [ProcInSetUp] {
        workspace.setUps.flatMap { setUp in setUp.procedures.map { ProcInSetUp(procedure: $0, setUp: setUp) } }
    }
    var subjectName: String { setUp.prefix + procedure.file.path }
    var subjectFile: FileID? { procedure.file.id }
}

extension Deck: RuleSubject {
    public static func all(in workspace: Workspace) -> [Deck] {
        workspace.inputs.compactMap { if case .deck(let deck) = $0.document { deck } else { nil } }
    }
    public var subjectName: String { file.path }
    public var subjectFile: FileID? { file.id }
}

/// What shows keys, or that there are some.
enum KeySource: RuleSubject {
    case deck(Deck)
    case listing(RACFListing)

    static func all(in workspace: Workspace) -> [KeySource] {
        workspace.inputs.compactMap { input in
            switch input.document {
            case .deck(let deck): .deck(deck)
            case .racfListing(let listing): .listing(listing)
            case .jobMonitor, .jobMonitorProc, .console, .urbanCode: nil
            }
        }
    }
    private var file: SourceFile {
        switch self {
        case .deck(let deck): deck.file
        case .listing(let listing): listing.file
        }
    }
    var subjectName: String { file.path }
    var subjectFile: FileID? { file.id }
}

extension UrbanCodeDocument: RuleSubject {
    public static func all(in workspace: Workspace) -> [UrbanCodeDocument] {
        workspace.inputs.compactMap { if case .urbanCode(let document) = $0.document { document } else { nil } }
    }
    public var subjectName: String { file.path }
    public var subjectFile: FileID? { file.id }
}

extension Evaluation: RuleSubject {
    public static func all(in workspace: Workspace) -> [Evaluation] {
        workspace.setUps.flatMap(\.evaluations).filter { !$0.decks.isEmpty || !$0.listings.isEmpty }
    }
    public var leavesNothingOpen: Bool { isAside }
    public var subjectName: String { name }
    public var subjectFile: FileID? { firstFile }
}

extension ResolvedStep: RuleSubject {
    public static func all(in workspace: Workspace) -> [ResolvedStep] { workspace.setUps.flatMap(\.steps) }
    public var subjectName: String { name }
    public var subjectFile: FileID? { file }
}

/// A step together with what it has to agree with.
struct StepInSetUp: RuleSubject {
    let step: ResolvedStep
    let setUp: SetUp

    static func all(in workspace: Workspace) -> [StepInSetUp] {
        workspace.setUps.flatMap { setUp in setUp.steps.map { StepInSetUp(step: $0, setUp: setUp) } }
    }
    var subjectName: String { step.name }
    var subjectFile: FileID? { step.file }
}

extension ParsedInput: RuleSubject {
    public static func all(in workspace: Workspace) -> [ParsedInput] { workspace.inputs }
    public var subjectName: String { file.path }
    public var subjectFile: FileID? { file.id }
}
