public import RACF

/// Levels of access in ascending order (RACF Security Administrator's Guide, access authorities).
public enum AccessLevel: UInt8, Comparable, Sendable {
    case none, execute, read, update, control, alter

    public init?(_ keyword: Keyword?) {
        switch keyword {
        case Keyword.none?: self = .none
        case .execute?: self = .execute
        case .read?: self = .read
        case .update?: self = .update
        case .control?: self = .control
        case .alter?: self = .alter
        default: return nil
        }
    }

    /// The level that a word abbreviates, such as `UPD`. Each level has a different first letter.
    static func named(_ word: String) -> AccessLevel? {
        guard !word.isEmpty else { return nil }
        return [.none, .execute, .read, .update, .control, .alter].first { $0.name.hasPrefix(word) }
    }

    /// The name that RACF uses.
    public var name: String {
        switch self {
        case .none: "NONE"
        case .execute: "EXECUTE"
        case .read: "READ"
        case .update: "UPDATE"
        case .control: "CONTROL"
        case .alter: "ALTER"
        }
    }

    public static func < (left: AccessLevel, right: AccessLevel) -> Bool { left.rawValue < right.rawValue }
}
