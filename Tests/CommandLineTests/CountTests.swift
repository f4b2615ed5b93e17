import Foundation
import Testing

/// One run has one set of numbers, whatever format shows it.
@Suite struct CountTests {
    /// The numbers as a format gives them; `nil` for those that it does not have.
    private struct Numbers: Equatable, CustomStringConvertible {
        var errors: Int
        var warnings: Int
        var infos: Int

        var description: String { "\(errors) errors, \(warnings) warnings, \(infos) infos" }
    }

    private static let formats = [
        "text", "concise", "json", "junit", "sarif", "github", "gitlab", "azure", "checkstyle", "rdjson", "markdown",
        "html",
    ]

    /// The reports of one run in every format.
    private static func reports(_ scenario: Scenario) throws -> (status: Int32, reports: [String: String]) {
        let program = try Program()
        try program.copy(scenario.inputs)
        let targets = formats.map { "--report \($0)=../out.\($0)" }.joined(separator: " ")
        let result = try program.shell(
            "cd \(scenario.inputs) && \"$JMONCHECK\" \(try scenario.options()) \(targets)")
        let pairs = try formats.map { ($0, try program.read("Tests/Scenarios/\(scenario)/out.\($0)")) }
        return (result.status, Dictionary(uniqueKeysWithValues: pairs))
    }

    @Test(arguments: Scenario.all)
    func `every format counts the same findings`(_ scenario: Scenario) throws {
        let (_, reports) = try Self.reports(scenario)
        let json = try KeptReport.object(try #require(reports["json"]))
        let summary = try #require(json["summary"] as? [String: Int])
        let stated = Numbers(
            errors: summary["errors"] ?? -1, warnings: summary["warnings"] ?? -1, infos: summary["infos"] ?? -1)
        let found: [String: Numbers] = [
            "json": try Self.findings(json), "text": Self.line(reports["text"]),
            "markdown": Self.line(reports["markdown"]), "azure": Self.line(reports["azure"]),
            "github": Self.line(reports["github"]), "concise": Self.concise(reports["concise"] ?? ""),
            "junit": try Self.properties(reports["junit"] ?? "", ["errors", "warnings", "infos"]),
            "html": try Self.definitions(reports["html"] ?? "", ["errors", "warnings", "infos"]),
        ]
        for (format, numbers) in found { #expect(numbers == stated, "\(scenario): \(format)") }
        // These have other entries too, but errors only for findings that count.
        let sarif = try Self.levels(reports["sarif"] ?? "")
        #expect(sarif.errors == stated.errors && sarif.warnings == stated.warnings)
        let annotations = (reports["github"] ?? "").split(separator: "\n")
        #expect(annotations.count { $0.hasPrefix("::warning ") } == stated.warnings)
        #expect(
            annotations.count {
                $0.hasPrefix("::error ") && !$0.contains("title=verdict") && !$0.contains("title=input")
            }
                == stated.errors)
        #expect(
            (reports["azure"] ?? "").split(separator: "\n").count { $0.contains("logissue type=warning") }
                == stated.warnings)
    }

    @Test(arguments: Scenario.all)
    func `every format counts the same checks and states the real status`(_ scenario: Scenario) throws {
        let (status, reports) = try Self.reports(scenario)
        let json = try KeptReport.object(try #require(reports["json"]))
        let summary = try #require(json["summary"] as? [String: Int])
        let results = KeptReport.checks(json).map { $0["result"] as? String ?? "" }
        for (key, word) in [
            ("passed", "passed"), ("failed", "failed"), ("unknown", "unknown"), ("consequenceChecks", "consequence"),
            ("acceptedChecks", "accepted"),
        ] {
            #expect(summary[key] == results.count { $0 == word }, "\(scenario): \(key)")
        }
        #expect(summary["checks"] == results.count { $0 != "notApplicable" })
        let sentence = Self.sentence(summary)
        for format in ["text", "github", "azure", "markdown"] {
            #expect(reports[format]?.contains(sentence) == true, "\(scenario): \(format) lacks '\(sentence)'")
        }
        let junit = try Self.properties(
            reports["junit"] ?? "", ["checks-passed", "checks-failed", "checks-undecided"])
        #expect([junit.errors, junit.warnings, junit.infos] == ["passed", "failed", "unknown"].map { summary[$0] })
        let html = try Self.definitions(
            reports["html"] ?? "", ["checks passed", "checks failed", "checks undecided"])
        #expect(
            [html.errors, html.warnings, html.infos] == ["passed", "failed", "unknown"].map { summary[$0] },
            "\(scenario): html")
        #expect(json["exitStatus"] as? Int == Int(status))
        for format in ["text", "github", "azure", "markdown"] {
            #expect(reports[format]?.contains("exit \(status): ") == true, "\(scenario): \(format)")
        }
        #expect(reports["junit"]?.contains("\"jmoncheck.exit-status\" value=\"\(status)\"") == true)
        #expect(reports["sarif"]?.contains("\"exitCode\" : \(status)") == true)
    }

