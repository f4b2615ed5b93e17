import Diagnostics
import RACF

/// RDEFINE, RALTER and RDELETE.
extension CommandEffects {
    mutating func profiles(_ verb: Verb, _ words: Deck.Words, _ command: Int, _ change: ProfileChange) {
        guard let (classWord, names) = words.classAndProfiles(of: command) else {
            // Without a readable name the command may apply to any profile of the class.
            var level = words.level(of: command)
            guard !change.isCertain, let first = words.next(&level) else { return }
            return open(verb, words, first, .any, change)
        }
        guard !words.isPlaceholder(classWord) else {
            words.items(names) { open(verb, words, classWord, words.openName($0), change) }
            return
        }
        let number = classNumber(words, classWord)
        guard words.isList(names) else { return profile(verb, words, number, names, change) }
        var level = words.level(below: names)
        while let name = words.next(&level) { profile(verb, words, number, name, change) }
    }

    private func open(_ verb: Verb, _ name: OpenName, _ change: ProfileChange) -> OpenChange {
        switch verb {
        case .rdefine: OpenChange(.define, name, mark: mark)
        case .rdelete: OpenChange(.delete, name, mark: mark)
        case _: OpenChange(.alter(change.attributes), name, mark: mark)
        }
    }

    /// Handles a command with an unknown class or profile.
    private mutating func open(
        _ verb: Verb, _ words: Deck.Words, _ classWord: Deck.Word, _ name: OpenName, _ change: ProfileChange
    ) {
        let className = words.openName(classWord)
        state.noteOpen(className, open(verb, name, change))
        if className.matches(Self.started) { noteTask(verb, words, change) }
    }

    /// A started task that RDEFINE or RALTER of an unknown profile may make.
    private mutating func noteTask(_ verb: Verb, _ words: Deck.Words, _ change: ProfileChange) {
        guard verb != .rdelete else { return }
        var task = SystemState.StartedTask(user: nil, isTrusted: .no, mark: mark)
        if let segment = change.startedTask { read(words, segment, into: &task) }
        if change.isOpen { (task.openUser, task.isTrusted) = (.any, .unknown) }
        guard task.isTrusted != .no else { return }
        if let user = task.openUser ?? task.user.map({ OpenName(name: state.ids[$0]) }) {
            state.noteTask(of: user, at: mark)
        }
    }

    private mutating func profile(
        _ verb: Verb, _ words: Deck.Words, _ number: ClassNumber, _ name: Deck.Word, _ change: ProfileChange
    ) {
        guard !words.isPlaceholder(name) else {
            if state.classes[number].isStarted { noteTask(verb, words, change) }
            return state.classes[number].note(open(verb, words.openName(name), change))
        }
        let name = words.text(name)
        switch verb {
        case .rdefine: define(words, number, name, change)
        case .ralter: alter(words, number, name, change)
        case _: delete(number, name, change)
        }
    }

    /// Puts the creator of a profile on its list, if the JOB statement names the user.
    private mutating func admitSubmitter(
        _ words: Deck.Words, _ number: ClassNumber, _ profile: ProfileNumber, _ change: ProfileChange, _ creator: Truth
    ) {
        guard creator != .no, let name = words.region(words.commandCount - commandsLeft).submitter else { return }
        state.classes[number].add(
            EntryRecord(
                id: state.insertID(Array(name.utf8)), added: mark, access: .alter, isConditional: false,
                isCertain: creator == .yes && change.isCertain), to: profile)
    }

