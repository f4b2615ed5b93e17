public import Contract
public import Diagnostics
public import Evaluator
import Reading
public import Secrets
public import Subjects
public import UrbanCode

/// The content of `.jmoncheck.yml`: which inputs belong together, and how findings are judged.
///
/// Patterns and report files are relative to the folder of the file. The command line overrides it.
public struct Configuration: Sendable {
    /// Inputs that belong together, by the paths that they match.
    public struct SetUpPlan: Sendable {
        public var name: String
        public var members: [Pattern] = []
        public var exports: [Pattern] = []
        public var decks: [Pattern] = []
        public var evidence: [Pattern] = []
        /// The lists that are given and name nothing, with their lines.
        var emptyLists: [(name: String, line: Int)] = []
        /// The environments of the exports that belong to the set-up; `nil` for all.
        public var environments: [Environment]?
        public var agentUsers: [String] = []
        public var targetUsers: [String] = []
        public var applications: [String] = []
        public var pluginVersion: Int?
        public var assumptions: Assumptions?
        /// The same as written.
        public var assumed: [String] = []
        /// Who is meant to generate PassTickets for whom; `nil` if the file does not say.
        public var access: ExpectedAccess?

        /// All patterns, in the order of the inputs: decks are applied in the order of their patterns.
        public var patterns: [Pattern] { members + exports + decks + evidence }

        /// Every pattern, with the kind of a file that it names and that is not recognised by its content.
        public var named: [(pattern: Pattern, fallback: InputKind?)] {
            members.map { ($0, .jobMonitor) } + exports.map { ($0, nil) } + decks.map { ($0, .racf) }
                + evidence.map { ($0, nil) }
        }
    }

    /// A pattern and its place.
    public struct Pattern: Sendable {
        public var glob: Glob
        public var line: Int
    }

    /// The name of an environment and its place.
    public struct Environment: Sendable {
        public var name: String
        public var line: Int
    }

    /// A severity, or that a rule is off, with its line.
    public struct RuleSetting: Sendable {
        /// `nil` if the rule is off.
        public var severity: Severity?
        public var line: Int
    }

    /// Paths in which the findings of some rules are ignored.
    public struct Ignore: Sendable {
        public var paths: [Glob]
        public var rules: Set<RuleID>
    }

    /// Where the properties of lists belong that do not say so themselves.
    public struct Placement: Sendable {
        public var paths: [Glob]
        public var level: UrbanCodeDocument.Scope
    }

    /// A finding that is accepted, and who accepted it.
    public struct Suppression: Sendable {
        public var rules: [RuleID] = []
        /// Empty for all paths.
        public var paths: [Glob] = []
        /// Patterns for what a finding is about, or for every check that reported it; empty for all.
        public var subjects: [SubjectPattern] = []
        public var reason = ""
        public var owner: String?
        public var until: CalendarDate?
        /// The range of the entry.
        public var range: SourceRange
    }

    /// Values of names from outside, such as variables and symbols.
    public var values: [String: String] = [:]
    public var setUps: [SetUpPlan] = []
    /// Of several that match a list the last one counts.
    public var placements: [Placement] = []
    /// Names and values that the configuration declares secret.
    public var secrets = SecretPatterns()
    public var rules: [RuleID: RuleSetting] = [:]
    public var ignores: [Ignore] = []
    public var suppressions: [Suppression] = []
    /// The file of the baseline.
    public var baseline: String?
    /// The name of the repository, so that the baseline of another one is not used by mistake.
    public var project: String?
    public var failOn: FailOn?
    /// The format and path of each report.
    public var reports: [(format: String, path: String)] = []
    /// The file that was read.
    public var file: SourceFile?
    /// Whether it was found above the working directory.
    public var isAbove = false

    /// Whether findings may be about the file itself.
    var holdsPlaces: Bool { !suppressions.isEmpty || setUps.contains { $0.access != nil } }

    public init() {}

    /// A fault of the file: exit status 2.
    public struct Failure: Error, Equatable, CustomStringConvertible {
        public var path: String
        public var position: Position?
        public var message: String

        public var description: String {
            path + (position.map { ":\($0.line):\($0.column)" } ?? "") + ": " + message
        }
    }
}

extension Configuration.Suppression {
    func matches(_ path: [UInt8]) -> Bool { paths.isEmpty || paths.contains { $0.matches(path) } }

    /// Whether it covers a finding, apart from the rule. A finding of several checks is covered if all of them are.
    func covers(_ finding: Finding, _ path: [UInt8]) -> Bool {
        guard matches(path) else { return false }
        return subjects.isEmpty || subjects.contains { $0.matches(finding.key) }
            || finding.subjects.allSatisfy { subject in subjects.contains { $0.matches(subject) } }
    }
}

/// A pattern for names of subjects: `*` matches any text, everything else matches itself.
public struct SubjectPattern: Sendable {
    /// The pattern as written.
    let text: String
    private let parts: [[UInt8]]

    public init(_ text: String) {
        self.text = text
        parts = text.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map { Array($0) }
    }

    public func matches(_ name: String) -> Bool {
        var rest = Array(name.utf8)[...]
        guard let first = parts.first, let last = parts.last, rest.starts(with: first) else { return false }
        guard parts.count > 1 else { return rest.elementsEqual(first) }
        rest = rest.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
    }
}

extension Configuration {
    /// Environments that a set-up names and none of its exports has. They are inputs that fail, because nothing was
    /// checked.
    func missingEnvironments(in inputs: [ParsedInput]) -> [ReadInputs.Input] {
        guard setUps.contains(where: { $0.environments != nil }) else { return [] }
        let paths = SortedPaths(inputs.map { Array($0.file.path.utf8) })
        return setUps.flatMap { plan -> [ReadInputs.Input] in
            let exports = plan.select(paths).compactMap { index in
                if case .urbanCode(let export) = inputs[index].document { export } else { nil }
            }
            guard let environments = plan.environments, !exports.isEmpty else { return [] }
            guard !environments.isEmpty else {
                return [
                    .failed(
                        path: file?.path ?? "", reason: "set-up \(plan.name) has an empty list of environments")
                ]
            }
            let known = Set(exports.flatMap { $0.environments.map(\.value) })
            return environments.filter { !known.contains($0.name) }.map { environment in
                let place = file.map { " (\($0.path):\(environment.line))" } ?? ""
                let hint = NearestName.find(environment.name, among: known.sorted()).map { "; did you mean \($0)?" }
                return .failed(
                    path: environment.name,
                    reason: "no export of set-up \(plan.name) has this environment\(place)\(hint ?? "")")
            }
        }
    }
}

extension Configuration.SetUpPlan {
    /// The indices of the set-up's inputs, in the order of the patterns, and by path within a pattern.
    func select(_ paths: SortedPaths) -> [Int] {
        var isTaken = Set<Int>()
        return patterns.flatMap { pattern in
            paths.matching(pattern.glob).filter { isTaken.insert($0).inserted }
        }
    }

    /// The options of the command line, completed by those of the plan.
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
