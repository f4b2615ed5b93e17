import Console
import Contract
import Diagnostics
import Evaluator
import JobMonitor
import Reading
import Rules
import Subjects
import UrbanCode

/// Follows the chain of every connecting step from the host to the started task, using the results of checks.
///
/// A link is decided by its checks and the step's own values. Nothing is judged here that no rule judges: a link whose
/// rule did not run, or whose finding was ignored, is not judged.
struct PreflightChain {
    typealias Key = RuleSubjectKey

    private let checks: CheckTable
    /// The checks that decide each link, in the order of the rules.
    private let deciding: [PreflightStep.Link.Name: [CheckTable.Column]]
    /// Those for a field that the step has: a missing one breaks its own link only.
    private let decidingPresent: [PreflightStep.Link.Name: [CheckTable.Column]]
    /// The checks of references.
    private let references: [CheckTable.Column]
    private let findings: [Key: Finding]
    private let acceptance: AcceptedLinks
    /// The rules that were switched off or not selected, and the checks whose findings the configuration ignores.
    private let unjudged: UnjudgedLinks

    private let threads: Int

    init(_ progress: Progress, selects: (RuleID) -> Bool) {
        acceptance = AcceptedLinks(progress.findings.all)
        unjudged = UnjudgedLinks(ignored: progress.ignored, selects: selects)
        var findings: [Key: Finding] = [:]
        for finding in progress.findings.all where Self.rules.contains(finding.rule) {
            for subject in finding.subjects {
                let key = Key(rule: finding.rule, subject: subject)
                if findings[key].map({ $0.severity < finding.severity }) ?? true { findings[key] = finding }
            }
        }
        let checks = CheckTable(progress.checks, of: Self.rules)
        self.checks = checks
        let deciding = Self.deciding.mapValues { checks.columns(of: $0.map(\.id)) }
        self.deciding = deciding
        decidingPresent = deciding.mapValues { $0.filter { $0.rule != "UC226" } }
        references = checks.columns(of: ["UC203"])
        threads = progress.threads
        self.findings = findings
    }

    /// Rules whose checks decide links, or whose findings fail the link of a field.
    static let rules = RuleCatalog.rules { !$0.links.isEmpty || $0.failsFields }

    /// The rules that decide a link, in their order: rules about one input come before rules across inputs, and rules
    /// for one link before rules for several.
    static let deciding: [PreflightStep.Link.Name: [RuleInfo]] = {
        var deciding: [PreflightStep.Link.Name: [RuleInfo]] = [:]
        let areas = RuleArea.allCases
        let infos = RuleCatalog.infos.filter { !$0.links.isEmpty }.sorted { left, right in
            let (a, b) = (areas.firstIndex(of: left.area) ?? 0, areas.firstIndex(of: right.area) ?? 0)
            return (a, left.links.count, left.id) < (b, right.links.count, right.id)
        }
        for info in infos { for name in info.links { deciding[name, default: []].append(info) } }
        return deciding
    }()

    /// The rule that stands for a link if nothing was judged; for a field it is a rule about the export.
    private static func rule(_ name: PreflightStep.Link.Name) -> RuleID? { standing[name] }

    private static let standing = deciding.compactMapValues { infos in
        (infos.first { $0.area == .urbancode } ?? infos.first)?.id
    }

    /// Every connecting step in every environment, and every pair of users that was asked for.
    func steps(in workspace: Workspace) -> [PreflightStep] {
        // A pair is asked of the set-ups that have something about RACF.
        let asked = workspace.setUps.filter { $0.evaluation.firstFile != nil }
        let names = Set((asked.isEmpty ? Array(workspace.setUps.prefix(1)) : asked).map(\.name))
        return Parallel.map(workspace.setUps, threads: threads) { setUp in
            steps(of: setUp, withPairs: names.contains(setUp.name))
        }.flatMap(\.self)
    }

