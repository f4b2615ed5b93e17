import Diagnostics
import Subjects

/// What the grants of a state reach, to find the one that gives what another state gives in another way.
struct GrantReach {
    struct Caller: Hashable {
        var kind: AccessReport.Grant.CallerKind
        var name: String

        init(_ grant: AccessReport.Grant) { (kind, name) = (grant.callerKind, grant.caller) }
        init(user: String) { (kind, name) = (.user, user) }
    }

    private struct Target: Hashable {
        var caller: Caller
        var application: String
        var name: String
    }

    private let grants: [AccessReport.Grant]
    private var named: [Target: Int] = [:]
    /// The grants by patterns, for each caller and each member of a group.
    private var patterns: [Caller: [Int]] = [:]

    /// Nobody has so many patterns for one caller; beyond it a grant counts as a way of its own.
    private static let most = 256

    /// - Parameter wanted: the callers that are asked about.
    init(_ grants: [AccessReport.Grant], of wanted: Set<Caller>) {
        self.grants = grants
        // What is certain comes first, so that it is found first.
        let order =
            grants.indices.filter { grants[$0].generate == .granted }
            + grants.indices.filter { grants[$0].generate == .unknown }
        for index in order {
            let grant = grants[index]
            var callers = [Caller(grant)]
            if grant.callerKind == .group { callers += grant.members.map(Caller.init(user:)) }
            callers.removeAll { !wanted.contains($0) }
            guard !callers.isEmpty else { continue }
            let isPattern = NamePattern.isPattern(grant.targets) || NamePattern.isPattern(grant.application)
            for caller in callers {
                if isPattern {
                    guard patterns[caller, default: []].count < Self.most else { continue }
                    patterns[caller, default: []].append(index)
                } else {
                    let target = Target(caller: caller, application: grant.application, name: grant.targets)
                    if named[target] == nil { named[target] = index }
                }
            }
        }
    }

    /// The number of a grant that gives the caller of another grant all that it reaches; if there are several, one that is certain.
    func covering(_ grant: AccessReport.Grant) -> Int? {
        let caller = Caller(grant)
        let other = patterned(grant, caller)
        guard let named = named(grant, caller) else { return other }
        return grants[named].generate == .granted || other.map({ grants[$0].generate }) != .granted ? named : other
    }

    private func named(_ grant: AccessReport.Grant, _ caller: Caller) -> Int? {
        if !NamePattern.isPattern(grant.targets), !NamePattern.isPattern(grant.application),
            let index = named[Target(caller: caller, application: grant.application, name: grant.targets)]
        {
            return index
        }
        return nil
    }

    private func patterned(_ grant: AccessReport.Grant, _ caller: Caller) -> Int? {
        patterns[caller]?.first { index in
            let other = grants[index]
            return other.moreExceptions == 0 && NamePattern.covers(other.application, grant.application)
                && NamePattern.covers(other.targets, grant.targets)
                && !other.except.contains { NamePattern.overlaps($0, grant.targets) }
        }
    }
}
