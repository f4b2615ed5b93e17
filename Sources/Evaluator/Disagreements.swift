public import Diagnostics
import RACF
import Unload

extension Evaluation {
    /// Two inputs about the system before the decks that say different things. Without knowing which is newer, neither
    /// is wrong.
    public struct Disagreement: Sendable {
        /// The words before and after the name of the profile or user.
        public var before = ""
        public let name: String
        public let after: String
        public let place: Place
        public let other: Place?
        /// What the other input is.
        public let source: String

        var message: String { before + name + after }
    }

    /// The first difference between each thing that a listing shows and what other inputs show of it.
    public var disagreements: [Disagreement] {
        guard unloads.count + listings.count > 1 else { return [] }
        var found = differingStates + differingOptions
        var shown: [String: ShownProfile] = [:]
        for unload in unloads {
            for profile in unload.profiles where profile.isShown {
                shown["\(profile.className) \(profile.text)"] = ShownProfile(profile, unload.file.id)
            }
        }
        for listing in listings {
            var own: [(String, ShownProfile)] = []
            for profile in listing.profiles {
                let (name, new) = ("\(profile.className) \(profile.name.value)", ShownProfile(profile, listing.file.id))
                own.append((name, new))
                guard let old = shown[name] else {
                    if let missing = missing(profile, in: listing.file.id) { found.append(missing) }
                    continue
                }
                if let difference = new.difference(from: old) { found.append(difference) }
            }
            found += leftOut(of: listing, shown)
            for (name, profile) in own { shown[name] = profile }
        }
        return found + listings.flatMap { notFound(in: $0, shown) } + differingUsers
    }

    /// The profiles that RLIST does not find, although another input shows them.
    private func notFound(in listing: RACFListing, _ shown: [String: ShownProfile]) -> [Disagreement] {
        listing.missingProfiles.compactMap { className, name in
            shown["\(className) \(name.value)"].map { profile in
                Disagreement(
                    name: name.value, after: " is not found here, but is in \(profile.source)",
                    place: Place(listing.file.id, name.range), other: profile.place, source: profile.source)
            }
        }
    }

    /// What two unloads show at two times.
    private var differingStates: [Disagreement] {
        guard let unloaded = storage.state.unloaded,
            let difference = unloaded.database.difference(on: unloaded.day)
        else { return [] }
        return [
            Disagreement(
                name: difference.name, after: " is another one in the other unload", place: difference.place,
                other: difference.other, source: "the other unload")
        ]
    }

    /// What two lists of options show of PTKTDATA.
    private var differingOptions: [Disagreement] {
        let shown = listings.compactMap { listing in listing.options.map { (listing, $0) } }
        guard let (first, options) = shown.first else { return [] }
        let kinds: [(String, KeyPath<RACFListing.Options, RACFListing.ClassList?>)] = [
            ("ACTIVE", \.active), ("GENERIC PROFILE", \.generic), ("GENERIC COMMAND", \.gencmd),
            ("SETR RACLIST", \.raclist), ("GLOBAL", \.global),
        ]
        return shown.dropFirst().flatMap { listing, others in
            kinds.compactMap { kind, list -> Disagreement? in
                guard let one = options[keyPath: list], let other = others[keyPath: list],
                    one.isWhole, other.isWhole
                else { return nil }
                let (names, otherNames) = (Set(one.names.map(\.value)), Set(other.names.map(\.value)))
                guard names.contains("PTKTDATA") != otherNames.contains("PTKTDATA") else { return nil }
                let isHere = otherNames.contains("PTKTDATA")
                return Disagreement(
                    name: "PTKTDATA",
                    after: " is \(isHere ? "" : "not ")among the \(kind) CLASSES here, unlike in the other listing",
                    place: Place(listing.file.id, other.range), other: Place(first.file.id, one.range),
                    source: "the other listing")
            }
        }
    }

    /// A listed profile that a complete unload does not have.
    private func missing(_ profile: RACFListing.Profile, in file: FileID) -> Disagreement? {
        guard let unloaded = storage.state.unloaded, unloaded.isComplete(profile.className) else { return nil }
        return Disagreement(
            name: profile.name.value, after: " is not in the unload, which is complete",
            place: Place(file, profile.name.range),
            other: unloaded.place, source: "the unload")
    }

    /// The profiles that a listing of a whole class leaves out.
    private func leftOut(of listing: RACFListing, _ shown: [String: ShownProfile]) -> [Disagreement] {
        listing.wholeClasses.flatMap { whole in
            let names = Set(listing.profiles.map { "\($0.className) \($0.name.value)" })
            return shown.filter { $0.key.hasPrefix("\(whole.value) ") && !names.contains($0.key) }
                .sorted { $0.key < $1.key }.map { _, profile in
                    Disagreement(
                        name: profile.name, after: " is not among all profiles of \(whole.value) that are listed here",
                        place: Place(listing.file.id, whole.range), other: profile.place, source: profile.source)
                }
        }
    }

    // MARK: Users

