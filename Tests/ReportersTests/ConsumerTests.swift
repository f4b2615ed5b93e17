import Foundation
import Testing

@testable import Reporters

/// What other people's programs make of the reports: junitparser and jsonschema from PyPI.
///
/// `make test` fetches them first; without them the suite is marked as skipped.
@Suite(.enabled(if: PythonTools.areThere, "run 'make tools' first"))
struct ConsumerTests {
    @Test func `junitparser reads the cases and their results`() throws {
        let answer = try Self.run(
            """
            import json, sys
            from junitparser import JUnitXml, Failure, Error, Skipped
            xml = JUnitXml.fromstring(sys.stdin.buffer.read())
            cases = [case for suite in xml for case in suite]
            kinds = lambda kind: sum(isinstance(r, kind) for case in cases for r in case.result)
            print(json.dumps([len(cases), kinds(Failure), kinds(Error), kinds(Skipped), xml.tests, xml.failures]))
            """, JUnitReporter().report(SampleOutcome.outcome()))
        #expect(answer == "[9, 4, 1, 1, 9, 4]\n")
    }

    @Test(arguments: [("check", 0), ("check", 1), ("check", 2), ("access", 3)])
    func `reports match their schema`(_ schema: String, _ index: Int) throws {
        let reports = [
            JSONReporter().report(SampleOutcome.outcome()), JSONReporter().report(SampleOutcome.clean),
            JSONReporter().report(SampleOutcome.hostile), AccessJSONReporter().report(SampleOutcome.access),
        ]
        let answer = try Self.run(
            """
            import json, sys
            from jsonschema import Draft202012Validator
            schema = json.load(open(sys.argv[1]))
            Draft202012Validator.check_schema(schema)
            errors = [error.message for error in Draft202012Validator(schema).iter_errors(json.load(sys.stdin))]
            print(errors)
            """, reports[index], SampleTests.root.appending(path: "reports/\(schema).schema.json").path)
        #expect(answer == "[]\n")
    }

    private static func run(_ script: String, _ input: [UInt8], _ arguments: String...) throws -> String {
        let process = Process()
        process.executableURL = PythonTools.python
        process.arguments = ["-c", script] + arguments
        let (stdin, stdout) = (Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        try process.run()
        stdin.fileHandleForWriting.write(Data(input))
        try stdin.fileHandleForWriting.close()
        let output = stdout.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: output, as: UTF8.self)
    }
}

enum PythonTools {
    static let python = SampleTests.root.appending(path: ".build/tools/bin/python")
    static let areThere = FileManager.default.isExecutableFile(atPath: python.path)
}
