public import Diagnostics

/// The JSON format of `check`, version 1; its schema is `reports/check.schema.json`. Keys are added, never renamed.
public struct JSONReporter: Reporter {
    public static let version = 1

    public init() {}

    public func report(_ outcome: Outcome) -> Report {
        let places = Places(outcome)
        let influence = InfluenceSection(outcome)
        let tally = Tally(outcome)
        let value: JSONValue = [
            "version": .number(Self.version),
            "tool": ["name": "jmoncheck", "version": .string(outcome.version)],
            "inputs": .array(outcome.inputs.map(Self.input)),
            "findings": findings(outcome, places),
            "checks": .list(count: outcome.checks.count) { check(outcome.checks[$0], tally, places) },
            "suppressions": SuppressionReporter.entries(outcome.suppressions, places),
            "preflight": .list(count: outcome.steps.count) { step(outcome.steps[$0], places) },
            "notes": .array(outcome.notes.map { .string($0) }),
            "summary": Self.summary(tally),
            "failOn": .string(outcome.failOn.rawValue), "strictEvidence": .bool(outcome.strictEvidence),
            "allowUndecided": .bool(outcome.allowsUndecided),
            "configuration": influence.configurationJSON, "settings": influence.settingsJSON,
            "baseline": .bool(outcome.hasBaseline),
            "exitStatus": .number(Int(outcome.exitStatus.rawValue)),
        ]
        guard let access = outcome.access, case .object(var members) = value else {
            return Report(value, for: .programs)
        }
        members["access"] = Self.access(access, places)
        return Report(.object(members), for: .programs)
    }

    static func input(_ input: Outcome.Input) -> JSONValue {
        var members: [String: JSONValue] = [
            "path": .string(input.path), "kind": .text(input.kind), "encoding": .string(input.encoding),
            "record": .string(input.record.rawValue), "reason": .string(input.reason), "setup": .string(input.setUp),
            "failure": .text(input.failure),
        ]
        if let digest = input.digest { members["sha256"] = .string(digest) }
        return .object(members)
    }

