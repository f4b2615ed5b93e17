import Diagnostics
import RACF

/// Users, groups and connections.
extension CommandEffects {
    mutating func usersAndGroups(_ command: Deck.Command, _ verb: Verb, isCertain: Bool) {
        let names = command.positional.first?.items ?? []
        switch verb {
        case .adduser, .altuser, .deluser:
            for name in names {
                if name.isPlaceholder {
                    let group = command.operand(.dfltgrp)?.values.first.flatMap { $0.isPlaceholder ? nil : $0.bytes }
                        .map { state.insertID($0) }
                    note(verb == .adduser ? .add(group) : verb == .deluser ? .delete : .alter, name, command)
                } else {
                    user(state.insertID(name.bytes), command, verb, isCertain)
                }
            }
        case .addgroup, .delgroup:
            for name in names where !name.isPlaceholder {
                let exists = Truth(verb == .addgroup)
                let id = state.insertID(name.bytes)
                let isSame = state.groups[id]?.value == exists
                // It is refused while the group has members, which the inputs may not show.
                let isOpen = !isCertain && !isSame || verb == .delgroup && exists == .no
                if isSame {
                    reply(.refused, "IKJ56702I", 8)
                } else if verb == .addgroup {
                    reply(.done, nil, 0)
                } else {
                    reply(.unknown, nil, 0...8)
                }
                state.setGroup(id, Fact(isOpen ? .unknown : exists, at: command.place))
            }
        case _: connect(names, command, verb, isCertain)
        }
    }

    /// Records a command with an unknown user.
    private mutating func note(_ kind: OpenUsers.Change.Kind, _ name: Deck.Value, _ command: Deck.Command) {
        state.openUsers.note(
            OpenUsers.Change(
                kind: kind, name: name.openName, mark: mark, place: Place(command.place.file, name.range),
                mayRevoke: command.verb == .connect && (command.has(.revoke) || command.hasInsertedOperand)))
    }

    private mutating func user(_ id: IDNumber, _ command: Deck.Command, _ verb: Verb, _ isCertain: Bool) {
        let place = command.place
        let group = command.operand(.dfltgrp)?.values.first.flatMap { $0.isPlaceholder ? nil : $0.bytes }
            .map { state.insertID($0) }
        if let group, state.groups[group] == nil { state.setGroup(group, Fact(.yes, at: place)) }
        let day = state.assumptions.date
        if wantsReplies { replyUser(state.user(id), command, verb) }
        state.changeUser(id, at: mark) { user in
            let before = user
            switch verb {
            case .deluser:
                user.exists = Fact(.no, at: place)
                user.groups = [:]
            case .adduser:
                // Of a user who exists it fails.
                guard user.exists.value != .yes || user.exists.place == nil else { return }
                Self.add(&user, command, group, day)
            case _:
                // Of a user who does not exist it fails.
                guard user.exists.value != .no else { return }
                Self.alter(&user, command, group, day)
            }
            if verb != .deluser, command.hasInsertedOperand {
                user.openAttributes(Fact(.unknown, at: place))
                if verb == .adduser { user.mayBeInOtherGroups = true }
            }
            if !isCertain { user.blur(from: before, at: place) }
        }
    }

    private mutating func replyUser(_ user: SystemState.User, _ command: Deck.Command, _ verb: Verb) {
        let password = command.operand(.password)
        switch verb {
        // Under `--assume fresh` it exists because the deck adds it.
        case .adduser where user.exists.value == .yes && user.exists.place != nil: reply(.refused, "IKJ56702I", 8)
        case .adduser where password.map(\.values.isEmpty) ?? false: reply(.done, "ICH01025I", Reply.zeroOrFour)
        case .adduser where !command.canLogOn: reply(.done, command.has(.nopassword) ? nil : "ICH01024I", 0)
        case .deluser where user.exists.value == .no: reply(.refused, "IKJ56702I", 8)
        case .altuser where user.exists.value == .no: reply(.refused, "ICH21009I", Reply.fourOrEight)
        case .altuser where command.has(.resume) && user.isRevoked.value == .no:
            reply(.done, "ICH21019I", Reply.zeroOrFour)
        default: reply(.done, nil, 0)
        }
    }

