import Diagnostics

/// Lists everyone that a profile lets generate PassTickets: one row per profile and list entry, computed from profiles
/// and never from pairs of users.
struct Grants {
    private typealias Grant = AccessReport.Grant

    private let storage: Evaluation.Storage
    private let masks: Masks
    private let members: [UInt32: [(user: UInt32, isMember: Truth)]]
    private var resourceClass: ResourceClass { storage.state.classes[storage.passTickets] }

    init(_ storage: Evaluation.Storage) {
        self.storage = storage
        members = storage.state.membersOfGroups()
        masks = Masks(storage)
    }

    func rows() -> [AccessReport.Grant] {
        var masks = masks
        var rows: [Grant] = []
        for number in masks.order {
            let profile = Profile(storage, storage.passTickets, number, .database)
            guard let reach = Reach(profile.name) else { continue }
            var found = entries(number, reach)
            guard !found.isEmpty else { continue }
            let (except, more) = masks.exceptions(number)
            for index in found.indices { (found[index].except, found[index].moreExceptions) = (except, more) }
            rows += found
        }
        return rows + trusted + global
    }

    // MARK: Entries

    /// What an entry of a list, UACC, WARNING or the creator gives in one view.
    private struct Source {
        var caller: String
        var kind: Grant.CallerKind
        var place: Place?
        var truth: Truth
        var note: String?
        var id: UInt32?
    }

    private func entries(_ number: Int, _ reach: Reach) -> [Grant] {
        let database = Profile(storage, storage.passTickets, number, .database)
        let base = conditions(database, reach)
        guard resourceClass.raclist.value != .no, resourceClass.isStale(number) else {
            return sources(database).map { grant($0, database, reach, base, nil) }
        }
        let old = Profile(storage, storage.passTickets, number, .storage)
        let (now, before) = (sources(database), sources(old))
        let isUncertain = resourceClass.records[number].changed <= resourceClass.uncertainLoad
        let oldBase = conditions(old, reach)
        let kept = before.map { source in
            let isGone = !now.contains { $0.caller == source.caller && $0.kind == source.kind }
            return grant(
                source, old, reach, oldBase && (isGone && isUncertain ? .unknown : .yes),
                isGone ? "until a REFRESH" : nil)
        }
        let new = now.filter { source in !before.contains { $0.caller == source.caller && $0.kind == source.kind } }
        return kept
            + new.map { grant($0, database, reach, base && (isUncertain ? .unknown : .no), "waits for a REFRESH") }
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
            let truth: Truth = isNobody ? .no : entry.isConditional || !entry.isCertain ? .unknown : .yes
            sources.append(
                Source(
                    caller: entry.id, kind: kind, place: entry.place, truth: truth,
                    note: entry.isConditional ? "if its condition holds" : isNobody ? "no such user" : nil, id: id))
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

    private func grant(_ source: Source, _ profile: Profile, _ reach: Reach, _ truth: Truth, _ note: String?) -> Grant {
        let group = source.kind == .group ? source.id.flatMap { members[$0] } ?? [] : []
        func names(_ isMember: Truth) -> [String] {
            group.filter { $0.isMember == isMember }.map { storage.state.ids.text(Int($0.user)) }.sorted()
        }
        return Grant(
            caller: source.caller, callerKind: source.kind, members: names(.yes), possibleMembers: names(.unknown),
            application: reach.application, targets: reach.targets, except: [],
            isBroad: source.kind == .everyone || reach.isPattern, generate: Verdict(truth && source.truth),
            note: source.note ?? note, profile: profile.text, place: source.place)
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
                && Truth(profile.name.isWellFormed)
        }
        return truth
    }

    /// Whether an application that is reached has a key in storage.
    private func key(_ reach: Reach) -> Truth {
        let view: ProfileView = resourceClass.raclist.value == .no ? .database : .storage
        guard reach.hasPatternOfApplications else {
            guard let profile = storage.keyProfile(reach.application, view) else {
                return resourceClass.complete == .yes && !isLoadUncertain ? .no : .unknown
            }
            let truth = profile.exists && profile.hasKey
            return isLoadUncertain && truth != .yes ? .unknown : truth
        }
        let isHeld = storage.survey.traits.indices.contains { number in
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
            return Grant(
                caller: storage.state.ids.text(Int(user)), callerKind: .user, application: "*", targets: "*",
                except: [], isBroad: true,
                generate: Verdict(
                    options && started.active.value && task.isTrusted
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
        } else if parts[0] == Self.prefix, parts.count == 2, isPattern {
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
