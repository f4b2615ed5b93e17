import Foundation
import Testing

/// Suppressions with the real binary: their effect on the exit status, and how they are listed.
@Suite struct SuppressionTests {
    private static let good = "SERV_PORT=6715\nLOOPBACK_ONLY=OFF\nLIMIT_VIEW=USERID\n"
    private static let bad = "LOOPBACK_ONLY=ON\n"

    private static func program(_ comment: String, _ setting: String = bad) throws -> Program {
        let program = try Program()
        try program.write("FEJJCNFG", "SERV_PORT=6715\n\(comment)\n\(setting)LIMIT_VIEW=USERID\n")
        return program
    }

    @Test(arguments: [
        (#"# jmoncheck:ignore[JM101] reason="x""#, 0, "suppressed by a comment at FEJJCNFG:2:3: x"),
        (#"# jmoncheck:ignore[JM101] reason="x" until=2026-07-01"#, 0, "until 2026-07-01"),
        (#"# jmoncheck:ignore[JM101] reason="x" until=2026-06-30"#, 1, "warning[SU501]"),
        (#"# jmoncheck:ignore[JM102] reason="x""#, 1, "warning[SU502]"),
        ("# jmoncheck:ignore[JM101]", 1, "warning[SU502]"),
        ("# no suppression", 1, "error[JM101]"),
    ])
    func `a suppression affects the exit status while it is in force`(
        _ comment: String, _ status: Int32, _ says: String
    )
        throws
    {
        let result = try Self.program(comment).run(["check", "FEJJCNFG", "--today", "2026-07-01"])
        #expect(result.status == status && result.output.contains(says), "\(result.output)")
    }

    @Test func `a suppression moves with its statement`() throws {
        let program = try Self.program(#"# jmoncheck:ignore[JM101] reason="x""#)
        let text = try program.read("FEJJCNFG")
        try program.write("FEJJCNFG", "# one\n\n# two\nTZ=CET-1CEST\n" + text)
        #expect(try program.run(["check", "FEJJCNFG"]).status == 0)
        try program.write("FEJJCNFG", text.replacing("LOOPBACK_ONLY=ON", with: "TZ=CET-1CEST\nLOOPBACK_ONLY=ON"))
        #expect(try program.run(["check", "FEJJCNFG"]).status == 1)
    }

    @Test func `protected rules need the option`() throws {
        let program = try Program()
        try program.write(
            "deck.txt",
            """
            /* jmoncheck:ignore[RF350] reason="laboratory" */
            RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.A UACC(READ)
            SETROPTS RACLIST(PTKTDATA) REFRESH

            """)
        let without = try program.run(["check", "deck.txt"])
        #expect(without.status == 1 && without.output.contains("RF350 is suppressed only with"))
        #expect(try program.run(["check", "deck.txt", "--allow-critical-suppressions"]).status == 0)
    }

    @Test func `an unread input cannot be suppressed`() throws {
        let program = try Program()
        try program.write(
            "cut.json", "// jmoncheck:ignore[IN001] reason=\"x\"\n{\"environments\": [{\"name\": \"TEST\", ")
        let result = try program.run(["check", "cut.json", "--allow-critical-suppressions"])
        #expect(result.status == 1 && result.output.contains("IN001 cannot be suppressed"), "\(result.output)")
        try program.write(".jmoncheck.yml", "suppressions: [{code: IN001, path: cut.json, reason: x}]\n")
        let configured = try program.run(["check", "cut.json"])
        #expect(configured.status == 2 && configured.errors.contains("IN001 cannot be suppressed"))
    }

    @Test func `every format shows the reason of a suppression`() throws {
        let program = try Self.program(#"# jmoncheck:ignore[JM101] reason="because of it""#)
        for format in [
            "text", "concise", "json", "junit", "sarif", "github", "gitlab", "azure", "checkstyle", "rdjson",
            "markdown", "html",
        ] {
            let result = try program.run(["check", "FEJJCNFG", "--format", format])
            #expect(result.status == 0 && result.output.contains("because of it"), "\(format)")
        }
    }

    @Test func `the list shows every state and the suppressions that expire soon`() throws {
        let program = try Program()
        try program.write(
            "FEJJCNFG",
            """
            # jmoncheck:ignore[JM101] reason="now" owner=A until=2026-07-20
            LOOPBACK_ONLY=ON
            # jmoncheck:ignore[JM130] reason="then" until=2026-06-30
            LIMIT_VIEW=NOLIMIT
            # jmoncheck:ignore[JM136] reason="mended" until=2026-12-31
            TRACE_STORAGE=OFF
            # jmoncheck:ignore[JM102]
            SERV_PORT=6715

            """)
        try program.write(".jmoncheck.yml", "suppressions: [{code: UC201, path: '*.json', reason: lab}]\n")
        let list = ["suppressions", ".", "--today", "2026-07-01"]
        let all = try program.run(list)
        #expect(all.status == 0)
        #expect(
            all.output.hasSuffix("5 suppressions: 1 active, 1 expired, 1 unused, 1 refused, 1 malformed.\n"),
            "\(all.output)")
        for (time, count) in [("30d", 2), ("18d", 1), ("19d", 2), ("4w", 2), ("200d", 3)] {
            let some = try program.run(list + ["--expiring", time, "--format", "json"])
            let json = try JSONSerialization.jsonObject(with: Data(some.output.utf8)) as? [String: Any]
            #expect((json?["suppressions"] as? [Any])?.count == count, "\(time)")
        }
        #expect(try program.run(list + ["--expiring", "soon"]).status == 2)
        #expect(try program.run(["suppressions", "missing"]).status == 3)
    }

    @Test(arguments: [
        ("[{code: JM101, path: x}]", "needs code and reason"), ("[{code: JM101, reason: x}]", "needs path or subject"),
        ("[{code: JM999, path: x, reason: x}]", "unknown rule 'JM999'"),
        ("[{code: JM101, path: x, reason: ''}]", "reason needs a text"),
        ("[{code: JM101, path: x, reason: x, until: 2026-02-30}]", "until needs a date"),
        ("[{code: JM101, path: ../x, reason: x}]", "leave the folder"),
        ("[{code: JM101, path: x, reasn: x}]", "did you mean 'reason'"), ("{code: JM101}", "needs a list"),
    ])
    func `an error in the configuration is a usage error`(_ entries: String, _ says: String) throws {
        let program = try Self.program("#", "LOOPBACK_ONLY=OFF\n")
        try program.write(".jmoncheck.yml", "suppressions: \(entries)\n")
        let result = try program.run(["check", "FEJJCNFG"])
        #expect(result.status == 2 && result.errors.contains(says), "\(result.errors)")
    }

    @Test func `subjects of the configuration become checks and the subjects of findings`() throws {
        let program = try Program()
        try program.write(
            "sheet.json",
            """
            {"name": "TEST", "properties": [
              {"name": "jes.monitor.port", "value": "0", "secure": false},
              {"name": "db.password", "value": "Tuesday7", "secure": false}]}
            """)
        for (code, subject, status) in [
            ("UC219", "environment/sheet: db.password", 0), ("UC219", "*: db.*", 0), ("UC219", "sheet.json", 0),
            ("UC219", "*: jes.*", 1), ("UC219", "db.password", 1),
        ] {
            try program.write(
                ".jmoncheck.yml",
                "suppressions: [{code: \(code), subject: '\(subject)', reason: x}, {code: UC205, subject: '*', reason: y}]\n"
            )
            let result = try program.run(["check", "sheet.json"])
            #expect(result.status == Int32(status), "\(subject): \(result.output)")
        }
    }
}