    private static func add(
        _ user: inout SystemState.User, _ command: Deck.Command, _ group: IDNumber?, _ day: CalendarDate?
    ) {
        let place = command.place
        user.exists = Fact(.yes, at: place)
        user.isRevoked = Fact(.no, at: place)
        user.isRestricted = Fact(.no, at: place)
        user.isContained = Fact(.no, at: place)
        user.hasPhrase = Truth(command.has(.phrase))
        // From z/OS V2R2 on a user without password and phrase is PROTECTED (ICH01024I).
        user.isProtected = Fact(command.canLogOn ? .no : .yes, at: place)
        attributes(&user, command, group, day)
    }

    private static func alter(
        _ user: inout SystemState.User, _ command: Deck.Command, _ group: IDNumber?, _ day: CalendarDate?
    ) {
        let place = command.place
        if command.has(.phrase) { user.hasPhrase = .yes }
        if command.has(.nophrase) { user.hasPhrase = .no }
        if command.canLogOn {
            user.isProtected = Fact(.no, at: place)
        } else if command.has(.nopassword) {
            user.isProtected = Fact(!user.hasPhrase, at: place)
        }
        attributes(&user, command, group, day)
    }

    private static func attributes(
        _ user: inout SystemState.User, _ command: Deck.Command, _ group: IDNumber?, _ day: CalendarDate?
    ) {
        let place = command.place
        if let group {
            user.groups[group] = Fact(.yes, at: place)
            user.defaultGroup = group
        } else if command.has(.dfltgrp) {
            user.defaultGroup = nil
            // ALTUSER takes only a group to which the user is connected.
            if command.verb == .adduser { user.mayBeInOtherGroups = true }
        }
        if let revocation = Revocation(command, before: user.isRevoked.value, day) {
            user.dependsOnDate = revocation.dependsOnDate
            if revocation.isAtOnce || revocation.isRevoked != user.isRevoked.value {
                user.isRevoked = Fact(revocation.isRevoked, at: place)
            }
        }
        // It cancels the date of an earlier REVOKE; whether that day has passed when it runs is not shown.
        if command.has(.norevoke), user.isRevoked.place != nil, user.isRevoked.value == .yes || user.dependsOnDate {
            user.isRevoked = Fact(.unknown, at: place)
        }
        if command.has(.contain) {
            user.isContained = Fact(.yes, at: place)
            user.isRevoked = Fact(.yes, at: place)
        }
        if command.has(.nocontain) { user.isContained = Fact(.no, at: place) }
        if let when = command.operand(.when) { limitLogon(&user, when, at: place) }
        if command.has(.restricted) { user.isRestricted = Fact(.yes, at: place) }
        if command.has(.norestricted) { user.isRestricted = Fact(.no, at: place) }
    }

    /// WHEN: DAYS and TIME each replace what was set before. The days are those of the vendor's operands.
    private static func limitLogon(_ user: inout SystemState.User, _ when: Deck.Operand, at place: Place) {
        if when.isPlaceholder || when.values.contains(where: \.isPlaceholder) {
            (user.isLimitedToDays, user.isLimitedToTimes) = (Fact(.unknown, at: place), Fact(.unknown, at: place))
        }
        if let days = when.operand(.days) {
            let isAny = LogonDays.isAny(days.values.flatMap(\.items).map(\.text))
            user.isLimitedToDays = Fact(isAny ? .no : .yes, at: place)
        }
        if let times = when.operand(.time) {
            let isAny = times.values.flatMap(\.items).map(\.text) == ["ANYTIME"]
            user.isLimitedToTimes = Fact(isAny ? .no : .yes, at: place)
        }
    }

