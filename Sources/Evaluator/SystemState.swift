public import Diagnostics
import RACF
import Unload

/// The known state of RACF before, during and after the decks.
public struct SystemState: Sendable {
    public struct User: Sendable {
        public internal(set) var exists: Fact
        public internal(set) var isRevoked: Fact
        /// Whether a date of REVOKE or RESUME decides, and the day is not given.
        var dependsOnDate = false
        public internal(set) var isProtected: Fact
        public internal(set) var isRestricted: Fact
        /// Quarantined: every access check fails (z/OS 3.2, 3.1 by PTF).
        public internal(set) var isContained: Fact
        var hasPhrase: Truth
        /// The group of the user at logon by default; `nil` if it is unknown.
        var defaultGroup: IDNumber?
        /// The groups of which one may be the default group, while that is not known.
        var possibleDefaults: Set<IDNumber> = []
        /// Groups with whether the user is connected, revoked connections not counted.
        var groups: [IDNumber: Fact] = [:]
        /// The groups to which the connection is or may be revoked, one of which may be the default group.
        var revokedConnections: Set<IDNumber> = []
        /// What may revoke the connection to a group that is not shown: a command, or what is cut off of a report.
        var openRevocation: Fact?
        /// Whether RACF lets the user log on only on some days, or at some times of the day (WHEN). Any day is the default.
        var isLimitedToDays = Fact(.no)
        var isLimitedToTimes = Fact(.no)
        /// Whether a listing shows all groups that it is in.
        var hasAllConnections = false
        /// A command that cannot be evaluated may have connected the user to any group.
        var mayBeInOtherGroups = false
        /// The place of the last command that changed it.
        var changed = Mark.start
    }

    /// What STDATA gives a started task.
    struct StartedTask: Sendable {
        /// `nil` if it is named by a placeholder, or not at all.
        var user: IDNumber?
        /// The users that it may have instead.
        var possibleUsers: Set<IDNumber> = []
        /// An incomplete name.
        var openUser: OpenName?
        var isTrusted: Truth
        var mark: Mark
    }

    let assumptions: Assumptions
    /// The database before the decks, if an unload shows it.
    let unloaded: UnloadedState?
    /// User IDs and groups, by number.
    private(set) var ids = NameTable<IDNumber>()
    private var users: [IDNumber: User] = [:]
    /// Possible changes of users by commands with incomplete names.
    var openUsers = OpenUsers()
    private(set) var groups: [IDNumber: Fact] = [:]
    /// The groups of which a listing shows all members.
    var wholeGroups: Set<IDNumber> = []
    var classes = Table<ClassNumber, ResourceClass>()
    private var optionsOfAll = OptionsOfAll()
    private var classOf = NameTable<ClassNumber>()
    /// By profile of the class STARTED.
    var startedTasks: [ProfileNumber: StartedTask] = [:]
    /// The users whom a command with an unknown profile may give a TRUSTED started task.
    private(set) var openTasks: [OpenName: Mark] = [:]
    public internal(set) var listOfGroups: Fact
    public internal(set) var addCreator: Fact
    public internal(set) var programControl: Fact
    /// The last REFRESH, of any class.
    public internal(set) var lastRefresh: (className: String, place: Place)?
    public internal(set) var isRACFActive = Fact(.yes)

    init(_ assumptions: Assumptions, _ unloaded: UnloadedState? = nil) {
        self.assumptions = assumptions
        self.unloaded = unloaded
        listOfGroups = Fact(assumptions.listOfGroups)
        addCreator = Fact(assumptions.addCreator)
        programControl = Fact(assumptions.isFresh ? .no : .unknown)
    }

    // MARK: Classes

    func classNumber(_ name: [UInt8]) -> ClassNumber? { classOf.number(of: name) }

    /// What is assumed of a class, where a complete unload shows all profiles.
    private func options(of className: String) -> Assumptions.ClassOptions {
        var options = assumptions[className]
        guard let unloaded, !["DATASET", "USER", "GROUP"].contains(className) else { return options }
        if let said = assumptions.explicit(className)?.complete, said != .unknown { return options }
        options.complete = unloaded.isComplete(className) ? .yes : .unknown
        return options
    }

    /// The number of a class, also one that nothing has named.
    mutating func insertClass(_ name: [UInt8]) -> ClassNumber {
        let number = classOf.insert(name)
        if number.index == classes.count {
            let text = String(decoding: name, as: UTF8.self)
            classes.append(ResourceClass(name: text, options: options(of: text)))
            optionsOfAll.apply(to: &classes[number])
            for (pattern, change) in openClasses where pattern.matches(name) { classes[number].note(change) }
        }
        return number
    }

