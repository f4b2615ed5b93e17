/// The code of a rule, such as `JM101`. Codes are for machines and never change.
public struct RuleID: Hashable, Comparable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let code: String

    public init(_ code: String) { self.code = code }
    public init(stringLiteral code: String) { self.code = code }

    public var description: String { code }

    public static func < (left: RuleID, right: RuleID) -> Bool { left.code < right.code }
}

/// The part of a set-up that a rule judges. Its raw value names the group of checks in reports.
public enum RuleArea: String, Sendable, CaseIterable {
    case input, jobmonitor, urbancode, racf, preflight

    /// The heading for people.
    public var title: String {
        switch self {
        case .input: "Inputs"
        case .jobmonitor: "Job Monitor"
        case .urbancode: "UrbanCode Deploy"
        case .racf: "RACF"
        case .preflight: "Preflight across files"
        }
    }
}

/// Everything that is known about a rule without running it: the text from which `rules/<code>.md` and `jmoncheck explain`
/// are made, and the properties of its findings. Every list of rules in code and help is made from these properties.
///
/// It is a class because it is passed around often, and a copy of its many texts takes time.
public final class RuleInfo: Sendable {
    /// Whether suppressions and the baseline may accept findings.
    public enum Acceptance: Sendable {
        case allowed
        /// Only with `--allow-critical-suppressions`.
        case guarded
        case refused
    }

    /// How a rule is switched off.
    public enum Switching: Sendable {
        /// By `--select` without it, or by `--ignore`.
        case free
        /// By `--ignore` only. Selecting other rules does not mean that an input may be cut short.
        case ignoring
        case never
    }

    /// Whether a finding means that the run did not see everything.
    public enum Completeness: Sendable {
        case untouched
        case lost
        /// Lost if the finding does not make the run fail.
        case lostUnlessFailing
    }

    /// The edit with which `jmoncheck fix` corrects findings.
    public struct Edit: Hashable, Sendable {
        /// Whether it may be applied without asking.
        public enum Safety: Hashable, Sendable {
            /// The input then says what its author evidently meant.
            case safe
            /// The input then means something else, which its owner has to want: `--unsafe`.
            case unsafe
        }

        public let safety: Safety
        /// What it does, in the third person: `writes NONE`.
        public let deed: String

        public static func safe(_ deed: String) -> Edit { Edit(safety: .safe, deed: deed) }
        public static func unsafe(_ deed: String) -> Edit { Edit(safety: .unsafe, deed: deed) }
    }

    public let id: RuleID
    public let area: RuleArea
    /// The name in kebab case, of the wanted state or of the defect. It works wherever a code does.
    public let name: String
    /// The title: one line without a full stop.
    public let title: String
    public let severity: Severity
    /// Why the rule matters: what happens on the system.
    public let rationale: String
    /// What to do.
    public let remedy: String
    /// An input that the rule reports, and one that it accepts.
    public let bad: String
    public let good: String
    /// The messages that the user would see on the system, such as `IKJ56712I`.
    public let messages: [String]
    /// The source of the fact: a manual, a message number or a section of the vendor's page.
    public let source: String
    /// Whether the rule is about secrets, or about who may do what.
    public let isSecurity: Bool
    /// The edit that findings can come with; `nil` if only a person can correct them.
    public let edit: Edit?
    /// The links of the preflight chain that its checks decide.
    public let links: [PreflightStep.Link.Name]
    /// Whether a certain finding in a field of a step fails the link of that field.
    public let failsFields: Bool
    public let acceptance: Acceptance
    public let switching: Switching
    public let completeness: Completeness
    /// Whether findings in documentation, which nobody runs as it is, are lowered by one severity.
    public let isLowerInDocumentation: Bool

    public init(
        id: RuleID, area: RuleArea, name: String, title: String, severity: Severity, rationale: String,
        remedy: String, bad: String, good: String, messages: [String] = [], source: String, isSecurity: Bool = false,
        edit: Edit? = nil, links: [PreflightStep.Link.Name] = [], failsFields: Bool = false,
        acceptance: Acceptance = .allowed, switching: Switching = .free, completeness: Completeness = .untouched,
        isLowerInDocumentation: Bool = true
    ) {
        self.id = id
        self.area = area
        self.name = name
        self.title = title
        self.severity = severity
        self.rationale = rationale
        self.remedy = remedy
        self.bad = bad
        self.good = good
        self.messages = messages
        self.source = source
        self.isSecurity = isSecurity
        self.edit = edit
        self.links = links
        self.failsFields = failsFields
        self.acceptance = acceptance
        self.switching = switching
        self.completeness = completeness
        self.isLowerInDocumentation = isLowerInDocumentation
    }
}
