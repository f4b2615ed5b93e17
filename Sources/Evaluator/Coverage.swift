import Diagnostics

/// The database, or what storage holds of a RACLISTed class.
enum ProfileView: Sendable { case database, storage }

/// The one profile that RACF uses for a resource: a discrete one first, else the most specific generic. A less
/// specific one that grants more is never consulted.
struct Coverage: Sendable {
    var profile: Profile?
    /// Yes: `profile` decides. No: nothing covers the resource. Unknown: `reason` says why.
    var state: Truth
    var reason = ""
    /// A profile whose name would cover the resource, but which was stored as a discrete one.
    var unusable: Profile?
}

extension ResourceClass {
    func profile(_ key: Key, in view: ProfileView) -> Profile? {
        view == .database ? profiles[key] : stored(key)
    }

    private func keys(in view: ProfileView) -> Set<Key> {
        view == .database || stale.isEmpty ? Set(profiles.keys) : Set(profiles.keys).union(stale.keys)
    }

    func coverage(of resource: String, in view: ProfileView) -> Coverage {
        if let discrete = profile(Key(name: resource, isGeneric: false), in: view), discrete.exists != .no {
            return discrete.exists == .yes
                ? Coverage(profile: discrete, state: .yes)
                : Coverage(profile: discrete, state: .unknown, reason: "it is not known whether \(resource) exists")
        }
        var candidates: [Profile] = []
        var unusable: Profile?
        for key in keys(in: view) where key.isGeneric || key.name.contains(where: { "*%&".contains($0) }) {
            guard let profile = profile(key, in: view), profile.exists != .no, profile.name.covers(resource) != .no
            else { continue }
            if key.isGeneric { candidates.append(profile) } else { unusable = profile }
        }
        var coverage = best(of: candidates, resource)
        coverage.unusable = unusable
        return coverage
    }

    private func best(of candidates: [Profile], _ resource: String) -> Coverage {
        guard !candidates.isEmpty, generic.value != .no else {
            return complete == .yes
                ? Coverage(profile: nil, state: .no)
                : Coverage(profile: nil, state: .unknown, reason: "profiles that the inputs do not show may cover it")
        }
        // The order of names first, so that a tie gives the same answer in every run.
        let sorted = candidates.sorted { $0.name.text < $1.name.text }
        var best = sorted[0]
        var isAmbiguous = false
        for profile in sorted.dropFirst() {
            switch ProfileName.moreSpecific(profile.name, best.name) {
            case .first:
                best = profile
                isAmbiguous = false
            case .second: continue
            case .ambiguous: isAmbiguous = true
            }
        }
        let name = best.name.text
        func unknown(_ reason: String) -> Coverage { Coverage(profile: best, state: .unknown, reason: reason) }
        if isAmbiguous { return unknown("RACF's order between \(name) and another generic profile is not documented") }
        if best.name.covers(resource) == .unknown { return unknown("a RACF variable decides what \(name) covers") }
        if best.isGeneric == .unknown {
            return unknown("it is not known whether \(name) was stored as a generic profile")
        }
        if generic.value == .unknown {
            return unknown("it is not known whether generic profiles are used in \(self.name)")
        }
        if best.exists == .unknown { return unknown("it is not known whether \(name) exists") }
        if complete != .yes {
            return unknown("a profile more specific than \(name) may exist, which the inputs do not show")
        }
        return Coverage(profile: best, state: .yes)
    }
}
