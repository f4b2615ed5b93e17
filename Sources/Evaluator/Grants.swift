import Diagnostics

/// Lists everyone that a profile lets generate PassTickets: one row per profile and list entry, computed from profiles
/// and never from pairs of users.
struct Grants {
    private typealias Grant = AccessReport.Grant

    private let storage: Evaluation.Storage
    private let masks: Masks
    private let members: [IDNumber: [(user: IDNumber, isMember: Truth)]]
    /// The number of members that may still be examined individually.
    private var memberBudget = 20_000
    private var resourceClass: ResourceClass { storage.state.classes[storage.passTickets] }

    init(_ storage: Evaluation.Storage) {
        self.storage = storage
        let entries = storage.state.classes[storage.passTickets].entries
        members = storage.state.membersOfGroups(Set(entries.elements.lazy.map(\.id)))
        masks = Masks(storage)
    }

    mutating func rows() -> [AccessReport.Grant] {
        var masks = masks
        var rows: [Grant] = []
        rows.reserveCapacity(masks.order.count)
        for number in masks.order {
            let profile = Profile(storage, storage.passTickets, number, .database)
            guard let reach = Reach(profile.name) else { continue }
            var found = entries(number, reach)
            guard !found.isEmpty else { continue }
            let (except, more) = masks.exceptions(number)
            for index in found.indices { (found[index].except, found[index].moreExceptions) = (except, more) }
            rows += found
        }
        rows += trusted
        rows += global
        return rows
    }

    // MARK: Entries

    /// What an entry of a list, UACC, WARNING or the creator gives in one view.
    private struct Source {
        var caller: String
        var kind: Grant.CallerKind
        var place: Place?
        var truth: Truth
        var note: String?
        var id: IDNumber?
    }

    private mutating func entries(_ number: ProfileNumber, _ reach: Reach) -> [Grant] {
        let database = Profile(storage, storage.passTickets, number, .database)
        let base = conditions(database, reach)
        guard resourceClass.raclist.value != .no, resourceClass.isStale(number) else {
            return sources(database).map { grant($0, database, reach, base, nil) }
        }
        let old = Profile(storage, storage.passTickets, number, .storage)
        let (now, before) = (sources(database), sources(old))
        let isUncertain = resourceClass.records[number].changed <= resourceClass.uncertainLoad
        let oldBase = conditions(old, reach)
        let isOpen = resourceClass.mayHoldOtherState
        var rows: [Grant] = []
        for source in before {
            let isGone = !now.contains { $0.caller == source.caller && $0.kind == source.kind }
            let isLoaded: Truth = isOpen || isGone && isUncertain ? .unknown : .yes
            rows.append(grant(source, old, reach, oldBase && isLoaded, isGone ? "until a REFRESH" : nil))
        }
        for source in now where !before.contains(where: { $0.caller == source.caller && $0.kind == source.kind }) {
            let isLoaded: Truth = isOpen || isUncertain ? .unknown : .no
            rows.append(grant(source, database, reach, base && isLoaded, "waits for a REFRESH"))
        }
        return rows
    }

    private func sources(_ profile: Profile) -> [Source] {
        guard profile.exists == .yes || profile.exists == .unknown && profile.record.isTouched else { return [] }
        var sources: [Source] = []
        let entries = profile.entries
        for entry in entries where entry.access >= .update {
            let id = entry.record.id
            let user = storage.state.user(id)
            let isNobody =
                entry.id != "*" && (user.exists.value == .no || user.isContained.value == .yes)
                && !storage.state.isGroup(id)
            let kind: Grant.CallerKind = entry.id == "*" ? .everyone : storage.state.isGroup(id) ? .group : .user
            let mayBeGone = entry.id != "*" && !storage.state.isGroup(id) && user.doubt != nil
            if entry.isConditional, !storage.state.mayHold(entry.record.condition) { continue }
            let isOpen = entry.isConditional || !entry.isCertain || mayBeGone
            let truth: Truth = isNobody ? .no : isOpen ? .unknown : .yes
            let isRevoked = kind == .user && user.isRevoked.value == .yes
            let note =
                entry.isConditional
                ? "if its condition holds" : isNobody ? "no such user" : isRevoked ? "revoked at present" : nil
            sources.append(
                Source(caller: entry.id, kind: kind, place: entry.place, truth: truth, note: note, id: id))
        }
        if let uacc = profile.uacc, uacc >= .update {
            // It is not documented how UACC combines with a lower ID(*).
            let isCovered = entries.contains { $0.id == "*" && !$0.isConditional && $0.access < .update }
            sources.append(
                Source(
                    caller: "UACC", kind: .everyone, place: profile.uaccPlace, truth: isCovered ? .unknown : .yes,
                    note: isCovered ? "unless ID(*) removes it" : nil))
        }
        if profile.warning.value == .yes {
            sources.append(
                Source(caller: "WARNING", kind: .everyone, place: profile.warning.place, truth: .yes, note: nil))
        }
        if profile.creator != .no, profile.record.definition != .start {
            sources.append(
                Source(
                    caller: "submitter", kind: .creator, place: profile.definition, truth: profile.creator,
                    note: profile.creator == .unknown ? "if the creator is still on the list" : nil))
        }
        return sources
    }

