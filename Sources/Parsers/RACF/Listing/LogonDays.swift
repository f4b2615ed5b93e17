/// The days on which RACF lets a user log on, in the words of ALTUSER and LISTUSER.
public enum LogonDays {
    private static let weekdays: Set<String> = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"]
    private static let others: Set<String> = ["SATURDAY", "SUNDAY"]

    /// Whether a list in a listing is one of days.
    public static func areDays(_ words: [String]) -> Bool {
        !words.isEmpty
            && words.allSatisfy {
                $0 == "ANYDAY" || $0 == "WEEKDAYS" || weekdays.contains($0) || others.contains($0)
            }
    }

    /// Whether the words are all days.
    public static func isAny(_ words: [String]) -> Bool {
        if words.contains("ANYDAY") { return true }
        let days = Set(words).union(words.contains("WEEKDAYS") ? weekdays : [])
        return days.isSuperset(of: weekdays.union(others))
    }
}