    private var differingUsers: [Disagreement] {
        guard let unloaded = storage.state.unloaded else { return [] }
        return listings.flatMap { listing in
            listing.users.compactMap { user in
                let place = Place(listing.file.id, user.id.range)
                guard let other = unloaded.database.user(Array(user.id.value.utf8), on: unloaded.day) else {
                    guard unloaded.database.isComplete else { return nil }
                    return Disagreement(
                        before: "user ", name: user.id.value, after: " is not in the unload, which is complete",
                        place: place,
                        other: unloaded.place, source: "the unload")
                }
                return difference(user, other, in: listing.file.id)
            }
                + listing.missingUsers.compactMap { user in
                    guard let other = unloaded.database.user(Array(user.value.utf8), on: unloaded.day) else {
                        return nil
                    }
                    return Disagreement(
                        before: "user ", name: user.value, after: " does not exist here, but is in the unload",
                        place: Place(listing.file.id, user.range), other: other.place, source: "the unload")
                }
        }
    }

    private func difference(_ user: RACFListing.User, _ other: UnloadUser, in file: FileID) -> Disagreement? {
        let flags = [
            ("REVOKED", user.isRevoked, other.isRevoked), ("PROTECTED", user.isProtected, other.isProtected),
            ("RESTRICTED", user.isRestricted, other.isRestricted), ("CONTAINED", user.isContained, other.isContained),
        ]
        let hasDates = user.revokeDate != .none || user.resumeDate != .none
        for (name, listed, fact) in flags {
            guard let listed, let value = fact.value, listed.value != value, name != "REVOKED" || !hasDates else {
                continue
            }
            return Disagreement(
                name: user.id.value, after: " is \(listed.value ? "" : "not ")\(name) here, unlike in the unload",
                place: Place(file, listed.range), other: fact.place, source: "the unload")
        }
        guard user.hasAllConnections else { return nil }
        let listed = Set(user.connections.map(\.id.value))
        let shown = Dictionary(
            other.groups.map { (String(decoding: $0.name, as: UTF8.self), $0.place) },
            uniquingKeysWith: { one, _ in one })
        if let extra = user.connections.first(where: { shown[$0.id.value] == nil }) {
            return Disagreement(
                name: user.id.value, after: " is in group \(extra.id.value) here, but not in the unload",
                place: Place(file, extra.id.range), other: other.place, source: "the unload")
        }
        guard let lost = shown.keys.filter({ !listed.contains($0) }).min() else { return nil }
        return Disagreement(
            name: user.id.value, after: " is not in group \(lost) here, but is in the unload",
            place: Place(file, user.id.range), other: shown[lost], source: "the unload")
    }
}

/// What one input shows of a profile.
private struct ShownProfile {
    var name: String
    var place: Place
    var source: String
    var uacc: (text: String, place: Place)?
    var warning: (text: String, place: Place)?
    var key: (text: String, place: Place)?
    /// The standard list; `nil` if it is not shown.
    var entries: [String: (text: String, place: Place)]?
    var isWhole: Bool

    init(_ profile: Unload.Profile, _ file: FileID) {
        name = profile.text
        place = Place(file, profile.place)
        source = "the unload"
        uacc = profile.uacc.map { ($0.value, Place(file, $0.range)) }
        warning = profile.isWarning.flatMap { flag in
            flag.value.map { ($0 ? "YES" : "NO", Place(file, flag.range)) }
        }
        if let key = profile.key, let range = key.legacyPlace {
            switch key.legacy {
            case .none: self.key = ("none", Place(file, range))
            case .masked: self.key = ("masked", Place(file, range))
            case .encrypted: self.key = ("encrypted", Place(file, range))
            case .label: self.key = ("label", Place(file, range))
            case .unknown: break
            }
        }
        entries = Dictionary(
            profile.entries.filter { $0.condition == nil }.map {
                ($0.id.value, ($0.access.value, Place(file, $0.access.range)))
            },
            uniquingKeysWith: { _, last in last })
        isWhole = true
    }

    init(_ profile: RACFListing.Profile, _ file: FileID) {
        name = profile.name.value
        place = Place(file, profile.name.range)
        source = "the other listing"
        uacc = profile.uacc.map { ($0.value.name, Place(file, $0.range)) }
        warning = profile.isWarning.map { ($0.value ? "YES" : "NO", Place(file, $0.range)) }
        key = profile.legacyKey.map { ("\($0.value)", Place(file, $0.range)) }
        entries = profile.entries.map { entries in
            Dictionary(
                entries.map { ($0.id.value, ($0.access.name, Place(file, $0.id.range))) },
                uniquingKeysWith: { _, last in last })
        }
        isWhole = profile.isListWhole
    }

    func difference(from other: ShownProfile) -> Evaluation.Disagreement? {
        func made(_ what: String, _ here: Place, _ there: Place?) -> Evaluation.Disagreement {
            Evaluation.Disagreement(
                before: "the \(what) of ", name: name, after: " is another one in \(other.source)", place: here,
                other: there,
                source: other.source)
        }
        let pairs = [("UACC", uacc, other.uacc), ("WARNING mode", warning, other.warning), ("key", key, other.key)]
        for (what, here, there) in pairs {
            if let here, let there, here.text != there.text { return made(what, here.place, there.place) }
        }
        guard let entries, let others = other.entries else { return nil }
        for (id, here) in entries.sorted(by: { $0.key < $1.key }) {
            let there = others[id]
            guard there?.text != here.text, there != nil || other.isWhole else { continue }
            return made("access of \(id.prefix(8))", here.place, there?.place ?? other.place)
        }
        guard isWhole, let lost = others.keys.filter({ entries[$0] == nil }).min() else { return nil }
        return made("access of \(lost.prefix(8))", place, others[lost]?.place)
    }
}
