public import Diagnostics

/// What differs between the grants of two states of one set-up. It is the only place that says which grants are new and
/// which are gone.
public struct GrantComparison: Sendable {
    /// A grant of either state, or one of both that is not the same.
    public struct Difference: Sendable {
        /// Who is granted what: the one that only one state has, or that both have.
        public let grant: AccessReport.Grant
        public var before: AccessReport.Grant?
        public var after: AccessReport.Grant?
        public var change: DifferenceReport.Change
        public var widens: Bool
        public var narrows: Bool

    }

    /// A difference by the numbers of its grants, because there may be one for each command of a deck.
    private struct Entry {
        var before: Int?
        var after: Int?
        /// Whether it is about the grant of the state before, which the state after gives in another way.
        var isAboutBefore = false
        var widens = false
        var narrows = false
    }

    private let before: [AccessReport.Grant]
    private let after: [AccessReport.Grant]
    private var entries: [Entry] = []

    /// The grants that are not refused: first those of the state after, in their order, then those that are gone.
    public var differences: some Sequence<Difference> { entries.lazy.map(difference) }

    /// The grants that only the state after has, and those that only the state before has.
    public var changes: (gained: [AccessReport.Grant], lost: [AccessReport.Grant]) {
        (
            gained: Self.grants(Array(entries.lazy.filter { $0.before == nil }.compactMap(\.after)), of: after),
            lost: Self.grants(Array(entries.lazy.filter { $0.after == nil }.compactMap(\.before)), of: before)
        )
    }

    /// The grants with some numbers in ascending order: the list itself if those are all.
    private static func grants(_ numbers: [Int], of all: [AccessReport.Grant]) -> [AccessReport.Grant] {
        numbers.count == all.count ? all : numbers.map { all[$0] }
    }

    private func difference(_ entry: Entry) -> Difference {
        let (old, new) = (entry.before.map { before[$0] }, entry.after.map { after[$0] })
        guard let grant = entry.isAboutBefore ? old ?? new : new ?? old else {
            preconditionFailure("a difference is about a grant")
        }
        return Difference(
            grant: grant, before: old, after: new, change: old == nil ? .gained : new == nil ? .lost : .changed,
            widens: entry.widens, narrows: entry.narrows)
    }

    /// Another way to the same, which may be more or less certain.
    private func change(from old: Int, to new: Int, isAboutBefore: Bool = false) -> Entry {
        let isCertain = (before[old].generate == .granted, after[new].generate == .granted)
        return Entry(
            before: old, after: new, isAboutBefore: isAboutBefore, widens: isCertain.1 && !isCertain.0,
            narrows: isCertain.0 && !isCertain.1)
    }

    /// Who may generate for whom; the way to it does not matter.
    private struct Pair: Hashable {
        var kind: AccessReport.Grant.CallerKind
        var caller: String
        var application: String
        var targets: String

        init(_ grant: AccessReport.Grant) {
            kind = grant.callerKind
            // UACC, WARNING and the global table are ways in which everyone gets it.
            caller = grant.callerKind == .everyone ? "*" : grant.caller
            application = grant.application
            targets = grant.targets
        }
    }

    /// - Parameters:
    ///   - before: the grants of each state, in the same order as far as they are the same.
    public init(before: [AccessReport.Grant], after: [AccessReport.Grant]) {
        (self.before, self.after) = (before, after)
        let (old, new) = Self.differing(before, after)
        var left: [Pair: [Int]] = [:]
        for index in old.indices.reversed() { left[Pair(before[old[index]]), default: []].append(index) }
        var partners = [Int?](repeating: nil, count: new.count)
        var isMatched = [Bool](repeating: false, count: old.count)
        // The same way first, so that what is left has another way.
        for isSameWay in [true, false] {
            for index in new.indices where partners[index] == nil {
                guard !left.isEmpty, var candidates = left[Pair(after[new[index]])], !candidates.isEmpty else {
                    continue
                }
                let found = candidates.lastIndex { !isSameWay || before[old[$0]].isSameWay(as: after[new[index]]) }
                guard let found else { continue }
                partners[index] = candidates[found]
                isMatched[candidates[found]] = true
                candidates.remove(at: found)
                left[Pair(after[new[index]])] = candidates
            }
        }
        let callers = Set(old.lazy.map { GrantReach.Caller(before[$0]) })
            .union(new.lazy.map { GrantReach.Caller(after[$0]) })
        let (reachBefore, reachAfter) = (
            Lazy { GrantReach(before, of: callers) }, Lazy { GrantReach(after, of: callers) }
        )
        entries.reserveCapacity(new.count)
        for (index, partner) in zip(new.indices, partners) {
            if let partner {
                note(old[partner], new[index], reachBefore, reachAfter)
            } else if let other = reachBefore.value.covering(after[new[index]]) {
                entries.append(change(from: other, to: new[index]))
            } else {
                entries.append(Entry(after: new[index]))
            }
        }
        for index in old.indices where !isMatched[index] {
            if let other = reachAfter.value.covering(before[old[index]]) {
                entries.append(change(from: old[index], to: other, isAboutBefore: true))
            } else {
                entries.append(Entry(before: old[index]))
            }
        }
    }

