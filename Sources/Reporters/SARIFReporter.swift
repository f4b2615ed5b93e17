public import Diagnostics

/// SARIF 2.1.0 (OASIS, errata 01), with what GitHub code scanning requires in addition.
public struct SARIFReporter: Reporter {
    private let site: DocumentationSite?

    /// - Parameter site: where the pages of rules are published, for `helpUri`.
    public init(site: DocumentationSite? = .published) { self.site = site }

    public func report(_ outcome: Outcome) -> Report {
        let run = SARIFRun(outcome, site)
        let log: JSONValue = [
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
            "runs": [
                [
                    "tool": ["driver": run.driver], "automationDetails": ["id": "jmoncheck/"],
                    "columnKind": "utf16CodeUnits",
                    "redactionTokens": [.string(Secret.mask), .string(ReportSource.secretMask)],
                    "invocations": [run.invocation],
                    "results": .list(count: outcome.findings.count) { run.result(outcome.findings[$0]) },
                ]
            ],
        ]
        return Report(log, for: .people)
    }
}

/// The parts of a run.
private struct SARIFRun {
    private let outcome: Outcome
    private let places: Places
    private let hashes: LineHashes
    private let indices: [RuleID: Int]
    private let site: DocumentationSite?

    /// The length that GitHub accepts for a description.
    private static let textLimit = 1024

