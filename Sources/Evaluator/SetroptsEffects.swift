import Diagnostics
import RACF

/// SETROPTS.
extension CommandEffects {
    mutating func setropts(_ command: Deck.Command, isCertain: Bool) {
        let place = command.place
        // A class that RACF does not know makes the whole command fail.
        let isCertain = isCertain && !namesOtherClass(command)
        let isRefresh = command.has(.refresh)
        func fact(_ value: Truth, _ before: Fact) -> Fact {
            isCertain || before.value == value ? Fact(value, at: place) : Fact(.unknown, at: place)
        }
        // The text inserted for a word may be any option.
        if let open = command.operands.first(where: { $0.keyword == nil && $0.isPlaceholder }) {
            return openOptions(Place(place.file, open.range))
        }
        for operand in command.operands {
            switch operand.keyword {
            case .grplist?: state.listOfGroups = fact(.yes, state.listOfGroups)
            case .nogrplist?: state.listOfGroups = fact(.no, state.listOfGroups)
            case .addcreator?: state.addCreator = fact(.yes, state.addCreator)
            case .noaddcreator?: state.addCreator = fact(.no, state.addCreator)
            case .when? where !isRefresh: state.programControl = fact(.yes, state.programControl)
            case .when?:
                // WHEN(PROGRAM) REFRESH brings the class into storage, which is never RACLISTed.
                guard isCertain, let number = state.classNumber(Array("PROGRAM".utf8)) else { continue }
                state.classes[number].genericRefresh = mark
            case .nowhen?: state.programControl = fact(.no, state.programControl)
            default: continue
            }
        }
        options(command, place, isCertain: isCertain, isRefresh: isRefresh)
        raclists(command, place, isCertain: isCertain, isRefresh: isRefresh)
        if wantsReplies, isRefresh { replyGlobal(command) }
        reply(.done, "ICH14063I", 0)
    }

    /// Whether a command names a class that neither IBM supplies nor an earlier command defines.
    private func namesOtherClass(_ command: Deck.Command) -> Bool {
        let definitions = state.classNumber(Array("CDT".utf8)).map { state.classes[$0] }
        return command.operands.contains { operand in
            switch operand.keyword {
            case .classact?, .noclassact?, .generic?, .nogeneric?, .gencmd?, .nogencmd?, .raclist?, .noraclist?,
                .global?,
                .noglobal?:
                operand.values.contains { value in
                    !value.isPlaceholder && value.text != "*" && !ResourceClassNames.isSupplied(value.text)
                        && definitions?.number(of: value.bytes, isGeneric: false) == nil
                }
            default: false
            }
        }
    }

    /// GLOBAL REFRESH needs global checking.
    private mutating func replyGlobal(_ command: Deck.Command) {
        for value in command.operand(.global)?.values ?? [] {
            let isOn =
                value.isPlaceholder ? .unknown : state.classNumber(value.bytes).map { state.classes[$0].global.value }
            switch isOn {
            case .yes?: continue
            case .no?: reply(.refused, "ICH14016I", Reply.zeroOrFour)
            case .unknown?, nil: reply(.unknown, nil, Reply.zeroOrFour)
            }
        }
    }

    private mutating func openOptions(_ place: Place) {
        let unknown = Fact(.unknown, at: place)
        state.changeAll(
            SystemState.OptionsOfAll(
                active: unknown, generic: unknown, gencmd: unknown, global: unknown, raclist: unknown))
        for number in state.classes.numbers { state.classes[number].loadPerhaps(at: mark) }
        (state.listOfGroups, state.addCreator, state.programControl) = (unknown, unknown, unknown)
    }

    private typealias Option = WritableKeyPath<ResourceClass, Fact>

    private mutating func options(
        _ command: Deck.Command, _ place: Place, isCertain: Bool, isRefresh: Bool
    ) {
        set(command, .classact, \.active, .yes, isCertain)
        set(command, .noclassact, \.active, .no, isCertain, except: refusedClasses(command))
        if isRefresh {
            // It replaces generic profiles in storage and does not turn generics on.
            for value in command.operand(.generic)?.values ?? [] where !value.isPlaceholder && value.text != "*" {
                let number = state.insertClass(value.bytes)
                if isCertain { state.classes[number].genericRefresh = mark }
                if state.classes[number].generic.value != .yes {
                    report(.genericRefresh, number, nil, state.classes[number].generic.value)
                }
            }
        } else {
            set(command, .generic, \.generic, .yes, isCertain)
            set(command, .generic, \.gencmd, .yes, isCertain)
            set(command, .global, \.global, .yes, isCertain)
        }
        set(command, .nogeneric, \.generic, .no, isCertain)
        set(command, .gencmd, \.gencmd, .yes, isCertain)
        set(command, .nogencmd, \.gencmd, .no, isCertain)
        set(command, .noglobal, \.global, .no, isCertain)
        // No manual says whether NOGENERIC also turns off generic commands.
        if command.has(.nogeneric), !command.has(.gencmd), !command.has(.nogencmd) {
            set(command, .nogeneric, \.gencmd, .no, false)
        }
    }

    /// The classes of which NOCLASSACT and RACLIST together are refused (ICH14042I).
    private func refusedClasses(_ command: Deck.Command) -> [String] {
        guard let inactive = command.operand(.noclassact), let raclisted = command.operand(.raclist) else { return [] }
        let names = Set(inactive.values.map(\.text))
        return raclisted.values.map(\.text).filter(names.contains)
    }

