public import Diagnostics

/// Collects what a rule reports about one subject.
public struct FindingSink: Sendable {
    // Not the whole `RuleInfo`: there is a sink for each rule and subject.
    private let rule: RuleID
    private let severity: Severity
    public let subject: String
    /// The same for all findings, which share it; made for the first of them.
    private var subjects: [String] = []
    public let file: FileID?
    public private(set) var findings: [Finding] = []
    /// How many findings of an input are kept.
    private let limit: Int
    private var counts: [FileID: Int] = [:]
    private(set) var unknown: String?
    private(set) var notApplicable: String?
    public private(set) var evidence: RelatedPlace?
    /// What the rule reported so far, if not all of it is kept. Callers exchange it, because copies would be slow.
    public var tally: FindingTally?
    private var kept: [FindingTally.Group: Int] = [:]

    public init(info: RuleInfo, subject: String, file: FileID?, limit: Int = .max) {
        rule = info.id
        severity = info.severity
        self.limit = limit
        self.subject = subject
        self.file = file
    }

    /// Reports a finding in the subject's own input.
    ///
    /// - Parameters:
    ///   - range: what to underline; `nil` means the input as a whole.
    ///   - severity: a severity other than the rule's.
    ///   - because: the finding that it follows from.
    public mutating func report(
        _ message: String, at range: SourceRange? = nil, severity: Severity? = nil, confidence: Confidence = .high,
        related: [RelatedPlace] = [], fix: Fix? = nil, remedy: String? = nil, because: Cause? = nil
    ) {
        guard let file else { preconditionFailure("\(rule) has to name a place: its subject is not an input") }
        report(
            message, at: Place(file, range), severity: severity, confidence: confidence, related: related, fix: fix,
            remedy: remedy, because: because)
    }

    /// Reports a finding in the input that `place` names.
    public mutating func report(
        _ message: String, at place: Place, severity: Severity? = nil, confidence: Confidence = .high,
        related: [RelatedPlace] = [], fix: Fix? = nil, remedy: String? = nil, because: Cause? = nil
    ) {
        counts[place.file, default: 0] += 1
        guard counts[place.file, default: 0] <= limit else { return }
        let severity = severity ?? self.severity
        guard keeps(message, at: place, severity) else { return }
        if subjects.isEmpty { subjects = [subject] }
        var finding = Finding(
            rule: rule, severity: severity, confidence: confidence, message: message,
            place: place, related: related, fix: fix, subjects: subjects)
        finding.remedy = remedy
        finding.because = because
        findings.append(finding)
    }

    private mutating func keeps(_ message: String, at place: Place, _ severity: Severity) -> Bool {
        guard let limit = tally?.limit else { return true }
        let group = FindingTally.Group(file: place.file, severity: severity)
        kept[group, default: 0] += 1
        let isKept = kept[group, default: 0] <= limit
        tally?.note(message, at: place, in: group, isKept: isKept)
        return isKept
    }

    /// Reports that the inputs do not decide the check. `needs` tells the user what would: `give SETROPTS LIST output`.
    public mutating func unknown(needs: String) { unknown = unknown ?? needs }

    /// Reports that the rule does not apply to this subject.
    public mutating func notApplicable(_ reason: String) { notApplicable = reason }

    /// Records the evidence that the rule holds, so that a report can prove what passed.
    public mutating func holds(_ message: String, at place: Place) { evidence = RelatedPlace(place, message) }

    /// Turns an unknown result into not applicable.
    public mutating func leaveNothingOpen() {
        guard unknown != nil else { return }
        unknown = nil
        notApplicable = "documentation does not show all of a system"
    }

    /// A finding outweighs an unknown, an unknown outweighs not applicable.
    public var result: Check.Result {
        if !findings.isEmpty { return .failed }
        if let unknown { return .unknown(needs: unknown) }
        if let notApplicable { return .notApplicable(notApplicable) }
        return .passed
    }
}
