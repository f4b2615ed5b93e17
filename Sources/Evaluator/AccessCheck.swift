import Diagnostics

/// Whether an ID has an access to what a profile protects, and through what (RACF authorization checking;
/// racf.md 7.2).
struct AccessCheck: Sendable {
    var granted: Truth
    /// `user AGNTUSR`, `group DEPLOY`, `ID(*)`, `UACC`, `WARNING`.
    var via: String?
    var access: AccessLevel?
    var place: Place?
    /// Why it is refused or unknown.
    var reason = ""

    init(_ profile: Profile, _ caller: String, _ wanted: AccessLevel, _ state: SystemState) {
        self.init(list: profile, caller, wanted, state)
        guard granted != .yes else { return }
        // An entry whose condition may hold adds to the standard list.
        if granted == .no,
            let entry = profile.entries.first(where: { entry in
                entry.isConditional && entry.access >= wanted
                    && (entry.id == caller || entry.id == "*"
                        || state.membership(of: caller, in: entry.id).value != .no)
            })
        {
            self = AccessCheck(
                granted: .unknown, via: "conditional entry \(entry.id)", access: entry.access, place: entry.place,
                reason: "the entry counts only where its condition holds")
        }
        switch profile.warning.value {
        case .yes:
            self = AccessCheck(granted: .yes, via: "WARNING", access: access, place: profile.warning.place)
        case .unknown where granted == .no:
            granted = .unknown
            reason += "; it is not known whether the profile is in WARNING mode"
        case .unknown, .no: break
        }
    }

    private init(granted: Truth, via: String?, access: AccessLevel?, place: Place?, reason: String = "") {
        self.granted = granted
        self.via = via
        self.access = access
        self.place = place
        self.reason = reason
    }

    /// The standard list: the user's own entry, else those of groups, else `ID(*)` and UACC.
    private init(list profile: Profile, _ caller: String, _ wanted: AccessLevel, _ state: SystemState) {
        let name = profile.name.text
        if let entry = profile.entry(caller) {
            self.init(
                granted: Truth(entry.access >= wanted), via: "user \(caller)", access: entry.access,
                place: entry.place, reason: "\(caller) has \(entry.access.name) to \(name), not \(wanted.name)")
            return
        }
        guard profile.isListComplete else {
            self.init(
                granted: .unknown, via: nil, access: nil, place: profile.definition,
                reason: "the access list of \(name) is not known in full")
            return
        }
        let others = profile.entries.filter { !$0.isConditional && $0.id != "*" && !state.isKnownUser($0.id) }
        let groups = others.map { ($0, state.membership(of: caller, in: $0.id).value) }
        let members = groups.filter { $0.1 == .yes }.map(\.0)
        let mayBe = groups.filter { $0.1 == .unknown }.map(\.0)
        if let best = members.max(by: { $0.access < $1.access }) {
            // Without list-of-groups checking only the current connect group counts, and nobody has said which it is.
            let isCertain =
                state.listOfGroups.value == .yes
                || (members.count == 1 && groups.count == 1
                    && state.user(caller).groups.count == 1)
            let isEnough = best.access >= wanted
            let mayBeEnough = mayBe.contains { $0.access >= wanted }
            let truth: Truth = isEnough ? (isCertain ? .yes : .unknown) : mayBeEnough || !isCertain ? .unknown : .no
            self.init(
                granted: truth, via: "group \(best.id)", access: best.access, place: best.place,
                reason: isEnough
                    ? "\(caller) is in \(best.id), but it is not known whether that is the current group"
                    : "\(best.id) has \(best.access.name) to \(name), not \(wanted.name)")
            return
        }
        self.init(everyone: profile, caller, wanted, state)
        guard let entry = mayBe.first(where: { ($0.access >= wanted) != (granted == .yes) }) else { return }
        let before = granted
        self = AccessCheck(
            granted: .unknown, via: nil, access: nil, place: entry.place,
            reason: before == .yes
                ? "\(caller) may be in \(entry.id), which has less"
                : "it is not known whether \(caller) is in group \(entry.id), which has \(entry.access.name)")
    }

    private init(everyone profile: Profile, _ caller: String, _ wanted: AccessLevel, _ state: SystemState) {
        let name = profile.name.text
        let everyone = profile.entry("*")
        let levels = [everyone?.access, profile.uacc].compactMap(\.self)
        let isRestricted = state.user(caller).isRestricted.value
        guard levels.contains(where: { $0 >= wanted }) else {
            let isOpen = profile.uacc == nil
            self.init(
                granted: isOpen && isRestricted != .yes ? .unknown : .no, via: nil, access: levels.max(),
                place: profile.definition,
                reason: isOpen ? "UACC of \(name) is not known" : "\(caller) has no access to \(name)")
            return
        }
        let isByList = everyone.map { $0.access >= wanted } ?? false
        // How the two combine where only UACC is enough is documented nowhere.
        let isCombined = !isByList && everyone != nil
        self.init(
            granted: isRestricted == .yes ? .no : isRestricted == .unknown || isCombined ? .unknown : .yes,
            via: isByList ? "ID(*)" : "UACC", access: isByList ? everyone?.access : profile.uacc,
            place: isByList ? everyone?.place : profile.uaccPlace,
            reason: isRestricted == .yes
                ? "\(caller) is RESTRICTED, which takes ID(*) and UACC away"
                : isCombined
                    ? "no document says whether UACC adds to ID(*)" : "it is not known whether \(caller) is RESTRICTED")
    }
}

extension SystemState {
    /// Whether commands show that an ID is a user's.
    func isKnownUser(_ id: String) -> Bool { users[id]?.exists.value == .yes && !groups.contains(id) }
}
