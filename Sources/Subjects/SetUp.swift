public import Console
import Contract
public import Diagnostics
public import Evaluator
public import JobMonitor
public import JobMonitorProc
public import RACF
public import Reading
import Synchronization
public import Unload
public import UrbanCode

/// The inputs that belong together: one Job Monitor, the exports that submit through it, and its RACF definitions.
public final class SetUp: Sendable {
    public let name: String
    /// Whether a configuration says that these inputs belong together; otherwise they are all that was given.
    public let isConfigured: Bool
    public let options: PreflightOptions
    public let inputs: [ParsedInput]
    public let members: [JobMonitorConfig]
    /// The JCL of started tasks.
    public let procedures: [JobMonitorProc]
    /// Captures of the running system.
    public let captures: [ConsoleCapture]
    public let exports: [UrbanCodeDocument]
    /// The parts of the database as IRRDBU00 shows them.
    public let unloads: [Unload]
    /// Also the listings that unloads hold.
    public let listings: [RACFListing]
    /// What z/OSMF is told that products need.
    public let descriptors: [SecurityDescriptor]
    /// The decks that are run. What documents show is evaluated separately and does not affect the set-up.
    public let decks: [Deck]
    /// Who is meant to have access; `nil` if nobody says so.
    public let expected: ExpectedAccess?
    private let lazyGrants: Lazy<[AccessReport.Grant]>
    private let lazyEvaluation: Lazy<Evaluation>
    private let evaluate: @Sendable (_ isSimulated: Bool) -> Evaluation
    private let lazyDocuments: Lazy<[Evaluation]>
    private let lazyResolution: Lazy<UrbanCodeResolution>
    private let lazyStepResolution: Lazy<UrbanCodeResolution>
    private let lazySteps: Lazy<[ResolvedStep]>
    private let lazyPasswordNames: Lazy<Set<String>>
    private let uses = Mutex<[PassTicketUse]?>(nil)
    /// The prefix of subject names if there are several set-ups.
    public let prefix: String

    /// What the decks do to RACF.
    public var evaluation: Evaluation { lazyEvaluation.value }
    /// An evaluation of its own that has the result of each command.
    public var simulated: Evaluation { evaluate(true) }
    /// Everyone who may generate PassTickets, with refused entries.
    public var grants: [AccessReport.Grant] { lazyGrants.value }
    /// The documents among the inputs, each evaluated by itself.
    public var documents: [Evaluation] { lazyDocuments.value }
    /// What the references of the exports lead to.
    public var resolution: UrbanCodeResolution { lazyResolution.value }
    /// The same, with certainty only the steps and what is cut of them.
    public var stepResolution: UrbanCodeResolution { lazyStepResolution.value }
    /// Every step that logs on to the Job Monitor, in every environment.
    public var steps: [ResolvedStep] { lazySteps.value }

    /// The names of properties that hold passwords.
    public var passwordNames: Set<String> { lazyPasswordNames.value }

    /// Gives the resolution of a set-up by its name and by what makes it.
    public typealias Resolutions =
        (_ name: String, _ make: @escaping @Sendable () -> UrbanCodeResolution) -> Lazy<UrbanCodeResolution>

