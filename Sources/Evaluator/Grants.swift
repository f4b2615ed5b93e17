import Diagnostics

/// Everyone whom a profile lets generate PassTickets: one row per profile and list entry, by reasoning over
/// profiles and never over pairs of users.
struct Grants {
    private let evaluation: Evaluation
    private let resourceClass: ResourceClass
    /// In the order of names, so that those with a common beginning stand together.
    private let profiles: [Profile]
    private let names: [String]
    private static let prefix = "IRRPTAUTH"
    /// More exceptions than people read.
    private static let exceptionLimit = 50

    init(_ evaluation: Evaluation) {
        self.evaluation = evaluation
        resourceClass = evaluation.state["PTKTDATA"]
        profiles = evaluation.passTicketProfiles.filter { $0.exists != .no }
        names = profiles.map(\.name.text)
    }

    func rows() -> [AccessReport.Grant] { profiles.flatMap(rows) }

    private func rows(_ profile: Profile) -> [AccessReport.Grant] {
        guard let (application, targets) = reach(profile.name) else { return [] }
        let except = exceptions(profile)
        func row(_ caller: String, _ kind: AccessReport.Grant.CallerKind, _ place: Place?, _ truth: Truth = .yes)
            -> AccessReport.Grant
        {
            AccessReport.Grant(
                caller: caller, callerKind: kind, application: application, targets: targets, except: except,
                generate: Verdict(truth && holds(profile, application)), profile: profile.name.text, place: place)
        }
        var rows: [AccessReport.Grant] = []
        for entry in profile.entries where entry.access >= .update {
            let kind: AccessReport.Grant.CallerKind =
                entry.id == "*" ? .everyone : evaluation.state.groups.contains(entry.id) ? .group : .user
            rows.append(row(entry.id, kind, entry.place, entry.isConditional ? .unknown : .yes))
        }
        if let uacc = profile.uacc, uacc >= .update { rows.append(row("UACC", .everyone, profile.uaccPlace)) }
        if profile.warning.value == .yes { rows.append(row("WARNING", .everyone, profile.warning.place)) }
        if profile.creator != .no, profile.definition != nil {
            rows.append(row("submitter", .creator, profile.definition, profile.creator))
        }
        return rows
    }

    /// The application and the targets of a profile that protects the generation of PassTickets.
    private func reach(_ name: ProfileName) -> (String, String)? {
        let parts = name.text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        if parts[0] == Self.prefix, parts.count == 3 { return (parts[1], parts[2]) }
        if parts[0] == Self.prefix, parts.count == 2, name.hasGenericCharacters {
            // `IRRPTAUTH.*`, `IRRPTAUTH.FEK*`: the end of the name covers the targets too.
            return (parts[1] == "**" ? "*" : parts[1], "*")
        }
        let coversAll =
            name.hasGenericCharacters && Self.prefix.hasPrefix(name.literalPrefix)
            && name.literalPrefix.utf8.count <= Self.prefix.utf8.count
        return coversAll && name.covers("\(Self.prefix).FEKAPPL.X") != .no ? ("*", "*") : nil
    }

    /// Targets that a more specific profile takes out.
    private func exceptions(_ profile: Profile) -> [String] {
        guard profile.name.hasGenericCharacters else { return [] }
        let start = profile.name.literalPrefix
        var found: [String] = []
        var index = names.partitioningIndex { $0 >= start }
        while index < names.count, names[index].hasPrefix(start), found.count < Self.exceptionLimit {
            let other = profiles[index]
            index += 1
            guard other.name != profile.name, let (_, targets) = reach(other.name),
                profile.name.covers(other.name.text.sample) == .yes
            else { continue }
            let isMore =
                !other.name.hasGenericCharacters
                || ProfileName.moreSpecific(other.name, profile.name) == .first
            if isMore { found.append(targets) }
        }
        return found
    }

    /// What has to be so beside the access list: G1 to G4, G7, G8.
    private func holds(_ profile: Profile, _ application: String) -> Truth {
        let state = evaluation.state
        var truth = state.isRACFActive.value && resourceClass.active.value && resourceClass.raclist.value
        let key = ResourceClass.Key(name: application, isGeneric: false)
        if let keyProfile = resourceClass.profile(key, in: .database) {
            truth = truth && keyProfile.hasKey && keyProfile.exists
        } else {
            truth = truth && (resourceClass.complete == .yes && !application.contains("*") ? .no : .unknown)
        }
        if profile.name.hasGenericCharacters {
            truth = truth && profile.isGeneric && resourceClass.generic.value && resourceClass.complete.orUnknown
        }
        if resourceClass.isStale { truth = truth && (resourceClass.isLoadUncertain ? .unknown : .no) }
        return truth && profile.exists
    }
}

extension Truth {
    /// What is not shown to be so is unknown rather than false.
    fileprivate var orUnknown: Truth { self == .yes ? .yes : .unknown }
}

extension String {
    /// A resource that a generic name stands for: each wildcard as one character.
    fileprivate var sample: String { String(map { $0 == "*" || $0 == "%" ? "X" : $0 }) }
}
