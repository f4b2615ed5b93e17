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

    private static let before = """
        SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA) GENERIC(PTKTDATA) NOADDCREATOR
        RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYLABEL(P.K))
        PERMIT FEKAPPL CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(READ)
        ADDGROUP AGRP
        ADDUSER USER1 PASSWORD(ABC12345) DFLTGRP(AGRP)

        """

    /// The answers of docs/reference/messages.md#2-racf-commands to a command after these.
    @Test(arguments: [
        ("RDEFINE PTKTDATA (FEKAPPL CICSA)", "done in part, code 4, ICH10102I"),
        ("RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.%*", "refused, nothing changed, code 8, ICH10313I"),
        ("RDEFINE PTKTDATA CICSA", "done, with a warning, code 0, ICH10006I"),
        ("RALTER PTKTDATA CICSA UACC(NONE)", "refused, nothing changed, code 4, ICH11102I"),
        ("RDELETE PTKTDATA CICSA", "refused, nothing changed, code 4, ICH12102I"),
        ("RDELETE PTKTDATA FEKAPPL", "done, with a warning, code 0, ICH12002I"),
        ("PERMIT CICSA CLASS(PTKTDATA) ID(A)", "refused, nothing changed, code 8, ICH06004I"),
        ("PERMIT FEKAPPL CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(READ)", "done, with a warning, ICH06001I"),
        ("PERMIT FEKAPPL CLASS(PTKTDATA) ID(NOBODY) DELETE", "refused, nothing changed, code 4, ICH06002I"),
        ("PERMIT FEKAPPL CLASS(PTKTDATA) ID(A) WHEN(PROGRAM(X))", "refused, nothing changed, code 8, ICH06020I"),
        ("PERMIT FEKAPPL ID(A)", "unknown"),
        ("PERMIT FEKAPPL CLASS(PTKTDATA) ID(A) ACCESS(BOGUS)", "not run, code 8, IKJ56702I"),
        ("SETROPTS REFRESH", "refused, nothing changed, ICH14013I"),
        ("SETROPTS RACLIST(FACILITY) REFRESH", "done, with a warning, ICH14070I"),
        ("SETROPTS NOCLASSACT(PTKTDATA) RACLIST(PTKTDATA)", "done in part, code 4, ICH14042I"),
        ("SETROPTS GLOBAL(FACILITY) REFRESH", "unknown"),
        ("SETROPTS GRPLIST SETROPTS LIST", "not run, code 8, IKJ56712I"),
        ("RDEFIN PTKTDATA A", "not run, code 12, IKJ56500I"),
        ("APPLDATA('X')", "not run, IKJ56621I"),
        ("RLIST PTKTDATA FEKAPPL ALL", "done, code 0"),
        ("RLIST PTKTDATA CICSA", "refused, nothing changed, code 4, ICH13003I"),
        ("ADDUSER USER2 DFLTGRP(AGRP)", "done, with a warning, code 0, ICH01024I"),
        ("ADDUSER USER2 DFLTGRP(AGRP) NOPASSWORD", "done, code 0"),
        ("ADDUSER USER2 PASSWORD", "done, with a warning, ICH01025I"),
        ("ADDUSER USER1", "refused, nothing changed, code 8, IKJ56702I"),
        ("ALTUSER USER1 RESUME", "done, with a warning, ICH21019I"),
        ("ADDGROUP AGRP", "refused, nothing changed, code 8, IKJ56702I"),
        ("CONNECT USER1 GROUP(AGRP)", "done, with a warning, ICH02005I"),
        ("REMOVE USER1 GROUP(OTHER)", "refused, nothing changed, code 4, ICH03002I"),
        ("DELGROUP AGRP", "unknown"),
        ("LISTUSER USER1", "done, code 0"),
        ("PASSWORD USER(USER1)", "refused, nothing changed, ICH08027I"),
        ("PASSWORD USER(USER1) INTERVAL(300)", "refused, nothing changed, code 8, ICH08003I"),
        ("ADDSD 'A.TOOLONGQUAL' UACC(NONE)", "not run, code 8, IKJ56702I"),
    ])
    func `a command is answered as the reference says`(_ command: String, _ answer: String) throws {
        let program = try Program()
        try program.write("deck.txt", Self.before + command + "\n")
        let lines = try program.run(["simulate", "deck.txt", "--assume", "fresh"]).output.split(separator: "\n")
        let line = lines.first { $0.hasPrefix("deck.txt:6:1 ") } ?? ""
        #expect(line.hasSuffix(": " + answer), "\(line)")
    }

    @Test func `a user is connected to a group and removed from it`() throws {
        let program = try Program()
        let connect = "CONNECT AGNTUSR GROUP(DEPLOYGR)\n"
        try program.write(
            "deck.txt",
            "ADDGROUP DEPLOYGR\nADDUSER AGNTUSR DFLTGRP(SYS1)\n" + connect + connect
                + "REMOVE AGNTUSR GROUP(DEPLOYGR)\nREMOVE AGNTUSR GROUP(DEPLOYGR)\n")
        let lines = try program.run(["simulate", "deck.txt", "--assume", "fresh"]).output.split(separator: "\n")
        let answers = (3...6).map { number in
            lines.first { $0.hasPrefix("deck.txt:\(number):1 ") }.map { $0.drop { $0 != " " }.dropFirst() }
        }
        #expect(
            answers == [
                "CONNECT: done, code 0", "CONNECT: done, with a warning, ICH02005I", "REMOVE: done, code 0",
                "REMOVE: refused, nothing changed, code 4, ICH03002I",
            ])
    }

    @Test func `tso -t runs no RACF commands`() throws {
        let program = try Program()
        try program.write("deck.sh", "#!/bin/sh\ntso -t \"SETROPTS GRPLIST\"\n")
        let output = try program.run(["simulate", "deck.sh", "--assume", "fresh"]).output
        #expect(output.contains("SETROPTS: not run, IKJ56652I"), "\(output)")
    }
}
