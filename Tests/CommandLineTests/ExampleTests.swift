import Foundation
import Testing

/// The example set-ups give the results in their README.
@Suite struct ExampleTests {
    private static let options = ["--assume", "fresh", "--agent-user", "AGNTUSR"]

    @Test(arguments: ["correct", "password"])
    func `correct examples have no finding`(_ name: String) throws {
        let program = try Program()
        try program.copy("examples/\(name)")
        let result = try program.run(["check", "examples/\(name)"] + Self.options)
        #expect(result.status == 0)
        #expect(!result.output.contains("error[") && !result.output.contains("warning["))
    }

    @Test(arguments: [
        "FEJJCNFG: error[JM101]", "payroll.json:269:32: error[UC201]", "passticket.txt:1:28: error[RF302]",
        "passticket.txt:3:55: error[RF314]", "passticket.txt:3:94: error[RF308]", "passticket.txt:4:37: error[RF303]",
        "passticket.txt:4:135: error[RF331]", "passticket.txt:10:18: error[RF320]",
    ])
    func `the printed page fails where it is wrong`(_ finding: String) throws {
        let program = try Program()
        try program.copy("examples/as-printed")
        let result = try program.run(["check", "examples/as-printed"] + Self.options)
        #expect(result.status == 1)
        #expect(result.output.contains("examples/as-printed/\(finding)"), "\(result.output)")
    }

    @Test func `junitparser reads the reports of the examples`() throws {
        let python = Program.root.appending(path: ".build/tools/bin/python").path
        guard FileManager.default.isExecutableFile(atPath: python) else {
            return withKnownIssue("run 'make tools' first") { Issue.record("no junitparser") }
        }
        let program = try Program()
        try program.copy("examples")
        for (name, isRed) in [("as-printed", true), ("correct", false)] {
            _ = try program.run(["check", "examples/\(name)", "--report", "junit=\(name).xml"] + Self.options)
            let read = try program.shell(
                """
                '\(python)' -c 'import sys
                from junitparser import JUnitXml, Failure
                xml = JUnitXml.fromfile(sys.argv[1])
                cases = [case for suite in xml for case in suite]
                print(len(cases) > 40, any(isinstance(r, Failure) for c in cases for r in c.result))' \(name).xml
                """)
            #expect(read.output == "True \(isRed ? "True" : "False")\n", "\(read.errors)")
        }
    }
}
