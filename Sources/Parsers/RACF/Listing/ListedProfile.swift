public import Diagnostics

extension RACFListing {
    /// A profile of a class of general resources. What is `nil` is not shown.
    public struct Profile: Sendable {
        public let className: String
        public let name: Located<String>
        /// Whether it is a generic profile: `(G)` follows the name, and a name with `*` but without `(G)` is a discrete
        /// profile.
        public internal(set) var isGeneric: Bool?
        public internal(set) var uacc: Located<Keyword>?
        public internal(set) var isWarning: Located<Bool>?
        public internal(set) var owner: String?
        /// The segment's value is `nil` if there is none.
        public internal(set) var applData: Located<String?>?
        /// The standard access list.
        public internal(set) var entries: [Entry]?
        public internal(set) var conditionalEntries: [Entry] = []
        /// Whether something that is known follows the lists. Otherwise they may have been cut, and an ID that they
        /// lack may be on them.
        public internal(set) var isListWhole = false
        public internal(set) var legacyKey: Located<LegacyKey>?
        public internal(set) var enhancedKey: Located<Bool>?
        public internal(set) var allowsReplay: Bool?
        public internal(set) var task: Task?
        /// The members of a grouping class, of RACFVARS or of GLOBAL.
        public internal(set) var members: [Located<String>]?
        /// Whether something that is known follows the members, so that there are no others.
        public internal(set) var areMembersWhole = false

        init(className: String, name: Located<String>, isGeneric: Bool?) {
            self.className = className
            self.name = name
            self.isGeneric = isGeneric
        }

        var hasGenericCharacters: Bool { name.value.contains { "*%&".contains($0) } }

        /// Takes what a later report shows of the same profile.
        mutating func take(_ later: Profile) {
            isGeneric = later.isGeneric ?? isGeneric
            uacc = later.uacc ?? uacc
            isWarning = later.isWarning ?? isWarning
            owner = later.owner ?? owner
            applData = later.applData ?? applData
            if let entries = later.entries {
                (self.entries, conditionalEntries) = (entries, later.conditionalEntries)
                isListWhole = later.isListWhole
            }
            if later.legacyKey != nil || later.enhancedKey != nil {
                (legacyKey, enhancedKey, allowsReplay) = (later.legacyKey, later.enhancedKey, later.allowsReplay)
            }
            task = later.task ?? task
            if later.members != nil { (members, areMembersWhole) = (later.members, later.areMembersWhole) }
        }
    }

    public struct Entry: Sendable {
        public let id: Located<String>
        public let access: Keyword
        /// The class of the condition.
        public let condition: String?
    }

    public enum LegacyKey: Sendable {
        case none, masked, encrypted, label

        /// Reads the label as R_admin gives it, with `*MASKED*` and others in its place
        /// (docs/reference/unload.md#34-what-0530-says).
        init?(label: String) {
            switch label.uppercased() {
            case "*MASKED*": self = .masked
            case "*KEYTOKEN*": self = .encrypted
            case "", "*UNKNOWN*": return nil
            default: self = .label
            }
        }
    }

    /// What STDATA gives a started task.
    public struct Task: Sendable {
        public let user: Located<String>
        public internal(set) var isTrusted: Bool?
    }
}
