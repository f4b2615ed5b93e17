import Foundation
import Testing

/// Set-ups by name, and files that are judged within theirs, with the real binary.
@Suite struct SetUpTests {
    private static let scenario = "Tests/Scenarios/two-set-ups/inputs"

    /// The folder has two set-ups, `test` and `prod`, which share an export.
    private static func program() throws -> Program {
        let program = try Program()
        try program.copy(scenario)
        return program
    }

    private static func run(_ arguments: String, input: String = "", in program: Program) throws -> Program.Result {
        try program.shell("cd \(scenario) && \"$JMONCHECK\" \(arguments)", input: input)
    }

    private static func paths(_ json: String) throws -> [String] {
        let report = try KeptReport.object(json)
        return (report["inputs"] as? [[String: Any]] ?? []).compactMap { $0["path"] as? String }.sorted()
    }

    private static func values(_ key: String, of rows: String, in json: String) throws -> Set<String> {
        let report = try KeptReport.object(json)
        return Set((report[rows] as? [[String: Any]] ?? []).compactMap { $0[key] as? String })
    }

    @Test(arguments: [
        ("prod", ["prod"]), ("'p*'", ["prod"]), ("'*'", ["prod", "test"]), ("prod --set-up test", ["prod", "test"]),
        ("'*t'", ["test"]),
    ])
    func `a set-up is chosen by its name or by a pattern`(_ names: String, _ known: [String]) throws {
        let expected = Set(known)
        let program = try Self.program()
        let check = try Self.run("check --set-up \(names) --format json", in: program)
        #expect(try Self.values("setup", of: "preflight", in: check.output) == expected, "\(check.errors)")
        #expect(try Self.values("setup", of: "inputs", in: check.output) == expected)
        let grants = try Self.run("access --set-up \(names) --format json", in: program)
        #expect(try Self.values("setup", of: "grants", in: grants.output) == expected, "\(grants.errors)")
        let access = try Self.run("access --set-up \(names) --target-user PRDUSER --format json", in: program)
        #expect(try Self.values("setup", of: "decisions", in: access.output) == expected)
        let simulation = try Self.run("simulate --set-up \(names) --format json", in: program)
        for rows in ["commands", "gained", "classes"] {
            #expect(try Self.values("setup", of: rows, in: simulation.output) == expected, "\(rows)")
        }
    }

    @Test func `text names the set-up of every decision and grant`() throws {
        let program = try Self.program()
        let access = try Self.run("access --target-user PRDUSER", in: program).output
        for name in ["test", "prod"] {
            #expect(access.contains("PRDUSER at FEKAPPL in set-up \(name): generate"), "\(access)")
            let table = try Self.run("access", in: program).output
            #expect(table.contains("Who may generate PassTickets for whom in set-up \(name)\n"))
        }
        let simulation = try Self.run("simulate", in: program).output
        for title in [
            "Commands in set-up prod\n", "Classes at the end in set-up test\n", "Grants gained in set-up prod\n",
        ] {
            #expect(simulation.contains(title), "\(simulation)")
        }
    }

    /// The set-up says who runs the agent; the table says who else can.
    @Test func `the users of a set-up do not narrow the table`() throws {
        let program = try Self.program()
        let access = try Self.run("access --set-up prod", in: program).output
        #expect(access.contains("can    OTHER") && access.contains("the submitter of the deck"), "\(access)")
        let narrowed = try Self.run("access --set-up prod --agent-user AGNTUSR", in: program).output
        #expect(!narrowed.contains("can    OTHER"), "\(narrowed)")
    }

    @Test func `a shared input does not bring in half of another set-up`() throws {
        let program = try Self.program()
        let result = try Self.run("check test/FEJJCNFG", in: program)
        #expect(result.status == 0 && !result.output.contains("prod:"), "\(result.output)")
    }

    @Test func `only a given file is changed`() throws {
        let program = try Self.program()
        let folder = "\(Self.scenario)/prod"
        try program.write("\(folder)/FEJJCNFG", "SERV_PORT=6716\nLOOPBACK_ONLY=ON\nLIMIT_VIEW=USERID\n")
        let before = try program.read("\(folder)/FEJJCNFG")
        _ = try Self.run("fix --unsafe prod/setup.txt", in: program)
        #expect(try program.read("\(folder)/FEJJCNFG") == before)
        _ = try Self.run("fix --unsafe prod/FEJJCNFG", in: program)
        #expect(try program.read("\(folder)/FEJJCNFG").contains("LOOPBACK_ONLY=OFF"))
    }