    private mutating func grant(
        _ source: Source, _ profile: Profile, _ reach: Reach, _ truth: Truth, _ note: String?
    ) -> Grant {
        var note = source.note ?? note
        var truth = truth && source.truth
        var (named, perhaps): ([String], [String]) = ([], [])
        if source.kind == .group, let group = source.id {
            let all = members[group] ?? []
            // A group may be on every list, and then its members would be on every row.
            let isExamined = memberBudget > 0 || all.isEmpty
            if memberBudget > 0 { (named, perhaps) = checked(all, profile) }
            let isShown = storage.state.showsAllMembers || storage.state.wholeGroups.contains(group)
            if !isExamined {
                truth = truth && .unknown
                note = [note, Grant.manyMembers].compactMap(\.self).joined(separator: "; ")
            } else if named.isEmpty, !perhaps.isEmpty || !isShown && storage.state.listOfGroups.value != .yes {
                truth = truth && .unknown
                note = note ?? (all.isEmpty ? nil : "depending on each member")
            } else if named.isEmpty, !all.isEmpty, isShown {
                truth = .no
                note = note ?? "no member gets it: each has an entry of its own or no right at all"
            }
        }
        return Grant(
            caller: source.caller, callerKind: source.kind, members: named, possibleMembers: perhaps,
            application: reach.application, targets: reach.targets, except: [],
            isBroad: source.kind == .everyone || reach.isPattern, generate: Verdict(truth), note: note,
            profile: profile.text, place: source.place)
    }

    /// The members that get their access through the list, and those that may.
    private mutating func checked(
        _ members: [(user: IDNumber, isMember: Truth)], _ profile: Profile
    ) -> (named: [String], perhaps: [String]) {
        var (named, perhaps): ([String], [String]) = ([], [])
        for member in members {
            let name = storage.state.ids.text(member.user)
            guard memberBudget > 0 else {
                perhaps.append(name)
                continue
            }
            memberBudget -= 1
            switch AccessCheck(profile, name, .update, resource: profile.text).granted {
            case .yes: named.append(name)
            case .unknown: perhaps.append(name)
            case .no: continue
            }
        }
        return (named.sorted(), perhaps.sorted())
    }

    // MARK: Beside the lists

    private var options: Truth {
        storage.state.isRACFActive.value && resourceClass.active.value && resourceClass.raclist.value
    }

    /// The state of the conditions other than the access list: G1 to G4 and G8.
    private func conditions(_ profile: Profile, _ reach: Reach) -> Truth {
        var truth = options && profile.exists && key(reach)
        if profile.name.hasGenericCharacters {
            truth =
                truth && profile.isGeneric && resourceClass.generic.value
                && (resourceClass.complete == .yes ? .yes : .unknown)
                && Truth(profile.name.isWellFormed) && variables(profile.name)
            if resourceClass.mayBeCovered(Array(profile.text.utf8), at: .now) { truth = truth && .unknown }
        }
        return truth
    }

    /// Whether the RACF variables of a name have members; without members the name covers nothing.
    private func variables(_ name: ProfileName) -> Truth {
        var truth = Truth.yes
        for qualifier in name.bytes.split(separator: ProfileName.dot) {
            guard let start = qualifier.firstIndex(of: UInt8(ascii: "&")) else { continue }
            let isEmpty = storage.variable(Array(qualifier[start...])).map(\.isEmpty)
            truth = truth && (isEmpty.map { Truth(!$0) } ?? .unknown)
        }
        return truth
    }

