import Diagnostics
import Parsers

/// Applies commands to the state with the effect that they really have.
struct CommandEffects {
    private(set) var state: SystemState
    private(set) var events: [Evaluation.Event] = []

    init(_ assumptions: Assumptions) { state = SystemState(assumptions) }

    mutating func apply(_ command: Deck.Command) {
        guard let verb = command.verb else { return }
        switch command.effect {
        case .fails, .swallowed: return
        case .unevaluable: return blur(command, verb)
        case .runs: break
        }
        // Directed to another system, it does not change this one.
        guard !command.has(.onlyat), !command.has(.at) else { return }
        switch verb {
        case .setropts: setropts(command)
        case .rdefine: rdefine(command)
        case .ralter: ralter(command)
        case .rdelete: rdelete(command)
        case .permit: permit(command)
        case .adduser, .altuser, .deluser: user(command, verb)
        case .addgroup: for id in Self.ids(command) { state.groups.insert(id) }
        case .connect, .remove: connect(command, verb)
        case .rvary:
            if command.has(.inactive) { state.isRACFActive = Fact(.no, at: command.place) }
            if command.has(.active) { state.isRACFActive = Fact(.yes, at: command.place) }
        case .delgroup, .altgroup, .addsd, .altdsd, .deldsd, .listdsd, .listgrp, .listuser, .password, .racdcert,
            .racmap, .rlist, .search:
            return
        }
    }

    private static func ids(_ command: Deck.Command) -> [String] {
        command.positional.first?.items.map(\.text) ?? []
    }

    // MARK: SETROPTS

    private mutating func setropts(_ command: Deck.Command) {
        let place = command.place
        let isRefresh = command.has(.refresh)
        if command.has(.grplist) { state.listOfGroups = Fact(.yes, at: place) }
        if command.has(.nogrplist) { state.listOfGroups = Fact(.no, at: place) }
        if command.has(.addcreator) { state.addCreator = Fact(.yes, at: place) }
        if command.has(.noaddcreator) { state.addCreator = Fact(.no, at: place) }
        each(command, .classact) { $0.active = Fact(.yes, at: place) }
        each(command, .noclassact) { $0.active = Fact(.no, at: place) }
        // With REFRESH it replaces generic profiles in storage and turns nothing on.
        if !isRefresh {
            each(command, .generic) {
                $0.generic = Fact(.yes, at: place)
                $0.gencmd = Fact(.yes, at: place)
            }
        }
        each(command, .nogeneric) { $0.generic = Fact(.no, at: place) }
        each(command, .gencmd) { $0.gencmd = Fact(.yes, at: place) }
        each(command, .nogencmd) { $0.gencmd = Fact(.no, at: place) }
        each(command, .noraclist) { $0.raclist = Fact(.no, at: place) }
        var lastRefresh = state.lastRefresh
        defer { state.lastRefresh = lastRefresh }
        let refused = Set(command.operand(.noclassact)?.values.map(\.text) ?? [])
        each(command, .raclist) { resourceClass in
            guard !refused.contains(resourceClass.name) else { return }
            if isRefresh { lastRefresh = (resourceClass.name, place) }
            if isRefresh { Self.refresh(&resourceClass, place) } else { Self.raclist(&resourceClass, place) }
        }
    }

    /// The classes of an operand; `*` stands for all that are known.
    private mutating func each(_ command: Deck.Command, _ keyword: Keyword, _ body: (inout ResourceClass) -> Void) {
        for value in command.operand(keyword)?.values ?? [] {
            if value.text == "*" {
                // CLASSACT(*) is not allowed.
                guard keyword != .classact else { continue }
                for name in state.classes.keys.sorted() { body(&state[name]) }
                if state.classes["PTKTDATA"] == nil { body(&state["PTKTDATA"]) }
            } else {
                body(&state[value.text])
            }
        }
    }

    /// The first RACLIST loads what the database holds; whether a second one does is documented nowhere.
    private static func raclist(_ resourceClass: inout ResourceClass, _ place: Place) {
        let before = resourceClass.raclist.value
        let isActive = resourceClass.active.value
        resourceClass.raclist = Fact(.yes, at: before == .yes ? resourceClass.raclist.place : place)
        switch (before, isActive) {
        case (.no, .yes), (.no, .unknown): resourceClass.load(at: place)
        case (.yes, _): break
        // Not RACLISTed before, or for a class that was not active: the profiles may be loaded or not.
        case (.unknown, _), (.no, .no): resourceClass.isLoadUncertain = true
        }
    }

