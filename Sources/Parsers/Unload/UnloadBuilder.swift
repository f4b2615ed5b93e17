import Diagnostics

/// Takes from records what an unload keeps of them. Records are ASCII here, one byte for each column.
struct UnloadBuilder {
    let request: UnloadRequest
    let types: RecordTypes
    var ids = UnloadIDs()
    var connects: [Unload.Connect] = []
    var connectDates: [UInt64: (revoke: UnloadDate, resume: UnloadDate)] = [:]
    var profiles: [Unload.Profile] = []
    var classAuthorities: [UInt64: [UInt32]] = [:]
    var classes: [UInt64: Unload.ClassOrder] = [:]
    var excerpt = UnloadExcerpt()
    var newest: UnloadDate = 0
    var tests = UnloadTests()
    var facts = Unload.Facts()
    /// Records that end before a field that is always filled.
    var shortRecords = 0
    var invalidIDs: (count: Int, first: String, line: UInt32) = (0, "", 0)
    /// The lines that are not records, without those of a listing.
    var otherCount = 0
    /// The lines of SETROPTS LIST, which sites put into the same file.
    var listed: [UInt32] = []
    private var isInListing = false

    private let wantedClasses: Set<UInt64>
    private let wantedIDs: Set<UInt64>
    private let wantedPatterns: [[UInt8]]
    private var profileOf: [[UInt8]: Int] = [:]
    /// The profile of the last 05xx record: its 255 columns, hash, and number if it is kept.
    private var lastKey: [UInt8] = []
    private var lastHash: UInt64 = 0
    private(set) var lastProfile = -1
    private(set) var lastClass: UInt64 = 0
    private var isClassWanted = false
    /// A profile with records that its 0500 record has not followed yet; 0 is none.
    private(set) var pending: UInt64 = 0
    private var pendingName = ""
    private var lastShown: UInt64 = 0
    private var waiting = NumberSet()
    private(set) var waitingNames: [UInt64: String] = [:]
    private(set) var waitingList: [UInt64] = []
    private var lastUser: (key: UInt64, isWanted: Bool) = (0, false)
    var pairs: [UInt64] = []
    private(set) var pairSum: UInt64 = 0
    private(set) var pairCount = 0
    private(set) var connectSum: UInt64 = 0

    private static let pairLimit = 1 << 23
    private static let nameLimit = 64
    private static let listingLimit = 4000

    init(_ request: UnloadRequest, _ types: RecordTypes) {
        self.request = request
        self.types = types
        wantedClasses = Set(request.classes.map { UnloadName.key($0.utf8) })
        let patterns = request.ids.filter { $0.contains("*") || $0.contains("%") }
        wantedIDs = Set(request.ids.subtracting(patterns).map { UnloadName.key($0.utf8) })
        wantedPatterns = patterns.map { Array($0.utf8) }
    }

    /// - Parameter number: the number of the line, or of the record, from 1.
    @inline(__always)
    mutating func read(_ record: borrowing RawSpan, _ type: RecordType, number: UInt32) {
        switch type {
        case .connectPair: readPair(record)
        case .connect: readConnect(record, number)
        case .member: readMember(record)
        case .access, .conditionalAccess, .profile, .resourceMember, .key, .startedTask:
            readResource(record, type, number)
        case .user: readUser(record, number)
        case .group: readGroup(record, number)
        case .classAuthority: readClassAuthority(record)
        case .skipped, .unknown: return
        }
        if record.byteCount < type.least { shortRecords += 1 }
    }

    mutating func readOther(_ line: borrowing RawSpan, number: UInt32) {
        if !isInListing { isInListing = line.bytes(1...80)[...].contains("ATTRIBUTES =") }
        guard isInListing, listed.count < Self.listingLimit else {
            otherCount += 1
            return
        }
        listed.append(number)
        _ = excerpt.append(line, number: number, without: nil)
    }

    @inline(__always)
    private mutating func note(_ date: UnloadDate) { if date > newest { newest = date } }

    private mutating func check(_ key: UInt64, _ line: UInt32) {
        guard !UnloadName.isValid(key) else { return }
        if invalidIDs.count == 0 { (invalidIDs.first, invalidIDs.line) = (UnloadName.text(key), line) }
        invalidIDs.count += 1
    }

    @inline(__always)
    private mutating func isWanted(_ key: UInt64) -> Bool {
        if lastUser.key != key {
            let isNamed = wantedIDs.contains(key)
            let isMatched = !isNamed && !wantedPatterns.isEmpty && matchesPattern(key)
            lastUser = (key, isNamed || isMatched)
        }
        return lastUser.isWanted
    }

