public import Diagnostics

extension RACFListing {
    /// A user. What is `nil` is not shown, or hidden from the one who asked.
    public struct User: Sendable {
        public let id: Located<String>
        public internal(set) var isRevoked: Located<Bool>?
        public internal(set) var revokeDate = ListedDate.unknown
        public internal(set) var resumeDate = ListedDate.unknown
        public internal(set) var isProtected: Located<Bool>?
        public internal(set) var isRestricted: Located<Bool>?
        public internal(set) var isContained: Located<Bool>?
        public internal(set) var isSpecial: Located<Bool>?
        public internal(set) var hasPhrase: Bool?
        /// Whether the user may log on only on some days, or at some times of the day.
        public internal(set) var isLimitedToDays: Located<Bool>?
        public internal(set) var isLimitedToTimes: Located<Bool>?
        public internal(set) var defaultGroup: Located<String>?
        /// The classes in which the user may define profiles (CLAUTH).
        public internal(set) var classAuthorities: [Located<String>] = []
        public internal(set) var connections: [Connection] = []
        /// Whether the user is in no group except these.
        public internal(set) var hasAllConnections = false
        /// Whether it is a report, which shows everything unless it was cut.
        public let isReport: Bool

        init(id: Located<String>, isReport: Bool = false) {
            self.id = id
            self.isReport = isReport
        }

        /// Takes what a later report shows of the same user.
        mutating func take(_ later: User) {
            if later.isRevoked != nil {
                (isRevoked, revokeDate, resumeDate) = (later.isRevoked, later.revokeDate, later.resumeDate)
            }
            isProtected = later.isProtected ?? isProtected
            isRestricted = later.isRestricted ?? isRestricted
            isContained = later.isContained ?? isContained
            isSpecial = later.isSpecial ?? isSpecial
            hasPhrase = later.hasPhrase ?? hasPhrase
            isLimitedToDays = later.isLimitedToDays ?? isLimitedToDays
            isLimitedToTimes = later.isLimitedToTimes ?? isLimitedToTimes
            defaultGroup = later.defaultGroup ?? defaultGroup
            if !later.classAuthorities.isEmpty { classAuthorities = later.classAuthorities }
            if later.hasAllConnections || !later.connections.isEmpty {
                (connections, hasAllConnections) = (later.connections, later.hasAllConnections)
            }
        }
    }

    /// A user in a group.
    public struct Connection: Sendable {
        /// The group of a user, or the user of a group.
        public let id: Located<String>
        public internal(set) var isRevoked: Bool?
        public internal(set) var revokeDate = ListedDate.unknown
        public internal(set) var resumeDate = ListedDate.unknown
        public internal(set) var isSpecial: Bool?
    }

    public struct Group: Sendable {
        public let name: Located<String>
        public internal(set) var members: [Connection] = []
        /// Whether all its members are shown. Of a universal group RACF never shows all.
        public internal(set) var isWhole = false
        var isUniversal = false
    }

    /// A date as a listing shows it.
    public enum ListedDate: Sendable, Equatable {
        case none
        case on(CalendarDate)
        /// It is not shown, or not in a form that is known.
        case unknown

        /// Reads `NONE`, `23.087`, `03/28/23`, `2023-03-28` or `MARCH 28, 2023`.
        init(_ text: String) {
            if text == "NONE" || text.isEmpty {
                self = .none
            } else if let date = CalendarDate(text) ?? CalendarDate(racf: text) ?? CalendarDate(julian: text)
                ?? CalendarDate(english: text)
            {
                self = .on(date)
            } else {
                self = .unknown
            }
        }
    }
}
