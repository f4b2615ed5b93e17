import Foundation

/// The part of a report that a scenario keeps: everything that did not pass.
///
/// Checks that passed or do not apply are counted in `Tests/Scenarios/counts.txt` instead, so that a new rule changes
/// only the scenarios in which it finds something.
enum KeptReport {
    /// The text report, alone or between workflow commands, without the numbers of all checks and of passed checks.
    /// Each paragraph is on one line, so that a longer number does not change the wrapping, and the token for GitHub,
    /// which is computed from the text, is left out.
    ///
    /// - Parameter counts: the numbers to remove, whatever the wording around them.
    static func text(_ report: String, counts: Counts) -> String {
        var lines: [String] = []
        var isVerdict = false
        for line in report.components(separatedBy: "\n") {
            isVerdict = line.hasPrefix("  Set-up ") || (isVerdict && line.hasPrefix("  "))
            if isVerdict, !line.hasPrefix("  Set-up "), let last = lines.popLast() {
                lines.append(last + line.dropFirst())
            } else {
                lines.append(line)
            }
        }
        return lines.joined(separator: "\n").replacing(/([0-9]+) (checks?|passed)/) { match in
            let number = Int(match.1) ?? 0
            let isCount = match.2 == "passed" ? number == counts.passed : number >= counts.passed
            return isCount ? "… \(match.2)" : "\(match.0)"
        }
        .replacing(/jmoncheck-[0-9a-f]{16}/, with: "jmoncheck-…")
    }

    /// The JSON report without the checks that passed or do not apply.
    static func json(_ report: String) throws -> String {
        try edited(report) { report in
            report["checks"] = checks(report).filter { !isQuiet($0) }
            var summary = report["summary"] as? [String: Any] ?? [:]
            for count in ["passed", "checks"] { summary[count] = nil }
            report["summary"] = summary
        }
    }

    /// The properties that change with the number of checks that passed.
    private static let numbers = ["not-applicable", "checks", "checks-passed"].map { "\"jmoncheck.\($0)\"" }

    /// The JUnit report without passed cases, suites with only such cases, and the counts of both.
    static func junit(_ report: String) -> String {
        var lines: [Substring] = []
        var suite: [Substring] = []
        for line in report.split(separator: "\n", omittingEmptySubsequences: false) {
            let isPassed = line.contains("<testcase ") && line.hasSuffix("/>")
            if isPassed || Self.numbers.contains(where: line.contains) { continue }
            guard line.hasPrefix("  ") || !suite.isEmpty else {
                lines.append(line)
                continue
            }
            suite.append(line)
            guard line == "  </testsuite>" else { continue }
            if suite.contains(where: { $0.contains("<testcase ") }) { lines += suite }
            suite = []
        }
        return (lines + suite).joined(separator: "\n").replacing(/(<testsuites? [^>]*?) tests="[0-9]+"/) { "\($0.1)" }
    }

    /// The SARIF report with only the rules that a result names, and without their numbers.
    static func sarif(_ report: String) throws -> String {
        try edited(report) { report in
            var runs = report["runs"] as? [[String: Any]] ?? []
            for index in runs.indices {
                var results = runs[index]["results"] as? [[String: Any]] ?? []
                for result in results.indices { results[result]["ruleIndex"] = nil }
                let named = Set(results.compactMap { $0["ruleId"] as? String })
                var tool = runs[index]["tool"] as? [String: Any] ?? [:]
                var driver = tool["driver"] as? [String: Any] ?? [:]
                driver["rules"] = (driver["rules"] as? [[String: Any]])?
                    .filter { named.contains($0["id"] as? String ?? "") }
                tool["driver"] = driver
                runs[index]["tool"] = tool
                var invocations = runs[index]["invocations"] as? [[String: Any]] ?? []
                for number in invocations.indices {
                    var properties = invocations[number]["properties"] as? [String: Any] ?? [:]
                    for count in ["checks", "checks-passed"] { properties[count] = nil }
                    invocations[number]["properties"] = properties
                }
                runs[index]["invocations"] = invocations
                runs[index]["results"] = results
            }
            report["runs"] = runs
        }
    }

    /// The number of checks by their results.
    struct Counts {
        var passed: Int
        var notApplicable: Int
        init(json report: String) throws {
            let results = checks(try object(report)).map { $0["result"] as? String }
            passed = results.count { $0 == "passed" }
            notApplicable = results.count { $0 == "notApplicable" }
        }
    }

    // MARK: JSON

    static func object(_ report: String) throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: Data(report.utf8)) as? [String: Any] ?? [:]
    }

    static func checks(_ report: [String: Any]) -> [[String: Any]] { report["checks"] as? [[String: Any]] ?? [] }

    private static func isQuiet(_ check: [String: Any]) -> Bool {
        ["passed", "notApplicable"].contains(check["result"] as? String)
    }

    private static func edited(_ report: String, _ edit: (inout [String: Any]) -> Void) throws -> String {
        var object = try object(report)
        edit(&object)
        let data = try JSONSerialization.data(
            withJSONObject: object, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data, as: UTF8.self) + "\n"
    }
}
