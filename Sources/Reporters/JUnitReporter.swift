public import Diagnostics
import XML

/// JUnit XML: the results of the rules on each subject, and each link of every step, as test cases whose names stay
/// when lines move.
///
/// A case is red if and only if it makes the run fail. `error` is used only for what could not be checked at all, and for
/// links that are not decided.
public struct JUnitReporter: Reporter {
    public enum Layout: String, Sendable, CaseIterable {
        /// A case for each rule and subject.
        case check
        /// In addition, a case for each failing finding, for tools that annotate code.
        case finding
        /// The same as *check*, limited to what Ant's `JUnit.xsd` and `junit-10.xsd` of Jenkins' xUnit plug-in accept.
        case strict
    }

    private let layout: Layout

    public init(layout: Layout = .check) { self.layout = layout }

    public func report(_ outcome: Outcome) -> Report {
        let suites = suites(of: outcome)
        return XMLWriter.document { xml in
            xml.element("testsuites", layout == .strict ? [:] : counters(suites)) { xml in
                for (index, suite) in suites.enumerated() { write(suite, index, outcome, &xml) }
            }
        }
    }

    // MARK: Suites

    private func suites(of outcome: Outcome) -> [JUnitSuite] {
        let places = Places(outcome)
        var suites = RuleArea.allCases.map { JUnitSuite(name: SafeText($0.rawValue)) }
        func index(of area: RuleArea) -> Int { RuleArea.allCases.firstIndex(of: area) ?? 0 }
        let input = index(of: .input)
        for failed in outcome.inputs {
            guard let failure = failed.failure else { continue }
            suites[input].add(
                JUnitCase(input: SafeText(failed.path), failure: SafeText(failure)))
        }
        if outcome.isEmpty { suites[input].add(JUnitCase(input: "nothing", failure: "there was nothing to check")) }
        let found = FindingIndex(outcome)
        let infos = Dictionary(outcome.rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for check in outcome.checks {
            guard let info = infos[check.rule] else { continue }
            let suite = index(of: info.area)
            if found.tally.state(of: check) == .notApplicable {
                suites[suite].notApplicable += 1
                continue
            }
            let findings = found.findings(of: check.rule, about: check.subject)
            for testCase in cases(check, info, findings, found, outcome, places) { suites[suite].add(testCase) }
        }
        var chain = JUnitSuite(name: "steps")
        for step in outcome.steps {
            for link in step.links {
                if let testCase = JUnitCase(link, of: step, found, outcome, places) {
                    chain.add(testCase)
                } else {
                    chain.notApplicable += 1
                }
            }
        }
        suites.append(chain)
        if suites.allSatisfy(\.cases.isEmpty) { suites[input].add(JUnitCase(noInputAllowedBy: "--allow-empty")) }
        return suites.filter { !$0.cases.isEmpty }
    }

    /// One case, or in the layout *finding* one for each finding that makes the run fail.
    private func cases(
        _ check: Check, _ info: RuleInfo, _ findings: [Finding], _ found: FindingIndex, _ outcome: Outcome,
        _ places: Places
    ) -> [JUnitCase] {
        let failing = findings.filter(outcome.fails)
        let other = findings.filter { !outcome.fails($0) }
        guard layout == .finding, failing.count > 1 else {
            return [JUnitCase(check, info, failing: failing, other: other, found, outcome, places)]
        }
        return failing.enumerated().map { index, finding in
            JUnitCase(
                check, info, failing: [finding], other: index == 0 ? other : [], ordinal: index + 1, found, outcome,
                places)
        }
    }

    // MARK: XML

    private func counters(_ suites: [JUnitSuite]) -> KeyValuePairs<StaticString, SafeText?> {
        [
            "name": "jmoncheck", "tests": "\(suites.map(\.cases.count).reduce(0, +))",
            "failures": "\(suites.map(\.failures).reduce(0, +))",
            "errors": "\(suites.map(\.errors).reduce(0, +))",
            "skipped": "\(suites.map(\.skipped).reduce(0, +))", "time": "0",
        ]
    }

    private func write(_ suite: JUnitSuite, _ index: Int, _ outcome: Outcome, _ xml: inout XMLWriter) {
        let isStrict = layout == .strict
        // Ant requires a time stamp and a host; both are fixed, so that the same inputs give the same bytes.
        xml.element(
            "testsuite",
            [
                "id": isStrict ? "\(index)" : nil, "package": isStrict ? "jmoncheck" : nil, "name": suite.name,
                "timestamp": isStrict ? "1970-01-01T00:00:00" : nil, "hostname": isStrict ? "localhost" : nil,
                "tests": "\(suite.cases.count)", "failures": "\(suite.failures)", "errors": "\(suite.errors)",
                "skipped": "\(suite.skipped)", "time": "0",
            ]
        ) { xml in
            xml.element("properties") { xml in
                let properties: [(SafeText, SafeText)] = [
                    ("version", SafeText(outcome.version)), ("fail-on", SafeText(outcome.failOn.rawValue)),
                    ("exit-status", "\(outcome.exitStatus.rawValue)"),
                    ("not-applicable", "\(suite.notApplicable)"),
                ]
                let influence = InfluenceSection(outcome)
                let settings: [(SafeText, SafeText)] = [
                    ("configuration", influence.configuration ?? "none"), ("settings", influence.settings ?? "none"),
                ]
                // The numbers of the run are the same for every suite, so one has them.
                let numbers = index == 0 ? SummaryLines(outcome).properties : []
                let counts = numbers.map { ($0.name, "\($0.value)" as SafeText) }
                for (name, value) in properties + counts + settings {
                    xml.element("property", ["name": "jmoncheck.\(name)", "value": value])
                }
            }
            for testCase in suite.cases { write(testCase, &xml) }
            if isStrict {
                xml.element("system-out") { $0.text(suite.cases.flatMap(\.output).joined(separator: "\n")) }
                xml.element("system-err")
            }
        }
    }

    private func write(_ testCase: JUnitCase, _ xml: inout XMLWriter) {
        let isStrict = layout == .strict
        xml.element(
            "testcase",
            [
                "name": testCase.name, "classname": testCase.className, "file": isStrict ? nil : testCase.file,
                "line": isStrict ? nil : testCase.line.map { "\($0)" }, "time": "0",
            ]
        ) { xml in
            switch testCase.state {
            case .passed: break
            case .failure(let message, let type, let text):
                xml.element("failure", ["message": message, "type": type]) { xml in
                    var isFirst = true
                    text { line in
                        xml.text(isFirst ? line : "\n" + line)
                        isFirst = false
                    }
                }
            case .error(let text): xml.element("error", ["message": text, "type": "input"]) { $0.text(text) }
            case .skipped(let text): xml.element("skipped", ["message": text]) { $0.text(text) }
            }
            if !isStrict, !testCase.output.isEmpty {
                xml.element("system-out") { $0.text(testCase.output.joined(separator: "\n")) }
            }
        }
    }
}
