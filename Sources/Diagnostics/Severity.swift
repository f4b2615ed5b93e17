/// How bad a finding is. `error` is the greatest.
public enum Severity: String, Sendable, Comparable, CaseIterable {
    case info, warning, error

    private var rank: Int {
        switch self {
        case .info: 0
        case .warning: 1
        case .error: 2
        }
    }

    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    /// One step lower, as for commands that stand in documentation.
    public var lowered: Severity { self == .error ? .warning : .info }
}

/// How sure a finding is that it speaks of what it thinks it speaks of.
public enum Confidence: String, Sendable, CaseIterable {
    case low, medium, high
}
