public import Diagnostics

extension Unload {
    /// The profiles of the classes that were asked for, in the order of the file.
    public var profiles: [Profile] { content.profiles }

    /// The numbers of records, for answers about where facts come from.
    public var recordCount: Int { content.facts.records }
    /// The newest date of something that has happened; `nil` if there is no date.
    public var newest: UnloadDay? { content.newest > 0 ? UnloadDay(content.newest) : nil }
    /// Whether 0530 records have the fields of enhanced PassTickets.
    public var knowsEnhancedKeys: Bool { content.facts.knowsEnhancedKeys }
    /// Types of records that no table has, with how often they occur.
    public var unknownTypes: [String: Int] { content.facts.unknownTypes }
    /// The number of lines that are not records.
    public var otherLines: Int { content.facts.otherLines }
}

/// What a database says of a user.
public struct UnloadUser: Sendable {
    public struct Fact: Sendable {
        public let value: Bool?
        public let place: Place

        /// What two states of a database say: nothing if they differ.
        fileprivate func joined(_ other: Fact) -> Fact {
            Fact(value: value == other.value ? value : nil, place: place)
        }
    }

    public struct Group: Sendable {
        public let name: [UInt8]
        /// Whether the connection can be used: it is not revoked on the day.
        public let isUsable: Bool?
        public let isSpecial: Bool?
        public let place: Place
    }

    public let place: Place
    /// Whether every state of the database that is given has the user.
    public internal(set) var exists: Bool?
    public let isRevoked: Fact
    public let isProtected: Fact
    public let isRestricted: Fact
    public let isContained: Fact
    /// Whether the user may not log on on every day, or at any time.
    public let isLimitedToDays: Fact
    public let isLimitedToTimes: Fact
    public let isSpecial: Bool?
    public let hasPhrase: Bool?
    public let defaultGroup: [UInt8]?
    public let owner: [UInt8]?
    public let groups: [Group]

    fileprivate func joined(_ other: UnloadUser) -> UnloadUser {
        let theirs = Dictionary(other.groups.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let ours = Set(groups.map(\.name))
        let all = groups + other.groups.filter { !ours.contains($0.name) }
        return UnloadUser(
            place: place, exists: exists, isRevoked: isRevoked.joined(other.isRevoked),
            isProtected: isProtected.joined(other.isProtected), isRestricted: isRestricted.joined(other.isRestricted),
            isContained: isContained.joined(other.isContained),
            isLimitedToDays: isLimitedToDays.joined(other.isLimitedToDays),
            isLimitedToTimes: isLimitedToTimes.joined(other.isLimitedToTimes),
            isSpecial: isSpecial == other.isSpecial ? isSpecial : nil,
            hasPhrase: hasPhrase == other.hasPhrase ? hasPhrase : nil,
            defaultGroup: defaultGroup == other.defaultGroup ? defaultGroup : nil,
            owner: owner == other.owner ? owner : nil,
            groups: all.map { group in
                let isSame = ours.contains(group.name) && theirs[group.name]?.isUsable == group.isUsable
                return Group(
                    name: group.name, isUsable: isSame ? group.isUsable : nil,
                    isSpecial: theirs[group.name]?.isSpecial == group.isSpecial ? group.isSpecial : nil,
                    place: group.place)
            })
    }
}

extension UnloadDatabase {
    private func key(_ name: some Sequence<UInt8>) -> UInt64 { UnloadName.key(name) }

    private func place(_ part: Unload, _ line: UInt32, _ field: ClosedRange<Int>) -> Place {
        Place(part.file.id, part.content.excerpt.range(line: line, field))
    }

    /// The user with a name on a day; `nil` if there is none. Parts that show one thing twice are states of the database
    /// at two times, of which nothing says which is newer: what differs is unknown.
    public func user(_ name: some Collection<UInt8>, on day: UnloadDay?) -> UnloadUser? {
        let states = states(of: name, on: day)
        guard var user = states.first else { return nil }
        for other in states.dropFirst() { user = user.joined(other) }
        user.exists = overlap == nil || states.count == parts.count ? true : nil
        return user
    }

