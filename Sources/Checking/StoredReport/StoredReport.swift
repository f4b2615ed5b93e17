public import Diagnostics
import Rules
import Subjects
import Trees

/// Reads a report of `check --format json` back into the outcome it was made from.
public struct StoredReport {
    /// The reason why a file is not a report that can be converted: exit status 2.
    public struct Failure: Error, Equatable, CustomStringConvertible {
        public var path: String
        public var message: String
        /// Whether the file is not a report of this program at all.
        public var isOfAnotherKind: Bool { message == Self.otherKind }

        fileprivate static let otherKind = "is not a JSON report of jmoncheck"

        public var description: String { "\(path): \(message)" }
    }

    static let version = 1

    private let root: StoredValue
    private var places: StoredPlaces

    /// - Parameter failOn: the threshold for the outcome; `nil` for the threshold of the report.
    public static func read(_ file: SourceFile, failOn: FailOn? = nil) throws(Failure) -> Outcome {
        let (json, problems) = JSONDocument.parse(file)
        guard let index = json.root, json.kind(index) == .object else {
            throw Failure(path: file.path, message: Failure.otherKind)
        }
        let root = StoredValue(json: json, index: index)
        if let problem = problems.first {
            let place = ReportSource(file, secrets: []).position(problem.range.start)
            throw Failure(
                path: "\(file.path):\(place.line):\(place.column)", message: "is damaged: \(problem.message)")
        }
        guard try root.optional("tool")?.optional("name")?.text() == "jmoncheck", root.optional("findings") != nil,
            let version = root.optional("version")
        else { throw Failure(path: file.path, message: Failure.otherKind) }
        guard try version.number() == Self.version else {
            throw Failure(
                path: file.path,
                message: "is a report of version \(try version.number()); this program reads version \(Self.version)")
        }
        var report = StoredReport(
            root: root,
            places: try StoredPlaces(
                root,
                inputs: try root.member("inputs").items().map { (input) throws(Failure) in
                    try input.text("path")
                }))
        return try report.outcome(failOn)
    }

    private mutating func outcome(_ failOn: FailOn?) throws(Failure) -> Outcome {
        let findings = try findings()
        let steps = try root.optional("preflight")?.items() ?? []
        for step in steps { for link in try step.member("links").items() { try places.recordExcerpt(of: link) } }
        var inputs: [Outcome.Input] = []
        for value in try root.member("inputs").items() { inputs.append(try input(inputs.count, value)) }
        var checks: [Check] = []
        for value in try root.member("checks").items() { checks.append(try check(value)) }
        let threshold = try root.optional("failOn")?.word(FailOn.self)
        let status = try root.optional("exitStatus")?.number()
        var outcome = Outcome(
            version: try root.member("tool").text("version"), inputs: inputs, findings: findings, checks: checks,
            steps: try steps.map { (value) throws(Failure) in try step(value) },
            rules: RuleCatalog.infos, failOn: failOn ?? threshold ?? .error,
            strictEvidence: try root.optional("strictEvidence")?.flag() ?? false,
            notes: try root.optional("notes")?.items().map { (note) throws(Failure) in try note.text() } ?? [],
            isEmpty: inputs.isEmpty && status == 3)
        outcome.ownFiles = (inputs.count..<max(inputs.count, places.paths.count)).map { index in
            Outcome.Input(
                path: places.paths[index], kind: nil, reason: "", encoding: "utf-8", record: .text,
                setUp: Workspace.defaultName, source: places.source(index))
        }
        outcome.influence = try influence()
        outcome.allowsUndecided = try root.optional("allowUndecided")?.flag() ?? false
        outcome.hasBaseline = try root.optional("baseline")?.flag() ?? false
        outcome.suppressions =
            try root.optional("suppressions")?.items().map { (value) throws(Failure) in try entry(value) } ?? []
        outcome.access = try root.optional("access").map { (value) throws(Failure) in
            try StoredAccess(places: places).report(value)
        }
        outcome.settleCauses()
        try StoredAgreement(root: root).check(outcome, status: status, threshold: threshold)
        return outcome
    }

    private func influence() throws(Failure) -> Influence {
        var influence = Influence()
        if let configuration = root.optional("configuration") {
            influence.configuration = try configuration.text("path")
            influence.isAbove = try configuration.member("above").flag()
            influence.changes = try configuration.member("changes").items().map { (change) throws(Failure) in
                try change.text()
            }
        }
        influence.settings =
            try root.optional("settings")?.items().map { (value) throws(Failure) in
                Influence.Setting(
                    try value.text("name"), try value.text("value"), from: try value.text("source"))
            } ?? []
        return influence
    }

    private func input(_ index: Int, _ value: StoredValue) throws(Failure) -> Outcome.Input {
        let record = try value.text("record")
        var input = Outcome.Input(
            path: try value.text("path"), kind: try value.optional("kind")?.text(),
            reason: try value.optional("reason")?.text() ?? "", encoding: try value.text("encoding"),
            record: record.hasPrefix("fb") ? Int(record.dropFirst(2)).map(RecordForm.fixed) ?? .text : .text,
            setUp: try value.text("setup"), source: places.source(index),
            failure: try value.optional("failure")?.text())
        input.digest = try value.optional("sha256")?.text()
        return input
    }

    // MARK: Findings

