import Diagnostics
import RACF

/// The profile that RACF uses for a resource: a discrete one, or else the most specific generic one. A less specific
/// one that grants more is never consulted.
struct Coverage: Sendable {
    /// The profile that decides; several if RACF's order between them is not documented.
    var profiles: [Profile] = []
    /// Yes: one of `profiles` decides. No: nothing covers the resource. Unknown: `reason` says why.
    var state: Truth
    var reason = ""
    /// A profile whose name would cover the resource, but which was stored as a discrete one or is malformed.
    var unusable: Profile?

    var profile: Profile? { profiles.first }
}

/// Generic names by their literal prefix.
struct PatternIndex: Sendable {
    private struct PrefixNumber: TableNumber { var value: UInt32 }

    private var prefixes = NameTable<PrefixNumber>()
    /// The first pattern of each prefix, and the next one with the same prefix; -1 is none.
    private var firsts = Table<PrefixNumber, Int32>()
    private var nexts: [Int32] = []
    /// Whether there is a prefix of each length.
    private var lengths: [Bool] = []

    init(names: some Sequence<ArraySlice<UInt8>>) {
        var buffer: [UInt8] = []
        for name in names {
            buffer.removeAll(keepingCapacity: true)
            buffer += ProfileName.literal(name)
            let prefix = prefixes.insert(buffer)
            if prefix.index == firsts.count { firsts.append(-1) }
            while lengths.count <= buffer.count { lengths.append(false) }
            lengths[buffer.count] = true
            nexts.append(firsts[prefix])
            firsts[prefix] = Int32(nexts.count - 1)
        }
    }

    /// Calls `body` with the index of each name that may cover a resource.
    func each(_ resource: ArraySlice<UInt8>, _ body: (Int) -> Void) {
        var hash = NameHash()
        var end = resource.startIndex
        for length in 0..<min(lengths.count, resource.count + 1) {
            if length > 0 {
                hash.append(resource[end])
                end += 1
            }
            guard lengths[length], let prefix = prefixes.number(of: resource[..<end], hash: hash) else { continue }
            var next = firsts[prefix]
            while next >= 0 {
                body(Int(next))
                next = nexts[Int(next)]
            }
        }
    }
}

extension Evaluation.Storage {
    /// Finds what covers a resource.
    ///
    /// - Parameter after: a profile to ignore, together with those that precede it.
    func coverage(
        of resource: String, in classNumber: ClassNumber, _ view: ProfileView, without hidden: ProfileNumber? = nil
    ) -> Coverage {
        let resourceClass = state.classes[classNumber]
        let bytes = Array(resource.utf8)
        if let number = resourceClass.number(of: bytes, isGeneric: false), number != hidden,
            !resourceClass.isPattern(Deck.Text(bytes))
        {
            let discrete = Profile(self, classNumber, number, view)
            if discrete.exists == .yes { return Coverage(profiles: [discrete], state: .yes) }
            if discrete.exists == .unknown, discrete.record.isTouched {
                return Coverage(
                    profiles: [discrete], state: .unknown, reason: "it is not known whether \(resource) exists")
            }
        }
        var candidates: [(profile: Profile, covers: Truth)] = []
        var unusable: Profile?
        var numbers: [ProfileNumber] = []
        patterns[classNumber].each(bytes[...]) { numbers.append(resourceClass.patterns[$0]) }
        for number in numbers.sorted() where number != hidden {
            let profile = Profile(self, classNumber, number, view)
            guard profile.exists != .no, profile.exists == .yes || profile.record.isTouched else { continue }
            let name = profile.name
            let covers = name.covers(bytes, variable: variable)
            if !name.isWellFormed || !resourceClass.isUnderGenericName(number) {
                if covers != .no || !name.isWellFormed { unusable = profile }
            } else if covers != .no {
                candidates.append((profile, covers))
            }
        }
        let isOpen = resourceClass.mayBeCovered(bytes, at: resourceClass.time(of: view))
        var coverage = best(of: candidates, resourceClass, isOpen: isOpen)
        coverage.unusable = unusable
        return coverage
    }

    private func best(
        of candidates: [(profile: Profile, covers: Truth)], _ resourceClass: ResourceClass, isOpen: Bool
    ) -> Coverage {
        let isComplete = resourceClass.complete == .yes && !isOpen
        guard !candidates.isEmpty, resourceClass.generic.value != .no else {
            return isComplete
                ? Coverage(state: .no)
                : Coverage(
                    state: .unknown,
                    reason: isOpen
                        ? "a profile whose name the deck does not show in full may cover it"
                        : "profiles that the inputs do not show may cover it")
        }
        // Sorted by name, so that a tie gives the same answer in every run.
        let sorted = candidates.map { ($0.profile, $0.profile.name, $0.covers) }.sorted { $0.1.text < $1.1.text }
        let top = sorted.indices.filter { one in
            !sorted.indices.contains {
                $0 != one && resourceClass.precedes(sorted[$0].0, sorted[one].0)
            }
        }
        let best = top.isEmpty ? sorted : top.map { sorted[$0] }
        let profiles = best.map(\.0)
        func unknown(_ reason: String) -> Coverage { Coverage(profiles: profiles, state: .unknown, reason: reason) }
        for (profile, name, covers) in best {
            if covers == .unknown {
                return unknown("a RACF variable whose members the inputs do not show decides what \(name.text) covers")
            }
            if profile.isGeneric == .unknown {
                return unknown("it is not known whether \(name.text) was stored as a generic profile")
            }
            if profile.exists == .unknown { return unknown("it is not known whether \(name.text) exists") }
        }
        if resourceClass.generic.value == .unknown {
            return unknown("it is not known whether generic profiles are used in \(resourceClass.name)")
        }
        if !isComplete {
            return unknown("the inputs do not show whether a profile more specific than \(best[0].1.text) exists")
        }
        return Coverage(profiles: profiles, state: .yes)
    }

    /// The members of a RACF variable; `nil` if they are not known. It needs the class RACFVARS active.
    func variable(_ name: [UInt8]) -> Set<[UInt8]>? {
        guard let number = state.classNumber(Array("RACFVARS".utf8)) else {
            return state["RACFVARS"].complete == .yes ? [] : nil
        }
        let resourceClass = state.classes[number]
        if resourceClass.active.value == .no { return [] }
        guard resourceClass.active.value == .yes, let profile = resourceClass.number(of: name, isGeneric: false),
            resourceClass.record(profile, in: .database).exists == .yes
        else { return resourceClass.complete == .yes && !resourceClass.mayBeDefined(name) ? [] : nil }
        // The in-storage members of a RACLISTed class are not tracked one by one.
        let isStale = resourceClass.raclist.value != .no && resourceClass.isStale(profile)
        guard !isStale, let members = resourceClass.members[profile], members.isComplete,
            members.doubtful.isEmpty
        else { return nil }
        return members.texts
    }
}

extension ResourceClass {
    /// Whether RACF looks at one generic profile before another: the order of an unload counts, or else that of the
    /// names.
    func precedes(_ one: Profile, _ other: Profile) -> Bool { precedes(one.number, other.number) }

    func precedes(_ one: ProfileNumber, _ other: ProfileNumber) -> Bool {
        if let first = order[one], let second = order[other] { return first < second }
        return ProfileName.moreSpecific(ProfileName(profileName(one)), ProfileName(profileName(other))) == .first
    }
}
