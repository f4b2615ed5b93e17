public import Diagnostics

/// A general-resource profile as far as the decks show it.
public struct Profile: Sendable {
    /// An ID on the access list.
    public struct Entry: Sendable {
        public var id: String
        public var access: AccessLevel
        /// The PERMIT.
        public var place: Place
        /// On the conditional list: it counts only where its condition holds.
        public var isConditional: Bool
    }

    public let name: ProfileName
    /// Whether it was stored as a generic profile, which depends on SETROPTS at its definition.
    public internal(set) var isGeneric: Truth
    /// The RDEFINE; `nil` if another command shows that it exists.
    public internal(set) var definition: Place?
    /// Unknown where a command that cannot be evaluated may have made or removed it.
    public internal(set) var exists: Truth
    public internal(set) var uacc: AccessLevel?
    public internal(set) var uaccPlace: Place?
    public internal(set) var legacyKey: Fact
    public internal(set) var enhancedKey: Fact
    public internal(set) var warning: Fact
    /// APPLDATA in upper case; `nil` if unknown or not set.
    public internal(set) var applData: String?
    public internal(set) var isApplDataKnown: Bool
    public internal(set) var entries: [Entry] = []
    /// Whether the list holds nothing but `entries`.
    public internal(set) var isListComplete: Bool
    /// Whether the submitter of the deck got ALTER.
    public internal(set) var creator: Truth

    public var hasKey: Truth { legacyKey.value || enhancedKey.value }

    /// The entry of an ID on the standard list.
    public func entry(_ id: String) -> Entry? { entries.first { $0.id == id && !$0.isConditional } }
}

extension Profile {
    /// One that RDEFINE makes.
    init(defined name: ProfileName, isGeneric: Truth, at place: Place, defaultUACC: AccessLevel?, creator: Truth) {
        self.name = name
        self.isGeneric = isGeneric
        definition = place
        exists = .yes
        uacc = defaultUACC
        legacyKey = Fact(.no, at: place)
        enhancedKey = Fact(.no, at: place)
        warning = Fact(.no, at: place)
        isApplDataKnown = true
        isListComplete = true
        self.creator = creator
    }

    /// One that was there before the decks, or that a command that cannot be evaluated may have made.
    init(assumed name: ProfileName, isGeneric: Truth, exists: Truth) {
        self.name = name
        self.isGeneric = isGeneric
        self.exists = exists
        legacyKey = Fact(.unknown)
        enhancedKey = Fact(.unknown)
        warning = Fact(.unknown)
        isApplDataKnown = false
        isListComplete = false
        creator = .unknown
    }

    /// A command that cannot be evaluated touched it.
    mutating func blur(at place: Place) {
        uacc = nil
        legacyKey = Fact(.unknown, at: place)
        enhancedKey = Fact(.unknown, at: place)
        warning = Fact(.unknown, at: place)
        isApplDataKnown = false
        isListComplete = false
    }
}