    /// What each part shows of a user.
    public func states(of name: some Collection<UInt8>, on day: UnloadDay?) -> [UnloadUser] {
        guard name.count <= 8 else { return [] }
        let key = key(name)
        return parts.compactMap { part in
            guard let number = part.content.ids.number(of: key) else { return nil }
            let record = part.content.ids.records[number]
            return record.userLine > 0 ? user(part, number, record, on: day) : nil
        }
    }

    private func user(_ part: Unload, _ number: Int, _ record: UnloadID, on day: UnloadDay?) -> UnloadUser {
        let ids = part.content.ids
        func fact(_ value: Bool?, _ field: ClosedRange<Int>) -> UnloadUser.Fact {
            UnloadUser.Fact(value: value, place: place(part, record.userLine, field))
        }
        func name(_ number: UInt32) -> [UInt8]? { number == 0 ? nil : UnloadName.bytes(ids.keys[Int(number) - 1]) }
        let revoked = Self.isRevoked(record.revoke, record.revokeDate, record.resumeDate, on: day)
        let dated = record.revoke != .yes && revoked != false
        return UnloadUser(
            place: place(part, record.userLine, UnloadField.userName), exists: true,
            isRevoked: fact(revoked, dated ? UnloadField.revokeDate : UnloadField.revoke),
            isProtected: fact(
                record.password == .unknown ? nil : record.password == .protected, UnloadField.noPassword),
            isRestricted: fact(Self.truth(record.restricted), UnloadField.attributes),
            isContained: fact(Self.truth(record.contained), UnloadField.contain),
            isLimitedToDays: fact(Self.truth(record.limitedToDays), UnloadField.logonDays[0]),
            isLimitedToTimes: fact(Self.truth(record.limitedToTimes), UnloadField.logonTimes),
            isSpecial: Self.truth(record.special), hasPhrase: record.hasPhrase, defaultGroup: name(record.group),
            owner: name(record.owner), groups: groups(part, UInt32(number), on: day))
    }

    private func groups(_ part: Unload, _ user: UInt32, on day: UnloadDay?) -> [UnloadUser.Group] {
        let connects = part.content.connects
        let first = connects.partitioningIndex { $0.user >= user }
        return connects[first...].prefix { $0.user == user }.map { connect in
            UnloadUser.Group(
                name: UnloadName.bytes(part.content.ids.keys[Int(connect.group)]),
                isUsable: isUsable(connect, part, on: day), isSpecial: Self.truth(connect.special),
                place: place(part, connect.line, UnloadField.connectGroup))
        }
    }

    private func isUsable(_ connect: Unload.Connect, _ part: Unload, on day: UnloadDay?) -> Bool? {
        let dates =
            connect.hasDates
            ? part.content.connectDates[UInt64(connect.user) << 32 | UInt64(connect.group)] : nil
        return Self.isRevoked(connect.revoke, dates?.revoke ?? 0, dates?.resume ?? 0, on: day).map { !$0 }
    }

    private static func truth(_ flag: UnloadFlag) -> Bool? {
        switch flag {
        case .yes: true
        case .no: false
        case .blank, .other: nil
        }
    }

    private static func isRevoked(
        _ flag: UnloadFlag, _ revoke: UnloadDate, _ resume: UnloadDate, on day: UnloadDay?
    ) -> Bool? {
        guard let flagged = truth(flag), revoke >= 0, resume >= 0 else { return nil }
        return Revocation.isInForce(
            flag: flagged, revoke: revoke == 0 ? nil : revoke, resume: resume == 0 ? nil : resume, on: day?.number)
    }