    private mutating func define(_ words: Deck.Words, _ number: ClassNumber, _ name: Deck.Text, _ change: ProfileChange)
    {
        let isPattern = name.hasGenericCharacters && state.classes[number].hasGenericNames
        let generic: Truth = isPattern ? state.classes[number].definesGenerics : .no
        state.classes[number].makeRoom(for: commandsLeft)
        let profile = state.classes[number].insert(name, isGeneric: generic != .no)
        if isPattern, generic != .yes {
            report(.genericName, number, profile, generic)
            if generic == .no { reply(.done, "ICH10321I", Reply.zeroOrFour) }
        }
        let standing = state.classes[number].standing(profile)
        if standing.exists == .yes, standing.definition != .start {
            report(.redefined, number, profile)
            events[events.count - 1].other = standing.definition
            return reply(.refused, "ICH10102I", 4)
        }
        // Earlier commands assumed that the profile exists, or may have made it.
        let isAfterOthers = standing.isTouched && standing.exists != .no
        let before =
            isAfterOthers || !change.isCertain ? state.classes[number].record(profile, in: .database) : nil
        let creator = state.addCreator.value
        if change.from == nil {
            state.classes[number].define(profile, change, isGeneric: generic, creator: creator, at: mark)
        } else {
            let model = model(words, change, number)
            state.classes[number].define(profile, change, isGeneric: generic, creator: creator, at: mark) {
                $0.take(model)
            }
        }
        admitSubmitter(words, number, profile, change, creator)
        if let before {
            state.classes[number].change(profile, at: mark) { record in
                record.blur(from: before)
                if isAfterOthers, change.isCertain { record.exists = .yes }
                if isAfterOthers { record.isListComplete = false }
            }
        }
        if isAfterOthers { blurEntries(number, profile) }
        if let from = change.from {
            copyList(words, from, change.fromClass, isGeneric: change.fromIsGeneric, number, profile, change.isCertain)
        }
        segments(words, number, profile, change)
        replyChanged(number, "ICH10006I")
    }

    private static let passTickets = Array("PTKTDATA".utf8)
    private static let started = Array("STARTED".utf8)

    private mutating func alter(_ words: Deck.Words, _ number: ClassNumber, _ name: Deck.Text, _ change: ProfileChange)
    {
        guard let profile = existing(number, name) else { return reply(.refused, "ICH11102I", 4) }
        update(number, profile, isCertain: change.isCertain) { change.apply(to: &$0, at: $1) }
        segments(words, number, profile, change)
        // The class has no members, so the operand is ignored.
        if change.members != nil, number == state.classNumber(Self.passTickets) { reply(.done, "ICH11004I", 4) }
        replyChanged(number, "ICH11009I")
    }

    /// The profile that RALTER or PERMIT names; `nil` if there is none.
    mutating func existing(_ number: ClassNumber, _ name: Deck.Text) -> ProfileNumber? {
        let profile = state.classes[number].meant(by: name)
        switch state.classes[number].standing(profile).exists {
        case .yes: return profile
        case .no:
            report(.missingProfile, number, profile, .no)
            return nil
        case .unknown:
            guard !state.classes[number].records[profile].isTouched else { return profile }
            // It is assumed to have existed before.
            report(.missingProfile, number, profile, .unknown)
            let isUnderGenericName = state.classes[number].isUnderGenericName(profile)
            let generic = isUnderGenericName ? state.classes[number].definesGenerics : .no
            // A command that may not run proves nothing, nor does one that succeeds only if another has defined the
            // profile.
            let exists: Truth = isUnconditional && state.classes[number].complete != .yes ? .yes : .unknown
            state.classes[number].change(profile, at: mark) {
                $0.exists = exists
                $0.isGeneric = generic
            }
            return profile
        }
    }

    /// Changes a profile, or marks as unknown what the command would change.
    mutating func update(
        _ number: ClassNumber, _ profile: ProfileNumber, isCertain: Bool, _ body: (inout ProfileRecord, Mark) -> Void
    ) {
        let mark = mark
        state.classes[number].change(profile, at: mark) { record in
            let before = record
            body(&record, mark)
            if !isCertain { record.blur(from: before) }
        }
    }

