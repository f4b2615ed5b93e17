import Diagnostics
import RACF
import Unload

/// Puts the facts of listings into the state before the decks.
struct ListingEffects {
    var state: SystemState
    /// The place of each time; the first is number 1.
    private(set) var places: [Place] = []
    private(set) var applData: [Mark: String] = [:]
    /// The labels of keys.
    private(set) var labels: [Mark: String] = [:]

    init(_ state: SystemState) {
        self.state = state
        // --assume outweighs what is listed for all classes.
        _ = self.state.insertClass(Array("PTKTDATA".utf8))
    }

    /// The state, with everything that is listed in storage as well.
    var finished: SystemState {
        var state = state
        let mark = Mark(time: UInt32(places.count))
        if !places.isEmpty { for number in state.classes.numbers { state.classes[number].load(at: mark, nil) } }
        return state
    }

    /// Whether a listing has shown the options of classes.
    private var hasOptions = false

    mutating func apply(_ listing: RACFListing) {
        if let options = listing.options {
            let before = state
            apply(options, listing.file.id)
            if hasOptions { state.doubtOptions(unlike: before) }
            hasOptions = true
        }
        for shown in listing.classStates { apply(shown, listing.file.id) }
        for profile in listing.profiles { apply(profile, listing.file.id) }
        applyWholeClasses(of: listing)
        applyUsers(of: listing)
    }

    mutating func mark(_ file: FileID, _ range: SourceRange) -> Mark {
        places.append(Place(file, range))
        return Mark(time: UInt32(places.count))
    }

    // MARK: SETROPTS LIST

    private mutating func apply(_ options: RACFListing.Options, _ file: FileID) {
        // Classes that a list does not name do not have its option, unless the list may have been cut.
        func lacking(_ list: RACFListing.ClassList?) -> Fact? {
            list.map { Fact($0.isWhole ? .no : .unknown, at: Place(file, $0.range)) }
        }
        var others = SystemState.OptionsOfAll()
        others.active = lacking(options.active)
        others.generic = lacking(options.generic)
        others.gencmd = lacking(options.gencmd)
        others.raclist = lacking(options.raclist)
        others.global = lacking(options.global)
        state.changeAll(others)
        set(options.active, \.active, file)
        set(options.generic, \.generic, file)
        set(options.gencmd, \.gencmd, file)
        set(options.raclist, \.raclist, file)
        set(options.global, \.global, file)
        if let shown = options.listOfGroups, state.assumptions.listOfGroups == .unknown || state.assumptions.isFresh {
            state.listOfGroups = Fact(Truth(shown.value), at: Place(file, shown.range))
        }
        if let shown = options.addCreator, state.assumptions.addCreator == .unknown || state.assumptions.isFresh {
            state.addCreator = Fact(Truth(shown.value), at: Place(file, shown.range))
        }
        for number in state.classes.numbers { state.classes[number].override(state.assumptions) }
    }

    private mutating func set(
        _ list: RACFListing.ClassList?, _ option: WritableKeyPath<ResourceClass, Fact>, _ file: FileID
    ) {
        for name in list?.names ?? [] {
            let number = state.insertClass(Array(name.value.utf8))
            state.classes[number][keyPath: option] = Fact(.yes, at: Place(file, name.range))
        }
    }

    // MARK: Steps of an unload

    mutating func id(_ name: [UInt8]) -> IDNumber { state.insertID(name) }
    mutating func setGroup(_ name: [UInt8], _ fact: Fact) { state.setGroup(state.insertID(name), fact) }
    mutating func note(_ text: String?, at mark: Mark) { applData[mark] = text }
    mutating func noteLabel(_ label: String, at mark: Mark) { labels[mark] = label }

    /// The numbers of a class and of a profile in it.
    mutating func insert(
        _ className: String, _ name: [UInt8], isGeneric: Bool
    ) -> (resourceClass: ClassNumber, profile: ProfileNumber) {
        let number = state.insertClass(Array(className.utf8))
        let name = Deck.Text(name)
        let isPattern = state.classes[number].isPattern(name)
        return (number, state.classes[number].insert(name, isGeneric: isPattern && isGeneric))
    }

