import Diagnostics
import RACF

/// The operands of PERMIT, read once.
struct PermitChange {
    enum Reset { case all, standard, conditional }

    var isCertain: Bool
    var isElsewhere = false
    var profile: Deck.Word?
    var resourceClass: Deck.Word?
    var ids: Deck.Word?
    var from: Deck.Word?
    var fromClass: Deck.Word?
    var fromIsGeneric = false
    /// The access; READ if it is not given.
    var access: AccessLevel? = .read
    var isDelete = false
    var reset: Reset?
    var condition: ConditionClass?
    /// Whether a fully qualified name is to be treated as generic.
    var isGeneric = false
    /// Whether an operand is inserted later, so that it may be any.
    var isOpen = false

    var isConditional: Bool { condition != nil }

    init(_ words: borrowing Deck.Words, _ command: Int, isCertain: Bool) {
        self.isCertain = isCertain
        var level = words.level(of: command)
        var isFirst = true
        var isAccessGiven = false
        while let word = words.next(&level) {
            if words.isOperand(word) {
                read(words, word)
                if words.keyword(word) == .access { isAccessGiven = true }
            } else if isFirst {
                profile = words.isList(word) ? words.first(below: word) : word
            }
            isFirst = false
        }
        // A word of which nothing is shown may be a profile with its class, or all operands; the name of a data set in
        // apostrophes is a name.
        if resourceClass == nil, let profile, words.isPlaceholder(profile), !words.isString(profile),
            words.openName(profile).isAny
        {
            isOpen = true
        }
        if isOpen, !isAccessGiven { access = nil }
    }

    private mutating func read(_ words: borrowing Deck.Words, _ word: Deck.Word) {
        switch words.keyword(word) {
        case .class?: resourceClass = words.value(word)
        case .id?: ids = word
        case .access?: access = words.accessLevel(word)
        case .delete?: isDelete = true
        case .reset?:
            reset = .all
            guard let value = words.value(word) else { return }
            switch words.keyword(value) {
            case .standard?: reset = .standard
            case .when?: reset = .conditional
            default: return
            }
        case .from?: from = words.value(word)
        case .fclass?: fromClass = words.value(word)
        case .fgeneric?: fromIsGeneric = true
        case .generic?: isGeneric = true
        case .when?:
            condition = .criteria
            guard let value = words.value(word), let name = words.keyword(value) else { return }
            condition = ConditionClass(rawValue: name.rawValue) ?? .criteria
        case .onlyat?: isElsewhere = true
        case .at?: isCertain = false
        case nil where words.isPlaceholder(word): isOpen = true
        default: return
        }
    }
}

/// PERMIT.
extension CommandEffects {
    private static let everyone = [UInt8(ascii: "*")]

    mutating func permit(_ words: Deck.Words, _ change: PermitChange) {
        // Without CLASS the command applies to DATASET.
        guard let classWord = change.resourceClass, let name = change.profile else {
            if change.isOpen { permitAnything(words, change) }
            return reply(.unknown, nil, 0...8)
        }
        guard !words.isPlaceholder(classWord), !words.isPlaceholder(name) else {
            return permitSomething(words, change, classWord)
        }
        let number = classNumber(words, classWord)
        var change = change
        if change.isGeneric {
            // GENERIC needs generic commands, and a name without generic characters is only known for data sets.
            let generics = state.classes[number].definesGenerics
            guard generics != .no else { return reply(.refused, "ICH06010I", 8) }
            if generics == .unknown || !state.classes[number].isPattern(words.text(name)) { change.isCertain = false }
        }
        guard let profile = existing(number, words.text(name)) else { return reply(.refused, "ICH06004I", 8) }
        if let from = change.from, !canCopy(words, from, change.fromClass, change.fromIsGeneric, number) {
            return reply(.refused, "ICH06004I", 8)
        }
        if wantsReplies, state.classes[number].active.value == .no { reply(.done, "ICH06019I", Reply.zeroOrFour) }
        state.classes[number].change(profile, at: mark) { _ in }
        // RESET with DELETE is ignored (ICH06009I).
        if let reset = change.reset, !change.isDelete { self.reset(reset, number, profile, change) }
        if let ids = change.ids {
            var level = words.level(below: ids)
            while let word = words.next(&level) { entry(words, word, number, profile, change) }
        }
        if let from = change.from {
            copyList(words, from, change.fromClass, isGeneric: change.fromIsGeneric, number, profile, change.isCertain)
        }
        if change.isOpen {
            let name = OpenName(name: state.classes[number].profileName(profile))
            state.classes[number].note(OpenChange(.permit, name, ids: .any, mark: mark))
        }
        if change.ids == nil { replyChanged(number, "ICH06011I") }
    }