    init(_ outcome: Outcome, _ site: DocumentationSite?) {
        self.outcome = outcome
        self.site = site
        places = Places(outcome)
        hashes = LineHashes(outcome, places)
        indices = Dictionary(
            outcome.rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    // MARK: Tool

    /// The tool with all its rules, so that a reader can close alerts of rules that no longer find anything.
    var driver: JSONValue {
        [
            "name": "jmoncheck", "semanticVersion": .string(outcome.version),
            "rules": .list(count: outcome.rules.count) { [rules = outcome.rules, site] in Self.rule(rules[$0], site) },
        ]
    }

    private static func rule(_ info: RuleInfo, _ site: DocumentationSite?) -> JSONValue {
        func text(_ text: String) -> JSONValue {
            ["text": .string(String(text.unicodeScalars.prefix(textLimit).map(Character.init)))]
        }
        var properties: [String: JSONValue] = [
            "tags": .array([.string(info.area.rawValue)] + (info.isSecurity ? ["security"] : [])),
            "precision": "high",
            "problem.severity": .string(info.severity == .info ? "recommendation" : info.severity.rawValue),
        ]
        if info.isSecurity { properties["security-severity"] = .string(securitySeverity(info.severity)) }
        var rule: [String: JSONValue] = [
            "id": .string(info.id.code), "name": .string(info.name), "shortDescription": text(info.title),
            "fullDescription": text(info.rationale),
            "help": [
                "text": .string(info.remedy),
                // The page itself, for readers who do not reach the address. Its examples hold passwords and keys, which a
                // search for secrets would find in each report.
                "markdown": .exact(
                    RulePage(info, showsExamples: false).markdown
                        + "\n`jmoncheck explain \(info.id)` shows examples.\n"),
            ],
            "defaultConfiguration": ["level": .string(level(info.severity))], "properties": .object(properties),
        ]
        if let site { rule["helpUri"] = .string(site.page(of: info.id)) }
        return .object(rule)
    }

    private static func level(_ severity: Severity) -> String { severity == .info ? "note" : severity.rawValue }

    /// A score that GitHub shows as high, medium or low (from 7.0, 4.0 and 0.1).
    private static func securitySeverity(_ severity: Severity) -> String {
        switch severity {
        case .error: "8.0"
        case .warning: "5.0"
        case .info: "2.0"
        }
    }

    /// The invocation reports what was not checked, because readers hide results without a place.
    var invocation: JSONValue {
        let failures: [JSONValue] = outcome.inputs.compactMap { input in
            guard let failure = input.failure else { return nil }
            let path = SafeText(input.path)
            return [
                "level": "error", "message": ["text": .string("\(path): \(failure)")],
                "locations": [["physicalLocation": ["artifactLocation": ["uri": .string(PathURI.encoded(path))]]]],
            ]
        }
        let isOpen = outcome.isEmpty || outcome.exitStatus == .incomplete || !outcome.undecidedSteps.isEmpty
        let influence = InfluenceSection(outcome)
        let settings = influence.lines.map(\.description)
        let notes = settings + (isOpen ? [Verdicts.reason(outcome).description] : []) + outcome.notes
        return [
            "executionSuccessful": .bool(outcome.exitStatus == .clean || outcome.exitStatus == .findings),
            "exitCode": .number(Int(outcome.exitStatus.rawValue)),
            "properties": .object(
                Dictionary(
                    uniqueKeysWithValues: SummaryLines(outcome).properties.map {
                        ($0.name.description, .number($0.value))
                    })),
            "toolExecutionNotifications": .array(
                failures + notes.map { ["level": "note", "message": ["text": .string($0)]] }),
        ]
    }

    // MARK: Results

    func result(_ finding: Finding) -> JSONValue {
        var fingerprints: [String: JSONValue] = ["jmoncheck/v1": .string(finding.fingerprint?.description ?? "")]
        if let hash = hashes.hash(finding.place) { fingerprints["primaryLocationLineHash"] = .string(hash) }
        var members: [String: JSONValue] = [
            "ruleId": .string(finding.rule.code), "ruleIndex": .number(indices[finding.rule] ?? -1),
            "level": .string(finding.isConsequence ? "note" : Self.level(finding.severity)),
            "message": ["text": .string(message(finding))],
            "locations": [["physicalLocation": location(finding.place)]],
            "partialFingerprints": .object(fingerprints),
            "properties": ["confidence": .string(finding.confidence.rawValue)],
            // All results have the list, or none has (SARIF 3.27.23).
            "suppressions": .array(finding.suppression.map { [suppression($0)] } ?? []),
        ]
        let related = Self.related(finding)
        if !related.isEmpty {
            members["relatedLocations"] = .array(
                related.enumerated().map { index, related in
                    [
                        "id": .number(index + 1), "physicalLocation": location(related.place),
                        "message": ["text": .string(related.message)],
                    ]
                })
        }
        if let fix = finding.fix, !fix.movesColumns, !finding.isConsequence {
            members["fixes"] = [self.fix(fix, in: finding.place.file)]
        }
        if outcome.hasBaseline { members["baselineState"] = finding.isKnown ? "unchanged" : "new" }
        return .object(members)
    }

    /// The evidence, then the cause.
    private static func related(_ finding: Finding) -> [RelatedPlace] {
        finding.related
            + (finding.because.map { [RelatedPlace($0.place, "it follows from \($0.rule) here")] } ?? [])
    }

    /// The message, with related places as links, because GitHub shows only those.
    private func message(_ finding: Finding) -> String {
        let text = Self.plain(finding.message)
        let links = Self.related(finding).enumerated().map { "[\(Self.linkText($1.message))](\($0 + 1))" }
        return links.isEmpty ? text : "\(text). See \(links.joined(separator: ", "))."
    }

    /// Escapes text that looks like a link but is not one.
    private static func plain(_ text: String) -> String {
        text.contains("](") ? linkText(text) : text
    }

    private static func linkText(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            if "\\[]".contains(character) { result.append("\\") }
            result.append(character)
        }
    }

    private func location(_ place: Place) -> JSONValue {
        var members: [String: JSONValue] = [
            "artifactLocation": ["uri": .string(PathURI.encoded(places.path(place)))]
        ]
        // A reader needs something to underline.
        if let region = region(place, isWide: true) { members["region"] = .object(region) }
        return .object(members)
    }

    /// - Parameter isWide: whether the region has at least one column.
    private func region(_ place: Place, isWide: Bool = false) -> [String: JSONValue]? {
        guard let start = places.start(place, in: .utf16), let end = places.end(place, in: .utf16) else { return nil }
        return [
            "startLine": .number(start.line), "startColumn": .number(start.column), "endLine": .number(end.line),
            "endColumn": .number(end.column + (isWide && start == end ? 1 : 0)),
        ]
    }

    private func fix(_ fix: Fix, in file: FileID) -> JSONValue {
        let replacements: [JSONValue] = fix.replacements.map { replacement in
            [
                "deletedRegion": .object(region(Place(file, replacement.range)) ?? [:]),
                "insertedContent": ["text": .exact(replacement.text)],
            ]
        }
        return [
            "description": ["text": .string(fix.title)],
            "artifactChanges": [
                [
                    "artifactLocation": ["uri": .string(PathURI.encoded(places.path(Place(file))))],
                    "replacements": .array(replacements),
                ]
            ],
        ]
    }

    private func suppression(_ suppression: Suppression) -> JSONValue {
        [
            "kind": suppression.kind == .comment ? "inSource" : "external", "status": "accepted",
            "justification": .string(suppression.summary),
            "location": ["physicalLocation": location(suppression.place)],
        ]
    }
}

/// A path as a relative URI reference (RFC 3986).
enum PathURI {
    /// The characters that need no escape in a segment.
    private static let legal = Set("-._~!$&'()*+,;=:@".utf8)

    static func encoded(_ path: SafeText) -> String {
        let segments = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return segments.enumerated().map { index, segment in
            segment.reduce(into: "") { result, byte in
                // A colon in the first segment would end a scheme.
                if byte.isAlphanumeric || legal.contains(byte) && (index > 0 || byte != UInt8(ascii: ":")) {
                    result.unicodeScalars.append(Unicode.Scalar(byte))
                } else {
                    let digits = String(byte, radix: 16, uppercase: true)
                    result += "%" + (digits.count == 1 ? "0" : "") + digits
                }
            }
        }.joined(separator: "/")
    }
}
