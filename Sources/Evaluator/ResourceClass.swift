public import Diagnostics
import RACF

/// A class of general resources: its options and its profiles, in the database and in storage.
public struct ResourceClass: Sendable {
    public let name: String
    /// Whether names in this class may be generic. In other classes `&` begins the name of a RACF variable, or names
    /// are those of classes.
    let hasGenericNames: Bool
    public internal(set) var active: Fact
    public internal(set) var generic: Fact
    public internal(set) var gencmd: Fact
    public internal(set) var raclist: Fact
    /// Whether the global access checking table is used.
    public internal(set) var global: Fact
    /// Whether ADDMEM matters, as in RACFVARS and GLOBAL.
    var hasMembers: Bool { !hasGenericNames }
    let isStarted: Bool
    /// The default of the class descriptor table, as far as it is documented.
    let defaultUACC: AccessLevel?
    /// Whether there are no profiles except those that the inputs show.
    public internal(set) var complete: Truth

    /// A name for each record of `records`. The name of a generic profile is followed by `genericMark`, because there
    /// may be an unusable discrete one with the same name.
    private(set) var names = NameTable<ProfileNumber>()
    private(set) var records = Table<ProfileNumber, ProfileRecord>()
    /// Older versions that may still be in storage.
    private var olds: [ProfileRecord] = []
    private var lists = AccessLists()
    /// The records whose names have a generic character, in the order of their first mention.
    private(set) var patterns: [ProfileNumber] = []
    /// The place of generic profiles in the order in which RACF keeps them, as far as an unload shows it.
    var order: [ProfileNumber: Int] = [:]
    /// Possible changes of profiles with incomplete names.
    private(set) var openChanges: [OpenChange] = []
    /// The members that ADDMEM added to a profile, for the classes where they matter.
    var members: [ProfileNumber: Members] = [:]

    struct Members: Sendable {
        var texts: Set<[UInt8]> = []
        /// The elements of `texts` that may not exist.
        var doubtful: Set<[UInt8]> = []
        var isComplete: Bool
        var mark: Mark
    }

    /// The last command that changed a profile.
    private(set) var lastChange = Mark.start
    /// The last RACLIST or REFRESH that loaded profiles, with its place.
    private(set) var lastLoad = Mark.start
    public private(set) var loadPlace: Place?
    /// The last GENERIC with REFRESH.
    var genericRefresh = Mark.start
    /// The last RACLIST that loads only if the class was not RACLISTed before, or whose class is not known.
    private(set) var uncertainLoad = Mark.start
    /// The first uncertain change since the last load.
    private(set) var firstUncertainLoad = Mark.end

    static let genericMark: UInt8 = 0

    init(name: String, options: Assumptions.ClassOptions) {
        self.name = name
        isStarted = name == "STARTED"
        hasGenericNames = name != "RACFVARS" && name != "GLOBAL"
        defaultUACC = name == "PTKTDATA" ? AccessLevel.none : nil
        active = Fact(options.active)
        generic = Fact(options.generic)
        gencmd = Fact(options.gencmd)
        raclist = Fact(options.raclist)
        global = Fact(options == .none ? .no : .unknown)
        // Users, groups and data sets are not general resources, so `fresh` does not apply to them.
        complete = ["DATASET", "USER", "GROUP"].contains(name) ? .unknown : options.complete
    }

    /// Whether a generic name would be stored as a generic profile now.
    var definesGenerics: Truth { generic.value || gencmd.value }

    @inline(__always)
    func isPattern(_ name: Deck.Text) -> Bool { hasGenericNames && name.hasGenericCharacters }

    // MARK: Finding

    func number(of name: [UInt8], isGeneric: Bool) -> ProfileNumber? {
        isGeneric ? names.number(of: name + [Self.genericMark]) : names.number(of: name)
    }

    /// The record of a name, which is made if there is none.
    mutating func insert(_ name: Deck.Text, isGeneric: Bool) -> ProfileNumber {
        let number =
            isGeneric ? names.insert(Array(name.own) + [Self.genericMark]) : names.insert(name.bytes, name.range)
        guard number.index == records.count else { return number }
        records.append(ProfileRecord.unmentioned)
        if complete == .yes { records[number].exists = existsUnmentioned(number) }
        if isPattern(name) { patterns.append(number) }
        return number
    }

    /// Reserves room for the profiles and entries of more commands, because growing copies and unused room costs
    /// nothing.
    mutating func makeRoom(for commands: Int) {
        guard records.isFull else { return }
        let more = min(commands, 8 * records.count)
        records.reserve(more)
        lists.reserve(more)
        names.reserve(more)
    }

