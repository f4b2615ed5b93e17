public import Diagnostics
import RACF

/// A class of general resources: its options and its profiles, in the database and in storage.
public struct ResourceClass: Sendable {
    public let name: String
    /// Whether names in this class may be generic: elsewhere `&` begins the name of a RACF variable, or a name is
    /// that of a class.
    let hasGenericNames: Bool
    public internal(set) var active: Fact
    public internal(set) var generic: Fact
    public internal(set) var gencmd: Fact
    public internal(set) var raclist: Fact
    /// Whether the global access checking table is used.
    public internal(set) var global: Fact
    /// RACFVARS and GLOBAL: what ADDMEM puts into a profile counts.
    var hasMembers: Bool { !hasGenericNames }
    let isStarted: Bool
    /// The default of the class descriptor table, as far as it is documented.
    let defaultUACC: AccessLevel?
    /// Whether no profiles exist but those that the inputs show.
    public internal(set) var complete: Truth

    /// A name for each record of `records`; that of a generic profile has `genericMark` behind it, because a discrete
    /// one of the same name may stand beside it, cut off.
    private(set) var names = NameTable()
    private(set) var records: [ProfileRecord] = []
    /// Older versions that storage may still hold.
    private var olds: [ProfileRecord] = []
    private var lists = AccessLists()
    /// Records whose name has a generic character, in the order of their first mention.
    private(set) var patterns: [Int] = []
    /// A command that cannot be evaluated may have permitted anyone to anything.
    var mayHoldOtherEntries = false
    /// What ADDMEM has put into a profile, for the classes where it matters.
    var members: [Int: Members] = [:]

    struct Members: Sendable {
        var texts: Set<[UInt8]> = []
        var isComplete: Bool
        var mark: Mark
    }