    /// - Parameters:
    ///   - isOneOfSeveral: whether the names of subjects include the set-up, because a step or deck may be in several.
    ///   - environments: the environments of the steps; `nil` for all.
    ///   - kept: gives the resolution that was made for the set-up before, or else makes it.
    public init(
        name: String, isConfigured: Bool = false, isOneOfSeveral: Bool = false, inputs: [ParsedInput],
        options: PreflightOptions, environments: [String]? = nil, expected: ExpectedAccess? = nil,
        kept: Resolutions = { Lazy($1) }
    ) {
        self.name = name
        self.expected = expected
        self.isConfigured = isConfigured
        self.inputs = inputs
        self.options = options
        var members: [JobMonitorConfig] = []
        var procedures: [JobMonitorProc] = []
        var captures: [ConsoleCapture] = []
        var exports: [UrbanCodeDocument] = []
        var decks: [Deck] = []
        var listings: [RACFListing] = []
        var unloads: [Unload] = []
        var descriptors: [SecurityDescriptor] = []
        for input in inputs {
            switch input.document {
            case .jobMonitor(let member): members.append(member)
            case .jobMonitorProc(let procedure): procedures.append(procedure)
            case .console(let capture): captures.append(capture)
            case .urbanCode(let export): exports.append(export)
            case .deck(let deck): decks.append(deck)
            case .racfListing(let listing): listings.append(listing)
            case .descriptor(let descriptor): descriptors.append(descriptor)
            case .unload(let unload):
                unloads.append(unload)
                if let appended = unload.appended { listings.append(RACFListing.parse(appended).model) }
            }
        }
        self.listings = listings
        self.members = members
        self.procedures = procedures
        self.captures = captures
        self.exports = exports
        self.unloads = unloads
        self.descriptors = descriptors
        let isDocument = inputs.count == decks.count && decks.allSatisfy(\.isDocumentation)
        let run = isDocument ? decks : decks.filter { !$0.isDocumentation }
        self.decks = run
        let prefix = isOneOfSeveral ? "\(name): " : ""
        self.prefix = prefix
        let evaluate: @Sendable (_ isSimulated: Bool) -> Evaluation = { [listings, unloads] isSimulated in
            var assumptions = options.assumptions
            assumptions.date = options.date
            var evaluation = Evaluation(
                decks: run, listings: listings, unloads: unloads, assumptions: assumptions, date: options.date,
                simulatedSetUp: isSimulated ? name : nil)
            let listed = listings.filter { listing in !unloads.contains { $0.file.id == listing.file.id } }
            let paths = run.map(\.file.path) + unloads.map(\.file.path) + listed.map(\.file.path)
            evaluation.name = prefix + paths.joined(separator: " + ")
            evaluation.applications = options.applications
            return evaluation
        }
        self.evaluate = evaluate
        let lazyEvaluation = Lazy { evaluate(false) }
        self.lazyEvaluation = lazyEvaluation
        lazyGrants = Lazy {
            lazyEvaluation.value.grants(name)
        }
        lazyDocuments = Lazy { [decks] in
            guard !isDocument else { return [] }
            return decks.filter(\.isDocumentation).map { deck in
                var evaluation = Evaluation(decks: [deck], assumptions: .unknown, isAside: true)
                evaluation.name = prefix + deck.file.path
                return evaluation
            }
        }
        let environments = environments.map(Set.init)
        let resolve: @Sendable (_ onlySteps: Bool) -> UrbanCodeResolution = { [exports] onlySteps in
            UrbanCodeResolution(
                exports, pluginVersion: options.pluginVersion, environments: environments, onlySteps: onlySteps)
        }
        let lazyStepResolution = kept(name) { resolve(!options.judgesExports) }
        lazyResolution = options.judgesExports ? lazyStepResolution : Lazy { resolve(false) }
        self.lazyStepResolution = lazyStepResolution
        lazyPasswordNames = Lazy { [exports] in UrbanCodeDocument.passwordNames(in: exports) }
        lazySteps = Lazy {
            let steps = lazyStepResolution.value.steps
            return prefix.isEmpty ? steps : steps.map { $0.named(after: prefix) }
        }
    }

    /// All evaluations that rules about RACF judge.
    public var evaluations: [Evaluation] { [evaluation] + documents }
}

extension SetUp {
    /// The uses of PassTickets, computed once for the rules and the preflight chain.
    public var passTicketUses: [PassTicketUse] {
        uses.withLock { uses in
            if let uses { return uses }
            let made = PassTicketUse.all(in: self)
            uses = made
            return made
        }
    }
}
