public import Diagnostics

/// Counts the findings of a rule that are not kept. Each takes a kilobyte, and nobody reads the second thousand of the
/// same ones in one input.
public struct FindingTally: Sendable {
    /// Findings that stand and fall together: of one severity in one input.
    public struct Group: Hashable, Sendable {
        public var file: FileID
        public var severity: Severity
    }

    /// The hashes of findings, because a subject may report what another one has reported.
    private struct Seen {
        var kept: Set<Int> = []
        var left: Set<Int> = []
    }

    /// The number of findings of a group that are kept of each subject, so that it does not depend on other subjects
    /// which of them are.
    let limit: Int
    private var groups: [Group: Seen] = [:]

    public init(limit: Int) { self.limit = limit }

    mutating func note(_ message: String, at place: Place, in group: Group, isKept: Bool) {
        var hasher = Hasher()
        hasher.combine(place)
        hasher.combine(message)
        let hash = hasher.finalize()
        if isKept {
            groups[group, default: Seen()].kept.insert(hash)
        } else {
            groups[group, default: Seen()].left.insert(hash)
        }
    }

    /// Adds what another thread counted for the same rule.
    public mutating func merge(_ other: FindingTally) {
        groups.merge(other.groups) { one, other in
            Seen(kept: one.kept.union(other.kept), left: one.left.union(other.left))
        }
    }

    /// The numbers of findings that were not kept.
    public var left: [Group: Int] {
        groups.compactMapValues { seen in
            let count = seen.left.count - seen.kept.count { seen.left.contains($0) }
            return count == 0 ? nil : count
        }
    }
}
