public import Diagnostics

/// The report for people: verdicts, findings by file with their lines, what is not decided, and why the run
/// ended as it did.
public struct TextReporter: Reporter {
    public enum Detail: Sendable {
        case normal
        /// Also how each input was recognised, and the checks that passed.
        case verbose
    }

    /// The number of related places of a finding that are shown with their lines.
    private static let mostFrames = 3

    private let palette: Palette
    private let detail: Detail
    private let namesFailures: Bool
    private let threads: Int

    /// - Parameters:
    ///   - namesFailures: whether inputs that were not checked are listed; not if they are written to standard error.
    ///   - threads: the number of threads; the report is the same for any number.
    public init(
        palette: Palette = Palette(isOn: false), detail: Detail = .normal, namesFailures: Bool = true, threads: Int = 1
    ) {
        self.palette = palette
        self.detail = detail
        self.namesFailures = namesFailures
        self.threads = threads
    }

    public func report(_ outcome: Outcome) -> Report { Report(lines: { write(outcome, $0) }) }

    func write(_ outcome: Outcome, _ add: ([SafeText]) -> Void) {
        let warning = InfluenceSection(outcome).warning
        if !warning.isEmpty { add(warning + [""]) }
        if detail == .verbose { add(inputs(outcome)) }
        add(VerdictSection(outcome, palette: palette, isVerbose: detail == .verbose).lines)
        if detail == .verbose { add(StepMatrix(outcome, palette: palette).lines) }
        writeFindings(outcome, add)
        add(AcceptedSection(outcome, palette: palette, isVerbose: detail == .verbose).lines)
        if namesFailures { add(failures(outcome)) }
        add(unknowns(outcome))
        if detail == .verbose { add(passed(outcome)) }
        add(summary(outcome))
    }

    // MARK: Findings

    /// The number of findings whose texts exist at a time.
    private static let portion = 1024

    private func writeFindings(_ outcome: Outcome, _ add: ([SafeText]) -> Void) {
        let places = Places(outcome)
        var file: FileID?
        var explained = Set<RuleID>()
        let consequences = Consequences(outcome)
        let shown = outcome.findings.indices.filter { index in
            outcome.findings[index].isCounted && !Self.isListedBelow(outcome.findings[index], outcome)
        }
        var counts: [FileID: [Severity: Int]] = [:]
        for finding in shown.lazy.map({ outcome.findings[$0] }) {
            counts[finding.place.file, default: [:]][finding.severity, default: 0] += 1 + finding.more
        }
        for start in stride(from: 0, to: shown.count, by: Self.portion) {
            let portion = shown[start..<min(start + Self.portion, shown.count)].map { index in
                (finding: outcome.findings[index], isFirst: explained.insert(outcome.findings[index].rule).inserted)
            }
            // For a few findings another thread costs more than it gains.
            let texts = Parallel.map(portion, threads: portion.count < 64 ? 1 : threads) { finding, isFirst in
                let next = following(consequences.of(finding), places)
                return (one(finding, outcome, places, isFirst: isFirst) + next).joined(separator: "\n")
            }
            for ((finding, _), text) in zip(portion, texts) {
                if finding.place.file != file {
                    file = finding.place.file
                    add(palette.wrap(heading(finding.place, counts[finding.place.file] ?? [:], places), rest: "    "))
                    add([""])
                }
                add([text, ""])
            }
        }
    }

    /// The line that a finding is about, with the related places on it, then every other related place with its line.
    private func frames(_ finding: Finding, _ places: Places) -> [SafeText] {
        let excerpt = places.excerpt(finding.place)
        let related = finding.related.map { (place: $0, excerpt: places.excerpt($0.place)) }
        func isShown(_ other: (place: RelatedPlace, excerpt: ReportSource.Excerpt?)) -> Bool {
            other.place.place.file == finding.place.file && other.excerpt?.text == excerpt?.text
                && other.excerpt?.line == excerpt?.line
        }
        var lines: [SafeText] = []
        if let excerpt {
            let more = related.filter(isShown).compactMap { $0.excerpt?.highlight }
            lines += SourceFrame.lines(excerpt, finding.severity, related: more, palette)
        }
        var frames = Self.mostFrames
        for other in related {
            lines += palette.wrap(
                "\(places.link(other.place.place)): \(other.place.message)", first: "      = see ", rest: "        ")
            guard let excerpt = other.excerpt, !isShown(other), frames > 0 else { continue }
            frames -= 1
            lines += SourceFrame.lines(excerpt, nil, palette)
        }
        return lines
    }

    /// The consequences of a finding, below it.
    private func following(_ consequences: [Finding], _ places: Places) -> [SafeText] {
        guard !consequences.isEmpty else { return [] }
        return ["      = \(Wrapping.plural(consequences.count, "finding follows", "findings follow")) from this:"]
            + consequences.flatMap { palette.wrap(places.consequence($0), first: "        - ", rest: "          ") }
    }

