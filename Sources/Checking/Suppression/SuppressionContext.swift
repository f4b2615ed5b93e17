public import Diagnostics

/// What decides about suppressions, apart from the inputs.
public struct SuppressionContext: Sendable {
    /// The day of the run, in UTC.
    public var today = CalendarDate(day: 0)
    /// `--allow-critical-suppressions`.
    public var allowsCritical = false
    public var baseline: Baseline?
    /// Whether an input that the baseline names no longer exists.
    public var isGone: @Sendable (String) -> Bool = { _ in false }

    public init() {}
}

extension Selection {
    /// Rules about secrets and about everyone's access. Their suppression has to be allowed for the run.
    static let critical: Set<RuleID> = [
        "UC201", "UC202", "UC214", "RF330", "RF331", "RF332", "RF350", "RF351",
    ]
}

extension RuleID {
    /// Whether the rule judges suppressions; its findings cannot be suppressed.
    var isAboutSuppressions: Bool { code.hasPrefix("SU") }
}