    private func steps(of setUp: SetUp, withPairs: Bool) -> [PreflightStep] {
        let unshown = setUp.resolution.unshown.map { row(of: $0, setUp) }
        guard !setUp.passTicketUses.isEmpty else { return unshown }
        var seen = Set<String>()
        let broken = BrokenReferences(setUp) { checks.has($0) }
        let rows = setUp.passTicketUses.compactMap { use -> PreflightStep? in
            guard let step = use.step else { return withPairs ? pair(use, setUp) : nil }
            guard use.dependsOnCaller || seen.insert(step.name).inserted else { return nil }
            var row = PreflightStep(
                setUp: setUp.name, subject: use.dependsOnCaller ? use.subjectName : step.name,
                environment: step.environment, file: step.file, authentication: step.authentication.label,
                links: links(of: step, use, setUp, broken))
            mark(&row, use, setUp)
            return row
        }
        return unshown + rows
    }

    /// The row of what runs and is not shown: it may have steps that log on.
    private func row(of part: UnshownPart, _ setUp: SetUp) -> PreflightStep {
        let reason = "the inputs do not show its steps"
        return PreflightStep(
            setUp: setUp.name, subject: setUp.prefix + part.name, environment: nil, file: part.place.file,
            authentication: ResolvedStep.Authentication.unknown(needs: part.needs).label,
            links: PreflightStep.Link.Name.allCases.map { name in
                name == .step
                    ? PreflightStep.Link(name, .unknown(needs: part.needs), message: part.needs, place: part.place)
                    : PreflightStep.Link(name, .notApplicable(reason), message: reason)
            })
    }

    private func mark(_ row: inout PreflightStep, _ use: PassTicketUse, _ setUp: SetUp) {
        unjudged.mark(&row, use, setUp)
        acceptance.mark(&row)
    }

    /// The row of a pair of users that was asked for; `nil` if there is no input at all.
    private func pair(_ use: PassTicketUse, _ setUp: SetUp) -> PreflightStep? {
        guard let file = setUp.evaluation.firstFile ?? setUp.inputs.first?.file.id else { return nil }
        let links = PreflightStep.Link.Name.allCases.map { name in
            refused(name, use) ?? racfLink(name, use, checks.number(of: use.subjectName), use.decision, nil)
                ?? PreflightStep.Link(name, .notApplicable(Self.pairReason), message: Self.pairReason)
        }
        var row = PreflightStep(
            setUp: setUp.name, subject: use.subjectName, environment: nil, file: file, authentication: "PassTicket",
            links: links)
        row.isPair = true
        mark(&row, use, setUp)
        return row
    }

    private static let pairReason = "a pair of users has no step"

    /// The links that RACF decides; `nil` for the others.
    ///
    /// - Parameter subject: the number of the use among the subjects of checks.
    private func racfLink(
        _ name: PreflightStep.Link.Name, _ use: PassTicketUse, _ subject: Int?, _ decision: AccessReport.Decision?,
        _ other: Check.Result?
    ) -> PreflightStep.Link? {
        switch name {
        case .key: passTicket(name, ["G4"], decision, other, subject)
        case .permit: passTicket(name, ["G1", "G2", "G3", "G5", "G6", "G8"], decision, other, subject)
        case .refresh: passTicket(name, ["G7"], decision, other, subject)
        case .target: link(name, of: subject, message: "the user can log on")
        case .step, .host, .port, .user, .authentication, .member, .loopback, .application, .impersonation, .task: nil
        }
    }

