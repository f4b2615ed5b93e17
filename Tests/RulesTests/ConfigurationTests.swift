import Diagnostics
import Evaluator
import Testing

@testable import Checking
@testable import Subjects

@Suite struct ConfigurationTests {
    private static func read(_ text: String) throws -> Configuration {
        try ConfigurationReader.read(
            SourceFile(path: ".jmoncheck.yml", bytes: Array(text.utf8)), formats: ["text", "json", "junit"])
    }

    @Test func `every key of a configuration is read`() throws {
        let configuration = try Self.read(
            """
            version: 1
            set-ups:
              prod:
                members: prod/FEJJCNFG
                exports: [ucd/*.json]
                environments: [PROD]
                decks:
                  - racf/10-key.txt
                  - racf/*.jcl
                evidence: evidence/**
                agent-users: [agntusr]
                target-users: [USER1, USER2]
                application: FEKAPPL
                plugin-version: 87
                assume: [fresh, "PTKTDATA=active,raclist"]
            rules:
              JM13: off
              RF331: error
            ignore:
              - paths: legacy/**
                rules: [JM, known-key]
            fail-on: warning
            reports:
              junit: out/jmoncheck.xml
            """)
        let plan = try #require(configuration.setUps.first)
        #expect(plan.name == "prod" && plan.environments?.map(\.name) == ["PROD"] && plan.agentUsers == ["AGNTUSR"])
        #expect(
            plan.patterns.map(\.glob.text) == [
                "prod/FEJJCNFG", "ucd/*.json", "racf/10-key.txt", "racf/*.jcl", "evidence/**",
            ])
        #expect(plan.patterns[3].line == 9 && plan.pluginVersion == 87 && plan.assumptions?.isFresh == true)
        #expect(configuration.rules["JM130"]?.severity == nil && configuration.rules["JM130"]?.line == 17)
        #expect(configuration.rules["RF331"]?.severity == .error)
        #expect(configuration.ignores.first?.rules.contains("JM101") == true)
        #expect(configuration.failOn == .warning && configuration.reports.first?.path == "out/jmoncheck.xml")
    }

    @Test(arguments: [
        ("set-up: {}", "1:1: unknown key 'set-up' in the configuration; did you mean 'set-ups'?"),
        ("set-ups:\n  a:\n    exprots: x", "3:5: unknown key 'exprots' in a set-up; did you mean 'exports'?"),
        ("set-ups:\n  a: {}", "2:3: set-up 'a' names no inputs: give members, exports, decks or evidence"),
        ("set-ups: []", "1:10: set-ups needs a name for each set-up, with its inputs below it"),
        ("version: 2", "1:10: this program reads version 1"),
        ("fail-on: eror", "1:10: 'eror' is not one of error, warning, info, never; did you mean 'error'?"),
        ("rules: {JM101: fatal}", "1:16: 'fatal' is not one of off, info, warning, error"),
        ("rules: {JM999: off}", "1:9: unknown rule 'JM999'; did you mean 'JM101'?"),
        ("rules: {IN001: off}", "1:9: IN001 reports that an input was not read and cannot be changed"),
        ("fail-on: error\nfail-on: info", "2:1: 'fail-on' is given twice"),
        ("set-ups: {a: {members: ../x}}", "1:24: a pattern must not leave the folder of the configuration"),
        ("set-ups: {a: {members: /x}}", "1:24: a pattern must not leave the folder of the configuration"),
        (
            "set-ups: {a: {members: x, agent-users: no body}}",
            "1:40: 'no body' is not a z/OS name: 1 to 8 of A-Z 0-9 # $ @"
        ),
        ("set-ups: {a: {members: x, plugin-version: 0}}", "1:43: plugin-version needs a whole number from 1"),
        ("ignore: [{paths: x}]", "1:10: an entry of ignore needs paths and rules"),
        ("reports: {xml: x}", "1:11: unknown key 'xml' in reports, which has text, json, junit"),
        ("- a", "1:1: the configuration needs keys and values"),
    ])
    func `an error is reported with its place`(_ text: String, _ message: String) throws {
        let failure = #expect(throws: Configuration.Failure.self) { try Self.read(text) }
        let said = failure.map(\.description) ?? ""
        // The most similar of many rule codes is any that differs by one letter.
        let wanted = ".jmoncheck.yml:\(message)"
        #expect(said == wanted || (message.contains("JM999") && said.hasPrefix(".jmoncheck.yml:1:9: unknown rule")))
    }

    @Test(arguments: [
        "a: &a [*a]", "&a a: *b", "a: [", "\t- x", "set-ups: &s {a: *s}", "{", "a: !!binary x\nb: c: d", "\u{0}",
    ])
    func `cycles and broken YAML are refused`(_ text: String) {
        #expect(throws: Configuration.Failure.self) { try Self.read(text) }
    }

    @Test(arguments: [(11, ""), (12, ""), (13, " and 1 more")])
    func `at most twelve set-ups are listed for a name that fits none`(_ count: Int, _ rest: String) throws {
        let names = (1...count).map { "s\($0)" }
        let configuration = try Self.read("set-ups:\n" + names.map { "  \($0): {members: x}\n" }.joined())
        let failure = #expect(throws: Configuration.UnknownSetUp.self) { try configuration.choosing(setUps: ["live"]) }
        let listed = names.prefix(12).joined(separator: ", ")
        #expect(
            failure?.description == "--set-up live: the configuration has no such set-up, only \(listed)\(rest)")
    }

    @Test(arguments: ["", "# nothing\n", "---\n", "rules:\n", "version: 1\n"])
    func `a configuration without statements changes nothing`(_ text: String) throws {
        let configuration = try Self.read(text)
        #expect(configuration.setUps.isEmpty && configuration.rules.isEmpty && configuration.failOn == nil)
    }
}