    private func findings(_ outcome: Outcome, _ places: Places) -> JSONValue {
        let names = Dictionary(outcome.rules.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let hashes = LineHashes(outcome, places)
        return .list(count: outcome.findings.count) { index in
            let found = outcome.findings[index]
            return finding(found, name: names[found.rule], outcome, places, hashes)
        }
    }

    private func finding(
        _ finding: Finding, name: String?, _ outcome: Outcome, _ places: Places, _ hashes: LineHashes
    ) -> JSONValue {
        var members = Self.place(finding.place, places)
        members["code"] = .string(finding.rule.code)
        members["name"] = .text(name)
        members["severity"] = .string(finding.severity.rawValue)
        members["confidence"] = .string(finding.confidence.rawValue)
        members["message"] = .string(finding.message)
        members["subjects"] = .array(finding.subjects.map { .string($0) })
        members["related"] = .array(
            finding.related.map { related in
                var members = Self.place(related.place, places)
                members["message"] = .string(related.message)
                if let excerpt = places.excerpt(related.place) { members["excerpt"] = Self.excerpt(excerpt) }
                return .object(members)
            })
        members["fix"] = finding.fix.map { fix($0, in: finding.place.file, places) } ?? .null
        if finding.more > 0 { members["more"] = .number(finding.more) }
        if let remedy = finding.remedy { members["remedy"] = .string(remedy) }
        if let cause = finding.because {
            members["because"] = .object(
                Self.place(cause.place, places).merging(["code": .string(cause.rule.code)]) { $1 })
            members["consequence"] = .bool(finding.isConsequence)
        }
        members["key"] = .string(finding.key)
        members["fingerprint"] = .string(finding.fingerprint?.description ?? "")
        members["lineHash"] = .text(hashes.hash(finding.place))
        members["excerpt"] = places.excerpt(finding.place).map(Self.excerpt)
        members["baselineState"] = outcome.hasBaseline ? .string(finding.isKnown ? "unchanged" : "new") : nil
        members["suppressed"] = finding.suppression.map { SuppressionReporter.members($0, places) } ?? .null
        return .object(members)
    }

    private func fix(_ fix: Fix, in file: FileID, _ places: Places) -> JSONValue {
        let replacements = fix.replacements.map { replacement in
            JSONValue.object(
                Self.place(Place(file, replacement.range), places).merging(["text": .string(replacement.text)]) { $1 })
        }
        let changes = places.source(file).changes(fix).map { change -> JSONValue in
            [
                "line": .number(change.line), "column": .number(change.column),
                "removed": .array(change.removed.map { .string($0.description) }),
                "added": .array(change.added.map { .string($0.description) }),
            ]
        }
        return [
            "title": .string(fix.title), "replacements": .array(replacements), "changes": .array(changes),
        ]
    }

    /// A place with columns in Unicode scalars, and in the other units if they differ.
    static func place(_ place: Place, _ places: Places) -> [String: JSONValue] {
        let (start, end) = (places.start(place), places.end(place))
        var members: [String: JSONValue] = [
            "path": .string(places.name(place)),
            "line": .number(orNull: start?.line), "column": .number(orNull: start?.column),
            "endLine": .number(orNull: end?.line), "endColumn": .number(orNull: end?.column),
        ]
        for (key, unit) in [("utf16", ReportSource.ColumnUnit.utf16), ("utf8", .utf8)] {
            guard let first = places.start(place, in: unit), let last = places.end(place, in: unit),
                first != start || last != end
            else { continue }
            members[key] = ["column": .number(first.column), "endColumn": .number(last.column)]
        }
        return members
    }

    private func check(_ check: Check, _ tally: Tally, _ places: Places) -> JSONValue {
        let members: [String: JSONValue] = [
            "code": .string(check.rule.code), "subject": .string(check.subject),
            "path": .text(check.file.map { places.name(Place($0)) }),
        ]
        return .object(members.merging(Self.result(check, tally)) { $1 })
    }

    /// The results as they are counted in the summary.
    private static func result(_ check: Check, _ tally: Tally) -> [String: JSONValue] {
        guard check.result == .failed else { return result(check.result) }
        return switch tally.state(of: check) {
        case .notApplicable: result(.notApplicable("each check that waits for evidence is undecided itself"))
        case let state: ["result": .string(state.rawValue)]
        }
    }

    private static func result(_ result: Check.Result) -> [String: JSONValue] {
        switch result {
        case .passed: ["result": "passed"]
        case .failed: ["result": "failed"]
        case .unknown(let needs): ["result": "unknown", "needs": .string(needs)]
        case .notApplicable(let reason): ["result": "notApplicable", "reason": .string(reason)]
        }
    }

    private func step(_ step: PreflightStep, _ places: Places) -> JSONValue {
        let links = step.links.map { link in
            var members = Self.result(link.result)
            members["link"] = .string(link.name.rawValue)
            members["message"] = .string(link.message)
            members["code"] = .text(link.rule?.code)
            members["path"] = .null
            members["line"] = .null
            if !link.isJudged { members["judged"] = false }
            if link.isAccepted { members["accepted"] = true }
            if let ground = link.ground {
                members["ground"] = .string(ground.name)
                members["basis"] = .text(ground.basis)
            }
            if let place = link.place {
                members.merge(Self.place(place, places)) { $1 }
                members["excerpt"] = places.excerpt(place).map(Self.excerpt)
            }
            return JSONValue.object(members)
        }
        return [
            "setup": .string(step.setUp), "subject": .string(step.subject), "environment": .text(step.environment),
            "pair": .bool(step.isPair),
            "path": .string(places.name(Place(step.file))), "authentication": .string(step.authentication),
            "result": .string(step.verdict.rawValue),
            "headline": .text(step.headline?.name.rawValue), "links": .array(links),
        ]
    }

    static func summary(_ tally: Tally) -> JSONValue {
        [
            "errors": .number(tally.errors), "warnings": .number(tally.warnings), "infos": .number(tally.infos),
            "consequences": .number(tally.consequences), "suppressed": .number(tally.accepted),
            "checks": .number(tally.checks), "passed": .number(tally.count(.passed)),
            "failed": .number(tally.count(.failed)), "unknown": .number(tally.count(.undecided)),
            "consequenceChecks": .number(tally.count(.consequence)),
            "acceptedChecks": .number(tally.count(.accepted)),
        ]
    }
}
