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

    /// The severity one step lower, for commands in documentation.
    public var lowered: Severity { self == .error ? .warning : .info }
}

/// How certain a finding is that it is about what it assumes.
public enum Confidence: String, Sendable, CaseIterable {
    case low, medium, high
}
