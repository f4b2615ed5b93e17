import Foundation
import Testing

/// What the program says to somebody who mistypes, asks for help or wants numbers only.
@Suite struct CommandTests {
    @Test(arguments: [
        ("chekc x", "no command and no file is named 'chekc'; did you mean 'check'?"),
        ("expalin RF302", "did you mean 'explain'?"), ("help chek", "did you mean 'check'?"),
        ("check --fromat json x", "Did you mean '--format'?"), ("check --format jsno x", "did you mean 'json'?"),
        ("check --as rcaf x", "did you mean 'racf'?"), ("check --report jsno=x x", "did you mean 'json'?"),
        ("check --color allways x", "did you mean 'always'?"), ("check --select RF32O x", "did you mean 'RF320'?"),
        ("check --fail-on eror x", "did you mean 'error'?"), ("baseline wirte x", "did you mean 'write'?"),
        ("explain ICH10120I", "did you mean 'ICH10102I'?"), ("completions bsah", "did you mean 'bash'?"),
        ("check --encoding ibm-1074 x", "did you mean 'ibm-1047'?"),
        ("check --ignore loopback-of x", "did you mean 'loopback-only-off'?"),
        ("explain lopback", "did you mean 'loopback-only-off'?"), ("explain RF302,RF3O2", "did you mean 'RF302'?"),
    ])
    func `a misspelt word gets the nearest`(_ arguments: String, _ wanted: String) throws {
        let result = try Program().shell("jmoncheck \(arguments)")
        #expect(result.status == 2 && result.errors.contains(wanted), "\(result.errors)")
    }

