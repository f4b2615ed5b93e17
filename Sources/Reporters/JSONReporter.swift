public import Diagnostics

/// The own JSON format of `check`, version 1; schema in `reports/check.schema.json`. Keys are added, never renamed.
public struct JSONReporter: Reporter {
    public static let version = 1

    public init() {}

    public func report(_ outcome: Outcome) -> [UInt8] {
        let places = Places(outcome.inputs)
        let value: JSONValue = [
            "version": .number(Self.version),
            "tool": ["name": "jmoncheck", "version": .string(outcome.version)],
            "inputs": .array(outcome.inputs.map(Self.input)),
            "findings": .array(outcome.findings.map { finding($0, outcome, places) }),
            "checks": .array(outcome.checks.map { check($0, outcome) }),
            "preflight": .array(outcome.steps.map { step($0, places) }),
            "notes": .array(outcome.notes.map { .string($0) }),
            "summary": summary(outcome),
            "exitStatus": .number(Int(outcome.exitStatus.rawValue)),
        ]
        return value.encoded(isPretty: true)
    }

    static func input(_ input: Outcome.Input) -> JSONValue {
        [
            "path": .string(input.path), "kind": .text(input.kind), "encoding": .string(input.encoding),
            "record": .string(input.record.rawValue), "setup": .string(input.setUp), "failure": .text(input.failure),
        ]
    }

    private func finding(_ finding: Finding, _ outcome: Outcome, _ places: Places) -> JSONValue {
        var members = place(finding.place, places)
        members["code"] = .string(finding.rule.code)
        members["name"] = .text(outcome.info(finding.rule)?.name)
        members["severity"] = .string(finding.severity.rawValue)
        members["confidence"] = .string(finding.confidence.rawValue)
        members["message"] = .string(finding.message)
        members["subjects"] = .array(finding.subjects.map { .string($0) })
        members["related"] = .array(
            finding.related.map { related in
                .object(place(related.place, places).merging(["message": .string(related.message)]) { $1 })
            })
        members["fix"] = finding.fix.map { fix($0, in: finding.place.file, places) } ?? .null
        members["suppressed"] = .null
        return .object(members)
    }

    private func fix(_ fix: Fix, in file: FileID, _ places: Places) -> JSONValue {
        let replacements = fix.replacements.map { replacement in
            JSONValue.object(
                place(Place(file, replacement.range), places).merging(["text": .string(replacement.text)]) { $1 })
        }
        return ["title": .string(fix.title), "replacements": .array(replacements)]
    }

    private func place(_ place: Place, _ places: Places) -> [String: JSONValue] {
        let (start, end) = (places.start(place), places.end(place))
        return [
            "path": .string(places.path(place)),
            "line": .number(orNull: start?.line), "column": .number(orNull: start?.column),
            "endLine": .number(orNull: end?.line), "endColumn": .number(orNull: end?.column),
        ]
    }

    private func check(_ check: Check, _ outcome: Outcome) -> JSONValue {
        let members: [String: JSONValue] = ["code": .string(check.rule.code), "subject": .string(check.subject)]
        return .object(members.merging(Self.result(check.result)) { $1 })
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
            members["path"] = .text(link.place.map(places.path))
            members["line"] = .number(orNull: link.place.flatMap { places.start($0)?.line })
            return JSONValue.object(members)
        }
        return [
            "setup": .string(step.setUp), "subject": .string(step.subject), "environment": .text(step.environment),
            "authentication": .string(step.authentication), "result": .string(step.verdict.rawValue),
            "headline": .text(step.headline?.name.rawValue), "links": .array(links),
        ]
    }

    private func summary(_ outcome: Outcome) -> JSONValue {
        [
            "errors": .number(outcome.count(.error)), "warnings": .number(outcome.count(.warning)),
            "infos": .number(outcome.count(.info)), "unknown": .number(outcome.unknownChecks.count),
            "passed": .number(outcome.checks.count { $0.result == .passed }),
            "failed": .number(outcome.checks.count { $0.result == .failed }), "suppressed": 0,
        ]
    }
}