    private mutating func delete(_ number: ClassNumber, _ name: Deck.Text, _ change: ProfileChange) {
        let profile =
            if let isGeneric = change.isGeneric, state.classes[number].isPattern(name) {
                state.classes[number].insert(name, isGeneric: isGeneric)
            } else {
                state.classes[number].meant(by: name)
            }
        guard state.classes[number].exists(profile) != .no else {
            report(.missingForDelete, number, profile)
            return reply(.refused, "ICH12102I", 4)
        }
        state.classes[number].members[profile] = nil
        update(number, profile, isCertain: change.isCertain) { record, mark in
            record.exists = .no
            if change.isCertain { record.definition = .start }
            (record.standardReset, record.conditionalReset) = (mark, mark)
        }
        replyChanged(number, "ICH12002I")
    }

    // MARK: Members and started tasks

    private mutating func segments(
        _ words: Deck.Words, _ number: ClassNumber, _ profile: ProfileNumber, _ change: ProfileChange
    ) {
        if state.classes[number].hasMembers { members(words, number, profile, change) }
        if state.classes[number].isStarted, let segment = change.startedTask {
            startedTask(words, segment, profile, change)
        }
        guard change.isOpen else { return }
        if state.classes[number].hasMembers, var members = state.classes[number].members[profile] {
            members.doubtful = members.texts
            state.classes[number].members[profile] = members
        }
        if state.classes[number].isStarted {
            state.startedTasks[profile] = .init(user: nil, openUser: .any, isTrusted: .unknown, mark: mark)
        }
    }

    private mutating func members(
        _ words: Deck.Words, _ number: ClassNumber, _ profile: ProfileNumber, _ change: ProfileChange
    ) {
        let isNew = state.classes[number].records[profile].definition == mark
        var members =
            isNew
            ? ResourceClass.Members(isComplete: true, mark: mark)
            : state.classes[number].members[profile] ?? ResourceClass.Members(isComplete: false, mark: mark)
        members.mark = mark
        if !change.isCertain { members.isComplete = false }
        for word in change.members?.added ?? [] {
            let isNewText = members.texts.insert(Array(words.text(word).own)).inserted
            if change.isCertain {
                members.doubtful.remove(Array(words.text(word).own))
            } else if isNewText {
                members.doubtful.insert(Array(words.text(word).own))
            }
        }
        for word in change.members?.deleted ?? [] {
            let text = Array(words.text(word).own)
            if !change.isCertain {
                if members.texts.contains(text) { members.doubtful.insert(text) }
            } else {
                members.texts.remove(text)
                members.doubtful.remove(text)
            }
        }
        state.classes[number].members[profile] = members
    }

    private mutating func startedTask(
        _ words: Deck.Words, _ segment: Deck.Word, _ profile: ProfileNumber, _ change: ProfileChange
    ) {
        let before = state.startedTasks[profile] ?? .init(user: nil, isTrusted: .no, mark: mark)
        var task = before
        task.mark = mark
        read(words, segment, into: &task)
        if !change.isCertain {
            if task.isTrusted != before.isTrusted { task.isTrusted = .unknown }
            if task.user != before.user {
                if let user = task.user { task.possibleUsers.insert(user) }
                if let user = before.user { task.possibleUsers.insert(user) }
                task.user = nil
            }
        }
        state.startedTasks[profile] = task
    }

    /// Reads STDATA(USER(AGNTUSR) TRUSTED(YES)): words, each with the value in its parentheses below or after it.
    private mutating func read(_ words: Deck.Words, _ segment: Deck.Word, into task: inout SystemState.StartedTask) {
        var word = ""
        var level = words.level(below: segment)
        while let next = words.next(&level) {
            if !words.isList(next) {
                word = String(decoding: words.text(next).own, as: UTF8.self)
                if Self.trust.contains(word) { task.isTrusted = .yes }
            }
            guard words.isList(next) || words.isOperand(next), let value = words.value(next) else { continue }
            if word == "USER" {
                let isOpen = words.isPlaceholder(value)
                (task.user, task.openUser) = isOpen ? (nil, words.openName(value)) : (id(words, value), nil)
            }
            if Self.trust.contains(word), words.text(value).own.first == UInt8(ascii: "N") { task.isTrusted = .no }
        }
    }

    private static let trust = ["TRUSTED", "PRIVILEGED"]
}
