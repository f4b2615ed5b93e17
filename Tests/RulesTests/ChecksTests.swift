import Diagnostics
import Foundation
import Testing

@testable import Checking

/// What does not apply to whole set-ups, and every link of the chains of their steps, stands in `Tests/Checks`.
@Suite struct ChecksTests {
    private static let folder = Fixture.root.deletingLastPathComponent().appending(path: "Checks")

    @Test(arguments: Fixture.all.filter { $0.rule == "clean" || $0.rule.hasPrefix("PF") })
    func `checks and chains are those of the file`(_ fixture: Fixture) throws {
        try Fixture.expect(
            Self.transcript(try fixture.run()), in: Self.folder.appending(path: fixture.path + ".checks"))
    }

    private static func transcript(_ run: TestRun) -> String {
        var lines: [String] = []
        var last = ""
        for check in run.report.checks {
            guard case .notApplicable(let reason) = check.result else { continue }
            if check.subject != last { lines.append(check.subject) }
            last = check.subject
            lines.append("    \(check.rule) does not apply: \(reason)")
        }
        for step in run.report.steps {
            let environment = step.environment.map { " in \($0)" } ?? ""
            lines.append("\(step.subject)\(environment), \(step.setUp): \(step.authentication)")
            for link in step.links {
                let result =
                    switch link.result {
                    case .passed: "passed"
                    case .failed: "failed"
                    case .unknown(let needs): "unknown (\(needs))"
                    case .notApplicable(let reason): "not applicable (\(reason))"
                    }
                let place = link.place.map { " at \(run.show($0))" } ?? ""
                let rule = link.rule.map { " [\($0)]" } ?? ""
                lines.append("    \(link.name.rawValue) \(result): \(link.message)\(place)\(rule)")
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