    /// Whether an application that is reached has a key in storage.
    private func key(_ reach: Reach) -> Truth {
        let view: ProfileView = resourceClass.raclist.value == .no ? .database : .storage
        guard reach.hasPatternOfApplications else {
            guard let profile = storage.keyProfile(reach.application, view) else {
                let isOpen = resourceClass.mayBeDefined(Array(reach.application.utf8))
                return resourceClass.complete == .yes && !isLoadUncertain && !isOpen ? .no : .unknown
            }
            let truth = profile.exists && profile.hasKey
            return isLoadUncertain && truth != .yes ? .unknown : truth
        }
        let isHeld = storage.survey.traits.numbers.contains { number in
            let traits = storage.survey.traits[number]
            guard traits.contains([.key, .holdsKey]), !traits.contains(.pattern) else { return false }
            let profile = Profile(storage, storage.passTickets, number, view)
            return profile.exists == .yes && profile.hasKey == .yes
                && ProfileName(reach.application).covers(profile.text) == .yes
        }
        return isHeld ? .yes : resourceClass.complete == .yes && !isLoadUncertain ? .no : .unknown
    }

    private var isLoadUncertain: Bool { resourceClass.isLoadUncertain }

    /// Started tasks that pass every check.
    private var trusted: [Grant] {
        guard let number = storage.state.classNumber(Array("STARTED".utf8)) else { return [] }
        let started = storage.state.classes[number]
        return storage.state.startedTasks.sorted { $0.value.mark < $1.value.mark }.compactMap { profile, task in
            guard let user = task.user, task.isTrusted != .no, started.records[profile].exists != .no else {
                return nil
            }
            let mayRun: Truth = storage.state.user(user).doubt == nil ? .yes : .unknown
            return Grant(
                caller: storage.state.ids.text(user), callerKind: .user, application: "*", targets: "*",
                except: [], isBroad: true,
                generate: Verdict(
                    options && started.active.value && task.isTrusted && mayRun
                        && key(Reach(application: "*", targets: "*", isPattern: true))),
                note: "started task with TRUSTED or PRIVILEGED",
                profile: Profile(storage, number, profile, .database).text,
                place: storage.evidence.place(task.mark))
        }
    }

    /// The global access checking table.
    private var global: [Grant] {
        guard resourceClass.global.value != .no, let number = storage.state.classNumber(Array("GLOBAL".utf8)),
            let table = storage.state.classes[number].number(of: Array(resourceClass.name.utf8), isGeneric: false),
            storage.state.classes[number].records[table].exists != .no,
            let members = storage.state.classes[number].members[table]
        else { return [] }
        return members.texts.map { String(decoding: $0, as: UTF8.self) }.sorted().compactMap { text in
            guard let slash = text.lastIndex(of: "/"),
                let level = AccessLevel.named(String(text[text.index(after: slash)...])),
                level >= .update, let reach = Reach(ProfileName(String(text[..<slash])))
            else { return nil }
            return Grant(
                caller: "GLOBAL", callerKind: .everyone, application: reach.application, targets: reach.targets,
                except: [], isBroad: true, generate: Verdict(options && resourceClass.global.value && key(reach)),
                note: "global access checking table, if a profile covers the target", profile: text,
                place: storage.evidence.place(members.mark))
        }
    }
}

/// The applications and targets of a profile that protects the generation of PassTickets.
struct Reach {
    var application: String
    var targets: String
    var isPattern: Bool

    var hasPatternOfApplications: Bool { ProfileName(application).hasGenericCharacters }

    private static let prefix = "IRRPTAUTH"

    init(application: String, targets: String, isPattern: Bool) {
        (self.application, self.targets, self.isPattern) = (application, targets, isPattern)
    }

    init?(_ name: ProfileName) {
        let parts = name.text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        let isPattern = name.hasGenericCharacters
        if parts[0] == Self.prefix, parts.count == 3 {
            self.init(application: parts[1] == "**" ? "*" : parts[1], targets: parts[2], isPattern: isPattern)
        } else if parts[0] == Self.prefix, parts.count == 2, parts[1].hasSuffix("*") {
            // `IRRPTAUTH.*`, `IRRPTAUTH.FEK*`: the end of the name covers the targets too.
            self.init(application: parts[1] == "**" ? "*" : parts[1], targets: "*", isPattern: true)
        } else if isPattern, name.literal.count <= Self.prefix.utf8.count, Self.prefix.utf8.starts(with: name.literal),
            name.covers("\(Self.prefix).FEKAPPL.X") != .no || name.covers("\(Self.prefix).X.X") != .no
                || name.overlaps(ProfileName("\(Self.prefix).**"))
        {
            self.init(application: "*", targets: "*", isPattern: true)
        } else {
            return nil
        }
    }
}
