import Foundation
import Testing

/// `deck`, `member`, `init` and `check --watch` as they are called.
@Suite struct WritingCommandTests {
    @Test func `a deck is written for a pair of users`() throws {
        let program = try Program()
        try program.write("deck.txt", "SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)\n")
        let pair = ["deck.txt", "--agent-user", "AGNTUSR", "--target-user", "USER1", "--key-label", "PTK.KEY"]
        let result = try program.run(["deck"] + pair)
        #expect(result.status == 0, "\(result.errors)")
        #expect(!result.output.contains("CLASSACT(PTKTDATA) RACLIST"))
        #expect(
            result.output.contains("PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) -\n  ACCESS(UPDATE)\n"))
        #expect(result.output.hasPrefix(" /*"))
        try program.write("zz.txt", result.output)
        let none = try program.run(["deck", "zz.txt"] + pair)
        #expect(none.status == 0 && none.output.isEmpty && none.errors.contains("nothing is missing"))
        let undo = try program.run(["deck", "--undo"] + pair)
        #expect(undo.output.contains("RDELETE PTKTDATA FEKAPPL\n"))
    }

    @Test(arguments: [
        (["deck", "deck.txt"], Int32(3), "--agent-user"),
        (["deck", "deck.txt", "--key-label", "0123456789ABCDEF"], 2, "looks like a key"),
        (["deck", "deck.txt", "--style", "cobol"], 2, "style"),
        (["deck", "missing.txt", "--agent-user", "A", "--target-user", "B"], 3, "missing.txt"),
        (["member", "buz", "SERV_PROT=1"], 2, "SERV_PORT"),
        (["member", "xyz"], 2, "xyz"),
        (["init", "deck.txt"], 2, "not a folder"),
        (["check", "--watch", "-"], 2, "--watch"),
    ])
    func `wrong use is one sentence`(_ arguments: [String], _ status: Int32, _ word: String) throws {
        let program = try Program()
        try program.write("deck.txt", "SETROPTS CLASSACT(PTKTDATA)\n")
        let result = try program.run(arguments)
        #expect(result.status == status && result.errors.contains(word), "\(result.status): \(result.errors)")
    }

    @Test func `a configuration is proposed by ports, and never written over one`() throws {
        let program = try Program()
        for (name, port) in [("prod", 6715), ("test", 6800)] {
            try program.write("\(name)/FEJJCNFG", "SERV_PORT=\(port)\nLOOPBACK_ONLY=OFF\n")
            try program.write("\(name)/deck.txt", "SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)\n")
        }
        let result = try program.run(["init"])
        #expect(result.status == 0, "\(result.errors)")
        let written = try program.read(".jmoncheck.yml")
        #expect(written.contains("  prod:\n    members: [prod/FEJJCNFG]\n    decks: [prod/deck.txt]\n"), "\(written)")
        #expect(written.contains("# test/FEJJCNFG listens on port 6800."))
        #expect(try program.run(["check", "--allow-undecided"]).status <= 1)
        #expect(try program.run(["init"]).status == 2)
        #expect(try program.read(".jmoncheck.yml") == written)
    }

    @Test func `an export beside one member belongs to it, whatever its ports are`() throws {
        let program = try Program()
        for (name, port) in [("one", 6715), ("two", 6716)] {
            try program.copy("examples/correct")
            try program.write("examples/correct/FEJJCNFG", "SERV_PORT=\(port)\nLOOPBACK_ONLY=OFF\n")
            _ = try program.shell("mv examples/correct \(name)")
        }
        let printed = try program.run(["init", "--print"]).output
        for name in ["one", "two"] {
            #expect(
                printed.contains("  \(name):\n    members: [\(name)/FEJJCNFG]\n    exports: [\(name)/payroll.json]"))
        }
    }

    @Test func `a change is checked again`() throws {
        let program = try Program()
        try program.write("deck.txt", "SETROPTS GENERIC(PTKTDATA) SETROPTS CLASSACT(PTKTDATA)\n")
        let result = try program.shell(
            """
            jmoncheck check --watch --quiet deck.txt > out & pid=$!; \
            n=0; while [ $n -lt 100 ] && ! grep -q RF302 out; do n=$((n+1)); sleep 0.1; done; \
            echo 'SETROPTS RACLIST(PTKTDATA), FOO' > new; mv new deck.txt; \
            n=0; while [ $n -lt 100 ] && ! grep -q RF304 out; do n=$((n+1)); sleep 0.1; done; \
            kill $pid; cat out
            """)
        #expect(result.output.contains("RF302") && result.output.contains("RF304"), "\(result.output)")
        #expect(!result.output.contains("\u{1B}"))
    }

    /// Runs `check --watch` while a script changes files, and returns what it wrote to both outputs.
    private static func watched(_ program: Program, _ arguments: String, _ script: String) throws -> String {
        try program.shell(
            """
            mkdir in; mv deck.txt .jmoncheck.yml in 2> /dev/null; cd in; : > ../out; \
            jmoncheck check --watch --quiet \(arguments) >> ../out 2>&1 & pid=$!; \
            await() { n=0; while [ $n -lt 100 ] && ! grep -q "$1" ../out; do n=$((n+1)); sleep 0.1; done; }; \
            \(script); kill $pid; cat ../out
            """
        ).output
    }

    @Test func `a change that the kernel does not report is seen by the times of the file`() throws {
        let program = try Program()
        try program.write("deck.txt", "SETROPTS GENERIC(PTKTDATA) SETROPTS CLASSACT(PTKTDATA)\n")
        // Only the time of the file changes, which is none of the events that are asked for.
        let output = try Self.watched(
            program, "deck.txt",
            """
            await RF302; : > ../out; python3 -c 'import os; os.utime("deck.txt", (1, 1))'; await RF302
            """)
        #expect(output.contains("RF302"), "\(output)")
    }

    @Test func `a configuration that becomes invalid is reported, and watching goes on`() throws {
        let program = try Program()
        try program.write("deck.txt", "SETROPTS GENERIC(PTKTDATA) SETROPTS CLASSACT(PTKTDATA)\n")
        try program.write(".jmoncheck.yml", "ignore: []\n")
        let output = try Self.watched(
            program, "deck.txt",
            """
            await RF302; echo 'ruls: {}' > .jmoncheck.yml; await ruls; : > ../out; \
            echo 'rules: {RF302: warning}' > .jmoncheck.yml; await 'warning.RF302'
            """)
        #expect(output.contains("warning[RF302]"), "\(output)")
    }

    @Test func `a report beside the inputs is no change of them`() throws {
        let program = try Program()
        try program.write("deck.txt", "SETROPTS GENERIC(PTKTDATA) SETROPTS CLASSACT(PTKTDATA)\n")
        let output = try Self.watched(
            program, ". --report json=report.json",
            """
            await RF302; echo 'SETROPTS RACLIST(PTKTDATA), FOO' > ../new; mv ../new deck.txt; await RF304; \
            grep -c 'error.RF30[24]' ../out > ../count
            """)
        #expect(try program.read("count") == "2\n", "\(output)")
    }

    @Test func `the file that takes the output is not an input`() throws {
        let program = try Program()
        try program.copy("examples/correct")
        let result = try program.shell(
            """
            cd examples/correct && rm passticket.jcl && \
            "$JMONCHECK" deck . --assume fresh --agent-user AGNTUSR --key-label PTK.KEY > missing.txt && \
            "$JMONCHECK" check . --assume fresh --agent-user AGNTUSR > report.txt
            """)
        #expect(result.status == 0, "\(result)")
        #expect(try program.read("examples/correct/report.txt").hasPrefix("✓ all 8 steps will log on and submit"))
        // A file that is named is read, even if it is empty.
        #expect(try program.shell("jmoncheck check out.txt > out.txt").status == 3)
    }
}
