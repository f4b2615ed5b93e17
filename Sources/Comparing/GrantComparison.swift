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
        public var widens = false
        public var narrows = false

        fileprivate init(gained grant: AccessReport.Grant) {
            (self.grant, after, change) = (grant, grant, .gained)
        }

        fileprivate init(lost grant: AccessReport.Grant) {
            (self.grant, before, change) = (grant, grant, .lost)
        }

        /// Another way to the same, which may be more or less certain.
        fileprivate init(
            from old: AccessReport.Grant, to new: AccessReport.Grant, about grant: AccessReport.Grant
        ) {
            (self.grant, before, after, change) = (grant, old, new, .changed)
            let isCertain = (old.generate == .granted, new.generate == .granted)
            widens = isCertain.1 && !isCertain.0
            narrows = isCertain.0 && !isCertain.1
        }
    }

    /// The grants that are not refused: first those of the state after, in their order, then those that are gone.
    public private(set) var differences: [Difference] = []

    /// The grants that only the state after has.
    public var gained: [AccessReport.Grant] { differences.filter { $0.change == .gained }.compactMap(\.after) }
    /// The grants that only the state before has.
    public var lost: [AccessReport.Grant] { differences.filter { $0.change == .lost }.compactMap(\.before) }

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
        let (old, new) = Self.differing(before, after)
        var left: [Pair: [Int]] = [:]
        for index in old.indices.reversed() { left[Pair(old[index]), default: []].append(index) }
        var partners = [Int?](repeating: nil, count: new.count)
        var isMatched = [Bool](repeating: false, count: old.count)
        // The same way first, so that what is left has another way.
        for isSameWay in [true, false] {
            for index in new.indices where partners[index] == nil {
                guard var candidates = left[Pair(new[index])], !candidates.isEmpty else { continue }
                let found = candidates.lastIndex { !isSameWay || old[$0].isSameWay(as: new[index]) }
                guard let found else { continue }
                partners[index] = candidates[found]
                isMatched[candidates[found]] = true
                candidates.remove(at: found)
                left[Pair(new[index])] = candidates
            }
        }
        let callers = Set((old + new).map(GrantReach.Caller.init))
        let (reachBefore, reachAfter) = (
            Lazy { GrantReach(before, of: callers) }, Lazy { GrantReach(after, of: callers) }
        )
        for (index, partner) in zip(new.indices, partners) {
            let grant = new[index]
            if let partner {
                note(old[partner], grant, reachBefore, reachAfter)
            } else if let other = reachBefore.value.covering(grant) {
                differences.append(Difference(from: other, to: grant, about: grant))
            } else {
                differences.append(Difference(gained: grant))
            }
        }
        for index in old.indices where !isMatched[index] {
            let grant = old[index]
            if let other = reachAfter.value.covering(grant) {
                differences.append(Difference(from: grant, to: other, about: grant))
            } else {
                differences.append(Difference(lost: grant))
            }
        }
    }

    /// The grants that are not refused, without those that both states have. Most states differ in a few grants, so
    /// the lists are compared as they are, and only what is left is looked for everywhere.
    private static func differing(
        _ before: [AccessReport.Grant], _ after: [AccessReport.Grant]
    ) -> ([AccessReport.Grant], [AccessReport.Grant]) {
        var (old, new): ([AccessReport.Grant], [AccessReport.Grant]) = ([], [])
        var (one, other) = (0, 0)
        while one < before.count, other < after.count {
            if before[one].isSame(as: after[other]) {
                (one, other) = (one + 1, other + 1)
                continue
            }
            let end = (min(one + lookahead, before.count), min(other + lookahead, after.count))
            if let next = (other..<end.1).first(where: { after[$0].isSame(as: before[one]) }) {
                new += after[other..<next]
                other = next
            } else if let next = (one..<end.0).first(where: { before[$0].isSame(as: after[other]) }) {
                old += before[one..<next]
                one = next
            } else {
                old.append(before[one])
                new.append(after[other])
                (one, other) = (one + 1, other + 1)
            }
        }
        old += before[one...]
        new += after[other...]
        return (old.filter { $0.generate != .refused }, new.filter { $0.generate != .refused })
    }

    /// How many grants one state has that the other has not, where the lists go on in the same way.
    private static let lookahead = 16

    private mutating func note(
        _ old: AccessReport.Grant, _ new: AccessReport.Grant, _ reachBefore: Lazy<GrantReach>,
        _ reachAfter: Lazy<GrantReach>
    ) {
        var difference = Difference(from: old, to: new, about: new)
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
        if !old.isSame(as: new) { differences.append(difference) }
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