    private mutating func findings() throws(Failure) -> [Finding] {
        var findings: [Finding] = []
        for value in try root.member("findings").items() {
            let place = try places.place(value)
            try places.record(value, at: place)
            for related in try value.member("related").items() {
                try places.record(related, at: try places.place(related))
            }
            var finding = Finding(
                rule: RuleID(try value.text("code")), severity: try value.member("severity").word(Severity.self),
                confidence: try value.member("confidence").word(Confidence.self), message: try value.text("message"),
                place: place,
                related: try value.member("related").items().map { (related) throws(Failure) in
                    RelatedPlace(try places.place(related), try related.text("message"))
                }, fix: try fix(value),
                subjects: try value.optional("subjects")?.items().map { (name) throws(Failure) in try name.text() }
                    ?? [])
            finding.because = try value.optional("because").map { (cause) throws(Failure) in
                Cause(RuleID(try cause.text("code")), try places.place(cause))
            }
            if let fix = finding.fix, let stored = value.optional("fix") {
                try places.record(stored, of: fix, in: place.file)
            }
            finding.remedy = try value.optional("remedy")?.text()
            finding.more = try value.optional("more")?.number() ?? 0
            finding.key = try value.optional("key")?.text() ?? ""
            finding.fingerprint = try value.optional("fingerprint").flatMap { (value) throws(Failure) in
                Fingerprint(try value.text())
            }
            finding.isKnown = try value.optional("baselineState")?.text() == "unchanged"
            finding.suppression = try value.optional("suppressed").map { (value) throws(Failure) in
                try suppression(value)
            }
            findings.append(finding)
        }
        return findings
    }

    private func fix(_ value: StoredValue) throws(Failure) -> Fix? {
        guard let fix = value.optional("fix") else { return nil }
        var replacements: [(SourceRange, String)] = []
        for value in try fix.member("replacements").items() {
            guard let range = try places.place(value).range else { throw value.failure("a replacement has no place") }
            replacements.append((range, try value.text("text")))
        }
        return Fix(try fix.text("title"), replacements)
    }

    private func suppression(_ value: StoredValue) throws(Failure) -> Suppression {
        Suppression(
            kind: try value.member("kind").word(Suppression.Kind.self), reason: try value.text("reason"),
            owner: try value.optional("owner")?.text(),
            until: try value.optional("until").map { (date) throws(Failure) in
                guard let date = CalendarDate(try date.text()) else { throw value.failure("'until' is not a date") }
                return date
            }, place: try places.place(value))
    }

    private func entry(_ value: StoredValue) throws(Failure) -> SuppressionEntry {
        let said = try suppression(value)
        var entry = SuppressionEntry(
            kind: said.kind, place: said.place,
            rules: try value.member("codes").items().map { (code) throws(Failure) in RuleID(try code.text()) },
            reason: said.reason, owner: said.owner, until: said.until)
        entry.state = try value.member("state").word(SuppressionEntry.State.self)
        entry.count = try value.member("findings").number()
        entry.faults = try value.member("faults").items().map { (fault) throws(Failure) in try fault.text() }
        return entry
    }

    // MARK: Checks

    private func check(_ value: StoredValue) throws(Failure) -> Check {
        Check(
            rule: RuleID(try value.text("code")), subject: try value.text("subject"),
            file: value.optional("path") == nil ? nil : try places.file(value), result: try result(value))
    }

    private func result(_ value: StoredValue) throws(Failure) -> Check.Result {
        switch try value.text("result") {
        case "passed": .passed
        case "failed", "accepted", "consequence": .failed
        case "unknown": .unknown(needs: try value.text("needs"))
        case "notApplicable": .notApplicable(try value.text("reason"))
        case _: throw value.failure("'result' is not a result that a check can have")
        }
    }

    private func step(_ value: StoredValue) throws(Failure) -> PreflightStep {
        var step = PreflightStep(
            setUp: try value.text("setup"), subject: try value.text("subject"),
            environment: try value.optional("environment")?.text(),
            file: value.optional("path") == nil ? FileID(0) : try places.file(value),
            authentication: try value.text("authentication"),
            links: try value.member("links").items().map { (value) throws(Failure) in try link(value) })
        step.isPair = try value.optional("pair")?.flag() ?? false
        guard try value.text("result") == step.verdict.rawValue else {
            throw value.failure("the result of \(step.subject) is not that of its links")
        }
        return step
    }

    private func link(_ link: StoredValue) throws(Failure) -> PreflightStep.Link {
        var made = PreflightStep.Link(
            try link.member("link").word(PreflightStep.Link.Name.self), try result(link),
            message: try link.text("message"),
            place: link.optional("path") == nil ? nil : try places.place(link),
            rule: try link.optional("code").map { (code) throws(Failure) in RuleID(try code.text()) })
        made.isJudged = try link.optional("judged")?.flag() ?? true
        made.isAccepted = try link.optional("accepted")?.flag() ?? false
        made.ground = try ground(link)
        return made
    }

    private func ground(_ link: StoredValue) throws(Failure) -> AccessReport.Condition.Ground? {
        switch try link.optional("ground")?.text() {
        case nil: nil
        case "shown": .shown
        case "assumed": .assumed(try link.text("basis"))
        case "inferred": .inferred(try link.text("basis"))
        case _: throw link.failure("'ground' is not a ground that a link can have")
        }
    }
}
