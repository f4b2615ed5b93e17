/// The numbers of a run. Every report takes them from here, so that all of them say the same.
public struct Tally: Sendable {
    /// What a check counts as.
    public enum State: String, Sendable, CaseIterable {
        /// Nothing worse than an info was found.
        case passed
        /// It found an error or a warning that counts and has no other finding as its cause.
        case failed
        /// Whatever it found follows from findings of other checks.
        case consequence
        /// Whatever it found is suppressed or in the baseline.
        case accepted
        /// The inputs do not decide it.
        case undecided = "unknown"
        case notApplicable
    }

    private struct Subject: Hashable {
        var rule: RuleID
        var name: String
    }

    /// Findings that count and have no other finding as their cause, whether they are listed or not.
    public private(set) var errors = 0
    public private(set) var warnings = 0
    public private(set) var infos = 0
    /// Findings that count and follow from one of those.
    public private(set) var consequences = 0
    /// Findings that are suppressed or in the baseline.
    public private(set) var accepted = 0
    /// Inputs that were read.
    public let inputs: Int
    private var counts: [State: Int] = [:]
    private var found: [Subject: State] = [:]

    public init(_ outcome: Outcome) {
        inputs = outcome.inputs.count { $0.failure == nil }
        for finding in outcome.findings {
            let state = add(finding)
            for name in finding.subjects {
                let subject = Subject(rule: finding.rule, name: name)
                if let known = found[subject], known.rank >= state.rank { continue }
                found[subject] = state
            }
        }
        for check in outcome.checks { counts[self.state(of: check), default: 0] += 1 }
    }

    private mutating func add(_ finding: Finding) -> State {
        let count = 1 + finding.more
        guard finding.suppression == nil else {
            accepted += count
            return .accepted
        }
        guard !finding.isConsequence else {
            consequences += count
            return .consequence
        }
        switch finding.severity {
        case .error: errors += count
        case .warning: warnings += count
        case .info:
            infos += count
            // What is missing is not checked by itself: the checks that wait for it are undecided.
            return finding.rule == Outcome.missingEvidence ? .notApplicable : .passed
        }
        return .failed
    }

    public func state(of check: Check) -> State {
        switch check.result {
        case .passed: .passed
        case .unknown: .undecided
        case .notApplicable: .notApplicable
        case .failed: found[Subject(rule: check.rule, name: check.subject)] ?? .failed
        }
    }

    public func count(_ state: State) -> Int { counts[state, default: 0] }

    /// The checks that apply.
    public var checks: Int { State.allCases.reduce(0) { $0 + ($1 == .notApplicable ? 0 : count($1)) } }

    /// The findings of a severity.
    public func count(_ severity: Severity) -> Int {
        switch severity {
        case .error: errors
        case .warning: warnings
        case .info: infos
        }
    }
}

extension Tally.State {
    /// The greatest of several findings decides.
    fileprivate var rank: Int {
        switch self {
        case .failed: 5
        case .consequence: 4
        case .passed: 3
        case .notApplicable: 2
        case .accepted: 1
        case .undecided: 0
        }
    }
}