    /// It has no effect on a class that is not RACLISTed (ICH14070I).
    private static func refresh(_ resourceClass: inout ResourceClass, _ place: Place) {
        guard resourceClass.raclist.value != .no else { return }
        resourceClass.load(at: place)
    }

    // MARK: Profiles

    private static func target(_ command: Deck.Command) -> (className: String, names: [ProfileName])? {
        let positional = command.positional
        guard positional.count >= 2 else { return nil }
        return (positional[0].text, positional[1].items.map { ProfileName($0.text) })
    }

    private mutating func rdefine(_ command: Deck.Command) {
        guard let (className, names) = Self.target(command) else { return }
        for name in names { rdefine(command, className, name) }
    }

    private mutating func rdefine(_ command: Deck.Command, _ className: String, _ name: ProfileName) {
        let resourceClass = state[className]
        let generic: Truth = name.hasGenericCharacters ? resourceClass.definesGenerics : .no
        let key = ResourceClass.Key(name: name.text, isGeneric: generic != .no)
        if name.hasGenericCharacters, generic != .yes {
            events.append(
                .init(
                    kind: .genericName(state: generic), className: className, profile: name.text,
                    place: Self.namePlace(command, name.text)))
        }
        let before = resourceClass.profiles[key]
        if let before, before.exists == .yes, before.definition != nil {
            return events.append(
                .init(
                    kind: .redefined(first: before.definition), className: className, profile: name.text,
                    place: Self.namePlace(command, name.text)))
        }
        var profile = Profile(
            defined: name, isGeneric: generic, at: Self.namePlace(command, name.text),
            defaultUACC: resourceClass.defaultUACC, creator: state.addCreator.value)
        // Commands before it took the profile for one that exists: what they did to it is uncertain.
        if let before {
            profile.entries = before.entries
            profile.isListComplete = false
        }
        change(&profile, command, className)
        state[className].set(key, to: profile, at: command.place)
    }

    /// The place of a profile's name in its command.
    private static func namePlace(_ command: Deck.Command, _ name: String) -> Place {
        let value = command.positional.flatMap(\.items).first { $0.text == name }
        return Place(command.place.file, value?.range ?? command.verbRange)
    }

    private mutating func ralter(_ command: Deck.Command) {
        guard let (className, names) = Self.target(command) else { return }
        for name in names {
            change(className, name, command) { profile, effects in effects.change(&profile, command, className) }
        }
    }

    /// Changes a profile that exists, or that may exist.
    private mutating func change(
        _ className: String, _ name: ProfileName, _ command: Deck.Command,
        _ body: (inout Profile, inout CommandEffects) -> Void
    ) {
        let resourceClass = state[className]
        let key = resourceClass.key(name)
        guard var profile = resourceClass.profiles[key] ?? assumed(name, key, resourceClass) else {
            return events.append(
                .init(
                    kind: .missingProfile, className: className, profile: name.text,
                    place: Self.namePlace(command, name.text)))
        }
        body(&profile, &self)
        state[className].set(key, to: profile, at: command.place)
    }

    /// A profile from before the decks; `nil` if there is none.
    private func assumed(_ name: ProfileName, _ key: ResourceClass.Key, _ resourceClass: ResourceClass) -> Profile? {
        guard resourceClass.complete != .yes else { return nil }
        return Profile(
            assumed: name, isGeneric: name.hasGenericCharacters ? resourceClass.definesGenerics : .no, exists: .yes)
    }

