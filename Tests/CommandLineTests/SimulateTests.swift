import Foundation
import Testing

/// What `simulate` says of the example set-ups is kept in `reports/`.
@Suite struct SimulateTests {
    @Test(arguments: ["correct", "as-printed"], ["text", "json"])
    func `the sample is current`(_ name: String, _ format: String) throws {
        let program = try Program()
        try program.copy("examples/\(name)")
        let result = try program.run(["simulate", "examples/\(name)", "--assume", "fresh", "--format", format])
        #expect(result.status == 0, "\(result.errors)")
        let file = Program.root.appending(path: "reports/simulate-\(name).\(format == "text" ? "txt" : "json")")
        if ProcessInfo.processInfo.environment["JMONCHECK_UPDATE"] != nil {
            try result.output.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == result.output)
    }

    private static let start = """
        //J1 JOB 1,'X',CLASS=A
        //S1 EXEC PGM=#
        //SYSTSIN DD *
        SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)
        RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYLABEL(P.K))
        RDEFINE PTKTDATA FEKAPPL UACC(NONE)
        SETROPTS RACLIST(PTKTDATA) REFRESH
        /*

        """

    @Test(arguments: [
        ("IKJEFT01", "SETROPTS: done, code 0", "refused, nothing changed, code 4, ICH10102I"),
        ("IKJEFT1A", "SETROPTS: not reached", "The job stops at deck.jcl:6:1: the RDEFINE fails"),
        ("IKJEFT1B", "SETROPTS: unknown", "refused, nothing changed, code 4, ICH10102I"),
    ])
    func `a failed command ends the step if the program does so`(
        _ monitor: String, _ last: String, _ other: String
    ) throws {
        let program = try Program()
        try program.write("deck.jcl", Self.start.replacing("#", with: monitor))
        let output = try program.run(["simulate", "deck.jcl", "--assume", "fresh"]).output
        #expect(output.contains(last) && output.contains(other), "\(output)")
    }

    @Test func `a value from outside replaces its variable`() throws {
        let program = try Program()
        let lines = ["CLASSACT(PTKTDATA) RACLIST(PTKTDATA)", "GRPLIST"].map { "tsocmd \"SETROPTS \($0)\"" }
        try program.write("deck.sh", "#!/bin/sh\n" + lines.joined(separator: "\n") + "\ntsocmd \"DELUSER $OLD\"\n")
        #expect(try program.run(["simulate", "deck.sh"]).output.contains("one of its values is not shown"))
        let output = try program.run(["simulate", "deck.sh", "--set", "OLD=USER9", "--assume", "fresh"]).output
        #expect(output.contains("user USER9: defined yes -> no"), "\(output)")
        try program.write(".jmoncheck.yml", "version: 1\nvalues:\n  OLD: USER8\n")
        #expect(
            try program.run(["simulate", "deck.sh", "--assume", "fresh"]).output.contains(
                "user USER8: defined yes -> no"))
        #expect(try program.run(["simulate", "deck.sh", "--set", "OLD"]).status == 2)
    }
}