    /// Handles a PERMIT whose class may be among the operands that are inserted later.
    private mutating func permitAnything(_ words: Deck.Words, _ change: PermitChange) {
        let name = change.profile.map { words.openName($0) }
        state.noteOpen(.any, OpenChange(.permit, name ?? .any, ids: .any, mark: mark))
    }

    /// Handles a PERMIT whose class or profile is incomplete, so that it may change any list.
    private mutating func permitSomething(_ words: Deck.Words, _ change: PermitChange, _ classWord: Deck.Word) {
        guard let profile = change.profile else { return }
        let name = words.openName(profile)
        func note(_ ids: OpenName) {
            state.noteOpen(words.openName(classWord), OpenChange(.permit, name, ids: ids, mark: mark))
        }
        if change.reset != nil || change.from != nil || change.isOpen { note(.any) }
        if let ids = change.ids { words.children(ids) { note(words.openName($0)) } }
    }

    private mutating func reset(
        _ reset: PermitChange.Reset, _ number: ClassNumber, _ profile: ProfileNumber, _ change: PermitChange
    ) {
        guard change.isCertain else {
            if reset != .conditional, state.classes[number].records[profile].creator == .yes {
                state.classes[number].change(profile, at: mark) { $0.creator = .unknown }
            }
            return blurEntries(number, profile) { entry in
                switch reset {
                case .all: true
                case .standard: !entry.isConditional
                case .conditional: entry.isConditional
                }
            }
        }
        let mark = mark
        // The entries of the list so far are from earlier; this command may still add to it.
        let before = Mark(time: mark.time - 1)
        state.classes[number].change(profile, at: mark) { record in
            if reset != .conditional {
                record.standardReset = before
                record.creator = .no
            }
            if reset != .standard { record.conditionalReset = before }
            if reset == .all { record.isListComplete = true }
        }
    }

    private mutating func entry(
        _ words: Deck.Words, _ word: Deck.Word, _ number: ClassNumber, _ profile: ProfileNumber, _ change: PermitChange
    ) {
        let mark = mark
        if words.isPlaceholder(word) {
            let name = OpenName(name: state.classes[number].profileName(profile))
            return state.classes[number].note(OpenChange(.permit, name, ids: words.openName(word), mark: mark))
        }
        let id = id(words, word)
        let found = state.classes[number].entry(of: id, isConditional: change.isConditional, in: profile)
        guard !change.isDelete else {
            return remove(id, found, number, profile, change)
        }
        // A name that does not exist is skipped (ICH06007I).
        guard !state.showsUsers || state.mayExist(id) || words.equals(word, Self.everyone) else {
            return reply(.refused, "ICH06007I", 4)
        }
        let isSame =
            found != .none && state.classes[number].entries[found].access == change.access
            && state.classes[number].entries[found].isCertain
        let isCertain = (change.isCertain || isSame) && change.access != nil
        state.classes[number].add(
            EntryRecord(
                id: id, added: mark, access: change.access ?? .alter, isConditional: change.isConditional,
                isCertain: isCertain, isAccessKnown: change.access != nil, condition: change.condition), to: profile)
        if isSame, !change.isConditional {
            reply(.done, "ICH06001I", Reply.zeroOrFour)
        } else {
            replyChanged(number, "ICH06011I")
        }
    }

    private mutating func remove(
        _ id: IDNumber, _ found: EntryNumber, _ number: ClassNumber, _ profile: ProfileNumber, _ change: PermitChange
    ) {
        guard found != .none else {
            // The command removes somebody, perhaps the creator, whose name no deck shows.
            guard !change.isConditional, state.classes[number].records[profile].creator != .no else {
                let isWhole = state.classes[number].records[profile].isListComplete
                return reply(isWhole ? .refused : .unknown, isWhole ? "ICH06002I" : nil, isWhole ? 4...4 : 0...4)
            }
            reply(.unknown, nil, 0...4)
            return state.classes[number].change(profile, at: mark) {
                $0.creator = .unknown
                $0.mayHaveLostCreator = true
            }
        }
        var entry = state.classes[number].entries[found]
        if change.isCertain, entry.added == state.classes[number].records[profile].definition {
            // It is the creator's.
            state.classes[number].change(profile, at: mark) { $0.creator = .no }
        }
        state.classes[number].remove(id, isConditional: change.isConditional, from: profile, at: mark)
        guard !change.isCertain else { return replyChanged(number, "ICH06011I") }
        (entry.added, entry.removed, entry.next, entry.isCertain) = (mark, .end, .none, false)
        state.classes[number].add(entry, to: profile)
    }

