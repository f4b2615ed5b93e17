public import Diagnostics

/// The number of findings of each rule, the most frequent first: `check --statistics`.
public struct StatisticsReporter: Reporter {
    private struct Row {
        var info: RuleInfo?
        var rule: RuleID
        var severity: Severity
        var count: Int
        var fixes: Int
    }

    private let isJSON: Bool
    private let palette: Palette

    public init(isJSON: Bool = false, palette: Palette = Palette(isOn: false)) {
        self.isJSON = isJSON
        self.palette = palette
    }

    public func report(_ outcome: Outcome) -> Report {
        isJSON ? json(outcome) : Report(lines(outcome))
    }

    /// The findings that count, by rule; the gravest finding gives the severity.
    private func rows(_ outcome: Outcome) -> [Row] {
        var rows: [RuleID: Row] = [:]
        for finding in outcome.countedFindings {
            var row =
                rows[finding.rule]
                ?? Row(
                    info: outcome.info(finding.rule), rule: finding.rule, severity: finding.severity, count: 0, fixes: 0
                )
            row.count += 1 + finding.more
            row.fixes += finding.fix == nil ? 0 : 1
            row.severity = max(row.severity, finding.severity)
            rows[finding.rule] = row
        }
        return rows.values.sorted { ($1.count, $0.rule) < ($0.count, $1.rule) }
    }

    private func lines(_ outcome: Outcome) -> [SafeText] {
        let rows = rows(outcome)
        let width = rows.map { String($0.count).utf8.count }.max() ?? 1
        let names = rows.map { ($0.info?.name ?? "").utf8.count }.max() ?? 0
        let hasFixes = rows.contains { $0.fixes > 0 }
        var lines = rows.map { row -> SafeText in
            let count = String(row.count)
            let fixes: SafeText = row.fixes == 0 ? "" : row.fixes == row.count ? "[fix]" : "[fix: \(row.fixes)]"
            let fix = hasFixes ? Wrapping.padded(fixes, to: 10) : ""
            let severity = palette.severity(row.severity, Wrapping.padded(SafeText(row.severity.rawValue), to: 8))
            let name = Wrapping.padded(SafeText(row.info?.name ?? ""), to: names)
            return Wrapping.trimmed(
                "\(Wrapping.repeated(" ", width - count.utf8.count))\(count)  \(severity)\(row.rule)  \(name)  \(fix)")
        }
        if !lines.isEmpty { lines.append("") }
        let influence = InfluenceSection(outcome)
        if !influence.warning.isEmpty { lines = influence.warning + [""] + lines }
        let summary = SummaryLines(outcome)
        lines += palette.wrap(summary.findings) + palette.wrap(summary.checks)
        lines += AcceptedSection.summary(outcome).flatMap { palette.wrap($0) }
        return lines + influence.lines.flatMap { palette.wrap($0, rest: "    ") }
            + palette.wrap("exit \(outcome.exitStatus.rawValue): \(Verdicts.reason(outcome)).", rest: "    ")
    }

    private func json(_ outcome: Outcome) -> Report {
        let value: JSONValue = [
            "version": .number(JSONReporter.version),
            "statistics": .array(
                rows(outcome).map { row in
                    [
                        "code": .string(row.rule.code), "name": .text(row.info?.name),
                        "severity": .string(row.severity.rawValue), "count": .number(row.count),
                        "fixes": .number(row.fixes),
                    ]
                }),
            "configuration": outcome.influence.configurationJSON, "settings": outcome.influence.settingsJSON,
            "summary": JSONReporter.summary(Tally(outcome)),
            "exitStatus": .number(Int(outcome.exitStatus.rawValue)),
        ]
        return Report(value, for: .programs)
    }
}
