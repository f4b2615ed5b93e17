import Diagnostics
import Foundation
import Testing

@testable import Reporters

/// The reports as other programs read them: junitparser and jsonschema from PyPI.
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
        #expect(answer == "[34, 6, 15, 6, 34, 6]\n")
    }

    @Test(arguments: [
        ("check", 0), ("check", 1), ("check", 2), ("access", 3), ("check", 4), ("opengraph", 5), ("diff", 6),
    ])
    func `reports match their schema`(_ schema: String, _ index: Int) throws {
        let reports = [
            JSONReporter().report(SampleOutcome.outcome()), JSONReporter().report(SampleOutcome.clean),
            JSONReporter().report(SampleOutcome.hostile), AccessJSONReporter().report(SampleOutcome.access),
            JSONReporter().report(SampleOutcome.kept),
            AccessOpenGraphReporter().report(SampleOutcome.access),
            DifferenceJSONReporter(failOn: .gained, status: .findings).report(SampleOutcome.difference),
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

    @Test func `a Markdown reader sees the table of a difference and no markup of its names`() throws {
        let answer = try Self.run(
            """
            import sys
            from markdown_it import MarkdownIt
            html = MarkdownIt("commonmark", {"html": True}).enable("table").render(sys.stdin.read())
            print(html.count("<table>"), html.count("<tbody>"), html.count("<tr>"), "<b>" in html, html.count("</td>"))
            """, DifferenceMarkdownReporter().report(SampleOutcome.difference))
        #expect(answer == "3 3 9 False 22\n")
    }

    @Test(arguments: ["ant-junit", "jenkins-junit-10"])
    func `the strict layout conforms to both schemas`(_ schema: String) throws {
        let file = SampleTests.root.appending(path: "Tests/Schemas/\(schema).xsd").path
        for outcome in [SampleOutcome.outcome(), SampleOutcome.clean, SampleOutcome.empty, SampleOutcome.hostile] {
            let answer = try Self.run(
                """
                import io, sys, xmlschema
                schema = xmlschema.XMLSchema(sys.argv[1])
                print([error.reason for error in schema.iter_errors(io.BytesIO(sys.stdin.buffer.read()))])
                """, JUnitReporter(layout: .strict).report(outcome), file)
            #expect(answer == "[]\n")
        }
    }

    @Test(arguments: JUnitReporter.Layout.allCases)
    func `junit2html renders every layout`(_ layout: JUnitReporter.Layout) throws {
        let answer = try Self.run(
            """
            import sys
            from junit2htmlreport import parser
            report = parser.Junit(xmlstring=sys.stdin.buffer.read().decode())
            html = report.html()
            cases = [case for suite in report.suites for case in suite.all()]
            print(len(cases), "loopback-only-off" in html, "permit: app.json" in html)
            """, JUnitReporter(layout: layout).report(SampleOutcome.outcome()))
        #expect(answer.hasSuffix(" True True\n") && !answer.hasPrefix("0"), "\(answer)")
    }

    static func run(_ script: String, _ input: Report, _ arguments: String...) throws -> String {
        let process = Process()
        process.executableURL = PythonTools.python
        process.arguments = ["-c", script] + arguments
        let (stdin, stdout) = (Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        try process.run()
        stdin.fileHandleForWriting.write(Data(input.bytes))
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
