import Diagnostics
import Rules
import Subjects
import UrbanCode

/// A rule on a subject.
struct RuleSubjectKey: Hashable {
    var rule: RuleID
    var subject: String
}

/// Marks the links of which nothing can be said because their rule is switched off or not selected, or because the
/// configuration ignores its finding.
struct UnjudgedLinks {
    private let ignored: Set<RuleSubjectKey>
    private let off: Set<RuleID>
    /// The first rule for each link that is switched off or not selected.
    private let firstOff: [PreflightStep.Link.Name: Reason]

    private struct Reason {
        var rule: RuleID
        var message: String
    }

    init(ignored: Set<RuleSubjectKey>, selects: (RuleID) -> Bool) {
        self.ignored = ignored
        let off = PreflightChain.rules.filter { !selects($0) }
        self.off = off
        firstOff = Dictionary(
            uniqueKeysWithValues: PreflightStep.Link.Name.allCases.compactMap { name in
                Self.rules(for: name).first { off.contains($0) }.map { (name, Self.off($0)) }
            })
    }

    func mark(_ row: inout PreflightStep, _ use: PassTicketUse, _ setUp: SetUp) {
        guard !off.isEmpty || !ignored.isEmpty else { return }
        let subjects = ignored.isEmpty ? [] : subjects(use, setUp)
        for index in row.links.indices where needs(row.links[index].name, use, setUp) {
            guard let why = why(row.links[index], subjects) else { continue }
            row.links[index].result = .unknown(needs: why.message)
            row.links[index].message = why.message
            row.links[index].rule = why.rule
            row.links[index].isJudged = false
        }
    }

    private func why(_ link: PreflightStep.Link, _ subjects: [String]) -> Reason? {
        // A broken link is broken unless the rule that would report it is the one that did not.
        if link.result == .failed {
            guard let rule = link.rule, Self.rules(for: link.name).contains(rule) else { return nil }
            return why(rule, subjects)
        }
        if subjects.isEmpty { return firstOff[link.name] }
        return Self.rules(for: link.name).lazy.compactMap { why($0, subjects) }.first
    }

    private func why(_ rule: RuleID, _ subjects: [String]) -> Reason? {
        if off.contains(rule) { return Self.off(rule) }
        let isIgnored = subjects.contains { ignored.contains(RuleSubjectKey(rule: rule, subject: $0)) }
        return isIgnored ? Reason(rule: rule, message: "the configuration ignores \(rule)") : nil
    }

    private static func off(_ rule: RuleID) -> Reason { Reason(rule: rule, message: "\(rule) did not run") }

    /// The rules that decide a link. References that fail a step are a matter of its first link.
    private static func rules(for name: PreflightStep.Link.Name) -> [RuleID] {
        ((PreflightChain.deciding[name] ?? []) + (name == .step ? RuleCatalog.infos.filter(\.failsFields) : []))
            .map(\.id)
    }

    /// Whether the way of logging on needs the link.
    private func needs(_ name: PreflightStep.Link.Name, _ use: PassTicketUse, _ setUp: SetUp) -> Bool {
        guard let step = use.step else { return [.key, .permit, .refresh, .target].contains(name) }
        return switch name {
        case .step, .host, .port, .member, .loopback, .target: true
        case .user: step.authentication != .runID
        case .authentication: true
        case .application, .key, .permit, .refresh:
            switch step.authentication {
            case .passTicket, .unknown: true
            case .runID, .password, .none: false
            }
        case .impersonation: step.impersonatedUser != nil
        case .task: !setUp.captures.isEmpty
        }
    }

    private func subjects(_ use: PassTicketUse, _ setUp: SetUp) -> [String] {
        var subjects = [use.subjectName, setUp.subjectName] + setUp.members.map(\.subjectName)
        if let step = use.step {
            let paths = setUp.exports.filter { $0.file.id == step.file }.map { setUp.prefix + $0.file.path }
            subjects += [step.name] + paths
        }
        return subjects
    }
}

/// Marks the broken links whose findings are accepted for the step.
struct AcceptedLinks {
    private var bySubject: [RuleSubjectKey: [Finding]] = [:]
    private var byPlace: [RuleID: [Place: [Finding]]] = [:]
    private let isEmpty: Bool

    init(_ findings: [Finding]) {
        isEmpty = findings.allSatisfy { $0.suppression == nil }
        guard !isEmpty else { return }
        for finding in findings where PreflightChain.rules.contains(finding.rule) {
            byPlace[finding.rule, default: [:]][finding.place, default: []].append(finding)
            for subject in finding.subjects {
                bySubject[RuleSubjectKey(rule: finding.rule, subject: subject), default: []].append(finding)
            }
        }
    }

    func mark(_ row: inout PreflightStep) {
        guard !isEmpty else { return }
        for index in row.links.indices {
            let link = row.links[index]
            guard link.result == .failed, let rule = link.rule else { continue }
            let findings =
                (bySubject[RuleSubjectKey(rule: rule, subject: row.subject)] ?? [])
                + (link.place.flatMap { byPlace[rule]?[$0] } ?? [])
            row.links[index].isAccepted =
                !findings.isEmpty && findings.allSatisfy { $0.suppression?.steps.contains(row.subject) ?? false }
        }
    }
}
