import Foundation
import Testing

/// The output of the program for the set-ups of `Tests/Scenarios`, in text, JSON and JUnit.
@Suite struct ScenarioTests {
    @Test(arguments: Scenario.all)
    func `a set-up gets its verdict in every form`(_ scenario: Scenario) throws {
        let answer = try scenario.answer()
        #expect([0, 1, 3].contains(answer.status), "\(answer.errors)")
        let text = KeptReport.text(answer.text, counts: try KeptReport.Counts(json: answer.json))
        try scenario.expect("$ jmoncheck \(try scenario.options())\n" + text, in: "expected.txt")
        try scenario.expect(try KeptReport.json(answer.json), in: "expected.json")
        try scenario.expect(KeptReport.junit(answer.junit), in: "expected.xml")
    }

    /// Checks that scenarios do not keep are counted here, so that a new rule changes only this file.
    @Test func `as many checks pass as before`() throws {
        let lines = try Scenario.all.map { scenario in
            let answer = try scenario.answer()
            let counts = try KeptReport.Counts(json: answer.json)
            let cases = answer.junit.components(separatedBy: "<testcase ").count - 1
            #expect(answer.text.contains(" \(counts.passed) passed"), "\(scenario)")
            return
                "\(scenario): \(counts.passed) passed, \(counts.notApplicable) not applicable, \(cases) JUnit cases\n"
        }
        try Scenario.expect(lines.joined(), in: Scenario.root.appending(path: "counts.txt"))
    }

    /// This also applies to set-ups that share inputs.
    @Test(arguments: Scenario.all)
    func `no two checks have the same name`(_ scenario: Scenario) throws {
        let answer = try scenario.answer()
        let checks = KeptReport.checks(try KeptReport.object(answer.json))
        let pairs = checks.map { "\($0["code"] ?? "") \($0["subject"] ?? "")" }
        #expect(pairs.count > 20 && Set(pairs).count == pairs.count)
        #expect(!answer.junit.contains("(2)\""), "a name that a number tells from another")
    }

    @Test func `there are twenty examples`() { #expect(Scenario.all.count >= 20) }

    /// One finding is suppressed, one suppression has expired, one finding is in the baseline and one is new.
    @Test(arguments: ConvertTests.formats)
    func `every format shows accepted findings, and the exit status ignores them`(_ format: String) throws {
        let scenario = Scenario(name: "accepted")
        let program = try Program()
        try program.copy(scenario.inputs)
        let run = "cd \(scenario.inputs) && \"$JMONCHECK\" \(try scenario.options()) --format \(format)"
        let result = try program.shell(run)
        #expect(result.status == 1, "\(result.errors)")
        switch format {
        case "text": #expect(try result.output == scenario.answer().text)
        case "json": #expect(try result.output == scenario.answer().json)
        case "junit": #expect(try result.output == scenario.answer().junit)
        case "sarif": try scenario.expect(try KeptReport.sarif(result.output), in: "formats/sarif")
        case "github", "azure", "markdown":
            let counts = try KeptReport.Counts(json: scenario.answer().json)
            try scenario.expect(KeptReport.text(result.output, counts: counts), in: "formats/\(format)")
        // reports/ has a sample, and the page counts everything that passed.
        case "html": break
        case _: try scenario.expect(result.output, in: "formats/\(format)")
        }
        for word in ["LIMIT_VIEW", "TRACE_STORAGE", "LIMIT_COMMANDS", "LIMIT_CONSOLE", "CHG0042", "2026-03-31"] {
            #expect(result.output.contains(word.replacing("_", with: format == "markdown" ? "\\_" : "_")), "\(word)")
        }
        // When the new finding and the expired suppression are fixed, only accepted findings remain.
        let edit = "s/CONSOLE=NOLIMIT/CONSOLE=LIMITED/; s/until=2026-03-31/until=2999-03-31/"
        let mended = try program.shell("sed -i '\(edit)' \(scenario.inputs)/FEJJCNFG && \(run)")
        #expect(mended.status == 0, "\(mended.output)")
    }
}