    /// The operands that RDEFINE and RALTER share.
    private mutating func change(_ profile: inout Profile, _ command: Deck.Command, _ className: String) {
        let place = command.place
        if let uacc = command.operand(.uacc)?.values.last, let level = AccessLevel(uacc.keyword) {
            profile.uacc = level
            profile.uaccPlace = Place(place.file, uacc.range)
        }
        if let text = command.operand(.appldata)?.values.last {
            profile.applData = text.text.uppercased()
            profile.isApplDataKnown = true
        }
        if command.has(.noappldata) {
            profile.applData = nil
            profile.isApplDataKnown = true
        }
        if command.has(.warning) { profile.warning = Fact(.yes, at: place) }
        if command.has(.nowarning) { profile.warning = Fact(.no, at: place) }
        if command.has(.nossignon) {
            profile.legacyKey = Fact(.no, at: place)
            profile.enhancedKey = Fact(.no, at: place)
        }
        if let from = command.operand(.from)?.values.first {
            copyList(from.text, of: command.operand(.fclass)?.values.first?.text ?? className, into: &profile)
        }
        guard let ssignon = command.operand(.ssignon) else { return }
        for operand in ssignon.operands {
            switch operand.keyword {
            case .keymasked?, .keyencrypted?, .keylabel?: profile.legacyKey = Fact(.yes, at: place)
            case .eptkeylabel?: profile.enhancedKey = Fact(.yes, at: place)
            case .nolegacykey?: profile.legacyKey = Fact(.no, at: place)
            case .noeptkeylabel?: profile.enhancedKey = Fact(.no, at: place)
            default: continue
            }
        }
    }

    /// Names of the other list are added; an entry that is there already stays (PERMIT FROM).
    private func copyList(_ source: String, of className: String, into profile: inout Profile) {
        let resourceClass = state[className]
        guard let other = resourceClass.profiles[resourceClass.key(ProfileName(source))], other.exists == .yes else {
            profile.isListComplete = false
            return
        }
        for entry in other.entries
        where !profile.entries.contains(where: { $0.id == entry.id && $0.isConditional == entry.isConditional }) {
            profile.entries.append(entry)
        }
        profile.isListComplete = profile.isListComplete && other.isListComplete
    }

    private mutating func rdelete(_ command: Deck.Command) {
        guard let (className, names) = Self.target(command) else { return }
        for name in names {
            let resourceClass = state[className]
            var key = resourceClass.key(name)
            if command.has(.nogeneric) { key.isGeneric = false }
            if command.has(.generic) { key.isGeneric = true }
            guard resourceClass.profiles[key] != nil || resourceClass.complete != .yes else {
                events.append(
                    .init(
                        kind: .missingProfile, className: className, profile: name.text,
                        place: Self.namePlace(command, name.text)))
                continue
            }
            state[className].set(key, to: nil, at: command.place)
        }
    }

    // MARK: PERMIT

    private mutating func permit(_ command: Deck.Command) {
        // Without CLASS it goes to DATASET.
        guard let className = command.operand(.class)?.values.last?.text,
            let name = command.positional.first?.items.first?.text
        else { return }
        change(className, ProfileName(name), command) { profile, effects in
            effects.permit(&profile, command, className)
        }
    }

    private func permit(_ profile: inout Profile, _ command: Deck.Command, _ className: String) {
        let isConditional = command.has(.when)
        let isDelete = command.has(.delete)
        // RESET with DELETE is ignored (ICH06009I).
        if let reset = command.operand(.reset), !isDelete {
            let which = reset.values.first?.keyword
            if which != .when { profile.entries.removeAll { !$0.isConditional } }
            if which != .standard { profile.entries.removeAll(where: \.isConditional) }
            if which == nil || which == .all {
                profile.isListComplete = true
                profile.creator = .no
            }
        }
        let access = command.operand(.access)?.values.last
        for id in command.operand(.id)?.values ?? [] {
            let at = profile.entries.firstIndex { $0.id == id.text && $0.isConditional == isConditional }
            if isDelete {
                if let at { profile.entries.remove(at: at) }
                continue
            }
            let entry = Profile.Entry(
                id: id.text, access: AccessLevel(access?.keyword) ?? .read,
                place: Place(command.place.file, access?.range ?? id.range), isConditional: isConditional)
            if let at { profile.entries[at] = entry } else { profile.entries.append(entry) }
        }
        if let from = command.operand(.from)?.values.first {
            copyList(from.text, of: command.operand(.fclass)?.values.first?.text ?? className, into: &profile)
        }
    }

    // MARK: Users and groups

