public import Diagnostics
import XML

/// JUnit XML, layout *check*: one test case is one rule applied to one subject, so that names stay when lines move.
///
/// A case is red if and only if it makes the run fail. `error` is kept for what could not be checked at all.
public struct JUnitReporter: Reporter {
    public init() {}

    public func report(_ outcome: Outcome) -> [UInt8] {
        let suites = suites(of: outcome)
        return XMLWriter.document { xml in
            xml.element(
                "testsuites",
                [
                    "name": "jmoncheck", "tests": "\(suites.map(\.cases.count).reduce(0, +))",
                    "failures": "\(suites.map(\.failures).reduce(0, +))",
                    "errors": "\(suites.map(\.errors).reduce(0, +))",
                    "skipped": "\(suites.map(\.skipped).reduce(0, +))", "time": "0",
                ]
            ) { xml in
                for suite in suites { write(suite, outcome, &xml) }
            }
        }
    }

    private func write(_ suite: Suite, _ outcome: Outcome, _ xml: inout XMLWriter) {
        xml.element(
            "testsuite",
            [
                "name": suite.area.rawValue, "tests": "\(suite.cases.count)", "failures": "\(suite.failures)",
                "errors": "\(suite.errors)", "skipped": "\(suite.skipped)", "time": "0",
            ]
        ) { xml in
            xml.element("properties") { xml in
                for (name, value) in [
                    ("version", outcome.version), ("fail-on", outcome.failOn.rawValue),
                    ("not-applicable", "\(suite.notApplicable)"),
                ] {
                    xml.element("property", ["name": "jmoncheck.\(name)", "value": value])
                }
            }
            for testCase in suite.cases { testCase.write(&xml) }
        }
    }

    private func suites(of outcome: Outcome) -> [Suite] {
        let places = Places(outcome.inputs)
        var suites = RuleArea.allCases.map { Suite(area: $0) }
        func add(_ testCase: TestCase, to area: RuleArea) {
            guard let index = suites.firstIndex(where: { $0.area == area }) else { return }
            suites[index].add(testCase)
        }
        for input in outcome.inputs {
            guard let failure = input.failure else { continue }
            add(TestCase(input: ReportSource.harmless(input.path), failure: ReportSource.harmless(failure)), to: .input)
        }
        if outcome.isEmpty {
            add(TestCase(input: "nothing", failure: "there was nothing to check"), to: .input)
        }
        var findings: [CheckKey: [Finding]] = [:]
        for finding in outcome.findings {
            for subject in finding.subjects {
                findings[CheckKey(rule: finding.rule, subject: subject), default: []].append(finding)
            }
        }
        let infos = Dictionary(outcome.rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for check in outcome.checks {
            guard let info = infos[check.rule] else { continue }
            if case .notApplicable = check.result {
                if let index = suites.firstIndex(where: { $0.area == info.area }) { suites[index].notApplicable += 1 }
                continue
            }
            let key = CheckKey(rule: check.rule, subject: check.subject)
            add(TestCase(check, info, findings[key] ?? [], outcome, places), to: info.area)
        }
        if suites.allSatisfy(\.cases.isEmpty) { add(TestCase(noInputAllowedBy: "--allow-empty"), to: .input) }
        return suites.filter { !$0.cases.isEmpty }
    }

    private struct CheckKey: Hashable {
        var rule: RuleID
        var subject: String
    }
}

private struct Suite {
    var area: RuleArea
    var cases: [TestCase] = []
    var failures = 0
    var errors = 0
    var skipped = 0
    var notApplicable = 0
    private var names: [String: Int] = [:]

    init(area: RuleArea) { self.area = area }

    /// GitLab counts only the first of two cases with the same name.
    mutating func add(_ testCase: TestCase) {
        var testCase = testCase
        testCase.className = "jmoncheck.\(area.rawValue)." + testCase.className
        let key = testCase.className + "\n" + testCase.name
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

private struct TestCase {
    enum State {
        case passed
        case failure(message: String, type: String, text: String)
        case error(String)
        case skipped(String)
    }

    var name: String
    var className: String
    var file: String?
    var line: Int?
    var state: State
    /// Findings that do not make the run fail.
    var output: [String] = []

    init(input path: String, failure: String) {
        name = "input: \(path)"
        className = Self.undotted(path)
        file = path
        state = .error("\(path): \(failure)")
    }

    init(noInputAllowedBy option: String) {
        name = "input: none"
        className = "none"
        state = .skipped("there was no input, which \(option) allows")
    }

    init(_ check: Check, _ info: RuleInfo, _ findings: [Finding], _ outcome: Outcome, _ places: Places) {
        let subject = ReportSource.harmless(check.subject)
        name = "\(info.id) \(info.name): \(subject)"
        className = Self.undotted(subject)
        let failing = findings.filter(outcome.fails)
        let first = failing.first ?? findings.first
        file = (first?.place ?? check.file.map { Place($0) }).map(places.path)
        line = first.flatMap { places.start($0.place)?.line }
        output = findings.filter { !outcome.fails($0) }.map {
            "\(places.headline($0)) (not failing: below --fail-on \(outcome.failOn.rawValue))"
        }
        if let first = failing.first {
            let more = failing.count > 1 ? " (+\(failing.count - 1) more)" : ""
            state = .failure(
                message: "\(info.id) \(ReportSource.harmless(first.message))\(more)", type: first.severity.rawValue,
                text: Self.text(failing, info, places))
        } else if case .unknown(let needs) = check.result {
            let text = "not decided: \(ReportSource.harmless(needs))"
            let isRed = outcome.strictEvidence && outcome.failOn != .never
            state = isRed ? .failure(message: "\(info.id) \(text)", type: "unknown", text: text) : .skipped(text)
        } else {
            state = .passed
        }
    }

    /// Every finding on a line of its own, the evidence below it, then what to do.
    private static func text(_ findings: [Finding], _ info: RuleInfo, _ places: Places) -> String {
        var lines: [String] = []
        for finding in findings {
            lines.append(places.headline(finding))
            lines += finding.related.map { "  \(places.link($0.place)): \(ReportSource.harmless($0.message))" }
            if let fix = finding.fix { lines.append("  fix: \(ReportSource.harmless(fix.title))") }
        }
        lines.append("help: \(info.remedy)")
        lines.append("docs: jmoncheck explain \(info.id)")
        return lines.joined(separator: "\n")
    }

    /// Jenkins cuts a class name at its last dot.
    private static func undotted(_ text: String) -> String {
        let name = String(text.map { $0 == "." ? "_" : $0 })
        return name.isEmpty ? "_" : name
    }

    func write(_ xml: inout XMLWriter) {
        xml.element(
            "testcase",
            ["name": name, "classname": className, "file": file, "line": line.map { "\($0)" }, "time": "0"],
            content: body)
    }

    private func body(_ xml: inout XMLWriter) {
        switch state {
        case .passed: break
        case .failure(let message, let type, let text):
            xml.element("failure", ["message": message, "type": type]) { $0.text(text) }
        case .error(let text): xml.element("error", ["message": text, "type": "input"]) { $0.text(text) }
        case .skipped(let text): xml.element("skipped", ["message": text]) { $0.text(text) }
        }
        if !output.isEmpty { xml.element("system-out") { $0.text(output.joined(separator: "\n")) } }
    }
}