    /// Whether a finding is listed in the section about missing evidence. It is not if it makes the run fail.
    private static func isListedBelow(_ finding: Finding, _ outcome: Outcome) -> Bool {
        finding.rule == Outcome.missingEvidence && !outcome.fails(finding)
    }

    private func heading(_ place: Place, _ counts: [Severity: Int], _ places: Places) -> SafeText {
        let counts = Severity.allCases.reversed().compactMap { severity in
            counts[severity].map { Wrapping.plural($0, "\(severity.rawValue)") }
        }
        return "== \(palette.bold(places.path(place))): \(counts.joined(separator: ", "))"
    }

    private func one(_ finding: Finding, _ outcome: Outcome, _ places: Places, isFirst: Bool) -> [SafeText] {
        let link = places.link(finding.place)
        let label: SafeText = "\(finding.severity.rawValue)[\(finding.rule)]"
        var lines = palette.wrap("\(link): \(label): \(finding.message)", rest: "    ")
        if palette.isOn, let first = lines.first?.description, first.hasPrefix("\(link): \(label):") {
            let tail = String(first.dropFirst("\(link): \(label):".count))
            lines[0] = "\(palette.bold(link)): \(palette.severity(finding.severity, label + ":"))\(tail)"
        }
        lines += frames(finding, places)
        if let cause = finding.because {
            lines += palette.wrap(places.origin(cause), first: "      = ", rest: "        ")
        }
        if let fix = finding.fix {
            lines += palette.wrap(SafeText(fix.title), first: "      = fix: ", rest: "        ")
            lines += SourceFrame.difference(places.source(finding.place.file).changes(fix), palette)
        } else if let remedy = finding.remedy ?? (isFirst ? outcome.info(finding.rule)?.remedy : nil) {
            lines += palette.wrap(SafeText(remedy), first: "      = help: ", rest: "        ")
        }
        return lines
    }

    // MARK: The rest

    private func inputs(_ outcome: Outcome) -> [SafeText] {
        guard !outcome.inputs.isEmpty else { return [] }
        let lines = outcome.inputs.flatMap { input in
            let what: SafeText = input.kind.map { "\($0), \(input.encoding): \(input.reason)" } ?? "not checked"
            return palette.wrap("\(input.path): \(what)", first: "  ", rest: "      ")
        }
        return [palette.bold("Inputs")] + lines + [""]
    }

    private func failures(_ outcome: Outcome) -> [SafeText] {
        let failed = outcome.inputs.filter { $0.failure != nil }
        guard !failed.isEmpty else { return [] }
        let lines = failed.flatMap { input in
            palette.wrap(
                "\(input.path): \(input.failure ?? "")", first: "  ", rest: "      ")
        }
        return [palette.bold("Not checked")] + lines + [""]
    }

    /// The undecided checks. Those that wait for the same thing share an entry.
    private func unknowns(_ outcome: Outcome) -> [SafeText] {
        var entries: [(needs: String, rules: [RuleID], count: Int)] = []
        var numbers: [String: Int] = [:]
        for check in outcome.checks {
            guard case .unknown(let needs) = check.result else { continue }
            let number = numbers[needs] ?? entries.count
            if number == entries.count {
                numbers[needs] = number
                entries.append((needs, [], 0))
            }
            entries[number].count += 1
            if !entries[number].rules.contains(check.rule) { entries[number].rules.append(check.rule) }
        }
        guard !entries.isEmpty else { return [] }
        let lines = entries.flatMap { needs, rules, count in
            let codes = rules.map(\.code).joined(separator: ", ")
            let checks: SafeText = count > 1 ? " (\(count) checks)" : ""
            return palette.wrap("\(codes)\(checks): \(needs)", first: "  ? ", rest: "      ")
        }
        let infos = outcome.findings.count { $0.suppression == nil && Self.isListedBelow($0, outcome) }
        let named: SafeText = infos == 0 ? "" : " (\(Wrapping.plural(infos, "info")) [\(Outcome.missingEvidence)])"
        return [palette.bold("Not decided; the inputs lack\(named)")] + lines + [""]
    }

    private func passed(_ outcome: Outcome) -> [SafeText] {
        let tally = Tally(outcome)
        let lines = outcome.checks.filter { tally.state(of: $0) == .passed }.flatMap { check in
            palette.wrap("\(check.subject)", first: "  \(palette.good("ok")) \(check.rule) ", rest: "      ")
        }
        return lines.isEmpty ? [] : [palette.bold("Passed")] + lines + [""]
    }

    private func summary(_ outcome: Outcome) -> [SafeText] {
        let summary = SummaryLines(outcome)
        var lines = palette.wrap(summary.findings) + palette.wrap(summary.checks)
        lines += AcceptedSection.summary(outcome).flatMap { palette.wrap($0) }
        for note in outcome.notes { lines += palette.wrap(SafeText(note)) }
        for line in InfluenceSection(outcome).lines { lines += palette.wrap(line, rest: "    ") }
        let status = outcome.exitStatus
        let reason = palette.wrap("exit \(status.rawValue): \(Verdicts.reason(outcome)).", rest: "    ")
        lines += reason.map { status == .clean ? palette.good($0) : palette.severity(.error, $0) }
        return lines
    }
}

