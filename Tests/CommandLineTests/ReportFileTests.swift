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

    @Test(arguments: [
        ("check examples/correct --report json=r.json --report sarif=./r.json", "two reports go to ./r.json"),
        ("check examples/correct --report json=examples/correct/FEJJCNFG", "FEJJCNFG is an input"),
        ("check examples/correct --report json=link", "link is an input"),
        ("baseline write examples/correct --baseline examples/correct/FEJJCNFG", "FEJJCNFG is an input"),
    ])
    func `no report replaces another one or an input`(_ line: String, _ says: String) throws {
        let program = try Self.folder()
        let before = try program.read("examples/correct/FEJJCNFG")
        let result = try program.shell("ln -s examples/correct/FEJJCNFG link; jmoncheck \(line)")
        #expect(result.status == 2 && result.errors.contains(says), "\(result.errors)")
        #expect(try program.read("examples/correct/FEJJCNFG") == before)
        #expect(throws: (any Error).self) { try program.read("r.json") }
    }

    @Test func `folders of reports are made`() throws {
        let program = try Self.folder()
        _ = try program.run(["check", "examples/correct", "--report", "json=build/reports/r.json"])
        #expect(try program.read("build/reports/r.json").hasSuffix("}\n"))
    }

    @Test func `an incomplete run leaves a baseline as it was`() throws {
        let program = try Self.folder()
        try program.write("known.json", "mine")
        let result = try program.run([
            "baseline", "write", "examples/as-printed", "missing", "--baseline", "known.json",
        ])
        #expect(result.status == 3 && result.errors.contains("known.json stays as it is"), "\(result.errors)")
        #expect(try program.read("known.json") == "mine")
    }

    @Test func `check uses the file that baseline write makes without a name`() throws {
        let program = try Self.folder()
        let options = ["examples/as-printed", "--allow-critical-suppressions"]
        #expect(try program.run(["check"] + options).status == 1)
        #expect(try program.run(["baseline", "write"] + options).status == 0)
        let result = try program.run(["check"] + options)
        #expect(result.output.contains("baseline") && result.status != 1, "\(result.output)")
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