    private mutating func connect(_ names: [Deck.Value], _ command: Deck.Command, _ verb: Verb, _ isCertain: Bool) {
        // Without GROUP it is the current group of the user who runs the deck, which no input shows.
        guard let group = command.operand(.group)?.values.first else { return connectSomewhere(names, verb, command) }
        guard !group.isPlaceholder else { return connectSomewhere(names, verb, command) }
        let isOpen = command.hasInsertedOperand
        let day = state.assumptions.date
        let number = state.insertID(group.bytes)
        if verb == .connect, state.groups[number] == nil { state.setGroup(number, Fact(.yes, at: command.place)) }
        for name in names {
            if name.isPlaceholder {
                let takesAway = verb == .remove || command.has(.revoke)
                note(takesAway ? .remove(number) : .connect(number), name, command)
                continue
            }
            let id = state.insertID(name.bytes)
            let user = state.user(id)
            if wantsReplies { replyConnection(user, number, verb) }
            guard user.exists.value != .no else { continue }
            let isMember = state.membership(of: user, in: number).value
            // A connection that is new, or that no command has revoked, is not revoked before it.
            let wasRevoked: Truth = isMember == .yes || !command.has(.resume) ? .no : .unknown
            let isRevoked = verb == .remove || isOpen ? nil : Revocation(command, before: wasRevoked, day)?.isRevoked
            let outcome: Truth = verb == .remove ? .no : isOpen ? .unknown : !(isRevoked ?? .no)
            let mayRevoke = verb == .connect && outcome != .yes
            // RACF does not remove users from their default groups.
            let mayStay = verb == .remove && (user.defaultGroup == number || user.possibleDefaults.contains(number))
            let isSettled = isCertain && !mayStay || isMember == outcome
            let mayBeRevoked = mayRevoke && !user.revokedConnections.contains(number)
            if !isCertain, isMember == outcome, !mayBeRevoked { continue }
            state.changeUser(id, at: mark) {
                $0.groups[number] = Fact(isSettled ? outcome : .unknown, at: command.place)
                if mayBeRevoked { $0.revokedConnections.insert(number) }
                if verb == .remove, isCertain { $0.revokedConnections.remove(number) }
            }
        }
    }

    private mutating func replyConnection(_ user: SystemState.User, _ group: IDNumber, _ verb: Verb) {
        let isMember = state.membership(of: user, in: group).value
        switch verb {
        case _ where state.groups[group]?.value == .no:
            reply(.refused, verb == .connect ? "ICH51003I" : nil, verb == .connect ? 8...8 : Reply.fourOrEight)
        case _ where user.exists.value == .no: reply(.refused, "IKJ56702I", 8)
        case .connect where isMember == .yes: reply(.done, "ICH02005I", Reply.zeroOrFour)
        case .connect: reply(.done, nil, 0)
        case _ where isMember == .no && user.defaultGroup != nil: reply(.refused, "ICH03002I", 4)
        case _ where isMember == .yes && user.defaultGroup != group: reply(.done, nil, 0)
        default: reply(.unknown, nil, 0...8)
        }
    }

    private mutating func connectSomewhere(_ names: [Deck.Value], _ verb: Verb, _ command: Deck.Command) {
        let place = command.place
        reply(.unknown, nil, 0...8)
        // An operand that is inserted later may be REVOKE.
        let isOpen = command.hasInsertedOperand
        let takesAway = verb == .remove || command.has(.revoke) || isOpen
        let adds = verb == .connect && !command.has(.revoke)
        for name in names {
            if name.isPlaceholder {
                if takesAway { note(.remove(nil), name, command) }
                if adds { note(.connect(nil), name, command) }
                continue
            }
            state.changeUser(state.insertID(name.bytes), at: mark) { user in
                if adds { user.mayBeInOtherGroups = true }
                if verb == .connect, takesAway { user.openRevocation = Fact(.unknown, at: place) }
                for (group, fact) in user.groups where fact.value == .yes ? takesAway : adds {
                    user.groups[group] = Fact(.unknown, at: place)
                }
            }
        }
    }
}

