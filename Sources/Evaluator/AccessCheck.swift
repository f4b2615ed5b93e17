import Diagnostics
import RACF

/// Decides whether an ID has access to what a profile protects, and through which entry
/// (docs/reference/racf.md#72-sequence-for-a-ptktdata-resource).
struct AccessCheck: Sendable {
    var granted: Truth
    /// `user AGNTUSR`, `group DEPLOY`, `ID(*)`, `UACC`, `WARNING`.
    var via: String?
    var access: AccessLevel?
    var place: Place?
    /// The reason why it is refused or unknown.
    var reason = ""
}

extension AccessCheck {
    /// - Parameter resource: the resource, for which the global access checking table may decide before the profile.
    init(_ profile: Profile, _ caller: String, _ wanted: AccessLevel, resource: String) {
        self = Checker(profile, caller, wanted).check(resource)
    }
}

/// Checks one access to one profile.
private struct Checker {
    let profile: Profile
    let caller: String
    let wanted: AccessLevel
    let id: IDNumber?
    let user: SystemState.User
    let entries: [Profile.Entry]
    private var storage: Evaluation.Storage { profile.storage }
    private var state: SystemState { profile.storage.state }
    private var name: String { profile.text }

    init(_ profile: Profile, _ caller: String, _ wanted: AccessLevel) {
        (self.profile, self.caller, self.wanted) = (profile, caller, wanted)
        id = profile.storage.state.id(caller)
        user = profile.storage.state.user(caller)
        entries = profile.entries
    }

    func check(_ resource: String) -> AccessCheck {
        if let refused = withoutRights { return refused }
        var check = checkRights(resource)
        guard check.granted == .yes, let doubt = user.doubt else { return check }
        check.granted = .unknown
        check.place = doubt.place
        check.reason = doubt.reason(caller)
        return check
    }

    private func checkRights(_ resource: String) -> AccessCheck {
        let trusted = trusted
        if let trusted, trusted.granted == .yes { return trusted }
        var check = standard
        guard check.granted != .yes else { return check }
        for other in [trusted, global(resource), conditional, warning] {
            guard let other, other.granted == .yes || check.granted == .no else { continue }
            if other.granted == .yes { return other }
            check = other
        }
        if profile.warning.value == .unknown, check.granted == .no {
            check.granted = .unknown
            check.reason += "; it is not known whether the profile is in WARNING mode"
        }
        return check
    }

    /// The refusal of a contained user, whose access checks all fail, or of a user that does not exist.
    private var withoutRights: AccessCheck? {
        if user.isContained.value == .yes {
            return AccessCheck(granted: .no, place: user.isContained.place, reason: "\(caller) is contained")
        }
        if user.exists.value == .no {
            return AccessCheck(granted: .no, place: user.exists.place, reason: "\(caller) does not exist")
        }
        return nil
    }

    /// The access of a started task with the attribute TRUSTED or PRIVILEGED, which passes every check.
    private var trusted: AccessCheck? {
        guard let number = state.classNumber(Array("STARTED".utf8)) else { return nil }
        let started = state.classes[number]
        func truth(_ profile: ProfileNumber, _ task: SystemState.StartedTask) -> Truth {
            let isOpen =
                id.map { task.possibleUsers.contains($0) } ?? false
                || (task.openUser?.matches(Array(caller.utf8)) ?? false)
            let isUser: Truth = id != nil && task.user == id ? .yes : isOpen ? .unknown : .no
            return isUser && task.isTrusted && started.active.value
                && started.record(profile, in: .database).exists
        }
        let tasks = state.startedTasks.map { (profile: $0.key, task: $0.value, truth: truth($0.key, $0.value)) }
            .filter { $0.truth != .no }
        let first = tasks.min { ($0.truth == .yes ? 0 : 1, $0.task.mark) < ($1.truth == .yes ? 0 : 1, $1.task.mark) }
        guard let first else { return mayBeTrusted }
        let name = Profile(storage, number, first.profile, .database).text
        return AccessCheck(
            granted: first.truth, via: "TRUSTED started task \(name)",
            place: storage.evidence.place(first.task.mark),
            reason: first.truth == .yes ? "" : "\(caller) may be the user of the TRUSTED started task \(name)")
    }

    private var mayBeTrusted: AccessCheck? {
        let name = Array(caller.utf8)
        guard let mark = state.openTasks.filter({ $0.key.matches(name) }).values.min() else { return nil }
        return AccessCheck(
            granted: .unknown, place: storage.evidence.place(mark),
            reason: "\(caller) may be the user of a TRUSTED started task that a command with an unknown profile defines"
        )
    }

