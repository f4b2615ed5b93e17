import Diagnostics

extension SystemState.User {
    /// What leaves it open whether the user has a process that RACF gives its access to.
    struct Doubt: Sendable {
        var kind: Kind
        var place: Place?

        enum Kind: Sendable { case mayBeDeleted, mayBeContained, revoked, mayBeRevoked, revokedInDefaultGroup }

        /// The sentence about the user of this name.
        func reason(_ name: String) -> String {
            switch kind {
            case .mayBeDeleted: "it is not known whether \(name) exists"
            case .mayBeContained: "it is not known whether \(name) is not contained"
            case .revoked:
                "\(name) is revoked: it cannot log on or be started again, and no input shows whether it still runs"
            case .mayBeRevoked: "it is not known whether \(name) is revoked and can be started"
            case .revokedInDefaultGroup:
                "the connection of \(name) to its default group is or may be revoked, "
                    + "so it is not known whether it can be started"
            }
        }
    }

    /// The doubt that a command, a listing or an unload raises. A user that the inputs do not mention is assumed to exist
    /// and to run. PROTECTED raises none: it only keeps others from logging on as the user.
    ///
    /// No page says what RACF answers to a process of a user that was revoked after the process began
    /// (docs/reference/racf.md#57-target-user-restrictions is about targets), so access is neither granted nor refused.
    var doubt: Doubt? {
        func isOpen(_ fact: Fact) -> Bool { fact.value == .unknown && fact.place != nil }
        if isOpen(exists) { return Doubt(kind: .mayBeDeleted, place: exists.place) }
        if isOpen(isContained) { return Doubt(kind: .mayBeContained, place: isContained.place) }
        if isRevoked.value == .yes { return Doubt(kind: .revoked, place: isRevoked.place) }
        if isOpen(isRevoked) { return Doubt(kind: .mayBeRevoked, place: isRevoked.place) }
        guard let connection = revokedDefaultConnection else { return nil }
        return Doubt(kind: .revokedInDefaultGroup, place: connection.place)
    }

    /// The connection to the default group, if it is or may be revoked. Where no input shows the default group, any
    /// revoked connection may be the one to it.
    var revokedDefaultConnection: Fact? {
        let candidates = defaultGroup.map { [$0] } ?? possibleDefaults.union(revokedConnections).sorted()
        return candidates.lazy.compactMap { groups[$0] }.first { $0.value != .yes && $0.place != nil } ?? openRevocation
    }

    /// What limits the days or times at which the user may log on, or may limit them.
    var logonLimit: Fact? { [isLimitedToDays, isLimitedToTimes].first { $0.value != .no } }
}