    /// Possible changes of profiles in classes with incomplete names.
    private var openClasses: [(name: OpenName, change: OpenChange)] = []

    /// Beyond this limit, changes are merged into one that may change anything.
    private static let openLimit = 64

    /// Records a possible change of profiles in every class whose name may match.
    mutating func noteOpen(_ className: OpenName, _ change: OpenChange) {
        if openClasses.count >= Self.openLimit {
            openClasses = [(.any, OpenChange(.anything, .any, mark: change.mark))]
        } else {
            openClasses.append((className, change))
        }
        for number in classes.numbers where className.matches(Array(classes[number].name.utf8)) {
            classes[number].note(change)
        }
    }

    /// SETROPTS for `*`: also of classes that are named later.
    struct OptionsOfAll {
        var active: Fact?
        var generic: Fact?
        var gencmd: Fact?
        var global: Fact?
        /// From a listing only.
        var raclist: Fact?

        static var all: [WritableKeyPath<Self, Fact?>] { [\.active, \.generic, \.gencmd, \.global, \.raclist] }

        func apply(to resourceClass: inout ResourceClass) {
            if let active { resourceClass.active = active }
            if let raclist { resourceClass.raclist = raclist }
            guard resourceClass.hasGenericNames else { return }
            if let generic { resourceClass.generic = generic }
            if let gencmd { resourceClass.gencmd = gencmd }
            if let global { resourceClass.global = global }
        }
    }

    mutating func changeAll(_ options: OptionsOfAll) {
        optionsOfAll.active = options.active ?? optionsOfAll.active
        optionsOfAll.generic = options.generic ?? optionsOfAll.generic
        optionsOfAll.gencmd = options.gencmd ?? optionsOfAll.gencmd
        optionsOfAll.global = options.global ?? optionsOfAll.global
        optionsOfAll.raclist = options.raclist ?? optionsOfAll.raclist
        for number in classes.numbers { options.apply(to: &classes[number]) }
    }

    mutating func noteTask(of user: OpenName, at mark: Mark) {
        if openTasks.count >= Self.openLimit { openTasks = [.any: mark] } else { openTasks[user] = mark }
    }

    /// Makes options unknown that had another value before a second listing.
    mutating func doubtOptions(unlike before: SystemState) {
        func doubted(_ now: Fact, _ then: Fact) -> Fact { Fact(now.value.joined(then.value), at: now.place) }
        for option in OptionsOfAll.all {
            if let now = optionsOfAll[keyPath: option], let then = before.optionsOfAll[keyPath: option] {
                optionsOfAll[keyPath: option] = doubted(now, then)
            }
        }
        for number in classes.numbers {
            let then = before[classes[number].name]
            for option in ResourceClass.listedOptions {
                classes[number][keyPath: option] = doubted(classes[number][keyPath: option], then[keyPath: option])
            }
        }
        listOfGroups = doubted(listOfGroups, before.listOfGroups)
        addCreator = doubted(addCreator, before.addCreator)
    }

    /// A class, also one that no command has named.
    public subscript(className: String) -> ResourceClass {
        let name = Array(className.utf8)
        if let number = classOf.number(of: name) { return classes[number] }
        var resourceClass = ResourceClass(name: className, options: options(of: className))
        optionsOfAll.apply(to: &resourceClass)
        for (pattern, change) in openClasses where pattern.matches(name) { resourceClass.note(change) }
        return resourceClass
    }

    // MARK: Users and groups

    mutating func insertID(_ name: [UInt8]) -> IDNumber { ids.insert(name) }
    func id(_ name: String) -> IDNumber? { ids.number(of: Array(name.utf8)) }

    /// Every ID that is named exists under `fresh`, without attributes or connections.
    private func unmentioned(_ name: ArraySlice<UInt8>?) -> User {
        if let unloaded, let name, let user = unloaded.user(name, ids) { return user }
        let known: Truth = assumptions.isFresh ? .no : .unknown
        return User(
            exists: Fact(assumptions.isFresh ? .yes : .unknown), isRevoked: Fact(known), isProtected: Fact(known),
            isRestricted: Fact(known), isContained: Fact(known), hasPhrase: known)
    }