    /// The name of the profile, without the mark.
    func profileName(_ number: ProfileNumber) -> ArraySlice<UInt8> {
        let name = names[number]
        return name.last == Self.genericMark ? name.dropLast() : name
    }

    func isUnderGenericName(_ number: ProfileNumber) -> Bool { names[number].last == Self.genericMark }

    /// The record that a command means by a name: the generic or the discrete one, whichever exists.
    mutating func meant(by name: Deck.Text) -> ProfileNumber {
        guard isPattern(name) else { return insert(name, isGeneric: false) }
        let own = Array(name.own)
        let generic = number(of: own, isGeneric: true).map { exists($0) } ?? .no
        let discrete = number(of: own, isGeneric: false).map { exists($0) } ?? .no
        let isGeneric: Bool =
            switch definesGenerics {
            case .yes: generic != .no || discrete == .no
            case .no: false
            case .unknown: discrete == .no
            }
        return insert(name, isGeneric: isGeneric)
    }

    // MARK: Changing

    /// Changes a profile in the database; the version in storage stays.
    mutating func change(_ number: ProfileNumber, at mark: Mark, _ body: (inout ProfileRecord) -> Void) {
        setAside(number, at: mark)
        body(&records[number])
        records[number].touch(at: mark)
    }

    private mutating func setAside(_ number: ProfileNumber, at mark: Mark) {
        lastChange = mark
        if records[number].captured <= lastLoad {
            if records[number].isTouched {
                olds.append(records[number])
                records[number].old = UInt32(olds.count - 1)
            } else {
                records[number].old = ProfileRecord.asBefore
            }
            records[number].captured = mark
        }
    }

    /// Defines a profile. RDEFINE succeeds only if there is neither a generic nor a discrete one.
    ///
    /// - Parameter takeModel: sets what the command does not give.
    mutating func define(
        _ number: ProfileNumber, _ change: ProfileChange, isGeneric: Truth, creator: Truth, at mark: Mark,
        takeModel: (inout ProfileRecord) -> Void = { _ in }
    ) {
        let isNew = !records[number].isTouched
        setAside(number, at: mark)
        if isNew, change.isCertain { records[number].old = ProfileRecord.absent }
        records[number].define(isGeneric: isGeneric, uacc: defaultUACC, creator: creator, at: mark)
        takeModel(&records[number])
        change.apply(to: &records[number], at: mark)
        records[number].touch(at: mark)
    }

    mutating func load(at mark: Mark, _ place: Place?) {
        lastLoad = mark
        loadPlace = place
        firstUncertainLoad = .end
    }

    mutating func loadPerhaps(at mark: Mark) {
        uncertainLoad = mark
        if firstUncertainLoad == .end { firstUncertainLoad = mark }
    }

    /// Whether storage may have a state from between two changes since the last load, which differs from the loaded
    /// state and from the database.
    var mayHoldOtherState: Bool {
        guard firstUncertainLoad != .end else { return false }
        return records.elements.contains {
            $0.captured > lastLoad && $0.captured <= uncertainLoad && $0.changed > firstUncertainLoad
        } || openChanges.contains { $0.mark > lastLoad && $0.mark <= uncertainLoad }
    }

    // MARK: Incomplete names

    /// Beyond this limit, changes are merged into one that may change anything.
    private static let openLimit = 256

    mutating func note(_ change: OpenChange) {
        if change.mark > lastChange { lastChange = change.mark }
        if let same = openChanges.lastIndex(where: { $0.isSame(as: change) }) {
            openChanges.remove(at: same)
            openChanges.append(change)
            return
        }
        guard openChanges.count >= Self.openLimit else { return openChanges.append(change) }
        openChanges = [OpenChange(.anything, .any, mark: change.mark)]
    }

    /// Whether a command with an incomplete name may have defined a profile with a name.
    func mayBeDefined(_ name: some RandomAccessCollection<UInt8>, at time: Mark = .now) -> Bool {
        openChanges.contains { $0.kind.makesProfiles && $0.mark <= time && $0.name.matches(name) }
    }

    /// Whether a profile that no command has mentioned exists in a class of which everything is shown.
    private func existsUnmentioned(_ number: ProfileNumber) -> Truth {
        // The name is a slice, and one is made for each new profile.
        openChanges.isEmpty || !mayBeDefined(profileName(number)) ? .no : .unknown
    }

