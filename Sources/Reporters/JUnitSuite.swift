import Diagnostics

/// A group of checks as JUnit counts them.
struct JUnitSuite {
    let name: SafeText
    private(set) var cases: [JUnitCase] = []
    private(set) var failures = 0
    private(set) var errors = 0
    private(set) var skipped = 0
    var notApplicable = 0
    private var names: [SafeText: Int] = [:]

    init(name: SafeText) { self.name = name }

    /// GitLab counts only the first of two cases with the same name.
    mutating func add(_ testCase: JUnitCase) {
        var testCase = testCase
        testCase.className = "jmoncheck.\(name).\(testCase.className)"
        let key: SafeText = "\(testCase.className)\n\(testCase.name)"
        let count = (names[key] ?? 0) + 1
        names[key] = count
        if count > 1 { testCase.name += " (\(count))" }
        switch testCase.state {
        case .passed: break
        case .failure: failures += 1
        case .error: errors += 1
        case .skipped: skipped += 1
        }
        cases.append(testCase)
    }
}

/// A check as JUnit knows it: red if and only if it makes the run fail.
struct JUnitCase {
    /// Lines that are made when they are written, because they may be about very many findings.
    typealias Lines = @Sendable (_ add: (SafeText) -> Void) -> Void

    enum State {
        case passed
        case failure(message: SafeText, type: SafeText, text: Lines)
        case error(SafeText)
        case skipped(SafeText)
    }

    var name: SafeText
    /// The class name below the suite's. It has no dots, because Jenkins cuts a class name at the last one.
    var className: SafeText
    var file: SafeText?
    var line: Int?
    var state: State
    /// Findings that do not make the run fail.
    var output: [SafeText] = []

    init(input path: SafeText, failure: SafeText) {
        name = "input: \(path)"
        className = Self.undotted(path)
        file = path
        state = .error("\(path): \(failure)")
    }

    init(noInputAllowedBy option: SafeText) {
        name = "input: none"
        className = "none"
        state = .skipped("there was no input, which \(option) allows")
    }

    /// The case of a rule on a subject.
    ///
    /// - Parameter ordinal: the number of the finding, if each failing finding is a case of its own.
    init(
        _ check: Check, _ info: RuleInfo, failing: [Finding], other: [Finding], ordinal: Int? = nil,
        _ found: FindingIndex, _ outcome: Outcome, _ places: Places
    ) {
        let subject = SafeText(check.subject)
        name = "\(info.id) \(info.name): \(subject)" + (ordinal.map { " #\($0)" as SafeText } ?? "")
        className = Self.undotted(subject)
        let first = failing.first ?? other.first
        file = (first?.place ?? check.file.map { Place($0) }).map(places.path)
        line = first.flatMap { places.start($0.place)?.line }
        output = other.map { finding in
            let why: SafeText =
                places.remark(finding) ?? "not failing: below --fail-on \(outcome.failOn.rawValue)"
            return "\(places.headline(finding)) (\(why))"
        }
        let state = found.tally.state(of: check)
        if let first = failing.first {
            let more: SafeText = failing.number > 1 ? " (+\(failing.number - 1) more)" : ""
            self.state = .failure(
                message: "\(info.id) \(first.message)\(more)", type: SafeText(first.severity.rawValue),
                text: { Self.write(failing, found.consequences, info, places, $0) })
        } else if case .unknown(let needs) = check.result {
            self.state = .undecided(needs, prefix: "\(info.id) ", outcome)
        } else if state == .accepted || state == .consequence {
            let uncounted = other.filter { places.remark($0) != nil }
            output = []
            self.state = .skipped(uncounted.map { Self.uncounted($0, places) }.joined(separator: "; "))
        } else {
            self.state = .passed
        }
    }

    /// A finding that does not count by itself, and why.
    private static func uncounted(_ finding: Finding, _ places: Places) -> SafeText {
        let why = places.remark(finding) ?? ""
        return "\(why) (\(places.headline(finding)))"
    }

    /// The case of a link in the chain of a step; `nil` if the link does not apply. A broken link is red whatever the
    /// severity of its finding, and an undecided one is an error unless the run allows it.
    init?(
        _ link: PreflightStep.Link, of step: PreflightStep, _ found: FindingIndex, _ outcome: Outcome, _ places: Places
    ) {
        let subject = SafeText(step.subject)
        name = "\(link.name.rawValue): \(subject)"
        className = Self.undotted(subject)
        let place = link.place ?? Place(step.file)
        file = places.path(place)
        line = places.start(place)?.line
        let message = SafeText(link.message)
        switch link.result {
        case .notApplicable: return nil
        case .passed: state = .passed
        case .unknown(let needs):
            state =
                outcome.failsWithoutEvidence || outcome.allowsUndecided || !step.isUndecided
                ? .undecided(needs, prefix: "", outcome) : .error("\(link.name.rawValue) is not decided: \(needs)")
        case .failed:
            let code: SafeText = link.rule.map { "[\($0)]" } ?? ""
            if link.isAccepted {
                let findings = link.rule.map { found.findings(of: $0, about: step.subject, at: link.place) } ?? []
                state = .skipped(findings.map { Self.uncounted($0, places) }.joined(separator: "; "))
            } else if outcome.failOn != .never {
                state = .failure(
                    message: "\(link.name.rawValue)\(code) \(message)", type: "error",
                    text: { $0("\(places.link(place)): \(link.name.rawValue)\(code): \(message)") })
            } else {
                state = .passed
                output = ["\(places.link(place)): \(link.name.rawValue)\(code): \(message) (does not fail the run)"]
            }
        }
    }

    /// Every finding on a line of its own with its evidence below it, then what to do.
    private static func write(
        _ findings: [Finding], _ consequences: Consequences, _ info: RuleInfo, _ places: Places,
        _ add: (SafeText) -> Void
    ) {
        for finding in findings {
            add(places.headline(finding))
            for related in finding.related { add("  \(places.link(related.place)): \(related.message)") }
            if let fix = finding.fix { add("  fix: \(fix.title)") }
            for next in consequences.of(finding) { add("  then \(places.consequence(next))") }
        }
        var remedies: Set<String> = []
        for finding in findings {
            let remedy = finding.remedy ?? info.remedy
            if remedies.insert(remedy).inserted { add("help: \(remedy)") }
        }
        add("docs: jmoncheck explain \(info.id)")
    }

    private static func undotted(_ text: SafeText) -> SafeText {
        let name = text.replacing { $0 == "." ? "_" : nil }
        return name.isEmpty ? "_" : name
    }
}

extension JUnitCase.State {
    /// The state of an undecided check: skipped with what it waits for, or red with `--strict-evidence`.
    fileprivate static func undecided(_ needs: String, prefix: SafeText, _ outcome: Outcome) -> Self {
        let text: SafeText = "not decided: \(needs)"
        let isRed = outcome.strictEvidence && outcome.failOn != .never
        return isRed ? .failure(message: prefix + text, type: "unknown", text: { $0(text) }) : .skipped(text)
    }
}
