/// Three-valued: a deck is a change to a system that nobody has shown.
public enum Truth: String, Sendable, Hashable {
    case yes, no, unknown

    public init(_ value: Bool) { self = value ? .yes : .no }

    /// Both hold.
    public static func && (left: Truth, right: Truth) -> Truth {
        if left == .no || right == .no { return .no }
        return left == .yes && right == .yes ? .yes : .unknown
    }

    /// At least one holds.
    public static func || (left: Truth, right: Truth) -> Truth {
        if left == .yes || right == .yes { return .yes }
        return left == .no && right == .no ? .no : .unknown
    }

    public static prefix func ! (value: Truth) -> Truth {
        switch value {
        case .yes: .no
        case .no: .yes
        case .unknown: .unknown
        }
    }
}