    private func links(
        of step: ResolvedStep, _ use: PassTicketUse, _ setUp: SetUp, _ broken: BrokenReferences
    ) -> [PreflightStep.Link] {
        let usesPassTicket: Check.Result? =
            switch step.authentication {
            case .passTicket: nil
            case .unknown(let needs): .unknown(needs: needs)
            case .runID, .password, .none: .notApplicable("the step does not log on with a PassTicket")
            }
        let decision = usesPassTicket == nil ? use.decision : nil
        let ofStep = checks.number(of: step.name)
        let ofUse = use.subjectName == step.name ? ofStep : checks.number(of: use.subjectName)
        return PreflightStep.Link.Name.allCases.map { name in
            if let broken = self.broken(name, step, broken) {
                return PreflightStep.Link(
                    name, .failed, message: broken.message, place: broken.place, rule: broken.rule)
            }
            if let refused = refused(name, use) { return refused }
            return switch name {
            case .step: fields(step, ofStep, setUp, broken)
            case .host: link(name, value: step.host, of: step, ofStep)
            case .port: link(name, value: step.port, of: step, ofStep)
            case .user:
                resolved(
                    step.authentication == .runID
                        ? PreflightStep.Link(
                            name, .notApplicable("the step logs on with the ID it runs under"), message: "run ID")
                        : link(name, value: step.user, of: step, ofStep),
                    [step.user], of: step, broken)
            case .authentication:
                resolved(
                    authentication(step, ofStep), [step.password, step.usePassticket, step.useRunID], of: step, broken)
            case .member: member(setUp)
            case .loopback: loopback(setUp)
            case .application: link(name, of: ofStep, message: "FEKAPPL")
            case .key, .permit, .refresh, .target:
                racfLink(name, use, ofUse, decision, usesPassTicket) ?? link(name, of: ofUse, message: "not decided")
            case .impersonation: link(name, of: ofStep, message: "the agent may impersonate")
            case .task: link(name, of: checks.number(of: setUp.subjectName), message: "the Job Monitor runs")
            }
        }
    }

    /// The defects that fail a link before the step connects; a field outside the links fails the step itself.
    private func broken(
        _ name: PreflightStep.Link.Name, _ step: ResolvedStep, _ broken: BrokenReferences
    ) -> BrokenReferences.Broken? {
        guard !broken.isEmpty else { return nil }
        let authentication = [step.password, step.usePassticket, step.useRunID]
        switch name {
        case .step: return broken.first(of: step, except: [step.host, step.port, step.user] + authentication)
        case .host: return broken.first(in: step.host, of: step)
        case .port: return broken.first(in: step.port, of: step)
        case .user: return broken.first(in: step.user, of: step)
        case .authentication: return authentication.lazy.compactMap { broken.first(in: $0, of: step) }.first
        case .member, .loopback, .application, .key, .permit, .refresh, .target, .impersonation, .task: return nil
        }
    }

    /// The link, unless one of its fields may not resolve. A step fails with any of its fields, also with those that its
    /// way of logging on does not use (docs/reference/urbancode.md#52-unresolved-references).
    private func resolved(
        _ link: PreflightStep.Link, _ values: [ResolvedStep.Value], of step: ResolvedStep, _ broken: BrokenReferences
    ) -> PreflightStep.Link {
        switch link.result {
        case .failed, .unknown: return link
        case .passed, .notApplicable: break
        }
        guard let open = values.lazy.compactMap({ broken.open(in: $0, of: step) }).first else { return link }
        return PreflightStep.Link(
            link.name, .unknown(needs: open.message), message: open.message, place: open.place, rule: open.rule)
    }

    /// What the log shows that RACF refused.
    private func refused(_ name: PreflightStep.Link.Name, _ use: PassTicketUse) -> PreflightStep.Link? {
        guard checks.has("PF412"), !use.setUp.captures.isEmpty else { return nil }
        let refusal: Refusal?
        switch name {
        case .permit: refusal = use.refusedTicket
        case .target: refusal = use.refusedLogon
        case .impersonation: refusal = use.refusedImpersonation
        case .step, .host, .port, .user, .authentication, .member, .loopback, .application, .key, .refresh, .task:
            return nil
        }
        return refusal.map { refusal in
            PreflightStep.Link(
                name, .failed, message: refusal.violation.text, place: refusal.place, rule: "PF412")
        }
    }

    // MARK: Links made of checks