    func user(_ id: IDNumber?) -> User {
        let user = id.flatMap { users[$0] } ?? unmentioned(id.map { ids[$0] })
        guard !openUsers.isEmpty, let id else { return user }
        return openUsers.opened(user, named: ids[id])
    }

    public func user(_ name: String) -> User {
        if let id = id(name) { return user(id) }
        let name = Array(name.utf8)[...]
        let user = unmentioned(name)
        return openUsers.isEmpty ? user : openUsers.opened(user, named: name)
    }

    mutating func changeUser(_ id: IDNumber, at mark: Mark, _ body: (inout User) -> Void) {
        var user = user(id)
        // Given up first, so that its groups are not copied.
        users[id] = nil
        body(&user)
        user.changed = mark
        users[id] = user
    }

    mutating func setGroup(_ id: IDNumber, _ exists: Fact) { groups[id] = exists }

    /// Whether a user is connected to a group.
    func membership(of user: User, in group: IDNumber) -> Fact {
        if groups[group]?.value == .no { return groups[group] ?? Fact(.no) }
        if let fact = user.groups[group] { return fact }
        let isShown = showsAllConnections(of: user) || wholeGroups.contains(group) && !user.mayBeInOtherGroups
        return Fact(isShown ? .no : .unknown)
    }

    /// Whether a user is connected to nothing but what the inputs show.
    func showsAllConnections(of user: User) -> Bool {
        (assumptions.isFresh || user.hasAllConnections || unloaded?.database.isComplete ?? false)
            && !user.mayBeInOtherGroups
    }

    /// The users that commands name.
    var knownUsers: [String] {
        users.keys.filter { user($0).exists.value != .no && groups[$0] == nil }.map { ids.text($0) }
    }

    /// Whether the members of a group are only those that the inputs show.
    var showsAllMembers: Bool { assumptions.isFresh || unloaded?.database.isComplete ?? false }

    /// Records that an unread part of the deck may have changed anything.
    mutating func openAll(at place: Place?, _ mark: Mark) {
        let unknown = Fact(.unknown, at: place)
        changeAll(
            OptionsOfAll(active: unknown, generic: unknown, gencmd: unknown, global: unknown, raclist: unknown))
        for number in classes.numbers { classes[number].loadPerhaps(at: mark) }
        openClasses = []
        noteOpen(.any, OpenChange(.anything, .any, mark: mark))
        openUsers.note(OpenUsers.Change(kind: .anything, name: .any, mark: mark, place: place))
        for task in startedTasks.keys { startedTasks[task]?.isTrusted = .unknown }
        (listOfGroups, addCreator, programControl) = (unknown, unknown, unknown)
    }

    /// Whether commands show that an ID is a user's.
    func isKnownUser(_ id: IDNumber) -> Bool {
        guard groups[id] == nil else { return false }
        return (unloaded == nil ? users[id] : user(id))?.exists.value == .yes
    }

    func isGroup(_ id: IDNumber) -> Bool { groups[id] != nil }

    /// Whether the inputs show any user or group.
    var showsUsers: Bool { unloaded != nil || !groups.isEmpty || !users.isEmpty || !openUsers.isEmpty }

    /// Whether there is, or may be, a user or a group of that name.
    func mayExist(_ id: IDNumber) -> Bool {
        if let group = groups[id] { return group.value != .no }
        if unloaded != nil { return user(id).exists.value != .no }
        guard users[id]?.exists.value == .no else { return true }
        return !openUsers.isEmpty && user(id).exists.value != .no
    }

    /// For each group the users whom the inputs show in it, or perhaps in it.
    ///
    /// - Parameter wanted: the groups that are asked for, as an unload may have very many.
    func membersOfGroups(_ wanted: Set<IDNumber>) -> [IDNumber: [(user: IDNumber, isMember: Truth)]] {
        var members: [IDNumber: [(user: IDNumber, isMember: Truth)]] = [:]
        let names = Set(wanted.lazy.filter { groups[$0] != nil }.map { Array(ids[$0]) })
        let unloadedMembers = Set((unloaded?.database.members(of: names) ?? []).compactMap { ids.number(of: $0) })
        for id in unloadedMembers where users[id] == nil {
            for (group, fact) in user(id).groups where wanted.contains(group) && fact.value != .no {
                members[group, default: []].append((id, fact.value))
            }
        }
        for (id, user) in users {
            for (group, fact) in user.groups where fact.value != .no {
                members[group, default: []].append((id, fact.value))
            }
        }
        return members
    }
}