    private mutating func user(_ command: Deck.Command, _ verb: Verb) {
        let place = command.place
        for id in Self.ids(command) {
            state.changeUser(id) { user in
                switch verb {
                case .deluser:
                    user.exists = Fact(.no, at: place)
                    user.groups = [:]
                    return
                case .adduser:
                    user.exists = Fact(.yes, at: place)
                    user.isRevoked = Fact(.no, at: place)
                    user.isRestricted = Fact(.no, at: place)
                    // From z/OS V2R2 on a user without password and phrase is PROTECTED; before, the default group
                    // became the password.
                    let hasPassword = command.has(.password) || command.has(.phrase) || command.has(.oidcard)
                    user.isProtected = Fact(hasPassword ? .no : command.has(.nopassword) ? .yes : .unknown, at: place)
                case _:
                    if command.has(.password) || command.has(.phrase) { user.isProtected = Fact(.no, at: place) }
                    if command.has(.nopassword) { user.isProtected = Fact(.unknown, at: place) }
                }
                if let group = command.operand(.dfltgrp)?.values.first?.text {
                    user.groups[group] = Fact(.yes, at: place)
                }
                // With a date it takes effect some day.
                if let revoke = command.operand(.revoke) {
                    user.isRevoked = Fact(revoke.values.isEmpty ? .yes : .unknown, at: place)
                }
                if let resume = command.operand(.resume) {
                    user.isRevoked = Fact(resume.values.isEmpty ? .no : .unknown, at: place)
                }
                if command.has(.contain) { user.isRevoked = Fact(.yes, at: place) }
                if command.has(.restricted) { user.isRestricted = Fact(.yes, at: place) }
                if command.has(.norestricted) { user.isRestricted = Fact(.no, at: place) }
            }
        }
        if let group = command.operand(.dfltgrp)?.values.first?.text { state.groups.insert(group) }
    }

    private mutating func connect(_ command: Deck.Command, _ verb: Verb) {
        guard let group = command.operand(.group)?.values.first?.text else { return }
        state.groups.insert(group)
        let isConnected: Truth = verb == .remove || command.has(.revoke) ? .no : .yes
        for id in Self.ids(command) {
            state.changeUser(id) { $0.groups[group] = Fact(isConnected, at: command.place) }
        }
    }

    // MARK: What cannot be evaluated

    /// What the command touches becomes unknown, not absent.
    private mutating func blur(_ command: Deck.Command, _ verb: Verb) {
        switch verb {
        case .setropts: blurOptions(command)
        case .rdefine, .ralter, .rdelete:
            let positional = command.positional
            guard let className = positional.first, !className.isPlaceholder else { return }
            guard positional.count >= 2 else {
                state[className.text].complete = .unknown
                return
            }
            for name in positional[1].items { blur(className.text, name, command) }
        case .permit:
            guard let name = command.positional.first?.items.first,
                let className = command.operand(.class)?.values.last, !className.isPlaceholder
            else { return }
            blur(className.text, name, command)
        case .adduser, .altuser, .deluser, .connect, .remove:
            for id in Self.ids(command) {
                state.changeUser(id) { user in
                    user.isRevoked = Fact(.unknown)
                    user.isProtected = Fact(.unknown)
                    user.isRestricted = Fact(.unknown)
                    for group in user.groups.keys { user.groups[group] = Fact(.unknown) }
                }
            }
        default: return
        }
    }

    private mutating func blur(_ className: String, _ name: Deck.Value, _ command: Deck.Command) {
        guard !name.isPlaceholder else {
            state[className].complete = .unknown
            return
        }
        let resourceClass = state[className]
        let profileName = ProfileName(name.text)
        let key = resourceClass.key(profileName)
        var profile =
            resourceClass.profiles[key]
            ?? Profile(
                assumed: profileName,
                isGeneric: profileName.hasGenericCharacters ? resourceClass.definesGenerics : .no, exists: .unknown)
        profile.blur(at: command.place)
        if command.verb == .rdelete { profile.exists = .unknown }
        state[className].set(key, to: profile, at: command.place)
    }

    private mutating func blurOptions(_ command: Deck.Command) {
        let place = command.place
        let keywords: [Keyword] = [
            .classact, .noclassact, .generic, .nogeneric, .gencmd, .nogencmd, .raclist, .noraclist,
        ]
        for keyword in keywords {
            for value in command.operand(keyword)?.values ?? [] {
                guard !value.isPlaceholder, value.text != "*" else { return state.blurClassOptions() }
                switch keyword {
                case .classact, .noclassact: state[value.text].active = Fact(.unknown, at: place)
                case .raclist, .noraclist: state[value.text].raclist = Fact(.unknown, at: place)
                default:
                    state[value.text].generic = Fact(.unknown, at: place)
                    state[value.text].gencmd = Fact(.unknown, at: place)
                }
            }
        }
    }
}