    /// The worst result of some checks on a subject; not applicable if no rule judged it.
    private func link(
        _ name: PreflightStep.Link.Name, of subject: Int?, by columns: [CheckTable.Column]? = nil, message: String,
        place: Place? = nil, isHeld: Bool = false
    ) -> PreflightStep.Link {
        var shown = PreflightStep.Link(name, .notApplicable("not checked"), message: "not checked", place: place)
        guard let subject else { return shown }
        for column in columns ?? deciding[name] ?? [] {
            guard let check = checks[column, subject] else { continue }
            let rule = column.rule
            // Of the document: what is wrong with it elsewhere does not concern this step.
            guard !isHeld else { return PreflightStep.Link(name, .passed, message: message, place: place, rule: rule) }
            switch (check.result, shown.result) {
            case (.failed, _):
                let finding = findings[Key(rule: rule, subject: check.subject)]
                return PreflightStep.Link(
                    name, .failed, message: finding?.message ?? message, place: finding?.place ?? place, rule: rule)
            case (.unknown(let needs), .passed), (.unknown(let needs), .notApplicable):
                shown = PreflightStep.Link(name, check.result, message: needs, place: place, rule: rule)
            case (.passed, .notApplicable):
                shown = PreflightStep.Link(
                    name, .passed, message: check.evidence?.message ?? message,
                    place: check.evidence?.place ?? place, rule: rule)
            case (.notApplicable(let reason), .notApplicable("not checked")):
                shown = PreflightStep.Link(name, check.result, message: reason, rule: rule)
            default: continue
            }
        }
        return shown
    }

    /// The link of a field: it passes if the value is known and no check fails.
    private func link(
        _ name: PreflightStep.Link.Name, value: ResolvedStep.Value, of step: ResolvedStep, _ subject: Int?
    ) -> PreflightStep.Link {
        let place = value.place(in: step.file)
        let text = value.resolution.text?.trimmed().squeezed
        let columns = value.field == nil ? deciding : decidingPresent
        let judged = link(name, of: subject, by: columns[name], message: text ?? "", place: place)
        if judged.result == .failed { return judged }
        guard value.field != nil else {
            return PreflightStep.Link(name, .notApplicable("the step has no such field"), message: "no such field")
        }
        switch value.resolution.result {
        case .text(let text) where text.trimmed().isEmpty:
            return PreflightStep.Link(
                name, .unknown(needs: "give the \(name.rawValue): it is blank"),
                message: "the \(name.rawValue) is blank",
                place: place, rule: Self.rule(name))
        case .text, .secret:
            let shown = PreflightStep.Link(
                name, .passed, message: "the \(name.rawValue) is \(text ?? "hidden as a secret")",
                place: place,
                rule: Self.rule(name))
            if case .unknown = judged.result { return judged }
            return judged.result == .passed && judged.place != place ? judged : shown
        case .undefined, .circular, .unknown:
            let needs = value.resolution.needs ?? ""
            return PreflightStep.Link(name, .unknown(needs: needs), message: needs, place: place, rule: Self.rule(name))
        }
    }

    /// What is wrong with the fields that no other link is about, else that all references lead somewhere.
    private func fields(
        _ step: ResolvedStep, _ subject: Int?, _ setUp: SetUp, _ broken: BrokenReferences
    ) -> PreflightStep.Link {
        let defects = step.jobDefects
        let openRules = Set(defects.filter { $0.needs != nil }.map(\.rule))
        let columns = openRules.isEmpty ? nil : deciding[.step]?.filter { !openRules.contains($0.rule) }
        let judged = link(.step, of: subject, by: columns, message: "its other fields and its precondition resolve")
        if judged.result == .failed { return judged }
        for case (let defect, let needs?) in defects.map({ ($0, $0.needs) }) {
            return PreflightStep.Link(
                .step, .unknown(needs: needs), message: needs, place: Place(step.file, step.step.name.range),
                rule: defect.rule)
        }
        if let needs = step.placementNeeds {
            let place = Place(step.file, step.step.name.range)
            return PreflightStep.Link(.step, .unknown(needs: needs), message: needs, place: place, rule: "UC229")
        }
        let connecting = [step.host, step.port, step.user, step.password, step.usePassticket, step.useRunID]
        if let open = broken.open(of: step, except: connecting) {
            return PreflightStep.Link(
                .step, .unknown(needs: open.message), message: open.message, place: open.place, rule: open.rule)
        }
        let path = setUp.exports.first { $0.file.id == step.file }?.file.path ?? ""
        return link(
            .step, of: checks.number(of: setUp.prefix + path), by: references,
            message: "its other fields and its precondition resolve",
            place: Place(step.file, step.step.name.range), isHeld: true)
    }