    /// The last command that changed a profile.
    private(set) var lastChange = Mark.start
    /// The last RACLIST or REFRESH that loaded profiles, with where it stands.
    private(set) var lastLoad = Mark.start
    public private(set) var loadPlace: Place?
    /// The last GENERIC with REFRESH.
    var genericRefresh = Mark.start
    /// A RACLIST that loads only if the class was not RACLISTed before, or one whose class is not known.
    private(set) var uncertainLoad = Mark.start

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
        // Users, groups and data sets are not general resources: `fresh` does not speak of them.
        complete = ["DATASET", "USER", "GROUP"].contains(name) ? .unknown : options.complete
    }

    /// Whether a generic name would be stored as a generic profile now.
    var definesGenerics: Truth { generic.value || gencmd.value }

    @inline(__always)
    func isPattern(_ name: Deck.Text) -> Bool { hasGenericNames && name.hasGenericCharacters }

    // MARK: Finding

    func number(of name: [UInt8], isGeneric: Bool) -> Int? {
        isGeneric ? names.number(of: name + [Self.genericMark]) : names.number(of: name)
    }

    /// The record of a name, made if nothing was known of it.
    mutating func insert(_ name: Deck.Text, isGeneric: Bool) -> Int {
        let number =
            isGeneric ? names.insert(Array(name.own) + [Self.genericMark]) : names.insert(name.bytes, name.range)
        guard number == records.count else { return number }
        records.append(ProfileRecord.unmentioned)
        if complete == .yes { records[number].exists = .no }
        if isPattern(name) { patterns.append(number) }
        return number
    }

    /// Room for the profiles and entries that so many commands more may make: growing copies, and what is not used
    /// costs nothing.
    mutating func makeRoom(for commands: Int) {
        guard records.count == records.capacity else { return }
        let more = min(commands, 8 * records.count)
        records.reserveLargePages(records.count + more)
        lists.reserve(more)
        names.reserve(more)
    }

    /// As the profile is called, without the mark.
    func profileName(_ number: Int) -> ArraySlice<UInt8> {
        let name = names[number]
        return name.last == Self.genericMark ? name.dropLast() : name
    }

    func isUnderGenericName(_ number: Int) -> Bool { names[number].last == Self.genericMark }

    /// The record that a command means by a name: of a generic and a discrete one the one that there is.
    mutating func meant(by name: Deck.Text) -> Int {
        guard isPattern(name) else { return insert(name, isGeneric: false) }
        let own = Array(name.own)
        let generic = number(of: own, isGeneric: true).map { records[$0].exists } ?? .no
        let discrete = number(of: own, isGeneric: false).map { records[$0].exists } ?? .no
        let isGeneric: Bool =
            switch definesGenerics {
            case .yes: generic != .no || discrete == .no
            case .no: false
            case .unknown: discrete == .no
            }
        return insert(name, isGeneric: isGeneric)
    }

    // MARK: Changing

    /// A command changes a profile in the database; storage keeps what it held.
    mutating func change(_ number: Int, at mark: Mark, _ body: (inout ProfileRecord) -> Void) {
        setAside(number, at: mark)
        body(&records[number])
        records[number].touch(at: mark)
    }

    private mutating func setAside(_ number: Int, at mark: Mark) {
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

    /// RDEFINE succeeds only where there is nothing: neither was there before.
    ///
    /// - Parameter takeModel: changes what the command does not give.
    mutating func define(
        _ number: Int, _ change: ProfileChange, isGeneric: Truth, creator: Truth, at mark: Mark,
        takeModel: (inout ProfileRecord) -> Void = { _ in }
    ) {
        let isNew = !records[number].isTouched
        setAside(number, at: mark)
        if isNew { records[number].old = ProfileRecord.absent }
        records[number].define(isGeneric: isGeneric, uacc: defaultUACC, creator: creator, at: mark)
        takeModel(&records[number])
        change.apply(to: &records[number], at: mark)
        records[number].touch(at: mark)
    }

    mutating func load(at mark: Mark, _ place: Place?) {
        lastLoad = mark
        loadPlace = place
    }

    mutating func loadPerhaps(at mark: Mark) { uncertainLoad = mark }

    // MARK: Lists

    /// Of all lists; the first stands for none.
    var entries: [EntryRecord] { lists.entries }

    /// The number of the entry of an ID that is there now, or 0.
    @inline(__always)
    func entry(of id: UInt32, isConditional: Bool, in profile: Int) -> UInt32 {
        lists.entry(of: id, isConditional: isConditional, in: records[profile], profile)
    }

    /// Puts an entry behind those that the profile has; one of the same ID is replaced.
    mutating func add(_ entry: EntryRecord, to profile: Int) { lists.add(entry, to: &records[profile], profile) }

    mutating func remove(_ id: UInt32, isConditional: Bool, from profile: Int, at mark: Mark) {
        lists.remove(id, isConditional: isConditional, from: records[profile], profile, at: mark)
    }

    // MARK: Views

    /// As storage holds a profile: what it was at the last load.
    private func stored(_ number: Int) -> ProfileRecord {
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

    func record(_ number: Int, in view: ProfileView) -> ProfileRecord {
        view == .database ? records[number] : stored(number)
    }

    /// The entries of a profile in a view, in the order in which they were added.
    func entries(of record: ProfileRecord, in view: ProfileView) -> [EntryRecord] {
        lists.entries(of: record, at: view == .database ? .now : lastLoad)
    }

    /// Whether storage may hold something else than the database.
    public var isStale: Bool { lastChange > lastLoad }
    /// The last change came before a RACLIST that may have loaded it.
    public var isLoadUncertain: Bool { isStale && lastChange <= uncertainLoad }

    /// All changes came before a GENERIC with REFRESH: that is enough for a class that is not RACLISTed.
    public var isGenericallyFresh: Bool { lastChange <= genericRefresh }

    func isStale(_ number: Int) -> Bool { records[number].captured > lastLoad }
}

extension Deck.Text {
    var hasGenericCharacters: Bool { mayBeGeneric && own.contains(where: ProfileName.isGenericCharacter) }
}

/// The database, or what storage holds of a RACLISTed class.
public enum ProfileView: Sendable { case database, storage }
