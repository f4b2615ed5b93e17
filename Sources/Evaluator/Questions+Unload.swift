public import Diagnostics
import RACF
import Unload

/// Questions of rules about unloads.
extension Evaluation {
    /// Why the unload need not be complete; empty if it is.
    public var unloadFailures: [String] {
        guard let database = storage.state.unloaded?.database else { return [] }
        return database.failures + [database.doubt].compactMap(\.self)
    }

    /// Whether a place is in an unload.
    public func isUnloaded(_ place: Place?) -> Bool {
        place.map { place in unloads.contains { $0.file.id == place.file } } ?? false
    }

    /// Two generic profiles whose order in an unload is not that of their names.
    public struct DifferingOrder: Sendable {
        public let className: String
        public let first: String
        public let second: String
        public let place: Place
    }

    /// The first such pair of each class.
    public var differingOrders: [DifferingOrder] {
        guard let database = storage.state.unloaded?.database else { return [] }
        var found: [DifferingOrder] = []
        for part in database.parts {
            var last: [String: Unload.Profile] = [:]
            for profile in part.profiles where profile.isGeneric?.value == true {
                defer { last[profile.className] = profile }
                guard let before = last[profile.className], let place = profile.place,
                    database.isInOrder(profile.className), !found.contains(where: { $0.className == profile.className })
                else { continue }
                let (one, other) = (ProfileName(before.name[...]), ProfileName(profile.name[...]))
                guard one.overlaps(other), ProfileName.moreSpecific(other, one) == .first else { continue }
                found.append(
                    DifferingOrder(
                        className: profile.className, first: before.text, second: profile.text,
                        place: Place(part.file.id, place)))
            }
        }
        return found
    }

    /// Whether the unload has fields of enhanced PassTickets, or such a key.
    public var knowsEnhancedKeys: Bool {
        unloads.contains(where: \.knowsEnhancedKeys)
    }

    /// Whether a key profile belongs to the set-up: a deck defines it, or it is for one of the applications. Unloads and
    /// listings show the profiles of other products as well.
    public func isOwn(_ profile: Profile, at place: Place) -> Bool {
        deck(of: place) != nil
            || applications.contains { application in
                profile.text == application || profile.text.hasPrefix("\(application).")
                    || profile.name.covers(application) != .no
            }
    }

    /// Whether an access that an unload shows is for an application without a key profile, so that nobody can use it.
    public func isHarmlessNow(_ profile: Profile, at place: Place) -> Bool {
        isUnloaded(place) && profile.traits.contains(.access) && applicationWithoutKey(of: profile) != nil
    }

    /// The application of a profile, if all key profiles are known and it has none.
    public func applicationWithoutKey(of profile: Profile) -> String? {
        guard passTickets.complete == .yes, let reach = Reach(profile.name), !reach.hasPatternOfApplications,
            passTicketProfile(named: reach.application) == nil
        else { return nil }
        return reach.application
    }
}

extension Profile {
    /// The place of the access that everyone has, of UPDATE or more.
    public var placeOfEveryone: Place? {
        if let uacc, uacc >= .update { return uaccPlace }
        return entries.first { $0.id == "*" && $0.access >= .update && !$0.isConditional }?.place
    }
}
