extension Outcome {
    /// Decides which findings are consequences of another finding of this outcome, once everything else is known.
    ///
    /// A finding is a consequence if its cause counts and is at least as severe. Otherwise the run would lose it with a
    /// cause that is accepted, lowered or not reported: then it stands for itself. A cause that does not count is only a
    /// related place.
    public mutating func settleCauses() {
        let index = CauseIndex(findings)
        guard !index.isEmpty else { return }
        let settled = findings.indices.map { index.cause(of: $0) }
        for (number, cause) in settled.enumerated() {
            guard let direct = findings[number].because else { continue }
            findings[number].isConsequence = cause != nil
            if let cause {
                findings[number].because = Cause(findings[cause].rule, findings[cause].place)
                continue
            }
            let found = index.number(of: direct).flatMap { $0 == number ? nil : $0 }
            if let found, findings[found].suppression == nil || findings[number].suppression != nil { continue }
            findings[number].because = nil
            guard found != nil, findings[number].suppression == nil,
                !findings[number].related.contains(where: { $0.place == direct.place })
            else { continue }
            findings[number].related.append(RelatedPlace(direct.place, "\(direct.rule) reports the cause here"))
        }
    }
}

/// Findings by what a cause names: rule and place.
struct CauseIndex {
    private struct Spot: Hashable {
        var rule: RuleID
        var file: FileID
        var start: UInt32?

        init(_ rule: RuleID, _ place: Place) {
            self.rule = rule
            file = place.file
            start = place.range?.start
        }
    }

    private let findings: [Finding]
    private var numbers: [Spot: Int] = [:]

    init(_ findings: [Finding]) {
        self.findings = findings
        guard findings.contains(where: { $0.because != nil }) else { return }
        for (number, finding) in findings.enumerated() {
            let spot = Spot(finding.rule, finding.place)
            // Of several findings at a place, one that counts is the cause.
            if let known = numbers[spot], findings[known].suppression == nil { continue }
            numbers[spot] = number
        }
    }

    /// Whether no finding has a cause.
    var isEmpty: Bool { numbers.isEmpty }

    func number(of cause: Cause) -> Int? { numbers[Spot(cause.rule, cause.place)] }

    /// The nearest cause that counts and is as severe as the finding. A cause that is accepted ends the search, because
    /// whoever accepted it has not accepted what follows.
    func cause(of number: Int) -> Int? {
        let finding = findings[number]
        var seen: Set = [number]
        var next = finding.because.flatMap(self.number)
        while let found = next, seen.insert(found).inserted {
            let cause = findings[found]
            if finding.suppression == nil, cause.suppression != nil { return nil }
            if cause.severity >= finding.severity { return found }
            next = cause.because.flatMap(self.number)
        }
        return nil
    }
}

/// The consequences of each finding that stands for itself.
public struct Consequences: Sendable {
    private struct Key: Hashable {
        var rule: RuleID
        var place: Place
        var message: String

        init(_ finding: Finding) {
            rule = finding.rule
            place = finding.place
            message = finding.message
        }
    }

    private var followers: [Key: [Finding]] = [:]

    /// - Parameter outcome: an outcome whose causes are settled.
    public init(_ outcome: Outcome) {
        let findings = outcome.findings
        let index = CauseIndex(findings)
        guard !index.isEmpty else { return }
        for (number, finding) in findings.enumerated() where finding.isConsequence && finding.suppression == nil {
            var root = number
            var seen: Set = [number]
            while findings[root].isConsequence, let next = findings[root].because.flatMap(index.number),
                seen.insert(next).inserted
            { root = next }
            followers[Key(findings[root]), default: []].append(finding)
        }
    }

    /// Whatever follows from a finding, directly or not, in the order of reports.
    public func of(_ finding: Finding) -> [Finding] {
        followers.isEmpty ? [] : followers[Key(finding), default: []]
    }
}
