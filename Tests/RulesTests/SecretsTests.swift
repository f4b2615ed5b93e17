import Diagnostics
import Foundation
import Reporters
import Testing

@testable import Parsers
@testable import Rules

/// No secret of any fixture stands in any output of any format.
@Suite struct SecretsTests {
    @Test(arguments: Fixture.all)
    func `no output holds a secret`(_ fixture: Fixture) throws {
        let run = try fixture.run()
        let secrets = Self.secrets(run.inputs)
        guard !secrets.isEmpty else { return }
        for (name, bytes) in Self.outputs(run) {
            let text = String(decoding: bytes, as: UTF8.self)
            for secret in secrets {
                #expect(!text.contains(secret), "\(name) of \(fixture.path)")
            }
        }
    }

    @Test func `fixtures hold secrets of every kind`() throws {
        let secrets = try Fixture.all.flatMap { Self.secrets(try $0.run().inputs) }
        #expect(secrets.contains("Tuesday7") && secrets.contains("0123456789ABCDEF"))
        #expect(secrets.contains { $0.hasPrefix("crypt_v1{") })
    }

    /// Long enough not to stand somewhere by chance.
    private static func secrets(_ inputs: [ParsedInput]) -> Set<String> {
        Set(inputs.flatMap { input in input.secrets.map { input.file.text($0) } }.filter { $0.utf8.count >= 4 })
    }

    private static func outputs(_ run: TestRun) -> [(String, [UInt8])] {
        let inputs = run.inputs.map(Run.Input.parsed)
        let outcome = Run.check(inputs, options: Run.Options(), version: "0")
        var options = PreflightOptions()
        options.agentUsers = ["AGNTUSR"]
        options.targetUsers = ["USER1"]
        let access = Run.access(inputs, options: options)
        var outputs = ReportFormat.allCases.map { ($0.rawValue, $0.reporter.report(outcome)) }
        outputs.append(("suppressions", SuppressionReporter(outcome).text))
        outputs.append(("suppressions as JSON", SuppressionReporter(outcome).json))
        outputs.append(("baseline", Baseline(outcome, project: nil, allowsCritical: true).written))
        outputs.append(("verbose text", TextReporter(detail: .verbose).report(outcome)))
        outputs.append(("access", AccessTextReporter(palette: Palette(isOn: false), explains: true).report(access)))
        outputs.append(("access as JSON", AccessJSONReporter().report(access)))
        for input in run.inputs {
            outputs.append(("dump", JSONValue.object(input.document.model.dumped()).encoded(isPretty: false)))
            outputs.append(("description", Array("\(input.document)".utf8)))
        }
        return outputs
    }
}
