public import Diagnostics

/// Unloads that show one thing twice. They are states of one database at two times, and nothing says which is newer
/// (docs/reference/unload.md#03-twelve-rules-for-the-reader).
extension UnloadDatabase {
    /// A user, group or profile that two states do not show alike.
    public struct Difference: Sendable {
        public let name: String
        public let place: Place
        public let other: Place?
    }

    /// The first difference between the states; `nil` if the parts are of one state, or agree.
    public func difference(on day: UnloadDay?) -> Difference? {
        guard overlap != nil else { return nil }
        for name in Set(users).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            let states = states(of: name, on: day)
            guard states.count < parts.count || !states.dropFirst().allSatisfy({ $0.agrees(with: states[0]) }) else {
                continue
            }
            return Difference(
                name: String(decoding: name, as: UTF8.self), place: states.last?.place ?? Place(parts[0].file.id),
                other: states.count > 1 ? states[0].place : nil)
        }
        if let group = Set(groups).filter({ !isInAllStates(group: $0) }).min(by: { $0.lexicographicallyPrecedes($1) }) {
            return Difference(
                name: String(decoding: group, as: UTF8.self), place: self.group(group) ?? Place(parts[0].file.id),
                other: nil)
        }
        for part in parts {
            guard let profile = part.profiles.first(where: { !isCertain($0) }) else { continue }
            return Difference(name: profile.text, place: Place(part.file.id, profile.place), other: nil)
        }
        return nil
    }

    /// Whether every state that is given shows a profile alike.
    public func isCertain(_ profile: Unload.Profile) -> Bool {
        guard overlap != nil else { return true }
        return parts.allSatisfy { part in
            part.profiles.contains {
                $0.isShown && $0.className == profile.className && $0.name == profile.name && $0.agrees(with: profile)
            }
        }
    }

    /// Whether every state that is given has a group.
    public func isInAllStates(group name: [UInt8]) -> Bool {
        guard overlap != nil else { return true }
        return parts.allSatisfy { UnloadDatabase([$0]).group(name) != nil }
    }
}

extension UnloadUser {
    fileprivate func agrees(with other: UnloadUser) -> Bool {
        let facts = [
            isRevoked, isProtected, isRestricted, isContained, isLimitedToDays, isLimitedToTimes,
        ].map(\.value)
        let others = [
            other.isRevoked, other.isProtected, other.isRestricted, other.isContained, other.isLimitedToDays,
            other.isLimitedToTimes,
        ].map(\.value)
        func connections(_ user: UnloadUser) -> [[UInt8]: Bool?] {
            Dictionary(user.groups.map { ($0.name, $0.isUsable) }, uniquingKeysWith: { first, _ in first })
        }
        return facts == others && isSpecial == other.isSpecial && defaultGroup == other.defaultGroup
            && connections(self) == connections(other)
    }
}

extension Unload.Profile {
    fileprivate func agrees(with other: Unload.Profile) -> Bool {
        func list(_ profile: Unload.Profile) -> Set<[String]> {
            Set(profile.entries.map { [$0.id.value, $0.access.value, $0.condition ?? ""] })
        }
        return isGeneric?.value == other.isGeneric?.value && uacc?.value == other.uacc?.value
            && isWarning?.value == other.isWarning?.value && applData?.value == other.applData?.value
            && list(self) == list(other) && key?.legacy == other.key?.legacy && key?.enhanced == other.key?.enhanced
            && key?.allowsReplay == other.key?.allowsReplay && task?.user.value == other.task?.user.value
            && task?.isTrusted == other.task?.isTrusted && Set(members.map(\.value)) == Set(other.members.map(\.value))
    }
}