/// The reasons why a run ended as it did, in plain words.
public enum Verdicts {
    public static func reason(_ outcome: Outcome) -> SafeText {
        let reason =
            switch outcome.exitStatus {
            case .incomplete: incomplete(outcome)
            case .findings: findings(outcome)
            case .failure: "a report could not be written" as SafeText
            case .clean, .usage: clean(outcome)
            }
        return outcome.exportsWithoutSteps == 0 || isNothingWrong(outcome)
            ? reason : "\(reason); \(withoutSteps(outcome))"
    }

    /// Exports without a step that logs on say nothing about logging on.
    private static func withoutSteps(_ outcome: Outcome) -> SafeText {
        "no step of the \(outcome.exportsWithoutSteps == 1 ? "export" : "exports") logs on to the Job Monitor"
    }

    private static func isNothingWrong(_ outcome: Outcome) -> Bool {
        outcome.exitStatus == .clean && !outcome.checks.isEmpty && outcome.suppressedFindings.isEmpty
            && outcome.activeFindings.allSatisfy { $0.rule == Outcome.missingEvidence }
    }

    /// Steps and pairs in words.
    private static func rows(_ steps: [PreflightStep], _ one: SafeText, _ many: SafeText) -> SafeText {
        let pairs = steps.count(where: \.isPair)
        let noun: SafeText = pairs == 0 ? "step" : pairs == steps.count ? "pair" : "row"
        return steps.count == 1 ? "1 \(noun) \(one)" : "\(steps.count) \(noun)s \(many)"
    }

    /// What is left open, for the end of a sentence.
    private static func undecided(_ outcome: Outcome) -> SafeText {
        let open = outcome.undecidedSteps
        return open.isEmpty ? "" : "; \(rows(open, "is", "are")) not decided"
    }

    private static func incomplete(_ outcome: Outcome) -> SafeText {
        if outcome.isEmpty { return "there was nothing to check" }
        let failed = outcome.inputs.count { $0.failure != nil }
        if failed > 0 { return "\(Wrapping.plural(failed, "input was", "inputs were")) not checked" }
        if outcome.isIncomplete { return "an input was not checked to its end" }
        let open = outcome.undecidedSteps
        var names: [PreflightStep.Link.Name] = []
        for step in open {
            for link in step.links where !names.contains(link.name) {
                if case .unknown = link.result { names.append(link.name) }
            }
        }
        let list = names.map { SafeText($0.rawValue) }.joined(separator: ", ")
        return "\(rows(open, "is", "are")) not decided (\(list))"
    }

    private static func findings(_ outcome: Outcome) -> SafeText {
        let failing = outcome.findings.lazy.filter(outcome.fails)
        let steps = outcome.failingSteps
        if failing.isEmpty, !steps.isEmpty { return rows(steps, "fails", "fail") + undecided(outcome) }
        guard !failing.isEmpty else {
            guard !outcome.unknownChecks.isEmpty else {
                return "\(rows(outcome.undecidedSteps, "is", "are")) not decided, and --strict-evidence was given"
            }
            return "\(Wrapping.plural(outcome.unknownChecks.count, "check is", "checks are")) not decided, "
                + "and --strict-evidence was given"
        }
        let counts = Severity.allCases.reversed().compactMap { severity in
            let count = failing.filter { $0.severity == severity }.number
            return count == 0 ? nil : Wrapping.plural(count, "\(severity.rawValue)")
        }
        return counts.joined(separator: ", ")
            + (outcome.failOn == .error ? "" : ", and --fail-on \(outcome.failOn.rawValue) was given")
            + undecided(outcome)
    }

    private static func clean(_ outcome: Outcome) -> SafeText {
        let unknown = outcome.unknownChecks.count
        let open: SafeText = unknown == 0 ? "" : "; \(Wrapping.plural(unknown, "check is", "checks are")) not decided"
        let allowed: SafeText =
            undecided(outcome).isEmpty ? "" : undecided(outcome) + ", which --allow-undecided allows"
        return judged(outcome, open) + allowed
    }

    private static func judged(_ outcome: Outcome, _ open: SafeText) -> SafeText {
        if outcome.checks.isEmpty { return "there was nothing to check, which --allow-empty allows" }
        if isNothingWrong(outcome) {
            guard outcome.exportsWithoutSteps == 0 else {
                return "\(withoutSteps(outcome)), so no log-on was judged\(open)"
            }
            return "nothing wrong was found\(open)"
        }
        if outcome.activeFindings.allSatisfy({ $0.rule == Outcome.missingEvidence }) {
            let accepted = outcome.suppressedFindings.count
            return "nothing was found except \(Wrapping.plural(accepted, "accepted finding"))\(open)"
        }
        return "no finding reaches --fail-on \(outcome.failOn.rawValue)\(open)"
    }
}
