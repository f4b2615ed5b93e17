import Foundation
import Testing

/// `.jmoncheck.yml` with the real binary: where it is found, what it sets, and what overrides it.
@Suite struct ConfigurationFileTests {
    private static let member = "SERV_PORT=6715\nLOOPBACK_ONLY=ON\nLIMIT_VIEW=USERID\n"

    private static func program(_ configuration: String) throws -> Program {
        let program = try Program()
        try program.write("prod/FEJJCNFG", member)
        try program.write("test/FEJJCNFG", member.replacingOccurrences(of: "=ON", with: "=OFF"))
        try program.write(".jmoncheck.yml", configuration)
        return program
    }

    @Test func `the nearest configuration upwards puts inputs into one set-up`() throws {
        let program = try Self.program("set-ups: {prod: {members: prod/*}, test: {members: test/FEJJCNFG}}\n")
        try program.write("deep/down/here", "")
        let above = try program.shell("cd deep/down && \"$JMONCHECK\" --format json")
        #expect(above.status == 1 && above.errors.isEmpty)
        #expect(above.output.contains(#""setup" : "prod""#) && above.output.contains(#""setup" : "test""#))
        #expect(above.output.contains(#""path" : "prod/FEJJCNFG""#) && !above.output.contains(program.folder.path))
        let given = try program.run(["check", "--config", ".jmoncheck.yml", "test"])
        #expect(given.status == 0 && !given.output.contains("prod/"))
    }

    @Test func `severities, ignored paths, threshold and report files take effect`() throws {
        let program = try Self.program(
            """
            set-ups: {all: {members: "**/FEJJCNFG"}}
            rules: {JM101: warning, JM110: off}
            ignore: [{paths: "prod/**", rules: PF4}]
            reports: {junit: out.xml}
            """)
        let result = try program.run(["check"])
        #expect(result.status == 0 && result.output.contains("warning[JM101]") && !result.output.contains("PF408"))
        #expect(try program.read("out.xml").contains("<testsuites"))
        #expect(try program.run(["check", "--fail-on", "warning"]).status == 1)
        let rules = try program.run(["rules"])
        #expect(rules.output.contains(/JM101  warning  loopback-only-off .*\(\.jmoncheck\.yml:2\)/))
        #expect(rules.output.contains(/JM110  off      blank-around-equals .*\(\.jmoncheck\.yml:2\)/))
        #expect(try program.run(["rules", "--format", "json"]).output.contains(#""setBy" : ".jmoncheck.yml:2""#))
    }

    @Test(arguments: [
        ("set-ups: {a: {members: nix/*}}", 3, "nix/*: no file matches this pattern of set-up a (.jmoncheck.yml:1)"),
        ("set-ups: {a: {members: prod/X}}", 3, "prod/X: no file matches this pattern of set-up a (.jmoncheck.yml:1)"),
        ("set-ups: {a: {membres: x}}", 2, ".jmoncheck.yml:1:15: unknown key 'membres' in a set-up; did you mean"),
        ("a: &x [*x]", 2, ".jmoncheck.yml:1:"),
        ("set-ups: &x {a: *x}", 2, ".jmoncheck.yml:1:"),
        ("rules: {}", 3, "there was nothing to check"),
    ])
    func `text that does not fit is reported`(_ configuration: String, _ status: Int32, _ message: String) throws {
        let result = try Self.program(configuration).run(["check"])
        #expect(result.status == status && result.errors.contains("jmoncheck: \(message)"), "\(result.errors)")
    }

    @Test func `an environment that no export of a set-up contains is reported as not checked`() throws {
        let program = try Self.program("set-ups:\n  a:\n    exports: app.json\n    environments: [TEST, TSET]\n")
        try program.write("app.json", #"{"name": "PAY", "components": [], "environments": [{"name": "TEST"}]}"#)
        let result = try program.run(["check"])
        let message = """
            jmoncheck: TSET: no export of set-up a has this environment (.jmoncheck.yml:4); did you mean TEST?
            """
        #expect(result.status == 3 && result.errors.contains(message), "\(result.errors)")
    }

    @Test(arguments: [
        ("{environment: TSET}", "environment TSET", "; did you mean TEST?"),
        ("{component: PYA}", "component PYA", "; did you mean PAY?"),
        ("{component: PAY, environment: test}", "environment test", "; did you mean TEST?"),
    ])
    func `a property list at a level that no export has is reported as not checked`(
        _ level: String, _ owner: String, _ hint: String
    ) throws {
        let program = try Self.program("properties:\n  - paths: list.properties\n    level: \(level)\n")
        try program.write("list.properties", "jes.user=USER1\n")
        try program.write(
            "app.json", #"{"name": "A", "components": [{"name": "PAY"}], "environments": [{"name": "TEST"}]}"#)
        let result = try program.run(["check", "."])
        let message =
            "jmoncheck: list.properties: no export has the \(owner) of its level (.jmoncheck.yml)\(hint)"
        #expect(result.status == 3 && result.errors.contains(message), "\(result.errors)")
    }

    @Test func `a missing configuration is a usage error`() throws {
        let result = try Program().run(["check", "--config", "nix.yml", "."])
        #expect(result.status == 2 && result.errors.contains("nix.yml: cannot be read: no such file"))
    }

    @Test func `a file named in the configuration is of that kind whatever its content, and has to have some`() throws {
        let program = try Self.program("set-ups: {a: {members: prod/FEJJCNFG, decks: odd}}\n")
        try program.write("odd", "LISTC LEVEL(SYS1)\n")
        let result = try program.run(["check", "-v"])
        #expect(result.status == 3 && result.output.contains("odd: racf, utf-8: named in .jmoncheck.yml"))
        #expect(result.errors.contains("odd: has nothing in it that belongs to a deck of RACF commands"))
    }
}
