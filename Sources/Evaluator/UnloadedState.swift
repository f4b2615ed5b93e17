import Diagnostics
import RACF
import Unload

/// The database as an unload shows it, before the decks: what `SystemState` asks about users and classes that nothing else
/// has named.
struct UnloadedState: Sendable {
    let database: UnloadDatabase
    /// The day for which dates are read.
    let day: UnloadDay?

    /// The place of facts that no single record shows.
    var place: Place? { database.parts.first.map { Place($0.file.id) } }

    func isComplete(_ className: String) -> Bool {
        database.isComplete(className, isSupplied: ResourceClassNames.isSupplied(className))
    }

    /// The user with a name, or one that does not exist if the unload is complete.
    func user(_ name: ArraySlice<UInt8>, _ ids: NameTable<IDNumber>) -> SystemState.User? {
        guard let shown = database.user(name, on: day) else { return database.isComplete ? nobody : nil }
        func fact(_ fact: UnloadUser.Fact) -> Fact { Fact(fact.value.map(Truth.init) ?? .unknown, at: fact.place) }
        func number(_ name: [UInt8]) -> IDNumber? { ids.number(of: name) }
        var user = SystemState.User(
            exists: Fact(shown.exists.map(Truth.init) ?? .unknown, at: shown.place), isRevoked: fact(shown.isRevoked),
            isProtected: fact(shown.isProtected), isRestricted: fact(shown.isRestricted),
            isContained: fact(shown.isContained), hasPhrase: shown.hasPhrase.map(Truth.init) ?? .unknown)
        (user.isLimitedToDays, user.isLimitedToTimes) = (fact(shown.isLimitedToDays), fact(shown.isLimitedToTimes))
        user.defaultGroup = shown.defaultGroup.flatMap(number)
        for group in shown.groups {
            guard let number = number(group.name) else { continue }
            user.groups[number] = Fact(group.isUsable.map(Truth.init) ?? .unknown, at: group.place)
        }
        // The record of the connection, which may be revoked, is missing.
        if let name = shown.defaultGroup, !shown.groups.contains(where: { $0.name == name }) {
            user.openRevocation = Fact(.unknown, at: shown.place)
        }
        return user
    }

    private var nobody: SystemState.User {
        let (no, absent) = (Fact(.no), Fact(.no, at: place))
        return SystemState.User(
            exists: absent, isRevoked: no, isProtected: no, isRestricted: no, isContained: no, hasPhrase: .no)
    }
}
