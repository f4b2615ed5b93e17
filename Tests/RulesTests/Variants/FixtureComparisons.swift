import Comparing
import Diagnostics
import Foundation
import Reporters

@testable import Checking

/// How a fixture compares with other states, and what the files that are written about it say later.
struct FixtureComparisons {
    let fixture: Fixture
    let files: [(name: String, bytes: [UInt8])]
    /// The fixture as it is, and with what was told beside it.
    let base: CheckedState
    let told: CheckedState

    /// A whole set-up that works.
    private static let example: CheckedState? = {
        let folder = Fixture.root.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "examples/correct")
        let files = Fixture.children(of: folder).compactMap { name in
            (try? Data(contentsOf: folder.appending(path: name))).map { (name: name, bytes: [UInt8]($0)) }
        }
        let checker = try? TestRun.checker(["--assume", "fresh", "--agent-user", "AGNTUSR"], [:])
        return try? checker?.state(TestRun.sources(files))
    }()

    /// - Parameters:
    ///   - checker: that of the fixture.
    ///   - more: that of the fixture with what was told beside it.
    func lines(_ checker: Checker, _ more: Checker) throws -> [String] {
        var lines: [String] = []
        if let example = Self.example {
            let report = Checker.difference(before: example, after: told)
            lines.append("after the example: \(Picture.told(report))")
        }
        let around = try more.statesAroundDecks(TestRun.sources(files))
        if around.after.hasDecks {
            let report = Checker.difference(before: around.before, after: around.after, isAroundDecks: true)
            lines.append("around its decks: \(Picture.told(report))")
        }
        if let first = base.environments.first {
            let last = base.environments.last ?? first
            let environments = Comparison.Environments(before: first, after: last)
            let report = Checker.difference(before: base, after: told, environments: environments)
            lines.append("\(first) and \(last): \(Picture.told(report))")
        }
        // Notes say what is hidden on both sides.
        let notes = Checker.difference(before: base, after: base).notes
        lines.append("stored: \(stored())\(notes.isEmpty ? "" : ", notes \(Picture.digest(Array("\(notes)".utf8)))")")
        // It takes two more checks.
        if fixture.path.utf8.reduce(0, ^) % 2 == 0 { lines.append("approved: \(try approved())") }
        return lines
    }

    /// What a stored report is, compared with the fixture itself.
    private func stored() -> String {
        let bytes = JSONReporter().report(base.outcome).bytes
        do throws(StoredReport.Failure) {
            let outcome = try StoredReport.read(SourceFile(path: "stored.json", bytes: bytes))
            let report = Checker.difference(before: CheckedState(stored: outcome), after: base)
            return "\(Picture.told(report)) \(Picture.digest(Picture.transcript(outcome)))"
        } catch {
            return "\(error)"
        }
    }

    /// What a configuration says of the fixture that approves everything, and what it says when one entry is gone.
    private func approved() throws -> String {
        var text = """
            set-ups:
              all:
                members: ["**"]
                exports: ["**"]
                decks: ["**"]
                evidence: ["**"]
                agent-users: [AGNTUSR]
                target-users: [USER1]
                assume: fresh
                access:
                  everything-else: warning
                  approved:
                    - {caller: SOMEBODY, application: FEKAPPL, targets: ["*"], reason: known, until: 2026-06-30}

            """
        var words: [String] = []
        for turn in 0..<2 {
            var checker = try TestRun.checker([], [".jmoncheck.yml": Array(text.utf8)])
            checker.options.suppression.today = CalendarDate(day: turn == 0 ? 20_635 : 20_700)
            let reading = checker.reading(of: TestRun.sources(files))
            let outcome = try checker.outcome(of: reading)
            let rules: Set = ["PF410", "PF411", "SU504", "SU505"]
            let count = outcome.findings.count { rules.contains("\($0.rule)") }
            words.append("\(count) \(Picture.digest(Picture.transcript(outcome)))")
            do throws(ExpectedAccessWriter.Failure) {
                let written = try ExpectedAccessWriter.write(
                    checker.options.configuration, checker.access(reading), today: checker.options.suppression.today,
                    formats: [])
                text = String(decoding: written.text, as: UTF8.self)
                words.append("added \(written.added) \(written.expired) \(Picture.digest(written.text))")
            } catch {
                words.append(error.description)
            }
        }
        return words.joined(separator: ", ")
    }

    /// What a baseline of the fixture says when the fixture has changed.
    func baseline(
        _ checker: Checker, _ changed: [(name: String, bytes: [UInt8])], _ label: String
    ) throws -> [String] {
        let baseline = Baseline(told.outcome, project: nil, allowsCritical: false)
        guard !baseline.written.bytes.isEmpty, checker.options.suppression.baseline == nil else { return [] }
        var checker = checker
        checker.options.suppression.baseline = try Baseline.read(
            SourceFile(path: ".jmoncheck-baseline.json", bytes: baseline.written.bytes))
        let outcome = try checker.outcome(of: checker.reading(of: TestRun.sources(changed)))
        let updated = baseline.updated(by: outcome, adding: true, allowsCritical: true)
        let known = outcome.findings.count(where: \.isKnown)
        return [
            "a baseline, and \(label): \(known) of \(outcome.findings.count) known "
                + "\(Picture.digest(Picture.transcript(outcome))) \(Picture.digest(updated.written.bytes))"
        ]
    }
}
