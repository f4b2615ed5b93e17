import Diagnostics
import Foundation
import Testing

@testable import Checking

/// Every link of the chains of whole set-ups is in a file next to them, and checks that do not apply are in one list.
@Suite struct LinkTests {
    private static func isWhole(_ fixture: Fixture) -> Bool {
        ["clean", "urbancode"].contains(fixture.rule) || fixture.rule.hasPrefix("PF")
    }

    @Test(arguments: Fixture.all.filter(isWhole))
    func `chains equal those of the file`(_ fixture: Fixture) throws {
        let run = try fixture.run()
        try fixture.expect(run.outcome.steps.map { Self.chain($0, run) }.joined(separator: "\n"), in: "links")
    }

    /// The list is grouped by rule, so that a new rule adds a paragraph to one file.
    @Test func `suppressions that do not apply are listed`() throws {
        var lines: [String: [String]] = [:]
        for fixture in Fixture.everything where Self.isWhole(fixture) {
            for check in try fixture.run().outcome.checks {
                guard case .notApplicable(let reason) = check.result else { continue }
                lines["\(check.rule)", default: []].append("    \(fixture): \(check.subject): \(reason)\n")
            }
        }
        let text = lines.sorted { $0.key < $1.key }.map { "\($0.key)\n\($0.value.joined())" }.joined(separator: "\n")
        try Fixture.expect(text, in: Fixture.root.deletingLastPathComponent().appending(path: "not-applicable.txt"))
    }

    private static func chain(_ step: PreflightStep, _ run: TestRun) -> String {
        let environment = step.environment.map { " in \($0)" } ?? ""
        var text = "\(step.subject)\(environment), \(step.setUp): \(step.authentication)\n"
        for link in step.links {
            let (result, reason) =
                switch link.result {
                case .passed: ("passed", "")
                case .failed: ("failed", "")
                case .unknown(let needs): ("unknown", needs)
                case .notApplicable(let reason): ("not applicable", reason)
                }
            let why = reason.isEmpty || reason == link.message ? "" : " (\(reason))"
            let place = link.place.map { " at \(run.show($0))" } ?? ""
            let rule = link.rule.map { " [\($0)]" } ?? ""
            text += "    \(link.name.rawValue) \(result)\(why): \(link.message)\(place)\(rule)\n"
        }
        return text
    }
}
