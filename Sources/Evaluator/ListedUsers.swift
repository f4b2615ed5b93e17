import Diagnostics
import RACF
import Unload

/// Puts listed users and groups into the state.
extension ListingEffects {
    mutating func applyUsers(of listing: RACFListing) {
        let file = listing.file.id
        for user in listing.users { apply(user, file) }
        for group in listing.groups { apply(group, file) }
        for user in listing.missingUsers {
            let place = Place(file, user.range)
            state.changeUser(id(Array(user.value.utf8)), at: mark(file, user.range)) {
                $0.exists = $0.exists.joined(.no, at: place)
            }
        }
        for group in listing.missingGroups {
            let number = id(Array(group.value.utf8))
            state.setGroup(number, known(number).joined(.no, at: Place(file, group.range)))
        }
    }

    /// The day for which dates are read.
    private var day: CalendarDate? {
        state.assumptions.date ?? state.unloaded?.day.flatMap { CalendarDate($0.description) }
    }

    /// Whether a group exists, as far as other inputs show it.
    private func known(_ group: IDNumber) -> Fact {
        if let fact = state.groups[group] { return fact }
        guard let unloaded = state.unloaded, unloaded.database.isComplete else { return Fact(.unknown) }
        return Fact(.no, at: unloaded.place)
    }

    private mutating func setGroup(_ group: Located<String>, _ file: FileID) -> IDNumber {
        let number = id(Array(group.value.utf8))
        state.setGroup(number, known(number).joined(.yes, at: Place(file, group.range)))
        return number
    }

    // MARK: Users

    private mutating func apply(_ shown: RACFListing.User, _ file: FileID) {
        let number = id(Array(shown.id.value.utf8))
        let group = shown.defaultGroup.map { setGroup($0, file) }
        var connections: [(group: IDNumber, isUsable: Truth, place: Place)] = []
        for connection in shown.connections {
            connections.append(
                (setGroup(connection.id, file), isUsable(connection), Place(file, connection.id.range)))
        }
        let revoked = isRevoked(shown.isRevoked?.value, shown.revokeDate, shown.resumeDate)
        let needsDay = day == nil && revoked == .unknown && shown.isRevoked != nil
        // Worked out before, because a copy of the state would copy every user.
        var unconnected = state.user(number)
        unconnected.groups = [:]
        let others = connections.map { connection in
            (
                isGone: state.groups[connection.group]?.value == .no,
                membership: state.membership(of: unconnected, in: connection.group)
            )
        }
        state.changeUser(number, at: mark(file, shown.id.range)) { user in
            func join(_ fact: inout Fact, _ listed: Located<Bool>?) {
                if let listed { fact = fact.joined(Truth(listed.value), at: Place(file, listed.range)) }
            }
            user.exists = user.exists.joined(.yes, at: Place(file, shown.id.range))
            if let place = shown.isRevoked?.range {
                user.isRevoked = user.isRevoked.joined(revoked, at: Place(file, place))
                user.dependsOnDate = needsDay
            }
            join(&user.isProtected, shown.isProtected)
            join(&user.isRestricted, shown.isRestricted)
            join(&user.isContained, shown.isContained)
            if let hasPhrase = shown.hasPhrase { user.hasPhrase = user.hasPhrase.joined(Truth(hasPhrase)) }
            if let group { user.defaultGroup = user.defaultGroup ?? group == group ? group : nil }
            for (connection, other) in zip(connections, others) {
                let before = other.isGone ? nil : user.groups[connection.group]
                user.groups[connection.group] = (before ?? other.membership)
                    .joined(connection.isUsable, at: connection.place)
            }
            for (connection, listed) in zip(connections, shown.connections)
            where connection.isUsable == .no || connection.isUsable == .unknown && listed.isRevoked != nil {
                user.revokedConnections.insert(connection.group)
            }
            if let days = shown.isLimitedToDays { join(&user.isLimitedToDays, days) }
            if let times = shown.isLimitedToTimes { join(&user.isLimitedToTimes, times) }
            guard shown.hasAllConnections else {
                if shown.isReport { user.doubtRest(of: shown, Place(file, shown.id.range)) }
                return
            }
            user.openRevocation = nil
            let listed = Set(connections.map(\.group))
            for (group, fact) in user.groups where !listed.contains(group) && fact.value == .yes {
                user.groups[group] = Fact(.unknown, at: Place(file, shown.id.range))
            }
            user.hasAllConnections = true
        }
    }

    private func isUsable(_ connection: RACFListing.Connection) -> Truth {
        !isRevoked(connection.isRevoked, connection.revokeDate, connection.resumeDate)
    }

    private func isRevoked(
        _ flag: Bool?, _ revoke: RACFListing.ListedDate, _ resume: RACFListing.ListedDate
    ) -> Truth {
        guard let flag, revoke != .unknown, resume != .unknown else { return .unknown }
        return Revocation.isInForce(flag: flag, revoke: revoke.date, resume: resume.date, on: day).map(Truth.init)
            ?? .unknown
    }

    // MARK: Groups

    private mutating func apply(_ shown: RACFListing.Group, _ file: FileID) {
        let group = setGroup(shown.name, file)
        let state = state
        var listed: Set<[UInt8]> = []
        for member in shown.members {
            let name = Array(member.id.value.utf8)
            listed.insert(name)
            let (place, isUsable) = (Place(file, member.id.range), isUsable(member))
            self.state.changeUser(id(name), at: mark(file, member.id.range)) { user in
                user.exists = user.exists.joined(.yes, at: place)
                user.groups[group] = state.membership(of: user, in: group).joined(isUsable, at: place)
                if isUsable == .no || isUsable == .unknown && member.isRevoked != nil {
                    user.revokedConnections.insert(group)
                }
            }
        }
        guard shown.isWhole else { return }
        self.state.wholeGroups.insert(group)
        for name in state.unloaded?.database.members(of: [Array(shown.name.value.utf8)]) ?? []
        where !listed.contains(name) {
            let place = Place(file, shown.name.range)
            self.state.changeUser(id(name), at: mark(file, shown.name.range)) { user in
                if user.groups[group]?.value == .yes { user.groups[group] = Fact(.unknown, at: place) }
            }
        }
    }
}

extension RACFListing.ListedDate {
    fileprivate var date: CalendarDate? { if case .on(let date) = self { date } else { nil } }
}

extension Fact {
    /// The fact when another input says something too. What no input shows gives way.
    fileprivate func joined(_ other: Truth, at place: Place) -> Fact {
        guard other != .unknown else {
            return value != .unknown && self.place != nil ? self : Fact(.unknown, at: place)
        }
        guard self.place != nil, value != .unknown, value != other else { return Fact(other, at: place) }
        return Fact(.unknown, at: place)
    }
}

extension SystemState.User {
    /// What is cut off of a report may limit the logon, or revoke the connection to the default group, unless another
    /// input shows that.
    fileprivate mutating func doubtRest(of shown: RACFListing.User, _ place: Place) {
        if shown.isLimitedToDays == nil {
            if isLimitedToDays.place == nil { isLimitedToDays = Fact(.unknown, at: place) }
            if isLimitedToTimes.place == nil { isLimitedToTimes = Fact(.unknown, at: place) }
        }
        let isShown = defaultGroup.map { groups[$0]?.place != nil } ?? false
        if !isShown { openRevocation = openRevocation ?? Fact(.unknown, at: place) }
    }
}