/// What REVOKE and RESUME of one command lead to. With a date each takes effect on that day, so that the later one of
/// those that have come decides (docs/reference/unload.md#41-mapping).
private struct Revocation {
    var isRevoked: Truth
    /// Whether a date decides, and the day is not given.
    var dependsOnDate = false
    /// Whether one of them has no date.
    var isAtOnce = false

    /// - Parameter before: whether it is revoked before the command.
    init?(_ command: Deck.Command, before: Truth, _ day: CalendarDate?) {
        isRevoked = before
        var dated: [(date: CalendarDate?, isRevoked: Truth)] = []
        for (keyword, value) in [(Keyword.revoke, Truth.yes), (.resume, .no)] {
            guard let operand = command.operand(keyword) else { continue }
            if let date = operand.values.first {
                dated.append((CalendarDate(racf: date.text), value))
            } else {
                // Of two that contradict each other it is not known which one RACF takes.
                isRevoked = isAtOnce ? .unknown : value
                isAtOnce = true
            }
        }
        guard isAtOnce || !dated.isEmpty else { return nil }
        if let day, dated.allSatisfy({ $0.date != nil }) {
            let come = dated.filter { $0.date.map { $0 <= day } ?? false }
            guard let last = come.compactMap(\.date).max() else { return }
            isRevoked = come.filter { $0.date == last }.map(\.isRevoked).joined() ?? isRevoked
        } else {
            dependsOnDate = day == nil && !dated.isEmpty
            isRevoked = ([isRevoked] + dated.map(\.isRevoked)).joined() ?? .unknown
        }
    }
}

extension [Truth] {
    /// The value of all of them, unknown if they differ.
    fileprivate func joined() -> Truth? { first.map { first in allSatisfy { $0 == first } ? first : .unknown } }
}

extension Deck.Command {
    /// Whether an operand is inserted later, so that it may be any. A single word may be all operands.
    var hasInsertedOperand: Bool {
        operands.contains { $0.keyword == nil && $0.isPlaceholder }
            || operands.isEmpty && positional.last?.isPlaceholder == true
    }

    /// Whether it gives the user something to log on with; in ADDUSER, PASSWORD without a value does not (ICH01025I).
    fileprivate var canLogOn: Bool {
        let isIgnored = verb == .adduser && operand(.password)?.values.isEmpty ?? false
        return has(.password) && !isIgnored || has(.phrase) || has(.oidcard)
    }
}

extension SystemState.User {
    /// A command may have been carried out or not.
    fileprivate mutating func blur(from before: Self, at place: Place) {
        func blurred(_ now: Fact, _ then: Fact) -> Fact {
            now.value == then.value ? now : Fact(.unknown, at: place)
        }
        exists = blurred(exists, before.exists)
        isRevoked = blurred(isRevoked, before.isRevoked)
        isProtected = blurred(isProtected, before.isProtected)
        isRestricted = blurred(isRestricted, before.isRestricted)
        isContained = blurred(isContained, before.isContained)
        isLimitedToDays = blurred(isLimitedToDays, before.isLimitedToDays)
        isLimitedToTimes = blurred(isLimitedToTimes, before.isLimitedToTimes)
        if hasPhrase != before.hasPhrase { hasPhrase = .unknown }
        if defaultGroup != before.defaultGroup {
            possibleDefaults.formUnion([defaultGroup, before.defaultGroup].compactMap(\.self))
            defaultGroup = nil
        }
        for (group, fact) in before.groups where groups[group]?.value != fact.value {
            groups[group] = Fact(.unknown, at: place)
        }
        for (group, fact) in groups where before.groups[group]?.value != fact.value {
            groups[group] = Fact(.unknown, at: place)
        }
    }
}