    // MARK: The standard list

    /// The access by the user's own entry, or else by groups, or else by `ID(*)` and UACC.
    private var standard: AccessCheck {
        if let entry = entries.last(where: { !$0.isConditional && $0.id == caller }) {
            return AccessCheck(
                granted: entry.isCertain ? Truth(entry.access >= wanted) : .unknown, via: "user \(caller)",
                access: entry.isAccessKnown ? entry.access : nil, place: entry.place,
                reason: entry.isCertain
                    ? "\(caller) has \(entry.access.name) to \(name), not \(wanted.name)"
                    : "what \(caller) has to \(name) may have been changed by a command that may not run as it "
                        + "is written")
        }
        guard profile.isListComplete(for: user, named: caller) else {
            return AccessCheck(
                granted: .unknown, place: profile.openChange ?? profile.definition,
                reason: "the access list of \(name) is only partly known")
        }
        return groups
    }

    /// An ID on the list that may be a group of the user.
    private struct Group {
        var entry: Profile.Entry
        var isMember: Truth
        var isEnough: Bool
    }

    private var groups: AccessCheck {
        let others = entries.filter { !$0.isConditional && $0.id != "*" && !state.isKnownUser($0.record.id) }
        let groups = others.compactMap { entry -> Group? in
            let isMember = state.membership(of: user, in: entry.record.id).value
            guard isMember != .no else { return nil }
            return Group(
                entry: entry, isMember: entry.isCertain ? isMember : .unknown, isEnough: entry.access >= wanted)
        }
        guard !groups.isEmpty else { return everyone }
        let certain = groups.filter { $0.isMember == .yes }
        if let best = certain.max(by: { $0.entry.access < $1.entry.access }) { return through(best, of: groups) }
        let everyone = everyone
        guard let other = groups.first(where: { Truth($0.isEnough) != everyone.granted }) else { return everyone }
        return AccessCheck(
            granted: .unknown, place: other.entry.place,
            reason: other.isEnough
                ? "it is not known whether \(caller) is in group \(other.entry.id), which has "
                    + other.entry.access.name
                : "\(caller) may be in \(other.entry.id), which has \(other.entry.access.name)")
    }

    /// The access through groups. With list-of-groups checking the highest access of all groups counts; without it only
    /// that of the current connect group, which is not known.
    private func through(_ best: Group, of groups: [Group]) -> AccessCheck {
        let entry = best.entry
        let reason = "\(entry.id) has \(entry.access.name) to \(name), not \(wanted.name)"
        func check(_ granted: Truth, _ reason: String) -> AccessCheck {
            AccessCheck(
                granted: granted, via: "group \(entry.id)", access: entry.access, place: entry.place, reason: reason)
        }
        let isOnlyGroup =
            state.showsAllConnections(of: user) && user.groups.count { $0.value.value != .no } == 1
            && user.defaultGroup == entry.record.id
        if state.listOfGroups.value == .yes || isOnlyGroup {
            if best.isEnough { return check(.yes, "") }
            let mayBeEnough = groups.first { $0.isEnough }
            return check(
                mayBeEnough == nil ? .no : .unknown,
                mayBeEnough.map { "it is not known whether \(caller) is in group \($0.entry.id)" } ?? reason)
        }
        let outcomes = groups.map(\.isEnough).map(Truth.init) + [everyone.granted]
        if !outcomes.contains(where: { $0 != .yes }) { return check(.yes, "") }
        if !outcomes.contains(where: { $0 != .no }) { return check(.no, reason) }
        return check(
            .unknown,
            "\(caller) is in \(entry.id), which has \(entry.access.name), but without SETROPTS GRPLIST only the "
                + "current connect group counts, and the inputs do not show which that is")
    }

