import Contract
import Diagnostics
import Foundation
import Reporters
import Testing

@testable import Checking
@testable import Subjects

/// The files of the program itself, changed in small ways: what is read of them, or why they cannot be read, is in
/// `Tests/Variants/own-files.txt`.
@Suite struct OwnFileTests {
    private static let configuration = """
        version: 1
        project: site
        values: {HLQ: SYS1, port: "6715"}
        set-ups:
          prod:
            members: prod/FEJJCNFG
            exports: [ucd/*.json]
            environments: [PROD, TEST]
            decks:
              - racf/10-key.txt
              - racf/*.jcl
            evidence: evidence/**
            agent-users: [agntusr]
            target-users: [USER1, USER2]
            application: FEKAPPL
            plugin-version: 87
            assume: [fresh, "PTKTDATA=active,raclist"]
            access:
              everything-else: warning
              approved:
                - caller: AGNTUSR
                  application: FEKAPPL
                  targets: [PAYUSER, "HR*"]
                  reason: the agent deploys
                  owner: deployment team
                  until: 2026-12-31
          test:
            members: [test/FEJJCNFG]
        properties:
          - {paths: ucd/system.json, level: system}
          - {paths: "ucd/prod-*.properties", level: {environment: PROD}}
        secrets: {names: [site.pin], patterns: ["ZZ-????-????"]}
        rules: {JM130: "off", RF334: error, JM13: info}
        ignore: [{paths: "legacy/**", rules: [JM13, known-key]}]
        suppressions:
          - code: [JM115, RF340]
            path: prod/FEJJCNFG
            subject: "LIMIT*"
            reason: agreed
            owner: somebody
            until: 2026-08-01
        baseline: base.json
        fail-on: warning
        reports: {junit: build/jmoncheck.xml, json: out.json}

        """

    private static let words = [
        "", "[]", "{}", "null", "true", "0", "-1", "7", "99999999999999999999", "\"\"", "[a, b]", "{a: b}", "x", "*",
        "../x", "/x", "\"a b\"", "ABCDEFGHI", "error", "off", "2026-02-30", "2026-13-01", "fresh", "[[a]]",
    ]

    /// Each line left out, doubled, cut and with its value replaced by every word in turn.
    private static func changedConfigurations() -> [(label: String, text: String)] {
        let lines = configuration.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var found: [(label: String, text: String)] = [("as it is", configuration)]
        func add(_ index: Int, _ what: String, _ new: [String]) {
            let text = (lines[..<index] + new + lines[(index + 1)...]).joined(separator: "\n")
            found.append(("\(index + 1) \(what)", text))
        }
        for (index, line) in lines.enumerated() where !line.isEmpty {
            add(index, "left out", [])
            add(index, "doubled", [line, line])
            guard let colon = line.firstIndex(of: ":") else { continue }
            let (key, value) = (line[..<colon], line[line.index(after: colon)...])
            add(index, "key cut", [key.dropLast() + ":" + value])
            for offset in 0..<6 {
                let word = words[(index * 5 + offset * 4) % words.count]
                add(index, "is '\(word)'", ["\(key): \(word)"])
            }
            add(index, "one deeper", ["  " + line])
        }
        return found
    }

    private static func described(_ configuration: Configuration) -> String {
        var lines = configuration.setUps.map { plan in
            let patterns = plan.named.map {
                "\($0.pattern.glob.text):\($0.pattern.line) \($0.fallback?.rawValue ?? "")"
            }
            let environments = plan.environments.map { $0.map { "\($0.name):\($0.line)" } } ?? ["all"]
            let access = plan.access.map { "\($0)" } ?? "no access"
            return "\(plan.name) \(patterns) \(environments) \(plan.agentUsers) \(plan.targetUsers) "
                + "\(plan.applications) \(plan.pluginVersion ?? 0) \(plan.assumed) \(access)"
        }
        lines += configuration.values.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        lines += configuration.placements.map { "\($0.paths.map(\.text)) \($0.level)" }
        lines += configuration.rules.map { "\($0.key) \($0.value)" }.sorted()
        lines += configuration.ignores.map { "\($0.paths.map(\.text)) \($0.rules.map(\.code).sorted())" }
        lines += configuration.suppressions.map { "\($0)" }
        lines.append("\(configuration.baseline ?? "") \(configuration.project ?? "") \(configuration.reports)")
        lines.append("\(configuration.failOn.map { "\($0)" } ?? "")")
        let influence = configuration.influence(given: [])
        lines += influence.settings.map { "\($0)" }
        return lines.joined(separator: "\n")
    }

    private static func configurations() -> [String] {
        changedConfigurations().map { label, text in
            do throws(Configuration.Failure) {
                let read = try ConfigurationReader.read(
                    SourceFile(path: "c", bytes: Array(text.utf8)), formats: ["text", "json", "junit"])
                return "\(label): read \(Picture.digest(Array(described(read).utf8)))"
            } catch {
                return "\(label): \(error.description.dropFirst(2))"
            }
        }
    }

    private static func outcome() throws -> Outcome {
        let folder = Fixture.root.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "examples/as-printed")
        let files = try Fixture.children(of: folder).map { name in
            (name: name, bytes: [UInt8](try Data(contentsOf: folder.appending(path: name))))
        }
        return try TestRun(files, options: ["--agent-user", "AGNTUSR"]).outcome
    }

    @Test func `files of the program are read as before`() throws {
        var lines = ["== .jmoncheck.yml"] + Self.configurations()
        let outcome = try Self.outcome()
        let baseline = Baseline(outcome, project: "site", allowsCritical: true).written.bytes
        lines.append("== baseline")
        var chooser = VariationChooser([("b", baseline)], name: "baseline")
        for variation in chooser.choose(120) {
            let bytes = variation.applied(to: [("b", baseline)])[0].bytes
            do throws(Baseline.Failure) {
                let read = try Baseline.read(SourceFile(path: "b", bytes: bytes))
                var fault = ""
                do throws(Baseline.Failure) {
                    try read.check(project: "site") { _ in true }
                } catch {
                    fault = error.message
                }
                lines.append("\(variation.label): \(Picture.digest(read.written.bytes)) \(fault)")
            } catch {
                lines.append("\(variation.label): \(error)")
            }
        }
        lines.append("== stored report")
        let stored = JSONReporter().report(outcome).bytes
        chooser = VariationChooser([("s", stored)], name: "stored")
        for variation in chooser.choose(150) {
            let bytes = variation.applied(to: [("s", stored)])[0].bytes
            do throws(StoredReport.Failure) {
                let read = try StoredReport.read(SourceFile(path: "s", bytes: bytes))
                let text = JSONReporter().report(read).bytes
                let access = read.access.map { "\($0.grants) \($0.classes) \($0.keys)" } ?? ""
                lines.append("\(variation.label): \(Picture.digest(text + Array(access.utf8)))")
            } catch {
                lines.append("\(variation.label): \(error)")
            }
        }
        let file = Fixture.root.deletingLastPathComponent().appending(path: "Variants/own-files.txt")
        try Fixture.expect(lines.map { $0 + "\n" }.joined(), in: file)
    }
}