    @Test(arguments: ["check", "access", "simulate"])
    func `a name that fits no set-up is wrong use`(_ command: String) throws {
        let program = try Self.program()
        let result = try Self.run("\(command) --set-up prdo", in: program)
        #expect(result.status == 2 && result.output.isEmpty)
        #expect(result.errors.contains("the configuration has no such set-up, only test, prod; did you mean 'prod'?"))
        try program.write("\(Self.scenario)/none.yml", "version: 1\n")
        let bare = try Self.run("\(command) --config none.yml --set-up prod app.json", in: program)
        #expect(bare.status == 2 && bare.errors.contains("no configuration with set-ups is in force"), "\(bare.errors)")
    }

    @Test(arguments: [
        "prod/FEJJCNFG", "./prod/FEJJCNFG", "\"$PWD/prod/FEJJCNFG\"", "prod", "prod/setup.txt prod/FEJJCNFG",
    ])
    func `a given file is judged within its set-up`(_ path: String) throws {
        let program = try Self.program()
        let within = try Self.run("check \(path) --format json", in: program)
        #expect(try Self.paths(within.output) == ["app.json", "prod/FEJJCNFG", "prod/setup.txt"])
        let whole = try Self.run("check --set-up prod --format json", in: program)
        let rows = try [within, whole].map { try KeptReport.object($0.output)["preflight"] as? [[String: Any]] }
        #expect(rows[0]?.count == 1 && rows[0]?[0]["result"] as? String == rows[1]?[0]["result"] as? String)
        #expect(within.status == whole.status)
    }

    @Test func `a file that several set-ups share brings all of them`() throws {
        let program = try Self.program()
        let all = try Self.run("check app.json --format json", in: program).output
        #expect(try Self.paths(all).count == 5)
        let chosen = try Self.run("check app.json --set-up test --format json", in: program).output
        #expect(try Self.paths(chosen) == ["app.json", "test/FEJJCNFG", "test/setup.txt"])
    }

    @Test func `with --alone a file is judged by itself`() throws {
        let program = try Self.program()
        let alone = try Self.run("check prod/FEJJCNFG --alone --format json", in: program)
        #expect(try Self.paths(alone.output) == ["prod/FEJJCNFG"])
        #expect(try Self.values("setup", of: "inputs", in: alone.output) == ["prod"])
        #expect(try Self.run("check --alone", in: program).status == 2)
    }

    @Test func `standard input takes the place of the file with its name`() throws {
        let program = try Self.program()
        let broken = "SERV_PORT=6715\nLOOPBACK_ONLY=ON\n"
        let result = try Self.run(
            "check - --stdin-filename prod/FEJJCNFG --format json", input: broken, in: program)
        #expect(try Self.paths(result.output) == ["app.json", "prod/FEJJCNFG", "prod/setup.txt"], "\(result.errors)")
        #expect(result.status == 1 && result.output.contains("LOOPBACK_ONLY is ON"))
    }

    @Test func `a given file outside the chosen set-ups is wrong use, one in a folder is left out`() throws {
        let program = try Self.program()
        let named = try Self.run("check test/FEJJCNFG --set-up prod", in: program)
        #expect(named.status == 2)
        #expect(named.errors.contains("test/FEJJCNFG belongs to no set-up that --set-up names"), "\(named.errors)")
        let folder = try Self.run("check . --set-up prod --format json", in: program)
        #expect(try Self.paths(folder.output) == ["app.json", "prod/FEJJCNFG", "prod/setup.txt"])
    }

    @Test func `a set-up whose other input is missing is incomplete`() throws {
        let program = try Self.program()
        try FileManager.default.removeItem(at: program.folder.appending(path: "\(Self.scenario)/prod/setup.txt"))
        let result = try Self.run("check prod/FEJJCNFG", in: program)
        #expect(result.status == 3)
        #expect(result.errors.contains("prod/*.txt: no file matches this pattern of set-up prod"), "\(result.errors)")
    }

    @Test func `the configuration may be named yaml, and two of them are wrong use`() throws {
        let program = try Self.program()
        let before = try Self.run("check", in: program)
        _ = try program.shell("mv \(Self.scenario)/.jmoncheck.yml \(Self.scenario)/.jmoncheck.yaml")
        let after = try Self.run("check", in: program)
        #expect(after.output == before.output.replacing(".jmoncheck.yml", with: ".jmoncheck.yaml"))
        #expect(after.status == before.status)
        try program.write("\(Self.scenario)/.jmoncheck.yml", "rules: {}\n")
        let both = try program.shell("cd \(Self.scenario)/prod && \"$JMONCHECK\" check FEJJCNFG")
        #expect(both.status == 2)
        #expect(
            both.errors.contains("../.jmoncheck.yml and ../.jmoncheck.yaml lie side by side; keep one of them"),
            "\(both.errors)")
    }
}