    /// Whether a command with an incomplete name may have defined a profile that covers a resource.
    func mayBeCovered(_ resource: [UInt8], at time: Mark) -> Bool {
        openChanges.contains { change in
            guard change.kind.makesProfiles, change.mark <= time else { return false }
            let beginning = change.name.beginning.prefix { !ProfileName.isGenericCharacter($0) }
            let isWhole = change.name.isKnown && beginning.count == change.name.beginning.count
            return resource.starts(with: beginning) && !isWhole || change.name.matches(resource)
        }
    }

    /// The moment of the state that a view shows.
    func time(of view: ProfileView) -> Mark { view == .database ? .now : lastLoad }

    /// Whether a profile exists now, including possible definitions.
    func exists(_ number: ProfileNumber) -> Truth {
        openChanges.isEmpty ? records[number].exists : record(number, in: .database).exists
    }

    /// What a definition of a profile depends on.
    struct Standing {
        var exists: Truth
        var definition: Mark
        /// Whether a command has changed it, or may have.
        var isTouched: Bool

        init(_ record: borrowing ProfileRecord) {
            (exists, definition, isTouched) = (record.exists, record.definition, record.isTouched)
        }
    }

    /// It changes nothing, and is mutating so that it works in place: for each command that asks, the class with its dozen
    /// arrays would be copied out of its table. The record is not copied either, because a new one is not in the cache.
    mutating func standing(_ number: ProfileNumber) -> Standing {
        guard !openChanges.isEmpty else { return Standing(records[number]) }
        var standing = Standing(record(number, in: .database))
        // A definition is taken to succeed after a part that was not read, as it is on a system that is not shown.
        let name = profileName(number)
        standing.isTouched = standing.isTouched || openChanges.contains { $0.kind == .define && $0.name.matches(name) }
        return standing
    }

    // MARK: Lists

    /// The entries of all lists; the first one means none.
    var entries: Table<EntryNumber, EntryRecord> { lists.entries }

    /// The current entry of an ID.
    @inline(__always)
    func entry(of id: IDNumber, isConditional: Bool, in profile: ProfileNumber) -> EntryNumber {
        lists.entry(of: id, isConditional: isConditional, in: records[profile], profile)
    }

    /// Adds an entry after those of the profile, and replaces one with the same ID.
    mutating func add(_ entry: EntryRecord, to profile: ProfileNumber) {
        lists.add(entry, to: &records[profile], profile)
    }

    mutating func remove(_ id: IDNumber, isConditional: Bool, from profile: ProfileNumber, at mark: Mark) {
        lists.remove(id, isConditional: isConditional, from: records[profile], profile, at: mark)
    }

    // MARK: Views

    /// The version of a profile in storage, from the last load.
    private func stored(_ number: ProfileNumber) -> ProfileRecord {
        let record = records[number]
        guard record.captured > lastLoad else { return record }
        switch record.old {
        case ProfileRecord.asBefore:
            var before = ProfileRecord()
            if complete == .yes { before.exists = .no }
            return before
        case ProfileRecord.absent:
            var before = ProfileRecord()
            before.exists = .no
            return before
        case let old: return olds[Int(old)]
        }
    }

    func record(_ number: ProfileNumber, in view: ProfileView) -> ProfileRecord {
        var record = view == .database ? records[number] : stored(number)
        guard !openChanges.isEmpty else { return record }
        let (name, time) = (profileName(number), time(of: view))
        for change in openChanges where change.mark <= time && change.name.matches(name) { change.open(&record) }
        return record
    }

    /// The entries of a profile in a view, in the order in which they were added.
    func entries(of record: ProfileRecord, in view: ProfileView) -> [EntryRecord] {
        lists.entries(of: record, at: time(of: view))
    }

    /// The options that SETROPTS LIST shows by class.
    static var listedOptions: [WritableKeyPath<Self, Fact>] { [\.active, \.generic, \.gencmd, \.global, \.raclist] }

    /// Whether storage may differ from the database.
    public var isStale: Bool { lastChange > lastLoad }
    /// Whether the last change came before a RACLIST that may have loaded it.
    public var isLoadUncertain: Bool { isStale && lastChange <= uncertainLoad }

    /// Whether all changes came before a GENERIC with REFRESH, which is sufficient for a class that is not RACLISTed.
    public var isGenericallyFresh: Bool { lastChange <= genericRefresh }

    func isStale(_ number: ProfileNumber) -> Bool { records[number].captured > lastLoad }
}

extension Deck.Text {
    var hasGenericCharacters: Bool { mayBeGeneric && own.contains(where: ProfileName.isGenericCharacter) }
}

/// The profiles in the database, or those of a RACLISTed class in storage.
public enum ProfileView: Sendable { case database, storage }
