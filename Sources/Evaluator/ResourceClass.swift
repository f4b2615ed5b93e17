public import Diagnostics

/// A class of general resources: its options and its profiles, in the database and in storage.
public struct ResourceClass: Sendable {
    public let name: String
    public internal(set) var active: Fact
    public internal(set) var generic: Fact
    public internal(set) var gencmd: Fact
    public internal(set) var raclist: Fact
    /// Whether no profiles exist but those that the decks show.
    public internal(set) var complete: Truth

    /// The same name may stand for a generic profile and for a discrete one that generics have cut off.
    struct Key: Hashable, Sendable {
        var name: String
        var isGeneric: Bool
    }

    var profiles: [Key: Profile] = [:]
    /// What storage holds of profiles changed since the last load; `nil` for one that it does not hold.
    var stale: [Key: Profile?] = [:]
    /// Changed since then, but a RACLIST may have loaded them: it does if the class was not RACLISTed before.
    public internal(set) var isLoadUncertain = false

    /// The last command that changed a profile since the last load.
    public internal(set) var lastChange: Place?
    /// The last RACLIST or REFRESH that loaded profiles.
    public internal(set) var lastLoad: Place?

    /// The database as it is after the decks, in the order of names.
    var databaseProfiles: [Profile] {
        profiles.values.sorted { ($0.name.text, $0.isGeneric.rawValue) < ($1.name.text, $1.isGeneric.rawValue) }
    }

    public var isStale: Bool { !stale.isEmpty }

    init(name: String, options: Assumptions.ClassOptions) {
        self.name = name
        active = Fact(options.active)
        generic = Fact(options.generic)
        gencmd = Fact(options.gencmd)
        raclist = Fact(options.raclist)
        complete = options.complete
    }

    /// Whether a generic name would be stored as a generic profile now.
    var definesGenerics: Truth { generic.value || gencmd.value }

    /// The default of the class descriptor table, as far as it is documented.
    var defaultUACC: AccessLevel? { name == "PTKTDATA" ? AccessLevel.none : nil }

    /// The key under which a command finds a profile of this name.
    func key(_ name: ProfileName) -> Key {
        let generic = Key(name: name.text, isGeneric: true)
        let discrete = Key(name: name.text, isGeneric: false)
        guard name.hasGenericCharacters else { return discrete }
        switch definesGenerics {
        case .yes: return profiles[generic] == nil && profiles[discrete] != nil ? discrete : generic
        case .no: return discrete
        case .unknown: return profiles[discrete] != nil ? discrete : generic
        }
    }

    /// Changes a profile in the database; storage keeps what it held.
    mutating func set(_ key: Key, to profile: Profile?, at place: Place) {
        if stale[key] == nil { stale[key] = .some(profiles[key]) }
        profiles[key] = profile
        lastChange = place
    }

    mutating func load(at place: Place) {
        stale = [:]
        isLoadUncertain = false
        lastLoad = place
        lastChange = nil
    }

    /// As storage holds a profile.
    func stored(_ key: Key) -> Profile? { stale[key] ?? profiles[key] }
}