    /// Whether there is a group with a name.
    public func group(_ name: some Collection<UInt8>) -> Place? {
        guard name.count <= 8 else { return nil }
        let key = key(name)
        for part in parts {
            guard let number = part.content.ids.number(of: key) else { continue }
            let line = part.content.ids.records[number].groupLine
            if line > 0 { return place(part, line, UnloadField.groupName) }
        }
        return nil
    }

    /// Every group, by name.
    public var groups: [[UInt8]] {
        parts.flatMap { part in
            part.content.ids.records.indices.filter { part.content.ids.records[$0].groupLine > 0 }
                .map { UnloadName.bytes(part.content.ids.keys[$0]) }
        }
    }

    /// Every user, by name, without the three that RACF makes for itself, who cannot log on.
    public var users: [[UInt8]] {
        parts.flatMap { part in
            part.content.ids.records.indices.filter { part.content.ids.records[$0].userLine > 0 }
                .map { UnloadName.bytes(part.content.ids.keys[$0]) }
                .filter { !$0.starts(with: "irr".utf8) }
        }
    }

    /// The users in some groups, revoked connections included.
    public func members(of groups: Set<[UInt8]>) -> [[UInt8]] {
        var found: [[UInt8]] = []
        for part in parts {
            let ids = part.content.ids
            var isWanted = [Bool](repeating: false, count: ids.count)
            for number in groups.compactMap({ ids.number(of: key($0)) }) { isWanted[number] = true }
            for connect in part.content.connects where isWanted[Int(connect.group)] {
                found.append(UnloadName.bytes(ids.keys[Int(connect.user)]))
            }
        }
        return found
    }

    /// The users with SPECIAL, and those with CLAUTH for a class.
    public func administrators(of className: String, on day: UnloadDay?) -> (special: [[UInt8]], clauth: [[UInt8]]) {
        var (special, clauth): ([[UInt8]], [[UInt8]]) = ([], [])
        for part in parts {
            let ids = part.content.ids
            for number in ids.records.indices where ids.records[number].special == .yes {
                let record = ids.records[number]
                guard record.userLine > 0,
                    Self.isRevoked(record.revoke, record.revokeDate, record.resumeDate, on: day) != true
                else { continue }
                special.append(UnloadName.bytes(ids.keys[number]))
            }
            clauth += (part.content.classAuthorities[key(className.utf8)] ?? []).map {
                UnloadName.bytes(ids.keys[Int($0)])
            }
        }
        return (special, clauth)
    }

    /// The groups in whose scope something of an owner is: the owner, and the groups above it as long as each group is
    /// owned by its superior group.
    public func scope(of owner: [UInt8]) -> [[UInt8]] {
        var found: [[UInt8]] = []
        for part in parts {
            let ids = part.content.ids
            guard var number = ids.number(of: key(owner)) else { continue }
            if ids.records[number].groupLine == 0 {
                guard ids.records[number].userLine > 0, ids.records[number].owner > 0 else { continue }
                number = Int(ids.records[number].owner) - 1
            }
            while ids.records[number].groupLine > 0, found.count < 1000 {
                found.append(UnloadName.bytes(ids.keys[number]))
                let record = ids.records[number]
                guard record.group > 0, record.owner == record.group else { break }
                number = Int(record.group) - 1
            }
        }
        return found
    }

    /// The users with SPECIAL in one of some groups, by a connection that can be used.
    public func groupAdministrators(of groups: Set<[UInt8]>, on day: UnloadDay?) -> [(user: [UInt8], group: [UInt8])] {
        var found: [(user: [UInt8], group: [UInt8])] = []
        for part in parts {
            let ids = part.content.ids
            let numbers = Set(groups.compactMap { ids.number(of: key($0)) }.map(UInt32.init))
            for connect in part.content.connects where connect.special == .yes && numbers.contains(connect.group) {
                guard isUsable(connect, part, on: day) != false else { continue }
                found.append(
                    (UnloadName.bytes(ids.keys[Int(connect.user)]), UnloadName.bytes(ids.keys[Int(connect.group)])))
            }
        }
        return found
    }
}
