public import Diagnostics
import Rules

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

extension RuleID {
    /// Nothing is found under a code that no rule has.
    var acceptance: RuleInfo.Acceptance { RuleCatalog.info(self)?.acceptance ?? .allowed }

    /// Whether findings of the rule may be accepted in this run.
    func isAcceptable(allowsCritical: Bool) -> Bool {
        switch acceptance {
        case .allowed: true
        case .guarded: allowsCritical
        case .refused: false
        }
    }
}
