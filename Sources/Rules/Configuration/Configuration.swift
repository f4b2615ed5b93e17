public import Diagnostics
public import Evaluator
public import Parsers

/// What `.jmoncheck.yml` says: which inputs belong together, and how findings are judged.
///
/// Patterns and report files are relative to the folder of the file. What the command line says wins.
public struct Configuration: Sendable {
    /// Inputs that belong together, by the paths that they match.
    public struct SetUpPlan: Sendable {
        public var name: String
        public var members: [Pattern] = []
        public var exports: [Pattern] = []
        public var decks: [Pattern] = []
        public var evidence: [Pattern] = []
        /// Which environments of the exports; `nil` for all.
        public var environments: [String]?
        public var agentUsers: [String] = []
        public var targetUsers: [String] = []
        public var applications: [String] = []
        public var pluginVersion: Int?
        public var assumptions: Assumptions?

        /// In the order in which inputs are taken: decks are applied in that of their patterns.
        public var patterns: [Pattern] { members + exports + decks + evidence }

        /// Every pattern, with what a file is that it names and that does not tell itself.
        public var named: [(pattern: Pattern, fallback: InputKind?)] {
            members.map { ($0, .jobMonitor) } + exports.map { ($0, nil) } + decks.map { ($0, .racf) }
                + evidence.map { ($0, nil) }
        }
    }

    /// A pattern and where it stands.
    public struct Pattern: Sendable {
        public var glob: Glob
        public var line: Int
    }

    /// A severity, or that a rule is off, and the line that says so.
    public struct RuleSetting: Sendable {
        /// `nil`: off.
        public var severity: Severity?
        public var line: Int
    }

    /// Findings of some rules in some paths that are not wanted.
    public struct Ignore: Sendable {
        public var paths: [Glob]
        public var rules: Set<RuleID>
    }

    public var setUps: [SetUpPlan] = []
    public var rules: [RuleID: RuleSetting] = [:]
    public var ignores: [Ignore] = []
    public var failOn: FailOn?
    /// Format and path.
    public var reports: [(format: String, path: String)] = []

    public init() {}

    /// What is wrong with the file: exit status 2.
    public struct Failure: Error, Equatable, CustomStringConvertible {
        public var path: String
        public var position: Position?
        public var message: String

        public var description: String {
            path + (position.map { ":\($0.line):\($0.column)" } ?? "") + ": " + message
        }
    }
}

extension Configuration.SetUpPlan {
    /// The inputs of the set-up, by index: in the order of the patterns, below one pattern by path.
    func select(_ paths: SortedPaths) -> [Int] {
        var isTaken = Set<Int>()
        return patterns.flatMap { pattern in
            paths.matching(pattern.glob).filter { isTaken.insert($0).inserted }
        }
    }

    /// The options of the command line, where they are silent those of the plan.
    func options(_ given: PreflightOptions) -> PreflightOptions {
        var options = given
        if options.agentUsers.isEmpty { options.agentUsers = agentUsers }
        if options.targetUsers.isEmpty { options.targetUsers = targetUsers }
        if options.applications == PreflightOptions.standardApplications, !applications.isEmpty {
            options.applications = applications
        }
        options.pluginVersion = options.pluginVersion ?? pluginVersion
        if options.assumptions == .unknown, let assumptions { options.assumptions = assumptions }
        return options
    }
}