    mutating func setOrder(_ rank: Int, _ number: ClassNumber, _ profile: ProfileNumber) {
        state.classes[number].order[profile] = rank
    }

    mutating func store(
        _ record: ProfileRecord, _ number: ClassNumber, _ profile: ProfileNumber, at defined: Mark
    ) {
        var record = record
        state.classes[number].change(profile, at: defined) { old in
            (record.captured, record.old, record.changed) = (old.captured, old.old, defined)
            record.isTouched = true
            old = record
        }
    }

    mutating func add(_ entry: EntryRecord, _ number: ClassNumber, _ profile: ProfileNumber) {
        state.classes[number].add(entry, to: profile)
    }

    /// Makes what inputs show differently of a profile unknown. The highest access stays possible.
    mutating func doubt(_ number: ClassNumber, _ profile: ProfileNumber, at doubted: Mark) {
        var record = state.classes[number].records[profile]
        let entries = state.classes[number].entries(of: record, in: .database)
        (record.exists, record.isGeneric, record.warning) = (.unknown, .unknown, .unknown)
        (record.uacc, record.applData, record.isListComplete) = (nil, .unknown, false)
        (record.legacyKey, record.enhancedKey, record.allowsReplay) = (.unknown, .unknown, .unknown)
        store(record, number, profile, at: doubted)
        var highest: [UInt64: EntryRecord] = [:]
        for entry in entries {
            let key = UInt64(entry.id.value) << 1 | (entry.isConditional ? 1 : 0)
            if highest[key].map({ $0.access < entry.access }) ?? true { highest[key] = entry }
        }
        for (_, var entry) in highest.sorted(by: { $0.key < $1.key }) {
            (entry.isCertain, entry.next) = (false, .none)
            state.classes[number].add(entry, to: profile)
        }
        guard let task = state.startedTasks[profile], state.classes[number].isStarted else { return }
        state.startedTasks[profile] = SystemState.StartedTask(
            user: nil, openUser: .any, isTrusted: .unknown, mark: task.mark)
    }

    mutating func setTask(_ task: Unload.Task, _ number: ClassNumber, _ profile: ProfileNumber, _ file: FileID) {
        // =MEMBER takes the user ID from the name of the procedure.
        let user = task.user.value
        let isOpen = user == "=MEMBER"
        state.startedTasks[profile] = SystemState.StartedTask(
            user: user.isEmpty || isOpen ? nil : id(Array(user.utf8)), openUser: isOpen ? .any : nil,
            isTrusted: task.isTrusted.map(Truth.init) ?? .unknown, mark: mark(file, task.user.range))
    }

    /// Sets the members of a profile. Those that only one of two inputs shows are doubtful.
    mutating func setMembers(
        _ shown: [Located<[UInt8]>], _ number: ClassNumber, _ profile: ProfileNumber, _ file: FileID, isComplete: Bool
    ) {
        guard state.classes[number].hasMembers else { return }
        let texts = Set(shown.map(\.value))
        let old = state.classes[number].members[profile]
        let doubtful = old.map { old in
            (isComplete ? old.texts.subtracting(texts) : []).union(old.isComplete ? texts.subtracting(old.texts) : [])
        }
        state.classes[number].members[profile] = ResourceClass.Members(
            texts: texts.union(old?.texts ?? []), doubtful: doubtful ?? [],
            isComplete: isComplete || old?.isComplete == true,
            mark: mark(file, shown.first?.range ?? SourceRange(0, 0)))
    }
}

extension ResourceClass {
    /// Applies the options that the user gives for the class by its name, which outweigh a listing.
    fileprivate mutating func override(_ assumptions: Assumptions) {
        guard let said = assumptions.explicit(name) else { return }
        if said.active != .unknown { active = Fact(said.active) }
        if said.generic != .unknown { generic = Fact(said.generic) }
        if said.gencmd != .unknown { gencmd = Fact(said.gencmd) }
        if said.raclist != .unknown { raclist = Fact(said.raclist) }
    }
}
