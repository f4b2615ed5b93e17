public import Diagnostics

/// A summary in Markdown, for the page of a build job or a comment on a merge request.
public struct MarkdownReporter: Reporter {
    /// The number of rows of a table; GitHub accepts 1 MiB of a step.
    private static let rowLimit = 500

    public init() {}

    public func report(_ outcome: Outcome) -> Report {
        let places = Places(outcome)
        var lines: [SafeText] = []
        for line in InfluenceSection(outcome).warning { lines += [Self.escaped(line), ""] }
        lines += ["## jmoncheck: \(Self.title(outcome))", ""]
        lines.append("**exit \(outcome.exitStatus.rawValue): \(Self.escaped(Verdicts.reason(outcome))).**")
        lines.append("")
        let summary = SummaryLines(outcome)
        lines += [summary.findings, "", summary.checks, ""].map(Self.escaped)
        let failed = outcome.inputs.filter { $0.failure != nil }
        lines += Self.table(
            "Not checked", ["Input", "Why"], failed.map { [SafeText($0.path), SafeText($0.failure ?? "")] })
        let (rows, others) = Self.findings(outcome, places)
        lines += Self.table("Findings", ["Severity", "Rule", "Place", "Message"], rows, more: others)
        lines += Self.table(
            "Preflight", ["Step", "Logs on with", "Result", "What does not hold"],
            outcome.steps.map { step in
                let unshown = step.unshown.map(\.name.rawValue).joined(separator: ", ")
                let open = step.verdict == .unknown ? step.openLinks : []
                let what: SafeText =
                    step.headline.map { "\($0.name.rawValue): \($0.message)" }
                    ?? open.first.map {
                        "\($0.name.rawValue) is not \($0.isJudged ? "decided" : "judged"): \($0.message)"
                    }
                    ?? (step.verdict == .passed && !unshown.isEmpty ? "not judged: \(unshown)" : "")
                return [
                    SafeText(step.subject), SafeText(step.authentication), SafeText(step.verdict.rawValue), what,
                ]
            })
        lines += Self.table(
            "Accepted; these findings do not count", ["Severity", "Rule", "Place", "Message", "Why"],
            outcome.findings.lazy.filter { $0.suppression != nil }.prefix(Self.rowLimit).map { finding in
                [
                    SafeText(finding.severity.rawValue), SafeText(finding.rule.code), places.link(finding.place),
                    SafeText(finding.message),
                    finding.suppression.map(places.acceptance) ?? "",
                ]
            }, more: max(0, outcome.findings.count { $0.suppression != nil } - Self.rowLimit))
        lines += Self.table("Not decided", ["Rule", "It waits for"], Self.unknowns(outcome))
        for line in InfluenceSection(outcome).lines { lines += [Self.escaped(line), ""] }
        for note in outcome.notes { lines += [Self.escaped(SafeText(note)), ""] }
        lines.removeLast()
        return Report(lines)
    }

    /// The findings that count, the gravest first, each with its consequences below it, and the number of those for
    /// which there are no rows.
    private static func findings(_ outcome: Outcome, _ places: Places) -> (rows: [[SafeText]], others: Int) {
        var rows: [[SafeText]] = []
        var others = 0
        let consequences = Consequences(outcome)
        func row(_ finding: Finding, _ severity: SafeText) -> [SafeText] {
            let name: SafeText = outcome.info(finding.rule).map { " \($0.name)" } ?? ""
            let related = finding.related.map { "; see \(places.link($0.place)): \($0.message)" as SafeText }
            return [
                severity, "\(finding.rule)\(name)", places.link(finding.place),
                "\(finding.message)\(related.joined())",
            ]
        }
        func add(_ finding: Finding, _ severity: SafeText) {
            others += finding.more
            if rows.count < rowLimit { rows.append(row(finding, severity)) } else { others += 1 }
        }
        for severity in Severity.allCases.reversed() {
            for finding in outcome.findings where finding.isCounted && finding.severity == severity {
                add(finding, SafeText(severity.rawValue))
                for next in consequences.of(finding) { add(next, "follows from \(finding.rule)") }
            }
        }
        return (rows, others)
    }

    private static func title(_ outcome: Outcome) -> SafeText {
        let counts = Severity.allCases.reversed().compactMap { severity in
            let count = outcome.count(severity)
            return count == 0 ? nil : Wrapping.plural(count, "\(severity.rawValue)")
        }
        return counts.isEmpty ? "no findings" : counts.joined(separator: ", ")
    }

    /// The undecided checks. Those that wait for the same thing share a row.
    private static func unknowns(_ outcome: Outcome) -> [[SafeText]] {
        var order: [String] = []
        var codes: [String: [String]] = [:]
        for check in outcome.checks {
            guard case .unknown(let needs) = check.result else { continue }
            if codes[needs] == nil { order.append(needs) }
            if codes[needs]?.contains(check.rule.code) != true { codes[needs, default: []].append(check.rule.code) }
        }
        return order.map { [SafeText(codes[$0, default: []].joined(separator: ", ")), SafeText($0)] }
    }

    static func table(
        _ title: SafeText, _ columns: [SafeText], _ rows: [[SafeText]], more: Int = 0
    ) -> [SafeText] {
        guard !rows.isEmpty else { return [] }
        func line(_ cells: [SafeText]) -> SafeText { "| \(cells.joined(separator: " | ")) |" }
        var lines: [SafeText] = ["### \(title)", "", line(columns), line(columns.map { _ in "---" })]
        lines += rows.prefix(rowLimit).map { line($0.map(escaped)) }
        lines.append("")
        let hidden = max(0, rows.count - rowLimit) + more
        if hidden > 0 { lines += ["\(hidden) more are not shown here.", ""] }
        return lines
    }

    static func escaped(_ text: SafeText) -> SafeText {
        text.replacing { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\\", "|", "`", "*", "_", "[", "]", "~", "#": "\\\(scalar)"
            case _: nil
            }
        }
    }
}