    /// Marks entries that may have been changed or removed.
    mutating func blurEntries(
        _ number: ClassNumber, _ profile: ProfileNumber, where isMeant: (EntryRecord) -> Bool = { _ in true }
    ) {
        let record = state.classes[number].records[profile]
        for entry in state.classes[number].entries(of: record, in: .database) where isMeant(entry) && entry.isCertain {
            var blurred = entry
            (blurred.added, blurred.removed, blurred.next, blurred.isCertain) = (mark, .end, .none, false)
            state.classes[number].add(blurred, to: profile)
        }
    }

    // MARK: FROM

    /// The class and profile that FROM names.
    private mutating func source(
        _ words: Deck.Words, _ from: Deck.Word, _ fromClass: Deck.Word?, _ isGeneric: Bool, _ number: ClassNumber
    ) -> (number: ClassNumber, profile: ProfileNumber)? {
        guard !words.isPlaceholder(from), fromClass.map({ !words.isPlaceholder($0) }) ?? true else { return nil }
        let source = fromClass.map { classNumber(words, $0) } ?? number
        let name = words.text(from)
        let profile =
            isGeneric && state.classes[source].isPattern(name)
            ? state.classes[source].insert(name, isGeneric: true) : state.classes[source].meant(by: name)
        return (source, profile)
    }

    /// Whether the model exists; without it the command fails.
    private mutating func canCopy(
        _ words: Deck.Words, _ from: Deck.Word, _ fromClass: Deck.Word?, _ isGeneric: Bool, _ number: ClassNumber
    ) -> Bool {
        guard let source = source(words, from, fromClass, isGeneric, number) else { return true }
        guard state.classes[source.number].exists(source.profile) == .no else { return true }
        report(.missingProfile, source.number, source.profile, .no)
        return false
    }

    /// The profile that RDEFINE uses as a model, if it is known.
    mutating func model(_ words: Deck.Words, _ change: ProfileChange, _ number: ClassNumber) -> ProfileRecord? {
        guard let from = change.from else { return nil }
        return source(words, from, change.fromClass, change.fromIsGeneric, number)
            .map { state.classes[$0.number].records[$0.profile] }
    }

    /// The entries that all commands together may copy; every copy may be as long as all lists before it.
    private static let mostCopied = 100_000

    /// Adds the names of the other list and keeps existing entries (PERMIT FROM).
    mutating func copyList(
        _ words: Deck.Words, _ from: Deck.Word, _ fromClass: Deck.Word?, isGeneric: Bool, _ number: ClassNumber,
        _ profile: ProfileNumber,
        _ isCertain: Bool
    ) {
        guard let source = source(words, from, fromClass, isGeneric, number) else {
            return state.classes[number].change(profile, at: mark) { $0.isListComplete = false }
        }
        let model = state.classes[source.number].records[source.profile]
        copied += Int(model.entryCount)
        guard copied <= Self.mostCopied else {
            let name = OpenName(name: state.classes[number].profileName(profile))
            state.classes[number].note(OpenChange(.permit, name, ids: .any, mark: mark))
            return state.classes[number].change(profile, at: mark) { $0.isListComplete = false }
        }
        for entry in state.classes[source.number].entries(of: model, in: .database) {
            let found = state.classes[number].entry(of: entry.id, isConditional: entry.isConditional, in: profile)
            guard found == .none else { continue }
            var copy = entry
            (copy.added, copy.removed, copy.next) = (mark, .end, .none)
            copy.isCertain = entry.isCertain && isCertain && model.exists == .yes
            state.classes[number].add(copy, to: profile)
        }
        guard !model.isListComplete || model.exists != .yes || !isCertain else { return }
        state.classes[number].change(profile, at: mark) { $0.isListComplete = false }
    }
}