    @Test func `a misspelt path gets the nearest`() throws {
        let program = try Program()
        try program.copy("examples/correct")
        let result = try program.shell("jmoncheck check exmples/correct examples/corect/FEJJCNFG nothing/like/it")
        #expect(result.status == 3)
        #expect(
            result.errors.contains(
                "exmples/correct: cannot be read: no such file or directory; did you mean 'examples/correct'?"))
        #expect(result.errors.contains("did you mean 'examples/correct/FEJJCNFG'?"))
        #expect(result.errors.contains("nothing/like/it: cannot be read: no such file or directory\n"))
        let late = try program.shell("jmoncheck --format json check examples/correct")
        #expect(late.status == 3 && late.errors.contains("a command comes before its options: jmoncheck check …"))
    }

    @Test func `a place of several lines is shown with both its ends`() throws {
        let program = try Program()
        try program.write(
            "deck.rexx",
            """
            /* REXX */
            address tso
            "RDEFINE PTKTDATA X UACC(NONE) DATA(URBAN" ,
              "CODE" ,
              "DEPLOY)"

            """)
        let result = try program.shell("jmoncheck deck.rexx --report json=stored.json --format text")
        let ends = """
                3 | "RDEFINE PTKTDATA X UACC(NONE) DATA(URBAN" ,
                  |                                     ^^^^^^^^
              ...
                5 |   "DEPLOY)"
                  |   ^^^^^^^
            """
        #expect(result.output.contains(ends), "\(result.output)")
        let converted = try program.run(["report", "convert", "stored.json", "--format", "text"])
        #expect(converted.output.contains(ends), "\(converted.output)")
    }

    @Test func `without arguments there is short help, and nothing passes`() throws {
        let program = try Program()
        let result = try program.shell("jmoncheck")
        #expect(result.status == 3 && result.output.contains("Usage: jmoncheck [check] PATH…"))
        for name in ["check", "access", "explain", "completions"] { #expect(result.output.contains("  \(name) ")) }
        try program.copy("examples/correct")
        try program.write(".jmoncheck.yml", "set-ups: {one: {members: examples/correct/FEJJCNFG}}\n")
        let check = try program.shell("jmoncheck")
        #expect(check.status == 0 && !check.output.contains("Usage:"), "\(check.output)\(check.errors)")
    }

    @Test(arguments: ["", "check", "baseline write", "report convert", "completions"])
    func `help is the same however it is asked for`(_ words: String) throws {
        let program = try Program()
        let asked = try program.shell("jmoncheck help \(words)")
        #expect(asked.status == 0 && asked.output.contains("USAGE: jmoncheck"), "\(asked.output)\(asked.errors)")
        #expect(
            try program.shell("jmoncheck \(words) --help")
                .output.trimmingCharacters(in: .newlines) == asked.output.trimmingCharacters(in: .newlines))
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `shells read their completions`(_ shell: String) throws {
        let program = try Program()
        let result = try program.shell("jmoncheck completions \(shell) > script")
        #expect(result.status == 0, "\(result.errors)")
        #expect(try program.read("script").contains("agent-user"))
        let check = try program.shell("if command -v \(shell) > /dev/null; then \(shell) -n script; fi")
        #expect(check.status == 0, "\(check.errors)")
    }

    @Test func `sizes have units`() throws {
        let program = try Program()
        try program.write("deck.txt", String(repeating: "SETROPTS CLASSACT(PTKTDATA)\n", count: 100))
        for (size, isCut) in [("1K", true), ("2kb", true), ("3000", false), ("1G", false), ("1MiB", false)] {
            let result = try program.shell("jmoncheck check deck.txt --max-size \(size) -q")
            #expect(result.output.contains("[IN006]") == isCut, "\(size): \(result.output)")
        }
        for size in ["2G", "0", "1T", "K", "-1", "99999999999999999999", "1.5G"] {
            #expect(try program.shell("jmoncheck check deck.txt --max-size=\(size)").status == 2, "\(size)")
        }
    }

    @Test func `statistics count the findings of each rule`() throws {
        let program = try Program()
        try program.copy("examples/as-printed")
        let run = "jmoncheck check examples/as-printed --assume fresh --agent-user AGNTUSR"
        let text = try program.shell("\(run) --statistics")
        #expect(text.status == 1 && text.output.hasPrefix("3  error   RF303  stray-continuation"), "\(text.output)")
        let json = try KeptReport.object(try program.shell("\(run) --statistics --format json").output)
        let rows = try #require(json["statistics"] as? [[String: Any]])
        let report = try KeptReport.object(try program.shell("\(run) --format json").output)
        #expect(json["summary"] as? [String: Int] == report["summary"] as? [String: Int])
        let summary = try #require(report["summary"] as? [String: Int])
        let counted = rows.compactMap { $0["count"] as? Int }.reduce(0, +)
        #expect(counted == ["errors", "warnings", "infos"].compactMap { summary[$0] }.reduce(0, +))
        #expect(try program.shell("\(run) --statistics --format junit").status == 2)
    }

    @Test func `a report goes to a file in place of standard output`() throws {
        let program = try Program()
        try program.copy("examples/as-printed")
        let run = "jmoncheck check examples/as-printed --assume fresh --agent-user AGNTUSR"
        for format in ["text", "json", "junit"] {
            let direct = try program.shell("\(run) --format \(format)")
            let file = try program.shell("\(run) --format \(format) --output new/report")
            #expect(file.status == direct.status && file.output.isEmpty && file.errors == direct.errors)
            #expect(try program.read("new/report") == direct.output)
        }
        #expect(try program.shell("\(run) --output /dev/full").status == 4)
        #expect(try program.shell("\(run) --output examples/as-printed/FEJJCNFG").status == 2)
        #expect(try program.shell("\(run) --output x --report json=x").status == 2)
        let failed = try program.shell("\(run) --output out.txt --report json=/dev/full; test ! -e out.txt")
        #expect(failed.status == 0, "\(failed.errors)")
    }

    /// The input ends only after the line has appeared.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script"), "script is not installed"))
    func `a terminal shows how far a long run is, and the line is gone at the end`() throws {
        let program = try Program()
        try program.write("deck.txt", "SETROPTS CLASSACT(PTKTDATA)\nPERMT X CLASS(PTKTDATA) ID(A) ACCESS(READ)\n")
        let result = try program.shell(
            """
            mkfifo pipe && touch out
            (exec 3> pipe; i=0
            until grep -q reading out || [ $i -ge 40 ]; do sleep 0.1; i=$((i + 1)); done
            cat deck.txt >&3) &
            TERM=xterm script -qefc 'jmoncheck check pipe --as racf -q' out < /dev/null > /dev/null; echo $?; wait
            """)
        #expect(result.output == "1\n", "\(result.errors)")
        let shown = try program.read("out")
        let line = try #require(shown.range(of: "jmoncheck: reading 1 of 1 files"))
        let rest = shown[line.upperBound...]
        let end = try #require(rest.range(of: "\r\u{1B}[Kpipe: info[PF406]"), "\(shown)")
        #expect(rest[end.upperBound...].contains("error[RF301]") && !rest[end.upperBound...].contains("jmoncheck: "))
    }

    @Test func `a dump is an outline for people and JSON for programs`() throws {
        let program = try Program()
        try program.copy("examples/correct")
        let json = try program.shell("jmoncheck dump examples/correct/FEJJCNFG")
        #expect(json.output.hasPrefix("{"))
        let text = try program.shell("jmoncheck dump examples/correct/FEJJCNFG --format text")
        #expect(text.status == 0 && text.output.contains("== examples/correct/FEJJCNFG\n  encoding: utf-8\n"))
        try program.write(".jmoncheck.yml", "set-ups: {one: {members: examples/correct/FEJJCNFG}}\n")
        let named = try KeptReport.object(try program.shell("jmoncheck dump examples/correct/FEJJCNFG").output)
        #expect(named["setUps"] as? [String] == ["one"])
    }
}