    private func authentication(_ step: ResolvedStep, _ subject: Int?) -> PreflightStep.Link {
        let place = Place(
            step.file,
            (step.usePassticket.field ?? step.password.field ?? step.useRunID.field)?.range
                ?? step.step.name.range)
        let judged = link(
            .authentication, of: subject, message: step.authentication.label, place: place)
        guard judged.result != .failed, case .unknown(let needs) = step.authentication else { return judged }
        return PreflightStep.Link(
            .authentication, .unknown(needs: needs), message: needs, place: place,
            rule: Self.rule(.authentication))
    }

    private func member(_ setUp: SetUp) -> PreflightStep.Link {
        switch setUp.member {
        case .one(let member):
            PreflightStep.Link(.member, .passed, message: member.file.path, place: Place(member.file.id))
        case .unknown(let needs):
            PreflightStep.Link(
                .member, .unknown(needs: needs), message: needs, rule: setUp.members.isEmpty ? nil : Self.rule(.member))
        }
    }

    private func loopback(_ setUp: SetUp) -> PreflightStep.Link {
        switch setUp.member {
        case .one(let member):
            link(
                .loopback, of: checks.number(of: member.subjectName), message: "LOOPBACK_ONLY is OFF",
                place: Place(member.file.id, member["LOOPBACK_ONLY"]?.record))
        case .unknown(let needs): PreflightStep.Link(.loopback, .unknown(needs: needs), message: needs)
        }
    }

    // MARK: Links made of a decision

    private func passTicket(
        _ name: PreflightStep.Link.Name, _ ids: [String], _ decision: AccessReport.Decision?,
        _ other: Check.Result?, _ subject: Int?
    ) -> PreflightStep.Link {
        switch other {
        case .unknown(let needs)?:
            return PreflightStep.Link(name, .unknown(needs: needs), message: needs, rule: Self.rule(name))
        case .notApplicable(let reason)?: return PreflightStep.Link(name, .notApplicable(reason), message: reason)
        case .passed?, .failed?, nil: break
        }
        guard let decision else {
            return link(name, of: subject, message: "not decided")
        }
        let conditions = decision.conditions.filter { ids.contains($0.id) }
        if let failed = conditions.first(where: { $0.state == .fails }) {
            var link = PreflightStep.Link(
                name, .failed, message: "\(failed.id), \(failed.message)", place: failed.place, rule: Self.rule(name))
            link.ground = failed.ground
            return link
        }
        if let open = conditions.first(where: { $0.state == .unknown }) {
            return PreflightStep.Link(
                name, .unknown(needs: open.message), message: "\(open.id), \(open.message)", place: open.place,
                rule: Self.rule(name))
        }
        let shown = conditions.last { $0.id == "G6" } ?? conditions.last
        var link = PreflightStep.Link(
            name, .passed, message: shown?.message ?? "", place: shown?.place, rule: Self.rule(name))
        // A link that rests on an assumption anywhere rests on it as a whole.
        link.ground = conditions.lazy.compactMap(\.ground).first(where: \.isAssumed) ?? shown?.ground
        return link
    }
}

extension ResolvedStep.Authentication {
    /// The name for people.
    var label: String {
        switch self {
        case .runID: "run ID"
        case .passTicket: "PassTicket"
        case .password: "password"
        case .none: "none"
        case .unknown: "unknown"
        }
    }
}