    /// An accepted cause leaves its consequences to fail the run.
    @Test func `a cause that is accepted or not reported takes no consequence with it`() throws {
        let program = try Program()
        try program.copy("examples/as-printed")
        let deck = "examples/as-printed/passticket.txt --assume fresh --agent-user AGNTUSR"
        let all = try program.shell("jmoncheck \(deck) -q").output
        #expect(all.contains(": note[RF322] follows from RF302: "))
        for options in ["--ignore RF302", "--select RF322,RF323"] {
            let result = try program.shell("jmoncheck \(deck) \(options) -q")
            #expect(result.status == 1)
            #expect(result.output.contains(": error[RF322] ") && !result.output.contains("note["), "\(options)")
        }
        try program.write(
            ".jmoncheck.yml",
            "suppressions:\n  - {code: RF302, path: 'examples/**', reason: CHG0001}\n")
        let accepted = try program.shell("jmoncheck \(deck) -q")
        #expect(accepted.status == 1 && accepted.output.contains(": error[RF322] "), "\(accepted.output)")
        try program.write(".jmoncheck.yml", "rules: {RF302: warning}\n")
        let lowered = try program.shell("jmoncheck \(deck) --select RF302,RF322 -q")
        #expect(lowered.status == 1 && lowered.output.contains(": error[RF322] "), "\(lowered.output)\(lowered.errors)")
    }

    // MARK: Numbers

    private static func findings(_ json: [String: Any]) throws -> Numbers {
        let findings = (json["findings"] as? [[String: Any]] ?? []).filter { finding in
            finding["consequence"] as? Bool != true && !(finding["suppressed"] is [String: Any])
        }
        func count(_ severity: String) -> Int {
            findings.filter { $0["severity"] as? String == severity }
                .reduce(0) { $0 + 1 + ($1["more"] as? Int ?? 0) }
        }
        return Numbers(errors: count("error"), warnings: count("warning"), infos: count("info"))
    }

    /// The line of the summary, such as `1 error, 2 infos; 3 more findings follow from them.`
    private static func line(_ report: String?) -> Numbers {
        let lines = (report ?? "").split(separator: "\n")
        let line = lines.last { $0.wholeMatch(of: /(No findings|[0-9]+ (error|warning|info)s?.*)\./) != nil } ?? ""
        func count(_ word: String) -> Int {
            let words = line.split { " ,;.".contains($0) }
            let index = words.firstIndex { $0 == word || $0 == word + "s" }
            return index.flatMap { $0 > 0 ? Int(words[$0 - 1]) : nil } ?? 0
        }
        return line.isEmpty
            ? Numbers(errors: -1, warnings: -1, infos: -1)
            : Numbers(errors: count("error"), warnings: count("warning"), infos: count("info"))
    }

    private static func concise(_ report: String) -> Numbers {
        func count(_ severity: String) -> Int { report.components(separatedBy: ": \(severity)[").count - 1 }
        return Numbers(errors: count("error"), warnings: count("warning"), infos: count("info"))
    }

    private static func properties(_ report: String, _ names: [String]) throws -> Numbers {
        let values = try names.map { name in
            let match = try Regex("\"jmoncheck\\.\(name)\" value=\"([0-9]+)\"", as: (Substring, Substring).self)
                .firstMatch(in: report)
            return match.flatMap { Int($0.output.1) } ?? -1
        }
        return Numbers(errors: values[0], warnings: values[1], infos: values[2])
    }

    /// The numbers of a list of definitions in HTML. Groups of three digits may be separated.
    private static func definitions(_ report: String, _ names: [String]) throws -> Numbers {
        let values = try names.map { name in
            let match = try Regex("<dt>\(name)</dt><dd>([^<]*)</dd>", as: (Substring, Substring).self)
                .firstMatch(in: report)
            return match.flatMap { Int($0.output.1.filter(\.isNumber)) } ?? -1
        }
        return Numbers(errors: values[0], warnings: values[1], infos: values[2])
    }

    private static func levels(_ report: String) throws -> Numbers {
        let runs = try KeptReport.object(report)["runs"] as? [[String: Any]] ?? []
        let results = (runs.first?["results"] as? [[String: Any]] ?? []).filter { result in
            (result["suppressions"] as? [Any])?.isEmpty ?? true
        }
        func count(_ level: String) -> Int { results.count { $0["level"] as? String == level } }
        return Numbers(errors: count("error"), warnings: count("warning"), infos: count("note"))
    }

    private static func sentence(_ summary: [String: Int]) -> String {
        let words = [
            ("passed", "passed"), ("failed", "failed"), ("consequenceChecks", "failed as a consequence"),
            ("acceptedChecks", "accepted"), ("unknown", "undecided"),
        ]
        let parts = words.compactMap { key, word in (summary[key] ?? 0) > 0 ? "\(summary[key] ?? 0) \(word)" : nil }
        let checks = summary["checks"] ?? 0
        return
            "\(checks) \(checks == 1 ? "check" : "checks")\(parts.isEmpty ? "" : ": " + parts.joined(separator: ", "))."
    }
}
