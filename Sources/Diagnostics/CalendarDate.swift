/// A day of the Gregorian calendar, written `2026-06-30`.
public struct CalendarDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number of days since 1970-01-01.
    public let day: Int

    /// - Parameter day: the number of days since 1970-01-01.
    public init(day: Int) { self.day = day }

    /// Reads four, two and two digits with hyphens between them. The day has to exist.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
            let day = Self.number(bytes[8..<10]), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, in: year)
        else { return nil }
        self.day = Self.days(year, month, day)
    }

    /// Reads a date of RACF, `mm/dd/yy`, with years from 1971 to 2070.
    public init?(racf text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Array($0.utf8) }
        guard parts.count == 3, parts.allSatisfy({ (1...2).contains($0.count) }),
            let month = Self.number(parts[0][...]), let day = Self.number(parts[1][...]),
            let short = Self.number(parts[2][...]), (1...12).contains(month), day >= 1
        else { return nil }
        let year = short > 70 ? 1900 + short : 2000 + short
        guard day <= Self.length(ofMonth: month, in: year) else { return nil }
        self.day = Self.days(year, month, day)
    }

    /// Reads a date of RACF's listings, year and day of the year: `23.087`.
    public init?(julian text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Array($0.utf8) }
        guard parts.count == 2, parts[0].count == 2, parts[1].count == 3, let short = Self.number(parts[0][...]),
            let day = Self.number(parts[1][...]), day >= 1
        else { return nil }
        let year = short > 70 ? 1900 + short : 2000 + short
        guard day <= (Self.isLeap(year) ? 366 : 365) else { return nil }
        self.day = Self.days(year, 1, day)
    }

    /// Reads `MARCH 28, 2023`.
    public init?(english text: String) {
        let words = text.uppercased().split(separator: " ")
        let months = [
            "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER",
            "NOVEMBER",
            "DECEMBER",
        ]
        guard words.count == 3, let month = months.firstIndex(of: String(words[0])), words[1].hasSuffix(","),
            let day = Int(words[1].dropLast()), words[2].utf8.count == 4, let year = Int(words[2]), year > 0, day >= 1,
            day <= Self.length(ofMonth: month + 1, in: year)
        else { return nil }
        self.day = Self.days(year, month + 1, day)
    }

    public var description: String {
        var year = 1970 + day / 366 - 1
        while Self.days(year + 1, 1, 1) <= day { year += 1 }
        while Self.days(year, 1, 1) > day { year -= 1 }
        var month = 1
        while month < 12, Self.days(year, month + 1, 1) <= day { month += 1 }
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day - Self.days(year, month, 1) + 1, 2))"
    }

    public static func < (left: CalendarDate, right: CalendarDate) -> Bool { left.day < right.day }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard digits.allSatisfy(\.isDigit) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    private static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let before = year - 1
        let leapDays = before >= 0 ? before / 4 - before / 100 + before / 400 : -1
        let months = (1..<month).reduce(0) { $0 + length(ofMonth: $1, in: year) }
        return before * 365 + leapDays + months + day - 1 - 719_162
    }
}