    /// The numbers of the grants that are not refused, without those that both states have. Most states differ in a few grants, so
    /// the lists are compared as they are, and only what is left is looked for everywhere.
    private static func differing(
        _ before: [AccessReport.Grant], _ after: [AccessReport.Grant]
    ) -> (old: [Int], new: [Int]) {
        var (old, new): ([Int], [Int]) = ([], [])
        var (one, other) = (0, 0)
        while one < before.count, other < after.count {
            if before[one].isSame(as: after[other]) {
                (one, other) = (one + 1, other + 1)
                continue
            }
            let end = (min(one + lookahead, before.count), min(other + lookahead, after.count))
            if let next = (other..<end.1).first(where: { after[$0].isSame(as: before[one]) }) {
                new += other..<next
                other = next
            } else if let next = (one..<end.0).first(where: { before[$0].isSame(as: after[other]) }) {
                old += one..<next
                one = next
            } else {
                old.append(one)
                new.append(other)
                (one, other) = (one + 1, other + 1)
            }
        }
        old += one..<before.count
        new += other..<after.count
        return (old.filter { before[$0].generate != .refused }, new.filter { after[$0].generate != .refused })
    }

    /// How many grants one state has that the other has not, where the lists go on in the same way.
    private static let lookahead = 16

    private mutating func note(
        _ one: Int, _ other: Int, _ reachBefore: Lazy<GrantReach>, _ reachAfter: Lazy<GrantReach>
    ) {
        let (old, new) = (before[one], after[other])
        var difference = change(from: one, to: other)
        if old.callerKind == .group {
            let (members, others) = (Set(new.members), Set(old.members))
            if !members.isSubset(of: others) { difference.widens = true }
            if !others.isSubset(of: members) { difference.narrows = true }
            let (all, allBefore) = (members.union(new.possibleMembers), others.union(old.possibleMembers))
            if !all.isSubset(of: allBefore) { difference.widens = true }
            if !allBefore.isSubset(of: all) { difference.narrows = true }
        }
        // A target that a more specific profile takes away may be granted by that profile.
        func isLess(_ except: Set<String>, _ reach: Lazy<GrantReach>, _ grant: AccessReport.Grant) -> Bool {
            except.contains { target in
                var part = grant
                (part.targets, part.except, part.moreExceptions) = (target, [], 0)
                return reach.value.covering(part) == nil
            }
        }
        let (except, exceptBefore) = (Set(new.except), Set(old.except))
        if isLess(except.subtracting(exceptBefore), reachAfter, new) { difference.narrows = true }
        if isLess(exceptBefore.subtracting(except), reachBefore, old) { difference.widens = true }
        if new.moreExceptions > old.moreExceptions { difference.narrows = true }
        if new.moreExceptions < old.moreExceptions { difference.widens = true }
        if !old.isSame(as: new) { entries.append(difference) }
    }
}

extension AccessReport.Grant {
    /// Whether the same entry of the same profile gives it.
    fileprivate func isSameWay(as other: Self) -> Bool { profile == other.profile && caller == other.caller }

    /// Whether the same entry gives the same.
    fileprivate func isSame(as other: Self) -> Bool {
        isSameWay(as: other) && callerKind == other.callerKind && generate == other.generate && note == other.note
            && application == other.application && targets == other.targets && members == other.members
            && possibleMembers == other.possibleMembers && moreExceptions == other.moreExceptions
            && (except == other.except || Set(except) == Set(other.except))
    }
}
