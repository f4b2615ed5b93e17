public import Diagnostics
public import Evaluator
public import Parsers

/// The inputs that belong together: one Job Monitor, the exports that submit through it, the RACF behind it.
public struct SetUp: Sendable {
    public let name: String
    public let options: PreflightOptions
    public let members: [JobMonitorConfig]
    public let exports: [UrbanCodeDocument]
    public let decks: [Deck]
    public let evaluation: Evaluation
    /// Every step that logs on to the Job Monitor, in every environment.
    public let steps: [ResolvedStep]

    init(name: String, inputs: [ParsedInput], options: PreflightOptions) {
        self.name = name
        self.options = options
        var members: [JobMonitorConfig] = []
        var exports: [UrbanCodeDocument] = []
        var decks: [Deck] = []
        for input in inputs {
            switch input.document {
            case .jobMonitor(let member): members.append(member)
            case .urbanCode(let export): exports.append(export)
            case .deck(let deck): decks.append(deck)
            }
        }
        self.members = members
        self.exports = exports
        self.decks = decks
        steps = ResolvedStep.all(in: exports, pluginVersion: options.pluginVersion)
        evaluation = Evaluation(decks: decks, assumptions: options.assumptions)
    }
}

extension SetUp: RuleSubject {
    public static func all(in workspace: Workspace) -> [SetUp] { workspace.setUps }
    public var subjectName: String { "set-up \(name)" }
    public var subjectFile: FileID? { nil }
}

extension JobMonitorConfig: RuleSubject {
    public static func all(in workspace: Workspace) -> [JobMonitorConfig] { workspace.setUps.flatMap(\.members) }
    public var subjectName: String { file.path }
    public var subjectFile: FileID? { file.id }
}

extension Deck: RuleSubject {
    public static func all(in workspace: Workspace) -> [Deck] { workspace.setUps.flatMap(\.decks) }
    public var subjectName: String { file.path }
    public var subjectFile: FileID? { file.id }
}

extension UrbanCodeDocument: RuleSubject {
    public static func all(in workspace: Workspace) -> [UrbanCodeDocument] { workspace.setUps.flatMap(\.exports) }
    public var subjectName: String { file.path }
    public var subjectFile: FileID? { file.id }
}

extension Evaluation: RuleSubject {
    public static func all(in workspace: Workspace) -> [Evaluation] {
        workspace.setUps.filter { !$0.decks.isEmpty }.map(\.evaluation)
    }
    public var subjectName: String { decks.map(\.file.path).joined(separator: " + ") }
    public var subjectFile: FileID? { decks.first?.file.id }
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