    private mutating func set(
        _ command: Deck.Command, _ keyword: Keyword, _ option: Option, _ value: Truth, _ isCertain: Bool,
        except refused: [String] = []
    ) {
        let place = command.place
        for word in command.operand(keyword)?.values ?? [] where !refused.contains(word.text) {
            let range = Place(place.file, word.range)
            if word.text == "*" {
                // CLASSACT(*) is not allowed.
                guard keyword != .classact else { continue }
                setAll(option, Fact(isCertain ? value : .unknown, at: range))
            } else if word.isPlaceholder {
                setAll(option, Fact(.unknown, at: range))
            } else {
                let number = state.insertClass(word.bytes)
                change(number, option, value, range, isCertain)
                // Options apply to all classes with the same POSIT, which these two only probably share.
                guard let partner = Self.partners[word.text] else { continue }
                change(state.insertClass(Array(partner.utf8)), option, value, range, false)
            }
        }
    }

    private mutating func change(
        _ number: ClassNumber, _ option: Option, _ value: Truth, _ place: Place, _ isCertain: Bool
    ) {
        let before = state.classes[number][keyPath: option]
        guard before.value != value else {
            if before.place == nil { state.classes[number][keyPath: option].place = place }
            return
        }
        state.classes[number][keyPath: option] = Fact(isCertain ? value : .unknown, at: place)
    }

    private mutating func setAll(_ option: Option, _ fact: Fact) {
        var options = SystemState.OptionsOfAll()
        switch option {
        case \.active: options.active = fact
        case \.generic: options.generic = fact
        case \.gencmd: options.gencmd = fact
        case _: options.global = fact
        }
        state.changeAll(options)
    }

    /// Classes that probably share their POSIT number, which is not known
    /// (docs/reference/racf.md#51-class-attributes).
    private static let partners = ["PTKTVAL": "PTKTDATA"]

    // MARK: RACLIST

    private mutating func raclists(_ command: Deck.Command, _ place: Place, isCertain: Bool, isRefresh: Bool) {
        let refused = refusedClasses(command)
        for word in command.operand(.noraclist)?.values ?? [] {
            if word.isPlaceholder {
                for number in state.classes.numbers
                where word.openName.matches(Array(state.classes[number].name.utf8))
                    && state.classes[number].raclist.value == .yes
                {
                    state.classes[number].raclist = Fact(.unknown, at: Place(place.file, word.range))
                }
                continue
            }
            change(state.insertClass(word.bytes), \.raclist, .no, Place(place.file, word.range), isCertain)
        }
        for word in command.operand(.raclist)?.values ?? [] {
            // No manual says what `*` does here.
            guard !word.isPlaceholder, word.text != "*" else {
                raclistAny(
                    word.isPlaceholder ? word.openName : .any, isRefresh: isRefresh, Place(place.file, word.range))
                continue
            }
            if refused.contains(word.text) {
                reply(.refused, "ICH14042I", 4)
                continue
            }
            let number = state.insertClass(word.bytes)
            if isRefresh {
                refresh(number, place, isCertain)
            } else {
                raclist(number, Place(place.file, word.range), isCertain)
            }
            if let name = GroupingClasses.partner(of: word.text), let number = state.classNumber(Array(name.utf8)) {
                state.classes[number].load(at: mark, place)
            }
            guard let partner = Self.partners[word.text] else { continue }
            let other = state.insertClass(Array(partner.utf8))
            if isRefresh { refresh(other, place, false) } else { raclist(other, place, false) }
        }
    }

    private mutating func raclistAny(_ name: OpenName, isRefresh: Bool, _ place: Place) {
        for number in state.classes.numbers where name.matches(Array(state.classes[number].name.utf8)) {
            state.classes[number].loadPerhaps(at: mark)
            if !isRefresh, state.classes[number].raclist.value == .no {
                state.classes[number].raclist = Fact(.unknown, at: place)
            }
        }
    }

    /// Applies RACLIST. The first one loads the database; it is not documented whether a second one does.
    private mutating func raclist(_ number: ClassNumber, _ place: Place, _ isCertain: Bool) {
        let (before, isActive) = (state.classes[number].raclist.value, state.classes[number].active.value)
        change(number, \.raclist, .yes, place, isCertain)
        guard isCertain else { return state.classes[number].loadPerhaps(at: mark) }
        switch (before, isActive) {
        case (.no, .yes): state.classes[number].load(at: mark, place)
        // The class is assumed to be active, as in a deck that is right on some system.
        case (.no, .unknown): state.classes[number].load(at: mark, place)
        // Nothing is loaded for a class that is not active.
        case (_, .no):
            report(.raclistInactive, number, nil)
            reply(.done, nil, 0...8)
        case (.yes, _): report(.raclistAgain, number, nil)
        case (.unknown, _): state.classes[number].loadPerhaps(at: mark)
        }
    }

    /// Applies a REFRESH, which has no effect on a class that is not RACLISTed (ICH14070I).
    private mutating func refresh(_ number: ClassNumber, _ place: Place, _ isCertain: Bool) {
        guard isCertain else { return state.classes[number].loadPerhaps(at: mark) }
        state.lastRefresh = (state.classes[number].name, place)
        guard state.classes[number].raclist.value != .no else {
            report(.refreshInVain, number, nil)
            return reply(.done, "ICH14070I", Reply.zeroOrFour)
        }
        guard state.classes[number].active.value != .no else {
            report(.raclistInactive, number, nil)
            return reply(.done, nil, 0...8)
        }
        state.classes[number].load(at: mark, place)
    }
}