    private func matchesPattern(_ key: UInt64) -> Bool {
        let name = UnloadName.bytes(key)
        return wantedPatterns.contains { UnloadName.matches(name[...], $0[...]) }
    }

    // MARK: Groups and users

    private mutating func readGroup(_ record: borrowing RawSpan, _ line: UInt32) {
        let key = record.name(UnloadField.groupName)
        check(key, line)
        let (superior, owner) = (record.name(UnloadField.superiorGroup), record.name(UnloadField.groupOwner))
        if key == UnloadName.root, superior == UnloadName.blank { tests.hasRoot = true }
        tests.groups += 1
        note(record.date(UnloadField.groupCreated))
        let number = ids.insert(key)
        if ids.records[number].groupLine > 0 { tests.noteTwice(UnloadName.text(key)) }
        let above = superior == UnloadName.blank ? 0 : UInt32(ids.insert(superior) + 1)
        let owning = owner == UnloadName.blank ? 0 : UInt32(ids.insert(owner) + 1)
        ids.records[number].groupLine = line
        ids.records[number].group = above
        ids.records[number].owner = owning
        if isWanted(key) { _ = excerpt.append(record, number: line, without: nil) }
    }

    private mutating func readMember(_ record: borrowing RawSpan) {
        let number = ids.insert(record.name(UnloadField.member))
        ids.records[number].isMember = true
    }

    private mutating func readUser(_ record: borrowing RawSpan, _ line: UInt32) {
        let key = record.name(UnloadField.userName)
        check(key, line)
        tests.users += 1
        if key == UnloadName.firstUser || key == UnloadName.ownUser { tests.hasKnownUser = true }
        note(record.date(UnloadField.userCreated))
        note(record.date(UnloadField.passwordDate))
        note(record.date(UnloadField.lastLogonDate))
        note(record.date(UnloadField.phraseDate))
        let (home, owner) = (record.name(UnloadField.defaultGroup), record.name(UnloadField.userOwner))
        let number = ids.insert(key)
        var user = ids.records[number]
        if user.userLine > 0 { tests.noteTwice(UnloadName.text(key)) }
        user.userLine = line
        user.group = home == UnloadName.blank ? 0 : UInt32(ids.insert(home) + 1)
        user.owner = owner == UnloadName.blank ? 0 : UInt32(ids.insert(owner) + 1)
        user.revoke = record.flag(UnloadField.revoke)
        user.special = record.flag(UnloadField.special)
        user.revokeDate = record.date(UnloadField.revokeDate)
        user.resumeDate = record.date(UnloadField.resumeDate)
        user.hasPhrase = record.date(UnloadField.phraseDate) > 0
        switch UInt32(truncatingIfNeeded: record.word(UnloadField.noPassword)) & 0xFFFFFF {
        case 0x4F5250: user.password = .protected
        case 0x524850:
            user.password = .usual
            user.hasPhrase = true
        case 0x534559, 0x736559, 0x204F4E, 0x206F4E: user.password = .usual
        default: user.password = .unknown
        }
        // A record that reaches this field is whole, and its tail is blank.
        if record.byteCount >= UnloadField.saturday.lowerBound {
            let attributes = record.bytes(UnloadField.attributes)
            user.restricted = attributes.isEmpty ? .no : attributes[...].contains("RSTD") ? .yes : .other
            user.contained = record.flag(UnloadField.contain)
            if user.contained == .blank { user.contained = .no }
            user.limitedToDays = Self.limitedToDays(record)
            user.limitedToTimes = record.isBlank(UnloadField.logonTimes) ? .no : .yes
        }
        ids.records[number] = user
        if isWanted(key) { _ = excerpt.append(record, number: line, without: UnloadField.userData) }
    }

    private static func limitedToDays(_ record: borrowing RawSpan) -> UnloadFlag {
        var limited = UnloadFlag.no
        for day in UnloadField.logonDays {
            switch record.flag(day) {
            // A site that leaves the days out of a copy leaves the times out as well.
            case .yes, .blank: continue
            case .no: return .yes
            case .other: limited = .other
            }
        }
        return limited
    }

    private mutating func readClassAuthority(_ record: borrowing RawSpan) {
        let name = record.name(UnloadField.classAuthority)
        guard wantedClasses.contains(name) else { return }
        classAuthorities[name, default: []].append(UInt32(ids.insert(record.name(UnloadField.userName))))
    }