    private var everyone: AccessCheck {
        let entry = entries.last { !$0.isConditional && $0.id == "*" }
        if let entry, !entry.isCertain {
            return AccessCheck(
                granted: .unknown, place: entry.place,
                reason: "ID(*) of \(name) may have been changed by a command that may not run as it is written")
        }
        let levels = [entry?.access, profile.uacc].compactMap(\.self)
        guard user.isRestricted.value != .yes else {
            return AccessCheck(
                granted: .no, place: user.isRestricted.place,
                reason: "\(caller) is RESTRICTED, so ID(*) and UACC do not apply")
        }
        guard levels.contains(where: { $0 >= wanted }) else {
            return AccessCheck(
                granted: profile.uacc == nil ? .unknown : .no, access: levels.max(), place: profile.definition,
                reason: profile.uacc == nil ? "UACC of \(name) is not known" : "\(caller) has no access to \(name)")
        }
        let isByList = entry.map { $0.access >= wanted } ?? false
        let place = isByList ? entry?.place : profile.uaccPlace
        func check(_ granted: Truth, _ reason: String) -> AccessCheck {
            AccessCheck(
                granted: granted, via: isByList ? "ID(*)" : "UACC",
                access: isByList ? entry?.access : profile.uacc, place: place, reason: reason)
        }
        // It is not documented how the two combine if only UACC is sufficient.
        if !isByList, let entry {
            return check(
                .unknown,
                "no document says whether UACC(\((profile.uacc ?? .none).name)) adds to ID(*), which has "
                    + "\(entry.access.name): granted if it does, refused if it does not")
        }
        return user.isRestricted.value == .no
            ? check(.yes, "") : check(.unknown, "it is not known whether \(caller) is RESTRICTED")
    }

    // MARK: Beside the standard list

    /// The access by conditional entries, which add to the standard list.
    private var conditional: AccessCheck? {
        let entry = entries.first { entry in
            guard entry.isConditional, entry.access >= wanted, isPossible(entry.record.condition) else { return false }
            return entry.id == caller || entry.id == "*"
                || !state.isKnownUser(entry.record.id) && state.membership(of: user, in: entry.record.id).value != .no
        }
        guard let entry else { return nil }
        return AccessCheck(
            granted: .unknown, via: "conditional entry \(entry.id)", access: entry.access, place: entry.place,
            reason: "the entry of \(entry.id) counts only if its condition, "
                + "\((entry.record.condition ?? .criteria).rawValue.uppercased()), holds")
    }

    private func isPossible(_ condition: ConditionClass?) -> Bool { state.mayHold(condition) }

    private var warning: AccessCheck? {
        let warning = profile.warning
        guard warning.value == .yes else { return nil }
        return AccessCheck(granted: .yes, via: "WARNING", access: nil, place: warning.place)
    }

    /// The access by the global access checking table, which applies to everyone except RESTRICTED users.
    private func global(_ resource: String) -> AccessCheck? {
        let resourceClass = state.classes[profile.classNumber]
        guard resourceClass.global.value != .no, user.isRestricted.value != .yes,
            let number = state.classNumber(Array("GLOBAL".utf8)),
            let table = state.classes[number].number(of: Array(resourceClass.name.utf8), isGeneric: false),
            state.classes[number].records[table].exists != .no,
            let members = state.classes[number].members[table]
        else { return nil }
        let reaching = members.texts.filter { text in
            guard let slash = text.lastIndex(of: UInt8(ascii: "/")) else { return false }
            let level = String(decoding: text[(slash + 1)...], as: UTF8.self)
            guard let level = AccessLevel.named(level), level >= wanted else { return false }
            return ProfileName(text[..<slash]).covers(resource, variable: own) == .yes
        }
        guard !reaching.isEmpty else { return nil }
        let isCertain =
            resourceClass.global.value == .yes && user.isRestricted.value == .no
            && !reaching.isSubset(of: members.doubtful)
            && state.classes[number].record(table, in: .database).exists == .yes
        return AccessCheck(
            granted: isCertain ? .yes : .unknown, via: "GLOBAL table", place: storage.evidence.place(members.mark),
            reason: "it is not known whether the global access checking table is used for \(caller)")
    }

    /// `&RACUID` is the user's own ID in the table.
    private func own(_ name: [UInt8]) -> Set<[UInt8]>? {
        name == Array("&RACUID".utf8) ? [Array(caller.utf8)] : storage.variable(name)
    }
}

extension SystemState {
    /// Whether an entry with a condition may count: only while the class of its condition is active, or program control
    /// is on. A deck with such an entry suggests that they are on, although a system without options has them off.
    func mayHold(_ condition: ConditionClass?) -> Bool {
        func mayBe(_ fact: Fact) -> Bool { fact.value != .no || fact.place == nil }
        return switch condition {
        case .program?, .sysid?: mayBe(programControl)
        case .criteria?, nil: true
        case let condition?: condition.className.map { mayBe(self[$0].active) } ?? true
        }
    }
}
