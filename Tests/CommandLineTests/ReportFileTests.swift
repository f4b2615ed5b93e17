import Foundation
import Testing

/// The files that runs write: complete reports, the same for every run.
@Suite struct ReportFileTests {
    private static func folder() throws -> Program {
        let program = try Program()
        try program.copy("examples")
        return program
    }

    @Test func `reports are written in addition to the standard output`() throws {
        let program = try Self.folder()
        let result = try program.run([
            "check", "examples/as-printed", "--report", "junit=out.xml", "--report", "json=out.json", "--format",
            "text",
        ])
        #expect(result.status == 1)
        #expect(try program.read("out.xml").hasSuffix("</testsuites>\n"))
        let json = try JSONSerialization.jsonObject(with: Data(try program.read("out.json").utf8))
        #expect((json as? [String: Any])?["exitStatus"] as? Int == 1)
        let left = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
            .filter { !$0.hasPrefix(".") }
        #expect(Set(left) == ["examples", "out.xml", "out.json"])
    }

    @Test func `a report that cannot be written leaves the old one in place`() throws {
        let program = try Self.folder()
        try program.write("kept/report.json", "old")
        let result = try program.shell(
            "chmod 500 kept; jmoncheck check examples/correct --report json=kept/report.json; echo $?; chmod 700 kept")
        let text = try program.read("kept/report.json")
        #expect(text == "old" || text.hasSuffix("}\n"), "\(result.errors)")
    }

    @Test(arguments: ["text", "json", "junit"])
    func `output is the same for every number of jobs`(_ format: String) throws {
        let program = try Self.folder()
        for number in 0..<12 {
            try program.write(
                "many/\(number)/FEJJCNFG", "SERV_PORT=\(number)\nLOOPBACK_ONLY=\(number % 2 == 0 ? "ON" : "OFF")\n")
        }
        let outputs = try ["1", "2", "7", "64"].map { jobs in
            try program.run(["check", "many", "examples", "--jobs", jobs, "--format", format]).output
        }
        #expect(!outputs[0].isEmpty && Set(outputs).count == 1)
        #expect(!outputs[0].contains(program.folder.path))
    }

    @Test func `standard input is read under a name`() throws {
        let program = try Program()
        let result = try program.run(
            ["check", "-", "--stdin-filename", "prod/FEJJCNFG"], input: "SERV_PORT=6715\nLIMIT_VIEW=USERID\n")
        #expect(result.status == 1 && result.output.contains("prod/FEJJCNFG: error[JM101]"))
    }

    @Test func `a kind can be forced`() throws {
        let program = try Program()
        let result = try program.run(["dump", "-", "--as", "racf"], input: "PROFILE NOPREFIX\nSETR LIST\n")
        #expect(result.status == 0 && result.output.contains(#""verb":"SETROPTS""#))
    }

    @Test func `fixed records are cut`() throws {
        let program = try Program()
        let record = "SETROPTS RACLIST(PTKTDATA) REFRESH".padding(toLength: 72, withPad: " ", startingAt: 0)
        let result = try program.run(
            ["dump", "-", "--as", "racf", "--record", "fb80"], input: record + "00000100" + record + "LOSTTEXT")
        #expect(result.output.contains(#""record":"fb80""#))
        #expect(result.output.components(separatedBy: #""verb":"SETROPTS""#).count == 3)
        #expect(result.output.contains(#"{"code":"RF306","column":73,"line":2}"#))
    }
}
