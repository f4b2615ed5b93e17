/// The tests that need all records.
extension UnloadBuilder {
    /// Finishes the tests that need all records.
    mutating func finish() {
        if pending != 0 { settle() }
        if !waitingList.isEmpty {
            let shown = Set(tests.shownProfiles)
            for hash in waitingList where !shown.contains(hash) {
                tests.missingProfiles.append(hash)
                if let name = waitingNames[hash] { tests.missingProfileNames[hash] = name }
            }
        }
        for number in ids.records.indices where ids.records[number].isMember && ids.records[number].userLine == 0 {
            tests.missingUsers.append(ids.keys[number])
        }
        var last: UInt32 = .max
        for connect in connects where connect.user != last {
            last = connect.user
            let id = ids.records[Int(connect.user)]
            if id.userLine == 0, !id.isMember { tests.missingUsers.append(ids.keys[Int(connect.user)]) }
        }
        tests.halfConnect = halfConnect
        facts.lastClass = lastClass
        pairs = []
    }

    /// A pair of a 0203 record without its 0205 record.
    private var halfConnect: String? {
        guard pairCount > 0, pairSum != connectSum else { return nil }
        guard pairCount == pairs.count else { return "they have other groups" }
        var known = Set(connects.map { UInt64($0.user) << 32 | UInt64($0.group) })
        guard let pair = pairs.first(where: { known.insert($0).inserted }) else { return nil }
        let (user, group) = (ids.keys[Int(pair >> 32)], ids.keys[Int(pair & 0xFFFF_FFFF)])
        return "\(UnloadName.text(user)) in \(UnloadName.text(group))"
    }
}
