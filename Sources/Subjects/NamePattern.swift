import Evaluator

/// Patterns for names of up to eight characters, as RACF writes them: `*` for any characters, `%` for one.
public enum NamePattern {
    public static func isPattern(_ name: String) -> Bool { ProfileName("X.\(name)").hasGenericCharacters }

    /// Whether every name that a pattern stands for is among those of another one.
    public static func covers(_ wide: String, _ narrow: String) -> Bool {
        if wide == narrow || wide == "*" || wide == "**" { return true }
        guard isPattern(narrow) else { return ProfileName("X.\(wide)").covers("X.\(narrow)") == .yes }
        guard wide.utf8.last == UInt8(ascii: "*"), !isPattern(String(wide.dropLast())) else { return false }
        return narrow.hasPrefix(wide.dropLast())
    }

    /// Whether some name is among those of both.
    public static func overlaps(_ one: String, _ other: String) -> Bool {
        if !isPattern(one), !isPattern(other) { return one == other }
        return ProfileName("X.\(one)").overlaps(ProfileName("X.\(other)"))
    }
}