    @inline(__always)
    private mutating func readPair(_ record: borrowing RawSpan) {
        let user = ids.insert(record.name(UnloadField.userName))
        let pair = UInt64(user) << 32 | UInt64(ids.insert(record.name(UnloadField.connectGroup)))
        pairCount += 1
        pairSum &+= NumberSet.mixed(pair)
        if pairs.count < Self.pairLimit { pairs.append(pair) }
    }

    @inline(__always)
    private mutating func readConnect(_ record: borrowing RawSpan, _ line: UInt32) {
        let key = record.name(UnloadField.userName)
        let user = UInt32(ids.insert(key))
        let group = UInt32(ids.insert(record.name(UnloadField.connectGroup)))
        let pair = UInt64(user) << 32 | UInt64(group)
        connectSum &+= NumberSet.mixed(pair)
        note(record.date(UnloadField.connectDate))
        note(record.date(UnloadField.lastConnectDate))
        let revoke = record.date(UnloadField.connectRevokeDate)
        let resume = record.date(UnloadField.connectResumeDate)
        if revoke != 0 || resume != 0 { connectDates[pair] = (revoke, resume) }
        connects.append(
            Unload.Connect(
                user: user, group: group, line: line, revoke: record.flag(UnloadField.connectRevoke),
                special: record.flag(UnloadField.groupSpecial), hasDates: revoke != 0 || resume != 0))
        if isWanted(key) { _ = excerpt.append(record, number: line, without: nil) }
    }

    // MARK: General resources

    @inline(__always)
    private mutating func readResource(_ record: borrowing RawSpan, _ type: RecordType, _ line: UInt32) {
        if !record.hasSameProfile(as: lastKey) { enter(record) }
        if type == .profile {
            basic(record)
        } else if pending != lastHash {
            depend()
        }
        if type == .key {
            facts.hasKeyRecords = true
            if record.byteCount >= UnloadField.replay.lowerBound || !record.isBlank(UnloadField.keyLabel) {
                facts.knowsEnhancedKeys = true
            }
        }
        guard lastProfile >= 0 else { return }
        keep(record, type, line)
    }

    /// Begins the records of another profile.
    private mutating func enter(_ record: borrowing RawSpan) {
        record.copyProfile(to: &lastKey)
        let name = record.word(UnloadField.className)
        if name != lastClass {
            facts.areClassesInOrder = facts.areClassesInOrder && !EBCDICOrder.precedes(name, lastClass)
            (lastClass, isClassWanted) = (name, wantedClasses.contains(name))
        }
        lastHash = record.profileHash | 1
        guard isClassWanted else {
            lastProfile = -1
            return
        }
        if let known = profileOf[lastKey] {
            lastProfile = known
            return
        }
        lastProfile = profiles.count
        profileOf[lastKey] = lastProfile
        profiles.append(
            Unload.Profile(className: UnloadName.text(lastClass), name: record.bytes(UnloadField.profile)))
    }

    /// Counts a 0500 record.
    private mutating func basic(_ record: borrowing RawSpan) {
        tests.shownProfiles.append(lastHash)
        if pending != 0, pending != lastHash { settle() }
        pending = 0
        lastShown = lastHash
        note(record.date(UnloadField.profileCreated))
        note(record.date(UnloadField.lastReference))
        note(record.date(UnloadField.lastChange))
        if isClassWanted { follow(record) }
    }

    /// Notes whether the profiles of a class that is asked for follow each other as IRRDBU00 writes them: generic ones first, then the
    /// discrete ones by name.
    private mutating func follow(_ record: borrowing RawSpan) {
        var order = classes[lastClass] ?? Unload.ClassOrder()
        if record.flag(UnloadField.generic) == .yes {
            if order.isInDiscretes { order.isInOrder = false }
        } else {
            let name = record.bytes(UnloadField.profile).map(EBCDICOrder.rank)
            if order.isInDiscretes, !order.last.lexicographicallyPrecedes(name) { order.isInOrder = false }
            (order.isInDiscretes, order.last) = (true, name)
        }
        classes[lastClass] = order
    }

    /// Counts a record that needs the 0500 record of its profile.
    private mutating func depend() {
        guard lastHash != lastShown else { return }
        if pending != 0 { settle() }
        pending = lastHash
        pendingName = lastProfile >= 0 ? "\(profiles[lastProfile].className) \(profiles[lastProfile].text)" : ""
    }

    /// Other records stand between those of a profile and its 0500 record, or it has none.
    mutating func settle() {
        facts.isContiguous = false
        guard waiting.insert(pending) else { return }
        waitingList.append(pending)
        if waitingNames.count < Self.nameLimit { waitingNames[pending] = pendingName }
    }
}
